"""The period people work in, and the years of the picker: those of the annual reports.

Reports stand to the right of the figures and are not imported here: they register which periods
they count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet

from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period, default_period, parse_period
from tayninh_portal.lib.together import Question, read

# Year → the period its annual report counts, the newest year first.
AnnualPeriods = Callable[[], Question[dict[int, Period]]]
_sources: list[AnnualPeriods] = []
# Year and its period → the annual reports of that year that tell it, and told no other.
# Any: the figures know no report.
ReportsOf = Callable[[int, Period], QuerySet[Any]]
_reports: list[ReportsOf] = []


def register_annual_periods(source: AnnualPeriods) -> None:
    """Register who knows the periods of the annual reports."""
    _sources.append(source)


def annual_periods() -> dict[int, Period]:
    """Year → period of every annual report, the newest year first."""
    return read(ask_annual_periods())


def ask_annual_periods() -> Question[dict[int, Period]]:
    """``annual_periods``, to be read together with something else."""
    asked = [source() for source in _sources]
    return Question(
        tuple(rows for each in asked for rows in each.rows),
        lambda: {year: period for each in asked for year, period in each.answer().items()},
    )


def register_reports(source: ReportsOf) -> None:
    """Register who knows by which reports a year is told."""
    _reports.append(source)


def ask_whole(period: Period) -> Question[bool]:
    """Whether the period is a whole reported one; see ``whole``."""
    asked = tuple(reports.values("pk")[:1] for reports in _reports_of(period))
    return Question(asked, lambda: any(map(len, asked)))


def whole(period: Period) -> Q:
    """Whether the period is a whole reported one, as a condition the database asks once.

    It is the year of an annual report of that very year, by the decree or by the calendar, and is
    over: a running total read every morning is a date, and so is the difference of two periods.
    """
    found = Q(pk__in=[])
    for reports in _reports_of(period):
        found |= Q(Exists(reports))
    return found


def is_a_year(period: Period) -> bool:
    """Whether its days are a year, by the decree or by the calendar."""
    year, days = period.end.year, (period.start, period.end)
    years = (default_period(year), parse_period(f"calendar-{year}"))
    return any(days == (each.start, each.end) for each in years)


def _reports_of(period: Period) -> list[QuerySet[Any]]:
    if not is_a_year(period) or period.end >= today():
        return []
    return [reports(period.end.year, period) for reports in _reports]


def period_in_hand(today: date, annual: Mapping[int, Period] | None = None) -> Period:
    """The period people work in: that of the running year's report, else of the newest report.

    Between two reports the figures of the year just told are what is asked for; a portal without
    any report shows the running year. ``annual``: the periods, where they were read already.
    """
    known = annual_periods() if annual is None else annual
    stated = (period for year, period in known.items() if year <= today.year)
    return next(stated, default_period(today.year))
