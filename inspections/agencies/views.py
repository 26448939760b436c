"""Screens of the registry: the list on a day, one body with its history, and its moves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar, Unpack, cast

from django.contrib import messages
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseBase
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
from inspections.agencies.lists import AGENCY_LIST
from inspections.agencies.models import Agency, Succession
from inspections.agencies.proposals import change_or_ask
from inspections.agencies.succession import name_receiver, open_work_of
from inspections.agencies.workflow import (
    may_correct_last_day,
    may_end,
    may_name_receiver,
    may_reshape,
)
from tayninh_portal.access import Verdict, may, today
from tayninh_portal.errors import Refused
from tayninh_portal.forms import FoundChoices, Shown, attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import short_date
from tayninh_portal.listing import show
from tayninh_portal.models import Appointment, Proposal
from tayninh_portal.proposals.asking import asked_before
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of

AnyForm = TypeVar("AnyForm", bound=RecordForm)


@require_safe
def agency_list(request: Request) -> HttpResponseBase:
    """Bodies at work on a day, under the names of that day, with who is in charge."""
    return show(
        request,
        AGENCY_LIST,
        "agencies/list.html",
        may_create=may(request.user, "agency.manage"),
        sees_handovers=may(request.user, "handover.list"),
        sees_catalogues=may(request.user, "catalogue.list"),
    )


@require_safe
def agency_detail(request: Request, pk: int) -> HttpResponse:
    """One body: facts, names over time, what it came from and became, units, who is in charge."""
    require(request.user, "agency.list")
    user, day = request.user, today()
    family = Agency.objects.filter(Q(pk=pk) | Q(parent=pk)).select_related("parent").sorted()
    bodies = {body.pk: body for body in family}
    if pk not in bodies:
        raise Http404
    agency = bodies.pop(pk)
    prefetch_related_objects([agency], "names")
    passed = Succession.objects.filter(Q(predecessor=agency) | Q(successor=agency))
    passed = passed.select_related("predecessor", "successor").order_by("on", "pk")
    sees_people = may(user, "account.list")
    posts = Appointment.objects.on(day).filter(agency=agency).select_related("user")
    context = {
        "agency": agency,
        "name": agency.name_on(day),
        "day": day,
        "is_at_work": agency.exists_on(day),
        "names": sorted(agency.names.all(), key=attrgetter("starts_on"), reverse=True),
        "successions": [row for row in passed if row.predecessor_id == pk],
        "inheritances": [row for row in passed if row.successor_id == pk],
        "children": [body for body in bodies.values() if body.exists_on(day)],
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
def agency_create(request: Request) -> HttpResponse:
    """Enter a body in the registry."""
    require(request.user, "agency.manage")
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = partial(change_or_ask, "found", None, by=request.user)
        done = attempt(form, lambda: found(**form.cleaned_data))
        if isinstance(done, Proposal):
            return _asked(request, done)
        if done:
            messages.success(request, f"Đã ghi {done[0].name} vào danh mục.")
            return redirect("agency-detail", done[0].pk)
    return render(request, "agencies/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def agency_update(request: Request, pk: int) -> HttpResponse:
    """Correct what was entered wrongly."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may(request.user, "agency.manage", agency)
    form = _form(AgencyUpdateForm, request, agency)
    said = "Đã lưu thông tin cơ quan."
    return _edit(request, verdict, form, partial(change_or_ask, "update"), "update", said)


@require_http_methods(["GET", "POST"])
def agency_rename(request: Request, pk: int) -> HttpResponse:
    """Another name from a day on."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may_reshape(request.user, agency)
    form = _form(RenameForm, request, agency)
    said = "Đã ghi tên mới; các hồ sơ trước ngày đổi tên vẫn mang tên cũ."
    return _edit(request, verdict, form, partial(change_or_ask, "rename"), "rename", said)


@require_http_methods(["GET", "POST"])
def agency_close(request: Request, pk: int) -> HttpResponse:
    """Say when a body ends; what stays open with it is listed first, and not ended silently."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may_end(request.user, agency)
    left_open = _left_open([agency])
    form = CloseForm(
        request.POST or None,
        record=agency,
        user=request.user,
        leaves_open=bool(left_open["works"]),
    )
    said = "Đã ghi ngày cuối hoạt động; hồ sơ đã có được giữ nguyên."
    return _edit(
        request, verdict, form, partial(change_or_ask, "close"), "close", said, **left_open
    )


@require_http_methods(["GET", "POST"])
def agency_last_day(request: Request, pk: int) -> HttpResponse:
    """Put right a last day that was entered wrongly."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may_correct_last_day(request.user, agency)
    form = _form(LastDayForm, request, agency)
    said = "Đã sửa ngày cuối hoạt động; báo cáo đã chốt số liệu không thay đổi."
    return _edit(request, verdict, form, partial(change_or_ask, "last_day"), "last_day", said)


@require_http_methods(["GET", "POST"])
def agency_merge(request: Request, pk: int) -> HttpResponse:
    """Choose who is merged into this body; then, on a second page, see what happens and do it."""
    into = get_object_or_404(Agency, pk=pk)
    if sent_before(into, client_id_of(request), request.user):
        return redirect("agency-detail", pk)
    _admit(request, into, may_reshape(request.user, into))
    form = _form(MergeForm, request, into)
    context: dict[str, Any] = {"agency": into, "name": into.name, "form": form}
    if FoundChoices.NARROW in request.POST:
        context["form"] = MergeForm.narrowed(request.POST, into, request.user)
        return render(request, "agencies/merge.html", context)
    if request.method != "POST" or not form.is_valid():
        return render(request, "agencies/merge.html", context)
    asked = form.cleaned_data
    merge = partial(change_or_ask, "merge", into, by=request.user)
    done = carry_out(form, lambda: merge(**asked)) if "confirmed" in request.POST else None
    if isinstance(done, Proposal):
        return _asked(request, done)
    if done is not None:
        on = short_date(asked["on"])
        messages.success(request, f"Đã ghi sáp nhập vào {into.name} từ ngày {on}.")
        return redirect("agency-detail", pk)
    if form.errors:
        return render(request, "agencies/merge.html", context)
    old = list(asked["predecessors"])
    context |= {"old": old, "asked": asked, "is_ahead": asked["on"] > today(), **_left_open(old)}
    context["form"] = MergeForm(request.POST, record=into, user=request.user, hidden=True)
    return render(request, "agencies/merge_confirm.html", context)


@require_http_methods(["GET", "POST"])
def agency_open_work(request: Request, pk: int) -> HttpResponse:
    """Name who goes on with what an ended body left open."""
    agency = get_object_or_404(Agency, pk=pk)
    row = agency.successions.filter(receives_open_work=True).first()
    initial = {"receiver": row.successor_id, "basis": row.basis} if row else {}
    form = _form(ReceiverForm, request, agency, initial=initial)
    verdict = may_name_receiver(request.user, agency)
    said = "Đã chuyển việc còn dở cho cơ quan tiếp nhận; số liệu vẫn tính cho cơ quan cũ."
    context = {"open_work": open_work_of(agency)}
    return _edit(request, verdict, form, name_receiver, "open_work", said, **context)


@require_http_methods(["GET", "POST"])
def agency_assign(request: Request, pk: int) -> HttpResponse:
    """Put a specialist in charge from a day on."""
    agency = get_object_or_404(Agency, pk=pk)
    verdict = may(request.user, "agency.assign", agency)
    form = _form(AssignForm, request, agency)
    said = "Đã phân công chuyên viên phụ trách."
    return _edit(request, verdict, form, agencies.assign_agency, "assign", said)


def _form(form: type[AnyForm], request: Request, agency: Agency, **shown: Unpack[Shown]) -> AnyForm:
    return form(request.POST or None, record=agency, user=request.user, **shown)


def _admit(request: Request, agency: Agency, verdict: Verdict) -> None:
    """Refuse, but let a form that was typed on an older version come to its action: there the lost
    race is told on the form itself."""
    typed_before = is_stale(request, agency) and may(request.user, "agency.list")
    if not verdict and not (typed_before and may(request.user, "agency.manage")):
        raise Refused(verdict.reason, of_role=verdict.of_role)


def _edit(
    request: Request,
    verdict: Verdict,
    form: RecordForm,
    action: Callable[..., object],
    page: str,
    said: str,
    **context: object,
) -> HttpResponse:
    """One form about one body: shown, sent back with what is wrong, or done."""
    agency = cast(Agency, form.record)
    if sent_before(agency, client_id_of(request), request.user):
        return redirect("agency-detail", agency.pk)
    _admit(request, agency, verdict)
    if made := asked_before(client_id_of(request), request.user):
        return redirect("proposal-detail", made.pk)
    done = None
    if request.method == "POST":
        done = carry_out(form, lambda: action(agency, by=request.user, **form.cleaned_data))
    if isinstance(done, Proposal):
        return _asked(request, done)
    if done is not None:
        messages.success(request, said)
        return redirect("agency-detail", agency.pk)
    context |= {"agency": agency, "name": agency.name, "form": form}
    return render(request, f"agencies/{page}.html", context)


def _asked(request: Request, proposal: Proposal) -> HttpResponse:
    """It waits for a second person."""
    messages.success(
        request,
        "Thay đổi chạm tới kỳ đã chốt số liệu nên cần hai người. Đã gửi đề nghị; việc này có hiệu "
        "lực khi người thứ hai xác nhận.",
    )
    return redirect("proposal-detail", proposal.pk)


def _left_open(closing: list[Agency]) -> dict[str, Any]:
    """Work, posts and units that do not end with the bodies: somebody has to see to each."""
    posts = Appointment.objects.filter(agency__in=closing, ends_on__isnull=True)
    works = ((agency, open_work_of(agency)) for agency in closing)
    return {
        "works": [(agency, open_work) for agency, open_work in works if open_work],
        "posts": posts.select_related("user", "agency").order_by("agency__name_key", "pk"),
        "children": Agency.objects.filter(parent__in=closing, ends_on__isnull=True).sorted(),
    }
