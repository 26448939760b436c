"""Screens of the plans: list, one by month, its words, its lines, its papers, coverage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from inspections.plans import actions
from inspections.plans.clashes import clashes_of
from inspections.plans.coverage import coverage_by_group
from inspections.plans.forms import LineForm, LineUpdateForm, PlanForm, PlanUpdateForm
from inspections.plans.lists import COVERAGE_LIST, PLAN_LIST
from inspections.plans.models import Plan, PlanLine, PlanState
from inspections.plans.paper import memo, plan_paper
from inspections.plans.workflow import PLANS
from inspections.teams.issuers import ISSUING
from inspections.teams.models import Issuer
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import may, today
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.models import User
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.word.known import Source
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@dataclass(frozen=True)
class Month:
    """What a plan has in one month."""

    month: int
    announced: list[PlanLine]
    surprise: list[PlanLine]


@require_safe
def plan_list(request: Request) -> HttpResponseBase:
    """One a year and issuer, the newest first."""
    may_record = may(request.user, "plan.record")
    return show(request, PLAN_LIST, "plans/list.html", may_record=may_record)


@require_safe
def plan_coverage(request: Request) -> HttpResponseBase:
    """Who was not visited for how long, by group, at this minute."""
    groups = coverage_by_group(today()) if may(request.user, "plan.list") else []
    return show(request, COVERAGE_LIST, "plans/coverage.html", groups=groups)


@require_safe
def plan_detail(request: Request, pk: int) -> HttpResponse:
    """The plan month by month, what became of its announced lines, its papers."""
    user = request.user
    require(user, "plan.list")
    plan = _visible(request, pk)
    lines = list(plan.lines.in_order().select_related("agency"))
    held = _held_on(plan, user)
    for line in lines:
        line.visits_known = held.get(line.pk, [])
    standing = [line for line in lines if not line.is_dropped]
    context = {
        "record": plan,
        "issuing": ISSUING[plan.issuer],
        "months": [
            Month(
                month,
                [line for line in standing if line.month == month and line.agency_id],
                [line for line in standing if line.month == month and not line.agency_id],
            )
            for month in sorted({line.month for line in standing})
        ],
        "announced": sum(1 for line in standing if line.agency_id),
        "surprise": sum(line.number for line in standing if not line.agency_id),
        "may_settle": may(user, "plan.record"),
        "clashes": clashes_of(plan, standing),
        "changed": [line for line in lines if line.reason],
        "of_province": plan.issuer == Issuer.PROVINCE,
        "may_write": may(user, "plan.record", plan),
        "may_change": may(user, "plan.change_lines", plan),
        "buttons": PLANS.buttons(user, plan, today()),
        "timeline": timeline_of(plan, PlanState),
    }
    return render(request, "plans/detail.html", context)


@require_http_methods(["GET", "POST"])
def plan_create(request: Request) -> HttpResponse:
    """A plan without lines."""
    user = request.user
    require(user, "plan.record")
    form = PlanForm(request.POST or None, initial={"year": today().year + 1})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.draft_plan(by=user, **form.cleaned_data))
        if done:
            messages.success(request, "Đã lập kế hoạch; thêm cơ quan và số lượt theo tháng.")
            return redirect("plan-detail", done[0].pk)
    context = {"form": form, "record": None, "heading": "Lập kế hoạch kiểm tra"}
    return render(request, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
def plan_update(request: Request, pk: int) -> HttpResponse:
    """Correct its words."""
    user = request.user
    plan = _visible(request, pk)
    if sent_before(plan, client_id_of(request), user):
        return redirect("plan-detail", pk)
    # A form that was typed on an older version comes to its action, which tells the lost race.
    require(user, "plan.record", None if is_stale(request, plan) else plan)
    form = PlanUpdateForm(request.POST or None, record=plan, user=user)
    do = lambda: actions.update_plan(plan, by=user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu nội dung kế hoạch.")
        return redirect("plan-detail", pk)
    if form.lost is not None:
        form.say_whether_it_still_can(may(user, "plan.record", _visible(request, pk)))
    context = {"form": form, "record": plan, "heading": "Sửa nội dung kế hoạch"}
    return render(request, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
def plan_line_create(request: Request, pk: int) -> HttpResponse:
    """One more agency, or surprise visits to a group."""
    user = request.user
    plan = _visible(request, pk)
    require(user, "plan.change_lines", plan)
    form = LineForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.add_line(plan, by=user, **form.cleaned_data))
        if done:
            messages.success(request, f"Đã thêm vào kế hoạch: {done[0]}.")
            return redirect("plan-detail", pk)
    context = {"form": form, "record": plan, "heading": "Thêm vào kế hoạch"}
    return render(request, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
def plan_line_update(request: Request, pk: int) -> HttpResponse:
    """Change a line or drop it; one that was dropped meanwhile says so to who sends the form."""
    user = request.user
    every = PlanLine.objects.all()
    lines = every if request.method == "POST" else every.standing()
    lines = lines.filter(plan__in=Plan.objects.visible_to(user)).select_related("plan", "agency")
    line = get_object_or_404(lines, pk=pk)
    if sent_before(line, client_id_of(request), user):
        return redirect("plan-detail", line.plan_id)
    require(user, "plan.change_lines", line.plan)
    form = LineUpdateForm(request.POST or None, record=line, user=user)
    do = lambda: actions.change_line(line, by=user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu thay đổi.")
        return redirect("plan-detail", line.plan_id)
    context = {"form": form, "record": line.plan, "heading": f"Sửa: {line}"}
    return render(request, "plans/form.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def plan_draft(request: Request, pk: int) -> HttpResponse:
    """The Kế hoạch: with a blank number until it is issued."""
    return _paper(request, pk, plan_paper, "ke-hoach")


@require_safe
@cache_control(private=True, no_store=True)
def plan_memo(request: Request, pk: int) -> HttpResponse:
    """The tờ trình with a blank number."""
    return _paper(request, pk, memo, "to-trinh")


def _paper(request: Request, pk: int, draw: Callable[..., Document], name: str) -> HttpResponse:
    require(request.user, "plan.list")
    plan = _visible(request, pk)
    document = draw(plan, plan.lines_to_print(), at=timezone.now())
    return hand_out(request, document, f"{name}-{plan.year}", Source(f"plan:{plan.pk}"))


def _held_on(plan: Plan, user: User) -> dict[int, list[Visit]]:
    """The visits of its lines the person may open: of a surprise nobody reads here before it is
    over."""
    begun = Q(is_surprise=False, state__in=(VisitState.PLANNED, VisitState.DRAFT))
    rows = Visit.every.open_to(user).filter(plan_line__plan=plan)
    rows = rows.filter(begun | Q(state=VisitState.CONCLUDED))
    found: dict[int, list[Visit]] = {}
    for visit in rows.order_by("day", "pk"):
        if visit.plan_line_id is not None:
            found.setdefault(visit.plan_line_id, []).append(visit)
    return found


def _visible(request: Request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
