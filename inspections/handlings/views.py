"""Screens of the handlings: list of recommendations, form, detail, file, a page for each action."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.cited_documents.actions import keep_upload
from inspections.findings.models import Finding
from inspections.handlings import actions as domain
from inspections.handlings.forms import HandlingCreateForm, HandlingUpdateForm
from inspections.handlings.lists import ABOUT, RECOMMENDATION_LIST, with_agency_then
from inspections.handlings.models import (
    Handling,
    HandlingState,
    findings_answered,
)
from inspections.handlings.workflow import HANDLINGS, UPDATE
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import give_file
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.models import FileOpening, User
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import sent_back, timeline_of
from tayninh_portal.transition_pages import admit


@require_safe
def handling_list(request: Request) -> HttpResponseBase:
    """Findings with a recommendation or a result, the newest visits first."""
    return show(request, RECOMMENDATION_LIST, "handlings/list.html")


@require_http_methods(["GET", "POST"])
def handling_create(request: Request, finding_pk: int) -> HttpResponse:
    """Enter what was decided about a finding; one that has its result is shown instead."""
    user = request.user
    require(user, "handling.list")
    rows = findings_answered(user).select_related(*ABOUT)
    finding = get_object_or_404(with_agency_then(rows), pk=finding_pk)
    require(user, "handling.enter", Handling(finding=finding))
    active = Handling.objects.active().filter(finding=finding).first()
    if request.method == "GET" and active is not None:
        return redirect("handling-detail", active.pk)
    form = HandlingCreateForm(request.POST or None, request.FILES or None, finding=finding)
    if request.method == "POST":
        if form.is_valid():
            action = lambda: domain.enter_handling(finding, by=user, **form.cleaned_data)  # noqa: E731
            done = attempt(form, action)
            if done:
                handling, new = done
                said = "Đã ghi kết quả xử lý; Sở Nội vụ xác nhận xong thì được tính là đã xử lý."
                messages.success(request, said if new else "Kết quả này đã được lưu trước đó.")
                return redirect("handling-detail", handling.pk)
        form.ask_for_the_file_again()
    return render(
        request,
        "handlings/form.html",
        {
            "form": form,
            "finding": finding,
            "handling": None,
            "sees_visit": _sees_visit(user, finding),
        },
    )


@require_safe
def handling_detail(request: Request, pk: int) -> HttpResponse:
    """What was found and recommended, what was decided, what can be done, what has been done."""
    user = request.user
    handling = get_object_or_404(HANDLINGS.rows(request.user), pk=pk)
    inside = bool(roles_of(user) & DEPARTMENT)
    remedies = Remedy.objects.active().visible_to(user)
    openings = FileOpening.objects.filter(
        record_type=handling._meta.label_lower, record_id=handling.pk
    )
    context = {
        "handling": handling,
        "finding": handling.finding,
        "sees_visit": _sees_visit(user, handling.finding),
        "remedy": remedies.filter(finding=handling.finding_id).first(),
        "buttons": HANDLINGS.buttons(user, handling, today()),
        "may_open": may(user, "handling.open_file", handling),
        "openings": openings.select_related("by").order_by("-at")[:20] if inside else None,
        "sent_back": sent_back(handling, HandlingState.RETURNED),
        "timeline": timeline_of(handling, HandlingState),
    }
    return render(request, "handlings/detail.html", context)


@require_http_methods(["GET", "POST"])
def handling_update(request: Request, pk: int) -> HttpResponse:
    """Correct it; one that was returned goes back to the Sở with the correction."""
    user = request.user
    handling = get_object_or_404(HANDLINGS.rows(user), pk=pk)
    if sent_before(handling, client_id_of(request), user):
        return redirect("handling-detail", pk)
    admit(request, HANDLINGS, UPDATE, handling)
    form = HandlingUpdateForm(
        request.POST or None, request.FILES or None, record=handling, user=user
    )
    if request.method == "POST":
        if carry_out(form, lambda: _correct(handling, form)):
            messages.success(request, "Đã lưu kết quả xử lý; Sở Nội vụ sẽ xác nhận.")
            return redirect("handling-detail", pk)
        form.ask_for_the_file_again()
    context = {
        "form": form,
        "finding": handling.finding,
        "handling": handling,
        "sees_visit": _sees_visit(user, handling.finding),
        "sent_back": sent_back(handling, HandlingState.RETURNED),
    }
    return render(request, "handlings/form.html", context)


def _correct(handling: Handling, form: HandlingUpdateForm) -> list[Handling]:
    """The bytes of a file come to the disk before the transaction."""
    asked = form.asked()
    kept = keep_upload(asked.pop("upload", None))
    return HANDLINGS.perform(UPDATE, [handling], form.act(), kept=kept, **asked)


@require_POST
def handling_file(request: Request, pk: int) -> HttpResponse:
    """The bytes as they came, for saving. A POST, because the opening is recorded."""
    handling = get_object_or_404(HANDLINGS.rows(request.user), pk=pk)
    require(request.user, "handling.open_file", handling)
    if handling.file is None:
        raise Http404
    return give_file(handling.file, domain.open_handling_file(handling, by=request.user))


def _sees_visit(user: User, finding: Finding) -> bool:
    return Visit.objects.visible_to(user).filter(pk=finding.visit_id).exists()
