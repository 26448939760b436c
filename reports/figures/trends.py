"""A figure over several periods at once: the years and months of a screen in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, Value

from reports.figures.catalog import find
from reports.figures.months import months_in
from tayninh_portal.lib.periods import Period, parse_period
from tayninh_portal.lib.together import Question, read

# Set of rows → the day that puts a row into a period. Only figures whose rows are the same
# whatever the cut-off may be asked for over time.
DAYS = {"visits": "day", "findings": "visit_day", "complaints": "received_on"}
MOST_MONTHS = 12


def trend(keys: Iterable[str], periods: Sequence[Period]) -> dict[str, list[int]]:
    """Counts of each figure in each of ``periods``: what ``compute`` says of each alone."""
    return read(ask_trend(keys, periods))


def ask_trend(keys: Iterable[str], periods: Sequence[Period]) -> Question[dict[str, list[int]]]:
    """``trend``, to be read together with something else."""
    whole_start = min(period.start for period in periods)
    whole_end = max(period.end for period in periods)
    whole = parse_period(f"{whole_start.isoformat()}..{whole_end.isoformat()}")
    asked = {}
    for key in keys:
        figure = find(key)
        if figure.base is None or figure.kind != "count":
            raise ValueError(f"{key} is no count over rows")
        day = DAYS[figure.base.name]
        rows = figure.base.broken_down(whole, whole.end, figure.dimensions).filter(figure.where)
        asked[key] = (
            rows.order_by()
            .values(all=Value(1))
            .annotate(
                **{
                    f"p{at}": Count("pk", filter=Q((f"{day}__range", (period.start, period.end))))
                    for at, period in enumerate(periods)
                }
            )
        )

    def answer() -> dict[str, list[int]]:
        return {
            key: [sum(row[f"p{at}"] for row in rows) for at in range(len(periods))]
            for key, rows in asked.items()
        }

    return Question(tuple(asked.values()), answer)


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
