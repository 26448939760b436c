"""Days and hours of the story, in Tây Ninh."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tayninh_portal.lib.workdays import add_working_days, is_working_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def working_days(first: date, last: date) -> list[date]:
    """The working days from ``first`` to ``last``, both included."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in span if is_working_day(day)]


def workday(day: date) -> date:
    """``day``, or the next working day."""
    return add_working_days(day, 0)
