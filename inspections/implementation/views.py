"""Screens of the implementation facts: list, form, detail, and a page for each deed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.cited_documents.actions import cite
from inspections.cited_documents.models import CitedDocument
from inspections.implementation import actions as domain
from inspections.implementation.forms import FactForm, FactUpdateForm, ToldFactForm
from inspections.implementation.lists import FACT_LIST
from inspections.implementation.models import (
    FACT_REACHES_PEOPLE,
    FactKind,
    FactState,
    ImplementationFact,
)
from inspections.implementation.workflow import CONFIRM, REOPEN, RETURN, WITHDRAW
from inspections.submissions.models import Submission
from tayninh_portal.access import Verdict, agencies_of, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.forms import MoveReasonForm, SeenVersionForm, attempt
from tayninh_portal.listing import show
from tayninh_portal.models import Change
from tayninh_portal.races import done_already, require_on_form
from tayninh_portal.records import Move, require
from tayninh_portal.timeline import timeline_of


@require_safe
def implementation_list(request: HttpRequest) -> HttpResponseBase:
    """Facts the person may see, the newest first."""
    may_create = may(request.user, "implementation.create")
    return show(request, FACT_LIST, "implementation/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def implementation_create(request: HttpRequest) -> HttpResponse:
    """Enter what was done; from a document's page it is that document as a directive."""
    user = request.user
    require(user, "implementation.create")
    form = FactForm(request.POST or None, initial=_from_document(request), user=user)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: domain.record_fact(by=user, **form.cleaned_data))
        if done:
            fact, new = done
            said = "Đã ghi kết quả; Sở Nội vụ xác nhận xong thì kết quả được tính vào số liệu."
            messages.success(request, said if new else "Kết quả này đã được lưu trước đó.")
            return redirect("implementation-detail", fact.pk)
    return render(request, "implementation/form.html", {"form": form, "fact": None})


@require_http_methods(["GET", "POST"])
def implementation_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was done within a self-inspection, and go back to its form."""
    user = request.user
    seen = Submission.objects.visible_to(user).select_related("round", "agency")
    submission = get_object_or_404(seen, pk=pk)
    own = submission.agency_id in agencies_of(user)
    # Whose work it is not, is refused; to whom it was taken from while he typed, keeps his words.
    if request.method == "GET" or not own:
        told = ImplementationFact(agency=submission.agency, submission=submission)
        require(user, "implementation.create", told)
    form = ToldFactForm(request.POST or None, submission=submission, user=user)
    if request.method == "POST" and form.is_valid():
        tell = partial(domain.record_fact, by=user, agency=submission.agency)
        try:
            done = attempt(form, lambda: tell(submission=submission, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.reason)
            done = None
        if done:
            said = "Đã ghi kết quả triển khai; được tính khi kết quả tự kiểm tra được chấp nhận."
            messages.success(request, said if done[1] else "Kết quả này đã được lưu trước đó.")
            return _back_to_form(submission.pk)
    context = {"form": form, "submission": submission}
    return render(request, "implementation/tell.html", context)


@require_safe
def implementation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, its documents, what can be done with it and what has been done."""
    user = request.user
    fact = _visible(request, pk)
    seen = CitedDocument.objects.visible_to(user)
    context = {
        "fact": fact,
        "cited": cite(fact.document, first=True) if fact.document else "",
        "opens_document": bool(fact.document and seen.filter(pk=fact.document_id).exists()),
        "reaches_people": fact.kind in FACT_REACHES_PEOPLE,
        "deeds": _deeds(request, fact),
        "confirm_form": SeenVersionForm(initial={"seen_version": fact.version}),
        "sent_back": _sent_back(fact),
        "timeline": timeline_of(fact, FactState),
    }
    return render(request, "implementation/detail.html", context)


@require_http_methods(["GET", "POST"])
def implementation_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it; one that was returned goes back to the Sở with the correction."""
    fact = _visible(request, pk)
    require_on_form(request, "implementation.update", fact)
    form = FactUpdateForm(request.POST or None, fact=fact, user=request.user)
    if request.method == "POST" and form.is_valid():
        deed = lambda: domain.update_fact(fact, by=request.user, **form.cleaned_data)  # noqa: E731
        if attempt(form, deed):
            messages.success(request, "Đã lưu kết quả; Sở Nội vụ sẽ xác nhận.")
            within = fact.submission_id
            return _back_to_form(within) if within else redirect("implementation-detail", pk)
        fact = _visible(request, pk)
    context = {"form": form, "fact": fact, "sent_back": _sent_back(fact)}
    return render(request, "implementation/form.html", context)


@require_POST
def implementation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what was read, in the version that was read."""
    fact = _visible(request, pk)
    if done_already(request, fact, CONFIRM):
        return redirect("implementation-detail", pk)
    require_on_form(request, CONFIRM.permission, fact)
    form = SeenVersionForm(request.POST)
    if not form.is_valid():
        raise Conflict()
    domain.confirm_fact(fact, by=request.user, **form.cleaned_data)
    messages.success(request, "Đã xác nhận; kết quả được tính vào số liệu.")
    return redirect("implementation-detail", pk)


@require_http_methods(["GET", "POST"])
def implementation_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is to be corrected, then give it back."""
    said = "Đã trả lại kết quả để sửa."
    return _with_reason(request, pk, RETURN, domain.return_fact, "implementation/return.html", said)


@require_http_methods(["GET", "POST"])
def implementation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out for good, with a reason."""
    said = "Đã rút kết quả."
    return _with_reason(
        request, pk, WITHDRAW, domain.withdraw_fact, "implementation/withdraw.html", said
    )


@require_http_methods(["GET", "POST"])
def implementation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed fact back, with a reason."""
    said = "Đã mở lại kết quả; kết quả không được tính cho đến khi xác nhận lại."
    return _with_reason(request, pk, REOPEN, domain.reopen_fact, "implementation/reopen.html", said)


def _back_to_form(submission_pk: int) -> HttpResponse:
    return redirect(f"{reverse('submission-update', args=[submission_pk])}#phan-1")


def _visible(request: HttpRequest, pk: int) -> ImplementationFact:
    require(request.user, "implementation.list")
    rows = ImplementationFact.objects.visible_to(request.user).named()
    rows = rows.select_related("agency", "document", "document__file", "submission__round")
    return get_object_or_404(rows, pk=pk)


def _from_document(request: HttpRequest) -> dict[str, object]:
    """What a form begins with when it is opened from a document the person may see."""
    asked = request.GET.get("van-ban", "")
    if not asked.isdecimal() or len(asked) > 12:
        return {}
    seen = CitedDocument.objects.visible_to(request.user)
    document = get_object_or_404(seen, pk=int(asked))
    return {"kind": FactKind.DIRECTIVE, "document": document, "day": document.issued_on}


def _with_reason(
    request: HttpRequest,
    pk: int,
    step: Move,
    deed: Callable[..., ImplementationFact],
    template: str,
    said: str,
) -> HttpResponse:
    """A page that asks the reason of a move and does it."""
    fact = _visible(request, pk)
    if done_already(request, fact, step):
        return redirect("implementation-detail", pk)
    require_on_form(request, step.permission, fact)
    form = MoveReasonForm(request.POST or None, initial={"seen_version": fact.version})
    if request.method == "POST" and form.is_valid():
        if attempt(form, lambda: deed(fact, by=request.user, **form.cleaned_data)):
            messages.success(request, said)
            withdrawn = fact.submission_id if step is WITHDRAW else None
            return _back_to_form(withdrawn) if withdrawn else redirect("implementation-detail", pk)
        fact = _visible(request, pk)
    return render(request, template, {"form": form, "fact": fact})


def _deeds(request: HttpRequest, fact: ImplementationFact) -> dict[str, Verdict]:
    """What can be done in this state by somebody, as far as the person's roles go at all."""
    waiting = fact.state == FactState.DRAFT and fact.submission_id is None
    editable = fact.state in (FactState.DRAFT, FactState.RETURNED)
    offered = {
        "confirm": waiting,
        "return": waiting,
        "update": editable,
        "withdraw": editable,
        "reopen": fact.state == FactState.CONFIRMED,
    }
    deeds = {}
    for name, open_now in offered.items():
        action = f"implementation.{name}"
        if open_now and may(request.user, action):
            verdict = may(request.user, action, fact)
            # Others' facts are not the person's to correct, ever: no grey button for that.
            if verdict or name in ("confirm", "return", "reopen"):
                deeds[name] = verdict
    return deeds


def _sent_back(fact: ImplementationFact) -> Change | None:
    """The line that says why it came back, while it is back."""
    if fact.state != FactState.RETURNED:
        return None
    moves = Change.objects.of(fact).filter(action__in=(RETURN.name, REOPEN.name))
    return moves.select_related("by").last()
