"""Screens of the plans of others: the list, one to enter or correct, a clash to settle."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.plans.clashes import clashes_of, record_other, settle, update_other
from inspections.plans.forms import OtherPlanForm, OtherPlanUpdateForm, SettleForm
from inspections.plans.lists import OTHER_PLAN_LIST
from inspections.plans.models import OtherPlan, Plan, PlanLine
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before


@require_safe
def other_plan_list(request: Request) -> HttpResponseBase:
    """What others plan, the latest first."""
    may_record = may(request.user, "plan.record")
    return show(request, OTHER_PLAN_LIST, "plans/others.html", may_record=may_record)


@require_http_methods(["GET", "POST"])
def other_plan_create(request: Request) -> HttpResponse:
    """Enter one agency of somebody else's plan."""
    user = request.user
    require(user, "plan.record")
    form = OtherPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: record_other(by=user, **form.cleaned_data))
        if done:
            messages.success(request, "Đã ghi kế hoạch của cơ quan khác.")
            return redirect("other-plan-list")
    heading = "Ghi kế hoạch của cơ quan khác"
    return render(request, "plans/other.html", {"form": form, "heading": heading})


@require_http_methods(["GET", "POST"])
def other_plan_update(request: Request, pk: int) -> HttpResponse:
    """Correct what was entered."""
    user = request.user
    require(user, "plan.record")
    other = get_object_or_404(OtherPlan.objects.select_related("agency"), pk=pk)
    if sent_before(other, client_id_of(request), user):
        return redirect("other-plan-list")
    form = OtherPlanUpdateForm(request.POST or None, record=other, user=user)
    do = lambda: update_other(other, by=user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu.")
        return redirect("other-plan-list")
    heading = "Sửa kế hoạch của cơ quan khác"
    return render(request, "plans/other.html", {"form": form, "heading": heading})


@require_http_methods(["GET", "POST"])
def plan_settle(request: Request, pk: int, other_pk: int) -> HttpResponse:
    """Settle a clash there is."""
    user = request.user
    seen = Plan.objects.visible_to(user)
    lines = PlanLine.objects.standing().filter(plan__in=seen).select_related("plan", "agency")
    line = get_object_or_404(lines, pk=pk)
    require(user, "plan.record")
    clash = next(
        (each for each in clashes_of(line.plan, [line]) if each.other.pk == other_pk), None
    )
    if clash is None:
        raise Http404
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: settle(line, clash.other, by=user, **data)):
            messages.success(request, "Đã ghi cách xử lý.")
            return redirect("plan-detail", line.plan_id)
    context = {"form": form, "record": line.plan, "clash": clash}
    return render(request, "plans/settle.html", context)
