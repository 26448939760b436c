"""The period people work in, and the years of the picker: those of the annual reports.

Reports stand to the right of the figures and are not imported here: they register which periods
they count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tayninh_portal.lib.periods import Period, default_period
from tayninh_portal.lib.together import Question, read

# Year → the period its annual report counts, the newest year first.
AnnualPeriods = Callable[[], Question[dict[int, Period]]]
_sources: list[AnnualPeriods] = []


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


def period_in_hand(today: date, annual: Mapping[int, Period] | None = None) -> Period:
    """The period people work in: that of the running year's report, else of the newest report.

    Between two reports the figures of the year just told are what is asked for; a portal without
    any report shows the running year. ``annual``: the periods, where they were read already.
    """
    known = annual_periods() if annual is None else annual
    stated = (period for year, period in known.items() if year <= today.year)
    return next(stated, default_period(today.year))
