"""Visits and violations month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.figures.months import months_in
from tayninh_portal.lib.periods import Period

VISITS, VIOLATIONS = "visits.total", "violations.total"
# A year's months stand beside each other; those of several years could not be read.
MOST_MONTHS = 12
# One month alone shows nothing that its numbers do not say.
FEWEST_WITH_VISITS = 2


@dataclass(frozen=True)
class MonthLine:
    """One month of a period: ``month`` names it (“2019-03”), ``start`` and ``end`` are its days.

    ``open``: on the day of counting it was not over. Such a month in which nothing was counted yet,
    or which had not come, has no numbers: nobody knows that there will be none.
    """

    month: str
    start: date
    end: date
    visits: int | None
    violations: int | None
    open: bool = False


def month_lines(
    period: Period,
    visits: Iterable[Any],
    found: Mapping[tuple[Any, ...], Mapping[str, int]],
    day: date,
) -> tuple[MonthLine, ...]:
    """Every month of the period, also those without visits; none where a chart says nothing.

    ``visits``: the counted visits. ``found``: what was found, by agency and month. ``day``: that of
    counting.
    """
    held = Counter(visit.month for visit in visits)
    months = months_in(period)
    if len(held) < FEWEST_WITH_VISITS or len(months) > MOST_MONTHS:
        return ()
    violations: Counter[str] = Counter()
    for (_, month), numbers in found.items():
        violations[month] += numbers[VIOLATIONS]
    lines = []
    for name, month in months.items():
        is_open = day <= month.end
        is_blank = is_open and not held[name]
        lines.append(
            MonthLine(
                name,
                month.start,
                month.end,
                None if is_blank else held[name],
                None if is_blank else violations[name],
                open=is_open,
            )
        )
    return tuple(lines)
