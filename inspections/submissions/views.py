"""Screens of the self-inspection results: filled in, certified, returned, accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.rounds.models import DueAgency, Round, SubmissionState
from inspections.submissions import actions as submissions
from inspections.submissions.forms import (
    ReopenForm,
    ReturnForm,
    SubmissionForm,
    grouped_categories,
)
from inspections.submissions.models import Submission
from inspections.submissions.workflow import EDITABLE, PARTS, REOPEN, RETURN, categories_of
from tayninh_portal.access import agencies_of, may, today
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.forms import SeenVersionForm, attempt
from tayninh_portal.lib.dates import short_time
from tayninh_portal.models import Change
from tayninh_portal.records import require
from tayninh_portal.timeline import Entry, timeline_of

# A draft that saves itself leaves many lines; so many are read before those in a row are told once.
LOG_LINES = 400


@require_POST
def submission_start(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    """Begin the agency's result, or go on with the one it has."""
    round = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    listed = DueAgency.objects.visible_to(request.user).filter(round=round)
    due = get_object_or_404(listed.select_related("agency"), agency=agency_pk)
    submission, _ = submissions.start_submission(round, due.agency, by=request.user)
    return redirect("submission-update", submission.pk)


@require_safe
def submission_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as it stands, what can be done with it, and what has been done."""
    submission = _visible(request, pk)
    own = submission.agency_id in agencies_of(request.user)
    accepted = submission.state == SubmissionState.ACCEPTED
    context = {
        **_summary(submission),
        "own": own,
        "may_fill": own and may(request.user, "submission.fill", submission),
        "certifies": own and may(request.user, "submission.certify"),
        "may_certify": own and may(request.user, "submission.certify", submission),
        "reviews": not accepted and may(request.user, "submission.accept"),
        "may_accept": may(request.user, "submission.accept", submission),
        "may_return": may(request.user, "submission.return", submission),
        "reopens": accepted and may(request.user, "submission.reopen"),
        "may_reopen": may(request.user, "submission.reopen", submission),
        "accept_form": SeenVersionForm(initial={"seen_version": submission.version}),
        "timeline": _told(timeline_of(submission, SubmissionState, limit=LOG_LINES)),
    }
    return render(request, "submissions/detail.html", context)


@require_http_methods(["GET", "POST"])
def submission_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill it in; a draft saves itself to the same address and is answered in JSON."""
    submission = _visible(request, pk)
    own = submission.agency_id in agencies_of(request.user)
    # Whose work it is not, is refused; to whom it was taken from while he typed, keeps his words.
    if request.method == "GET" or not own:
        require(request.user, "submission.fill", submission)
    form = SubmissionForm(
        request.POST or None, submission=submission, categories=categories_of(submission.round)
    )
    answer = _save(request, submission, form) if form.is_valid() else None
    if request.headers.get("Accept") == "application/json" and request.method == "POST":
        return _answer_of_autosave(form, answer)
    if answer is not None and answer.saved is not None:
        messages.success(request, "Đã lưu kết quả tự kiểm tra.")
        return _go_on(request, submission)
    context = {
        **_summary(submission),
        "form": form,
        "theirs": answer.theirs if answer is not None else [],
        "finish_label": "Lưu và xem lại",
    }
    return render(request, "submissions/update.html", context)


@require_http_methods(["GET", "POST"])
def submission_certify(request: HttpRequest, pk: int) -> HttpResponse:
    """On one screen what the head signs for, what is missing, and what the button will do."""
    submission = _visible(request, pk)
    form = SeenVersionForm(request.POST or None, initial={"seen_version": submission.version})
    if request.method == "POST" and form.is_valid():
        deed = partial(submissions.certify_submission, submission, by=request.user)
        if attempt(form, lambda: deed(**form.cleaned_data)):
            messages.success(request, "Đã xác nhận và gửi kết quả tới Sở Nội vụ.")
            return redirect("submission-detail", pk)
        submission = _visible(request, pk)
        if submission.state not in EDITABLE:
            raise Conflict()
        form.data = {"seen_version": str(submission.version)}
    summary = _summary(submission)
    verdict = may(request.user, "submission.certify", submission)
    # What is missing is said on the page; whatever else forbids it is the page of refusals.
    if not verdict and not summary["missing"]:
        raise Refused(verdict.reason)
    require(request.user, "submission.certify")
    context = {
        **summary,
        "form": form,
        "verdict": verdict,
        "today": today(),
        "late": today() > submission.round.due_on and submission.first_filed_on is None,
    }
    return render(request, "submissions/certify.html", context)


@require_http_methods(["GET", "POST"])
def submission_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is to be corrected, then give it back."""
    return _move_with_note(
        request,
        pk,
        "submission.return",
        ReturnForm,
        submissions.return_submission,
        "submissions/return.html",
        "Đã trả lại kết quả cho cơ quan.",
    )


@require_http_methods(["GET", "POST"])
def submission_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take an accepted result back to the agency."""
    return _move_with_note(
        request,
        pk,
        "submission.reopen",
        ReopenForm,
        submissions.reopen_submission,
        "submissions/reopen.html",
        "Đã mở lại kết quả; cơ quan sửa và gửi lại.",
    )


@require_POST
def submission_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what was read, in the version that was read."""
    submission = _visible(request, pk)
    form = SeenVersionForm(request.POST)
    if not form.is_valid():
        require(request.user, "submission.accept", submission)
        raise Conflict()
    submissions.accept_submission(submission, by=request.user, **form.cleaned_data)
    messages.success(request, f"Đã chấp nhận kết quả của {submission.agency}.")
    return redirect("submission-detail", pk)


@dataclass(frozen=True)
class Answer:
    """What came of saving: the saved result, or what the first of two people left."""

    saved: Submission | None
    theirs: list[tuple[str, Any]]


def _visible(request: HttpRequest, pk: int) -> Submission:
    seen = Submission.objects.visible_to(request.user).select_related("round", "agency")
    return get_object_or_404(seen.prefetch_related("counts__category", "agency__names"), pk=pk)


def _go_on(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Where the button that saved the draft leads: to the whole result, to a fact told in it (a
    new one, or one of those there), or back to the form."""
    told, _, number = request.POST.get("fact", "").partition(":")
    if told == "tell":
        return redirect("implementation-tell", submission.pk)
    readable = number.isascii() and number.isdecimal() and len(number) < 12
    if told in ("update", "withdraw") and readable:
        fact = get_object_or_404(submission.facts.all(), pk=int(number))
        return redirect(f"implementation-{told}", fact.pk)
    to = "submission-detail" if "finish" in request.POST else "submission-update"
    return redirect(to, submission.pk)


def _save(request: HttpRequest, submission: Submission, form: SubmissionForm) -> Answer:
    try:
        saved = attempt(
            form,
            lambda: submissions.save_submission(submission, by=request.user, **form.changes()),
        )
    except Refused as refused:
        if submission.agency_id not in agencies_of(request.user):
            raise
        # It was sent, or the round closed, while he typed: what he typed stays before his eyes.
        form.add_error(None, refused.reason)
        return Answer(None, [])
    if saved is None:
        current = _visible(request, submission.pk)
        if current.version != form.cleaned_data["seen_version"]:
            return Answer(None, form.keep_after_conflict(current))
    return Answer(saved, [])


def _answer_of_autosave(form: SubmissionForm, answer: Answer | None) -> JsonResponse:
    if answer is not None and answer.saved is not None:
        saved_at = short_time(timezone.localtime())
        return JsonResponse({"saved_at": saved_at, "version": answer.saved.version})
    if form.non_field_errors():
        return JsonResponse({"reason": form.non_field_errors()[0]}, status=409)
    reason = "Chưa lưu được: có chỗ nhập chưa đúng. Bấm “Lưu bản nháp” để xem chỗ cần sửa."
    return JsonResponse({"reason": reason}, status=422)


def _move_with_note(
    request: HttpRequest,
    pk: int,
    permission: str,
    form_class: type[ReturnForm],
    deed: Callable[..., Submission],
    template: str,
    said: str,
) -> HttpResponse:
    """Ask for a move that needs a reason on a page of its own, do it, say it."""
    submission = _visible(request, pk)
    form = form_class(request.POST or None, initial={"seen_version": submission.version})
    if request.method == "POST" and form.is_valid():
        if attempt(form, lambda: deed(submission, by=request.user, **form.cleaned_data)):
            messages.success(request, said)
            return redirect("submission-detail", pk)
    else:
        require(request.user, permission, submission)
    return render(request, template, {**_summary(submission), "form": form})


def _summary(submission: Submission) -> dict[str, Any]:
    """The result in the words and numbers of its pages."""
    counts = {row.category: row.count for row in submission.counts.all()}
    missing = submissions.missing_for_certification(submission)
    lacking = {number: [m for m in missing if m.part == number] for number, _ in PARTS}
    sent_back = Change.objects.of(submission).filter(action__in=(RETURN.name, REOPEN.name))
    returned = submission.state == SubmissionState.RETURNED
    return {
        "submission": submission,
        "round": submission.round,
        "agency_name": submission.agency.name_on(submission.round.reference_day),
        "count_groups": [
            (label, [(category, counts[category]) for category in group])
            for label, group in grouped_categories(counts)
        ],
        "missing": missing,
        "parts": [(number, title, lacking[number]) for number, title in PARTS],
        "facts": list(submission.facts.told().order_by("day", "pk")),
        "on_time": submissions.on_time(submission),
        "sent_back": sent_back.last() if returned else None,
    }


def _told(entries: list[Entry]) -> list[Entry]:
    """The timeline with saves in a row by one person told once, by their newest."""
    told: list[Entry] = []
    for entry in entries:
        before = told[-1] if told else None
        again = before is not None and (before.text, before.who) == (entry.text, entry.who)
        if not (again and not entry.to_label):
            told.append(entry)
    return told
