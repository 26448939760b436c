"""The months of a period, and which of them a day belongs to.

A month starts on the day of the month its period starts on: the year of the reports (Nghị định
09/2019/NĐ-CP), 15/12 to 14/12, has months from the 15th to the 14th. It bears the name of the month
it ends in, as the decree's own months do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Q, Value, When

from tayninh_portal.lib.dates import month_vi
from tayninh_portal.lib.periods import Period, parse_period

_CODE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def months_in(period: Period) -> dict[str, Period]:
    """The months of a period by their names (“2019-03”), the last one cut off at its end."""
    found: dict[str, Period] = {}
    start = period.start
    while start <= period.end:
        after = _months_later(period.start, len(found) + 1)
        last = after - timedelta(days=1)
        end = min(last, period.end)
        found[f"{last:%Y-%m}"] = parse_period(f"{start.isoformat()}..{end.isoformat()}")
        start = after
    return found


def by_month(day: str, period: Period) -> Case:
    """The name of the month of ``period`` a row stands in, ``day`` being the path to its day."""
    cases = [
        When(Q((f"{day}__range", (month.start, month.end))), then=Value(name))
        for name, month in months_in(period).items()
    ]
    return Case(*cases, output_field=CharField())


def read_month(text: str) -> str:
    """The name of a month as typed in a key; ValueError for anything else."""
    if not _CODE.fullmatch(text):
        raise ValueError(f"“{text}” is no month")
    return text


def month_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """“tháng 3/2019”."""
    return {
        value: f"tháng {month_vi(int(found[2]))}/{found[1]}"
        for value in values
        if (found := _CODE.fullmatch(value))
    }


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
