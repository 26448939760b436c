"""Báo cáo tổng hợp kết quả kiểm tra of a month or quarter: as it prints, and its numbers."""

from __future__ import annotations

import re

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.documents.letters.inspection_summary import Summary, inspection_summary
from reports.figures.catalog import CATALOG, called
from reports.figures.forms import PickerForm, read_period
from reports.issuing.inspection_summary import counted, last_month
from reports.issuing.views.letters import on_screen
from tayninh_portal.access import today
from tayninh_portal.forms import offer_choices
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.lib.periods import Period, presets_of
from tayninh_portal.paper.word.known import Source
from tayninh_portal.records import require

# Presets of a month or a quarter (Nghị định 09/2019/NĐ-CP).
_SHORT = re.compile(r"[0-9]{4}-(m|q)[0-9]+")
ONLY_SHORT = "Báo cáo tổng hợp chỉ lập theo tháng hoặc quý, không lập theo"


class ShortPeriodForm(PickerForm):
    """Which month or quarter, of this year and the one before."""

    ky = forms.ChoiceField(label="Tháng, quý")

    def __init__(self, shown: Period, problem: str) -> None:
        super().__init__(shown, problem)
        years = sorted({today().year, today().year - 1, shown.end.year}, reverse=True)
        choices = [
            (str(year), [(p.preset, p.label) for p in presets_of(year) if _SHORT.match(p.preset)])
            for year in years
        ]
        offer_choices(self, "ky", choices)


@require_safe
def inspection_summary_page(request: Request) -> HttpResponse:
    """The paper on the screen, with every number leading to its records."""
    require(request.user, "report.draft_summary")
    period, problem = _asked(request)
    summary = counted(period)
    document = inspection_summary(summary, at=timezone.now(), on=today())
    context = {
        "period": summary.period,
        "form": ShortPeriodForm(summary.period, problem),
        "paper": on_screen(document),
        "numbers": _numbers(summary, document.figures()),
    }
    return render(request, "reports/letters/summary.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def inspection_summary_paper(request: Request) -> HttpResponse:
    """The paper with a blank number, as a file; for no period but the one asked for, the page says
    what is wrong with it."""
    require(request.user, "report.draft_summary")
    period, problem = _asked(request)
    if problem:
        return redirect(f"{reverse('inspection-summary')}?{request.GET.urlencode()}")
    document = inspection_summary(counted(period), at=timezone.now(), on=today())
    name = f"tong-hop-kiem-tra-{period.preset}"
    return hand_out(request, document, name, Source(f"tong-hop-kiem-tra:{period.preset}"))


def _asked(request: Request) -> tuple[Period, str]:
    """The month or quarter of ``?ky=`` and ""; else the last month that is over, and what is wrong
    with what was asked for."""
    period, problem = read_period(request.GET.get("ky", ""))
    if period is None:
        return last_month(today()), problem
    if not _SHORT.fullmatch(period.preset):
        return last_month(today()), f"{ONLY_SHORT} {period.label}."
    return period, ""


def _numbers(summary: Summary, printed: dict[str, int | str | None]) -> list[tuple[str, str, int]]:
    """(what it is called, key, number) of every figure that is printed."""
    parts = {line.key: line.name for line in (*summary.violations, *summary.units)}
    return [
        (
            parts.get(key) or called(CATALOG[key], summary.period).label,
            key,
            summary.figures[key],
        )
        for key in printed
    ]
