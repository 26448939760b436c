"""The period people work in, and the years of the picker: those of the annual reports.

Reports stand to the right of the figures and are not imported here: they register which periods
they count.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tayninh_portal.lib.periods import Period, default_period

# Year → the period its annual report counts, the newest year first.
AnnualPeriods = Callable[[], dict[int, Period]]
_sources: list[AnnualPeriods] = []


def register_annual_periods(source: AnnualPeriods) -> None:
    """Register who knows the periods of the annual reports."""
    _sources.append(source)


def annual_periods() -> dict[int, Period]:
    """Year → period of every annual report, the newest year first."""
    return {year: period for source in _sources for year, period in source().items()}


def period_in_hand(today: date) -> Period:
    """The period people work in: that of the running year's report, else of the newest report.

    Between two reports the figures of the year just told are what is asked for; a portal without
    any report shows the running year.
    """
    told = (period for year, period in annual_periods().items() if year <= today.year)
    return next(told, default_period(today.year))
