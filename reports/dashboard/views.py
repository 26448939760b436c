"""The dashboard of the province."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.overview import MINIMUM, Trend, dashboard_of
from reports.figures.complaints import RESERVED_NOTE
from reports.figures.views import asked_period, period_form
from tayninh_portal.access import today
from tayninh_portal.http import Request
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.charts import Mark, bars, lines
from tayninh_portal.records import require


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """Numbers, trends and agencies that need attention, of one period."""
    require(request.user, "dashboard.view")
    period = asked_period(request)
    found = dashboard_of(request.user, period, today())
    context = {
        "dashboard": found,
        "charts": [charts_of(at, trend) for at, trend in enumerate(found.trends)],
        "minimum": MINIMUM,
        "note": RESERVED_NOTE,
        "period": period,
        "form": period_form(request, period),
        "may_see_dashboard": True,
    }
    return render(request, "dashboard/page.html", context)


def charts_of(at: int, trend: Trend) -> dict[str, Any]:
    """The two drawings of a trend with the numbers they are drawn from."""
    years = [Mark(_year(step.period), step.value, step.open) for step in trend.years]
    months = [Mark(f"T{step.period.end.month}", step.value, step.open) for step in trend.months]
    unit = trend.unit
    return {
        "trend": trend,
        "years": bars(f"nam-{at}", f"{trend.label} qua các kỳ ({unit})", years),
        "months": lines(f"thang-{at}", f"{trend.label} theo tháng ({unit})", months)
        if months
        else "",
    }


def _year(period: Period) -> str:
    """A short name below a bar: the year, or the last month and year of a part of one."""
    if period.days > 360:
        return str(period.end.year)
    return f"{period.end.month}/{period.end.year}"
