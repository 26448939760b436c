"""Screens of the self-inspection results: filled in, read, certified; the pages of the other
transitions are the frame's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.catalogues.models import Area
from inspections.rounds.models import DueAgency, Round, SubmissionState
from inspections.submissions import actions as submissions
from inspections.submissions.forms import CertifyForm, SubmissionForm, grouped_categories
from inspections.submissions.models import Submission
from inspections.submissions.parts import (
    PARTS,
    Missing,
    categories_of,
    missing_for_certification,
)
from inspections.submissions.workflow import CERTIFY, SUBMISSIONS
from tayninh_portal.access import Denied, agencies_of, may, today
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.http import Request
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import Entry, sent_back, timeline_of
from tayninh_portal.transition_pages import admit
from tayninh_portal.workflow import Button

# Saved part by part it leaves many lines; so many are read before those in a row are told once.
LOG_LINES = 400
INCOMPLETE = Denied("Kết quả chưa đủ; xem các chỗ còn thiếu nêu trên trang này.")


@require_POST
def submission_start(request: Request, pk: int, agency_pk: int) -> HttpResponse:
    """Begin the agency's result, or go on with the one it has."""
    round = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    listed = DueAgency.objects.visible_to(request.user).filter(round=round)
    due = get_object_or_404(listed.select_related("agency"), agency=agency_pk)
    submission, _ = submissions.start_submission(round, due.agency, by=request.user)
    return redirect("submission-update", submission.pk)


@require_safe
def submission_detail(request: Request, pk: int) -> HttpResponse:
    """The result as it stands, what can be done with it, and what has been done."""
    submission = _visible(request, pk)
    user = request.user
    own = submission.agency_id in agencies_of(user)
    summary = _summary(submission)
    buttons = SUBMISSIONS.buttons(user, submission, today())
    context = {
        **summary,
        "own": own,
        "may_fill": own and may(user, "submission.fill", submission),
        "certifies": own and may(user, "submission.certify"),
        "buttons": [_unless_missing(button, summary["missing"]) for button in buttons],
        "timeline": _stated(timeline_of(submission, SubmissionState, limit=LOG_LINES)),
    }
    return render(request, "submissions/detail.html", context)


@require_http_methods(["GET", "POST"])
def submission_update(request: Request, pk: int) -> HttpResponse:
    """Fill it in; what is typed meanwhile is a draft like that of every form."""
    submission = _visible(request, pk)
    own = submission.agency_id in agencies_of(request.user)
    # Whose work it is not, is refused; from whom it was taken while they typed, keeps their words.
    if request.method == "GET" or not own:
        require(request.user, "submission.fill", submission)
    areas = Area.objects.names(submission.round.period_end)
    form = SubmissionForm(
        request.POST or None,
        record=submission,
        user=request.user,
        categories=categories_of(submission.round, submission),
        areas=areas,
    )
    saved = _save(submission, form)
    if saved is not None:
        messages.success(request, "Đã lưu kết quả tự kiểm tra.")
        return _go_on(request, submission)
    context = {**_summary(submission, areas), "form": form, "finish_label": "Lưu và xem lại"}
    return render(request, "submissions/update.html", context)


@require_http_methods(["GET", "POST"])
def submission_certify(request: Request, pk: int) -> HttpResponse:
    """On one screen what the head signs for, what is missing, and what the button will do."""
    user = request.user
    submission = _visible(request, pk)
    if sent_before(submission, client_id_of(request), user):
        return redirect("submission-detail", pk)
    admit(request, SUBMISSIONS, CERTIFY, submission)
    form = CertifyForm(request.POST or None, record=submission, user=user)
    if request.method == "POST":
        if carry_out(form, lambda: _certify(submission, form)):
            messages.success(request, SUBMISSIONS.words[CERTIFY.name].done)
            return redirect("submission-detail", pk)
        submission = _visible(request, pk)
    context = {
        **_summary(submission),
        "form": form,
        "verdict": SUBMISSIONS.verdict(user, CERTIFY, submission, today()),
        "incomplete": INCOMPLETE,
        "today": today(),
        "late": today() > submission.round.due_on and submission.first_filed_on is None,
    }
    return render(request, "submissions/certify.html", context)


def _unless_missing(button: Button, missing: list[Missing]) -> Button:
    """The head's button, grey while something is missing; what it is the page names."""
    closed = button.name == CERTIFY.name and button.verdict and missing
    return replace(button, verdict=INCOMPLETE) if closed else button


def _visible(request: Request, pk: int) -> Submission:
    return get_object_or_404(SUBMISSIONS.rows(request.user), pk=pk)


def _certify(submission: Submission, form: CertifyForm) -> list[Submission]:
    try:
        return SUBMISSIONS.perform(CERTIFY, [submission], form.act())
    except Conflict:
        # Nothing was typed that could still stand below.
        raise Conflict(
            "Kết quả đã được sửa sau khi bạn mở trang. Dưới đây là bản mới nhất; hãy xem lại trước "
            "khi xác nhận."
        ) from None


def _go_on(request: Request, submission: Submission) -> HttpResponse:
    """Where the button that saved the draft leads: to the whole result, to a fact told in it (a
    new one, or one of those there), or back to the form."""
    stated, _, number = request.POST.get("fact", "").partition(":")
    if stated == "tell":
        return redirect("implementation-report", submission.pk)
    readable = number.isascii() and number.isdecimal() and len(number) < 12
    if stated in ("update", "withdraw") and readable:
        fact = get_object_or_404(submission.facts.all(), pk=int(number))
        return redirect(f"implementation-{stated}", fact.pk)
    to = "submission-detail" if "finish" in request.POST else "submission-update"
    return redirect(to, submission.pk)


def _save(submission: Submission, form: SubmissionForm) -> Submission | None:
    """The saved result; None with the reason on the form."""
    user = form.user
    save = lambda: submissions.save_submission(submission, by=user, **form.changes())  # noqa: E731
    try:
        saved = carry_out(form, save)
    except Refused as refused:
        if submission.agency_id not in agencies_of(user):
            raise
        # It was sent, or the round closed, while they typed: what they typed stays on the screen.
        form.add_error(None, refused.reason)
        return None
    return saved if isinstance(saved, Submission) else None


def _summary(submission: Submission, areas: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The result in the words and numbers of its pages; ``areas`` where they were read."""
    if areas is None:
        areas = Area.objects.names(submission.round.period_end)
    counts = {row.category: row.count for row in submission.counts.all()}
    missing = missing_for_certification(submission)
    of_part = {number: [m for m in missing if m.part == number] for number, _ in PARTS}
    return {
        "submission": submission,
        "round": submission.round,
        "agency_name": submission.agency_then,
        "count_groups": [
            (label, [(category, counts[category]) for category in group])
            for label, group in grouped_categories(counts, areas)
        ],
        "missing": missing,
        "parts": [(number, title, of_part[number]) for number, title in PARTS],
        "facts": list(submission.facts.stated().order_by("day", "pk")),
        "on_time": submissions.on_time(submission),
        "sent_back": sent_back(submission, SubmissionState.RETURNED),
    }


def _stated(entries: list[Entry]) -> list[Entry]:
    """The timeline with saves in a row by one person told once, by their newest."""
    stated: list[Entry] = []
    for entry in entries:
        before = stated[-1] if stated else None
        again = before is not None and (before.text, before.who) == (entry.text, entry.who)
        if not (again and not entry.to_label):
            stated.append(entry)
    return stated
