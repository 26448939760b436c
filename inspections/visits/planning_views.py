"""The schedule of visits: a month at a glance, the list, a visit to put on it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.visits import actions
from inspections.visits.lists import PLANNED_LIST
from inspections.visits.models import Visit, VisitState
from inspections.visits.planning_forms import PlanVisitForm
from tayninh_portal.access import may, today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.records import require

# Months an address asks for: no plan lies outside.
FIRST, LAST = date(2010, 1, 1), date(2099, 12, 31)

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Day:
    """One day of the month shown, and its visits; ``within`` the month or beside it."""

    day: date
    within: bool
    is_today: bool
    visits: list[Visit]


@require_safe
def planned_visit_list(request: Request) -> HttpResponseBase:
    """Visits to come and those dropped, of which the person may know."""
    may_plan = may(request.user, "visit.plan")
    return show(request, PLANNED_LIST, "visits/planned.html", may_plan=may_plan)


@require_safe
def planned_visit_calendar(request: Request) -> HttpResponse:
    """The visits to come of one month (``?thang=2026-11``), day by day."""
    require(request.user, "planned_visit.list")
    first = _month(request.GET.get("thang", ""))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = Visit.every.planned_for(request.user).filter(
        state=VisitState.PLANNED, day__range=(weeks[0][0], weeks[-1][-1])
    )
    by_day: dict[date, list[Visit]] = {}
    for visit in rows.named().order_by("day", "starts_at", "pk"):
        by_day.setdefault(visit.day, []).append(visit)
    now = today()
    context = {
        "month": first,
        "weekdays": WEEKDAYS,
        "is_empty": not any(day.month == first.month for day in by_day),
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
        "weeks": [
            [Day(day, day.month == first.month, day == now, by_day.get(day, [])) for day in week]
            for week in weeks
        ],
        "may_plan": may(request.user, "visit.plan"),
    }
    return render(request, "visits/calendar.html", context)


@require_http_methods(["GET", "POST"])
def visit_plan(request: Request) -> HttpResponse:
    """Put a visit on the schedule of a team."""
    user = request.user
    require(user, "visit.plan")
    form = PlanVisitForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(form, lambda: actions.plan_visit(by=user, **data))
        if done:
            messages.success(request, "Đã lên lịch kiểm tra.")
            return redirect("visit-detail", done[0].pk)
    return render(request, "visits/plan.html", {"form": form})


def _month(asked: str) -> date:
    """The first day of the month asked for; of this one where none can be read."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        found = today().replace(day=1)
    return found if FIRST <= found <= LAST else today().replace(day=1)
