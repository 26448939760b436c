"""A figure over several periods at once: the years and months of a screen in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q

from reports.figures.catalog import find
from reports.figures.months import months_in
from tayninh_portal.lib.periods import Period, parse_period

# Set of rows → the day that puts a row into a period. Only figures whose rows are the same
# whatever the cut-off may be asked for over time.
DAYS = {"visits": "day", "findings": "visit_day", "complaints": "received_on"}
MOST_MONTHS = 12


def trend(keys: Iterable[str], periods: Sequence[Period]) -> dict[str, list[int]]:
    """Counts of each figure in each of ``periods``: what ``compute`` says of each alone.

    One query a figure. Call it inside ``one_state()``.
    """
    whole_start = min(period.start for period in periods)
    whole_end = max(period.end for period in periods)
    whole = parse_period(f"{whole_start.isoformat()}..{whole_end.isoformat()}")
    found = {}
    for key in keys:
        figure = find(key)
        if figure.base is None or figure.kind != "count":
            raise ValueError(f"{key} is no count over rows")
        day = DAYS[figure.base.name]
        rows = figure.base.rows(whole, whole.end).filter(figure.where)
        counted = rows.aggregate(
            **{
                f"p{at}": Count("pk", filter=Q((f"{day}__range", (period.start, period.end))))
                for at, period in enumerate(periods)
            }
        )
        found[key] = [counted[f"p{at}"] for at in range(len(periods))]
    return found


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
