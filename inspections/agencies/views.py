"""Screens of the registry: the list on a day, one body with its history, and its moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.agencies import actions as agencies
from inspections.agencies.forms import (
    AgencyForm,
    AgencyUpdateForm,
    AssignForm,
    CloseForm,
    LastDayForm,
    MergeForm,
    ReceiverForm,
    RenameForm,
)
from inspections.agencies.lists import AGENCIES
from inspections.agencies.models import Agency
from inspections.agencies.succession import name_receiver, open_work_of
from inspections.agencies.workflow import (
    may_correct_last_day,
    may_end,
    may_name_receiver,
    may_reshape,
)
from tayninh_portal.access import Verdict, may, today
from tayninh_portal.errors import Refused
from tayninh_portal.forms import attempt
from tayninh_portal.lib.dates import short_date
from tayninh_portal.listing import show
from tayninh_portal.models import Appointment
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_safe
def agency_list(request: HttpRequest) -> HttpResponseBase:
    """Bodies at work on a day, under the names of that day, with who is in charge."""
    return show(
        request,
        AGENCIES,
        "agencies/list.html",
        may_create=may(request.user, "agency.manage"),
        sees_handovers=may(request.user, "handover.list"),
    )


@require_safe
def agency_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: facts, names over time, what it came from and became, units, who is in charge."""
    require(request.user, "agency.list")
    agency = get_object_or_404(Agency.objects.select_related("parent"), pk=pk)
    user, day = request.user, today()
    sees_people = may(user, "account.list")
    posts = Appointment.objects.on(day).filter(agency=agency).select_related("user")
    context = {
        "agency": agency,
        "name": agency.name_on(day),
        "day": day,
        "is_at_work": agency.exists_on(day),
        "names": agency.names.order_by("-starts_on"),
        "successions": agency.successions.select_related("successor").order_by("on", "pk"),
        "inheritances": agency.inheritances.select_related("predecessor").order_by("on", "pk"),
        "children": agency.children.on(day).sorted(),
        "assignments": agency.assignments.select_related("user").order_by("-starts_on"),
        "posts": posts.order_by("user__name_key", "pk") if sees_people else [],
        "sees_people": sees_people,
        "sees_visits": may(user, "visit.list") and not agency.is_outside,
        "sees_rounds": may(user, "round.list") and bool(agency.report_group),
        "may_manage": may(user, "agency.manage", agency),
        "may_reshape": may_reshape(user, agency),
        "may_end": may_end(user, agency),
        "may_correct_last_day": may_correct_last_day(user, agency),
        "may_name_receiver": may_name_receiver(user, agency),
        "may_assign": may(user, "agency.assign", agency),
        "shows_assign": may(user, "agency.assign"),
        "timeline": timeline_of(agency),
    }
    return render(request, "agencies/detail.html", context)


@require_http_methods(["GET", "POST"])
def agency_create(request: HttpRequest) -> HttpResponse:
    """Enter a body in the registry."""
    require(request.user, "agency.manage")
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: agencies.found_agency(by=request.user, **form.cleaned_data))
        if done:
            messages.success(request, f"Đã ghi {done[0].name} vào danh mục.")
            return redirect("agency-detail", done[0].pk)
    return render(request, "agencies/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def agency_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was entered wrongly."""
    agency = _to_manage(request, pk)
    initial = {name: getattr(agency, name) for name in agencies.CORRECTABLE}
    initial["seen_version"] = agency.version
    form = AgencyUpdateForm(request.POST or None, agency=agency, initial=initial)
    deed = _deed(agencies.update_agency, agency, request, form)
    return _edit(request, agency, form, deed, "update", "Đã lưu thông tin cơ quan.")


@require_http_methods(["GET", "POST"])
def agency_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    agency = _to_reshape(request, pk)
    form = RenameForm(request.POST or None, initial={"seen_version": agency.version})
    deed = _deed(agencies.rename_agency, agency, request, form)
    said = "Đã ghi tên mới; các hồ sơ trước ngày đổi tên vẫn mang tên cũ."
    return _edit(request, agency, form, deed, "rename", said)


@require_http_methods(["GET", "POST"])
def agency_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when a body ends; what stays open with it is listed first, and not ended silently."""
    agency = _to_reshape(request, pk, may_end)
    left_open = _left_open([agency])
    form = CloseForm(
        request.POST or None,
        agency=agency,
        leaves_open=bool(left_open["works"]),
        initial={"seen_version": agency.version},
    )
    deed = _deed(agencies.close_agency, agency, request, form)
    said = "Đã ghi ngày cuối hoạt động; hồ sơ đã có được giữ nguyên."
    return _edit(request, agency, form, deed, "close", said, **left_open)


@require_http_methods(["GET", "POST"])
def agency_last_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right a last day that was entered wrongly."""
    agency = _to_reshape(request, pk, may_correct_last_day)
    initial = {"ends_on": agency.ends_on, "seen_version": agency.version}
    form = LastDayForm(request.POST or None, initial=initial)
    deed = _deed(agencies.correct_last_day, agency, request, form)
    said = "Đã sửa ngày cuối hoạt động; báo cáo đã chốt số liệu không thay đổi."
    return _edit(request, agency, form, deed, "last_day", said)


@require_http_methods(["GET", "POST"])
def agency_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who is merged into this body; then, on a second page, see what happens and do it."""
    into = _to_reshape(request, pk)
    name = into.name
    confirmed = "confirmed" in request.POST
    form = MergeForm(request.POST or None, into=into, initial={"seen_version": into.version})
    context = {"agency": into, "name": name, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "agencies/merge.html", context)
    asked = form.cleaned_data
    if confirmed and attempt(
        form, lambda: agencies.merge_agencies(into=into, by=request.user, **asked)
    ):
        messages.success(request, f"Đã ghi sáp nhập vào {name} từ ngày {short_date(asked['on'])}.")
        return redirect("agency-detail", pk)
    if form.errors:
        return render(request, "agencies/merge.html", context)
    old = list(asked["predecessors"])
    context |= {"old": old, "asked": asked, "is_ahead": asked["on"] > today(), **_left_open(old)}
    context["form"] = MergeForm(request.POST, into=into, hidden=True)
    return render(request, "agencies/merge_confirm.html", context)


@require_http_methods(["GET", "POST"])
def agency_open_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who goes on with what an ended body left open."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may_name_receiver(request.user, agency)
    if not verdict:
        raise Refused(verdict.reason)
    row = agency.successions.filter(receives_open_work=True).first()
    initial = {"receiver": row.successor_id, "basis": row.basis} if row else {}
    form = ReceiverForm(request.POST or None, agency=agency, initial=initial)
    deed = _deed(name_receiver, agency, request, form)
    said = "Đã chuyển việc còn dở cho cơ quan tiếp nhận; số liệu vẫn tính cho cơ quan cũ."
    context = {"open_work": open_work_of(agency)}
    return _edit(request, agency, form, deed, "open_work", said, **context)


@require_http_methods(["GET", "POST"])
def agency_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a specialist in charge from a day on."""
    agency = get_object_or_404(Agency, pk=pk)
    require(request.user, "agency.assign", agency)
    form = AssignForm(request.POST or None, initial={"seen_version": agency.version})
    deed = _deed(agencies.assign_agency, agency, request, form)
    return _edit(request, agency, form, deed, "assign", "Đã phân công chuyên viên phụ trách.")


def _to_manage(request: HttpRequest, pk: int) -> Agency:
    agency = get_object_or_404(Agency, pk=pk)
    require(request.user, "agency.manage", agency)
    return agency


def _to_reshape(
    request: HttpRequest, pk: int, may_do: Callable[[Any, Agency], Verdict] = may_reshape
) -> Agency:
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may_do(request.user, agency)
    if not verdict:
        raise Refused(verdict.reason)
    return agency


def _deed(
    move: Callable[..., Any], agency: Agency, request: HttpRequest, form: forms.Form
) -> Callable[[], Any]:
    return lambda: move(agency, by=request.user, **form.cleaned_data)


def _edit(
    request: HttpRequest,
    agency: Agency,
    form: forms.Form,
    deed: Callable[[], Any],
    page: str,
    said: str,
    **context: Any,
) -> HttpResponse:
    """One form about one body: shown, sent back with what is wrong, or done."""
    name = agency.name
    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        messages.success(request, said)
        return redirect("agency-detail", agency.pk)
    context |= {"agency": agency, "name": name, "form": form}
    return render(request, f"agencies/{page}.html", context)


def _left_open(closing: list[Agency]) -> dict[str, Any]:
    """Work, posts and units that do not end with the bodies: somebody has to see to each."""
    posts = Appointment.objects.filter(agency__in=closing, ends_on__isnull=True)
    works = ((agency, open_work_of(agency)) for agency in closing)
    return {
        "works": [(agency, open_work) for agency, open_work in works if open_work],
        "posts": posts.select_related("user", "agency").order_by("agency__name_key", "pk"),
        "children": Agency.objects.filter(parent__in=closing, ends_on__isnull=True).sorted(),
    }
