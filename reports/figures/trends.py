"""A figure over several periods at once: the years and months of a screen in one query."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Count

from reports.figures.catalog import find
from reports.figures.months import months_in
from tayninh_portal.lib.periods import Period, parse_period
from tayninh_portal.lib.together import Question, read

# Set of rows → the day that puts a row into a period. Only figures whose rows are the same
# whatever the cut-off may be asked for over time.
DAYS = {"visits": "day", "findings": "visit_day", "complaints": "received_on"}
MOST_MONTHS = 12


def trend(keys: Iterable[str], periods: Sequence[Period]) -> dict[str, list[int]]:
    """Counts of each figure in each of ``periods``: what ``compute`` says of each alone, but for
    rows that are not divided, which no part of a course may tell of."""
    return read(ask_trend(keys, periods))


def ask_trend(keys: Iterable[str], periods: Sequence[Period]) -> Question[dict[str, list[int]]]:
    """``trend``, to be read together with something else."""
    whole_start = min(period.start for period in periods)
    whole_end = max(period.end for period in periods)
    whole = parse_period(f"{whole_start.isoformat()}..{whole_end.isoformat()}")
    asked = {}
    for key in keys:
        figure = replace(find(key), whole=False)
        if figure.base is None or figure.kind != "count":
            raise ValueError(f"{key} is no count over rows")
        day = DAYS[figure.base.name]
        rows = figure.base.broken_down(whole, whole.end, figure.dimensions).filter(figure.where)
        # By day: every period adds up its own, and no row is held against each of them.
        asked[key] = rows.order_by().values_list(day).annotate(number=Count("pk"))

    def answer() -> dict[str, list[int]]:
        return {key: _added_up(rows, periods) for key, rows in asked.items()}

    return Question(tuple(asked.values()), answer)


def _added_up(by_day: Iterable[tuple[date, int]], periods: Iterable[Period]) -> list[int]:
    """How much lies in each of ``periods``, of numbers by day."""
    days, sums = [], [0]
    for day, number in sorted(by_day):
        days.append(day)
        sums.append(sums[-1] + number)
    return [
        sums[bisect_right(days, period.end)] - sums[bisect_left(days, period.start)]
        for period in periods
    ]


def years_to(period: Period, most: int = 5) -> list[Period]:
    """``period`` and the periods of its kind before it, the oldest first."""
    found = [period]
    while len(found) < most:
        try:
            found.append(found[-1].previous())
        except ValueError:
            break
    return found[::-1]


def months_of(period: Period, today: date) -> list[Period]:
    """The months of a period that have begun, the last ``MOST_MONTHS`` of them.

    A period of one month has no months.
    """
    found = [month for month in months_in(period).values() if month.start <= today]
    return found[-MOST_MONTHS:] if len(found) > 1 else []
