"""Screens of the implementation facts: list, forms, detail; the pages of the other transitions are
the frame's."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from inspections.cited_documents.actions import cite
from inspections.cited_documents.models import CitedDocument
from inspections.implementation import actions as domain
from inspections.implementation.forms import FactForm, FactUpdateForm, ReportedFactForm
from inspections.implementation.lists import FACT_LIST
from inspections.implementation.models import (
    FACT_REACHES_PEOPLE,
    FactKind,
    FactState,
    ImplementationFact,
)
from inspections.implementation.workflow import FACTS, UPDATE, WITHDRAW
from inspections.submissions.models import Submission
from tayninh_portal.access import agencies_of, may, today
from tayninh_portal.errors import Refused
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import sent_back, timeline_of
from tayninh_portal.transition_pages import admit, transition_page

# Where others' facts are not the person's to correct, ever, no grey button says so.
GREY = ("confirm", "reopen")


@require_safe
def implementation_list(request: Request) -> HttpResponseBase:
    """Facts the person may see, the newest first."""
    may_create = may(request.user, "implementation.create")
    return show(request, FACT_LIST, "implementation/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def implementation_create(request: Request) -> HttpResponse:
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
def implementation_report(request: Request, pk: int) -> HttpResponse:
    """Enter what was done within a self-inspection, and go back to its form."""
    user = request.user
    seen = Submission.objects.visible_to(user).select_related("round", "agency")
    submission = get_object_or_404(seen, pk=pk)
    own = submission.agency_id in agencies_of(user)
    # Whose work it is not, is refused; from whom it was taken while they typed, keeps their words.
    if request.method == "GET" or not own:
        stated = ImplementationFact(agency=submission.agency, submission=submission)
        require(user, "implementation.create", stated)
    form = ReportedFactForm(request.POST or None, submission=submission, user=user)
    if request.method == "POST" and form.is_valid():
        compose = partial(domain.record_fact, by=user, agency=submission.agency)
        try:
            done = attempt(form, lambda: compose(submission=submission, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.reason)
            done = None
        if done:
            said = "Đã ghi kết quả triển khai; được tính khi kết quả tự kiểm tra được chấp nhận."
            messages.success(request, said if done[1] else "Kết quả này đã được lưu trước đó.")
            return _back_to_form(submission.pk)
    context = {"form": form, "submission": submission}
    return render(request, "implementation/report.html", context)


@require_safe
def implementation_detail(request: Request, pk: int) -> HttpResponse:
    """What was done, its documents, what can be done with it and what has been done."""
    user = request.user
    fact = _visible(request, pk)
    buttons = FACTS.buttons(user, fact, today())
    seen = CitedDocument.objects.visible_to(user)
    context = {
        "fact": fact,
        "cited": cite(fact.document, first=True) if fact.document else "",
        "opens_document": bool(fact.document and seen.filter(pk=fact.document.pk).exists()),
        "reaches_people": fact.kind in FACT_REACHES_PEOPLE,
        "buttons": [button for button in buttons if button.verdict or button.name in GREY],
        "sent_back": sent_back(fact, FactState.RETURNED),
        "timeline": timeline_of(fact, FactState),
    }
    return render(request, "implementation/detail.html", context)


@require_http_methods(["GET", "POST"])
def implementation_update(request: Request, pk: int) -> HttpResponse:
    """Correct it; one that was returned goes back to the Sở with the correction."""
    user = request.user
    fact = _visible(request, pk)
    if sent_before(fact, client_id_of(request), user):
        return _back_from(fact)
    admit(request, FACTS, UPDATE, fact)
    form = FactUpdateForm(request.POST or None, record=fact, user=user)
    if request.method == "POST":
        correct = lambda: FACTS.perform(UPDATE, [fact], form.act(), **form.asked())  # noqa: E731
        if carry_out(form, correct):
            messages.success(request, FACTS.words[UPDATE.name].done)
            return _back_from(fact)
        fact = _visible(request, pk)
    context = {"form": form, "fact": fact, "sent_back": sent_back(fact, FactState.RETURNED)}
    return render(request, "implementation/form.html", context)


def implementation_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take it out for good; from within a self-inspection the way leads back to its form."""
    fact = _visible(request, pk)
    answer = transition_page(request, FACTS, WITHDRAW, pk)
    return _back_from(fact) if isinstance(answer, HttpResponseRedirect) else answer


def _back_from(fact: ImplementationFact) -> HttpResponse:
    within = fact.submission_id
    return _back_to_form(within) if within else redirect("implementation-detail", fact.pk)


def _back_to_form(submission_pk: int) -> HttpResponse:
    return redirect(f"{reverse('submission-update', args=[submission_pk])}#phan-1")


def _visible(request: Request, pk: int) -> ImplementationFact:
    return get_object_or_404(FACTS.rows(request.user), pk=pk)


def _from_document(request: Request) -> dict[str, object]:
    """What a form begins with when it is opened from a document the person may see."""
    asked = request.GET.get("van-ban", "")
    if not asked.isdecimal() or len(asked) > 12:
        return {}
    seen = CitedDocument.objects.visible_to(request.user)
    document = get_object_or_404(seen, pk=int(asked))
    return {"kind": FactKind.DIRECTIVE, "document": document, "day": document.issued_on}
