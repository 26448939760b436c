"""Days and hours of the story, in Tây Ninh."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from tayninh_portal.lib.workdays import add_working_days, is_working_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# The longest run of days off between these is Tết, whatever the moon says.
TET_NOT_BEFORE, TET_NOT_AFTER = (1, 15), (3, 5)
# So many working days after Tết a visit is one “sau Tết”.
AFTER_TET = 5


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def working_days(first: date, last: date) -> list[date]:
    """The working days from ``first`` to ``last``, both included."""
    return [day for day in _days(first, last) if is_working_day(day)]


def workday(day: date) -> date:
    """``day``, or the next working day."""
    return add_working_days(day, 0)


def is_after_tet(day: date) -> bool:
    """Whether ``day`` is one of the first working days after Tết of its year."""
    return day in _days_after_tet(day.year)


@cache
def _days_after_tet(year: int) -> list[date]:
    days = _days(date(year, *TET_NOT_BEFORE), date(year, *TET_NOT_AFTER))
    runs = [list(run) for off, run in groupby(days, lambda d: not is_working_day(d)) if off]
    last = max(runs, key=len)[-1]
    return [add_working_days(last, n) for n in range(1, AFTER_TET + 1)]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
