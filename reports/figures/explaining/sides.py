"""A figure in one period, by every dimension it is explained by: margins of one and the same GROUP
BY, so that each breakdown adds up to the number and to every other breakdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from inspections.agencies.models import Succession
from reports.figures.catalog import ask, ask_by, find
from reports.figures.complaints import COMPLAINTS
from reports.figures.counting import Cell
from reports.figures.implementation import FACTS
from reports.figures.kinds import UNDIVIDED
from reports.figures.self_inspections import DUE
from reports.figures.visits import VISITS
from tayninh_portal.lib.periods import Period, parse_period
from tayninh_portal.lib.together import Question

AGENCY, MONTH = "agency", "month"
# What a row is about, finest first: one breakdown is by the first its set of rows knows.
ABOUT = ("category", "group")
# Beyond so many, months are no course but a list.
MOST_MONTHS = 24
NONE = Q(pk__in=[])
# Whether the portal has any records.
_RECORDS = (VISITS, COMPLAINTS, DUE, FACTS)


@dataclass(frozen=True)
class Side:
    """A count or sum in ``period``; ``parts``: dimension → value → how much of it.

    A row that is not divided stands under ``UNDIVIDED`` in each of them.
    """

    period: Period
    total: int
    parts: Mapping[str, Mapping[Any, int]]


def dimensions_for(known: Iterable[str], *periods: Period) -> tuple[str, ...]:
    """By which of the ``known`` dimensions a figure is explained over ``periods``."""
    names = set(known)
    found = [AGENCY] if AGENCY in names else []
    found += [name for name in ABOUT if name in names][:1]
    longest = max((period.days for period in periods), default=0)
    if MONTH in names and longest <= MOST_MONTHS * 31:
        found.append(MONTH)
    return tuple(found)


def side_of(period: Period, by: Iterable[str], cells: Iterable[tuple[Cell, int]]) -> Side:
    """Cells (a value of each of ``by``, an amount) as their margins, without zeros."""
    parts: dict[str, Counter[Any]] = {name: Counter() for name in by}
    total = 0
    for cell, amount in cells:
        if not amount:
            continue
        total += amount
        for (_, part), value in zip(parts.items(), cell, strict=True):
            # A number has no name for it (``Base._said``), the other dimensions say it.
            part[UNDIVIDED if UNDIVIDED in cell else value] += amount
    return Side(period, total, parts)


def ask_side(
    key: str, period: Period, by: tuple[str, ...], *, cutoff: date | None = None
) -> Question[Side]:
    """The count or sum ``key`` in ``period`` as records stand; raises ``UnknownFigure``."""
    if not by:
        # Rows kept before they knew any dimension.
        counted = ask(period, [key], cutoff=cutoff)
        return Question(counted.rows, lambda: Side(period, counted.answer()[key], {}))
    named = find(key).key
    grouped = ask_by([key], by, period, cutoff=cutoff)
    return Question(
        grouped.rows,
        lambda: side_of(
            period, by, ((cell, found[named]) for cell, found in grouped.answer().items())
        ),
    )


def ask_known(period: Period) -> Question[bool]:
    """Whether the portal has any record of the year up to the last day of ``period``: without one,
    nothing counted is not none. A month without any in a year with some had none.

    Rows that are not divided are not looked at, so that none can be told from it.
    """
    start = min(period.start, period.end - timedelta(days=364))
    year = parse_period(f"{start.isoformat()}..{period.end.isoformat()}")
    asked = tuple(
        base.rows(year, year.end)
        .exclude(base.undivided or Q(pk__in=[]))
        .order_by()
        .values("pk")[:1]
        for base in _RECORDS
    )
    return Question(asked, lambda: any(map(len, asked)))


def ask_successions(start: date, end: date) -> Question[frozenset[tuple[int, date]]]:
    """Agencies that were taken over or took over after ``start``, up to ``end``, and the day."""
    rows = Succession.objects.filter(on__gt=start, on__lte=end)
    pairs = rows.order_by().values_list("predecessor", "successor", "on")
    return Question((pairs,), lambda: frozenset((pk, day) for *pair, day in pairs for pk in pair))
