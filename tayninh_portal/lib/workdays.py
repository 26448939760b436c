"""Working days of Vietnamese state bodies: the clock of every legal deadline.

Days off are Saturday and Sunday (five-day week of state bodies, Quyết định 188/1999/QĐ-TTg), the
holidays of article 112 of Bộ luật Lao động 2019 with the days in lieu of article 111, and from
2026 the Ngày Văn hóa Việt Nam of 24 November (Nghị quyết 28/2026/QH16). The `holidays` package
knows them, lunar ones and the Prime Minister's choices around Tết and 2 September included.

Besides, the Prime Minister may swap a working day between a holiday and a weekend for a Saturday
(hoán đổi ngày làm việc). The swaps are `OFFICIAL_SWAPS` below, each with its document; the
package lacks some of them. A new year's swaps are announced late in the year before and are
added here, a line each.

Bộ luật Dân sự 2015, article 147 and 148: the day of the event is not counted, so the day after
it is day 1; a time limit that would end on a day off ends on the next working day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from tayninh_portal.lib.dates import number_vi, short_date

# The five-day week began on 02/10/1999; the tables of lunar dates end in 2100.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Swap:
    """One working day given off and one Saturday worked for it, by the document named."""

    off: date
    worked: date
    source: str


OFFICIAL_SWAPS = (
    Swap(date(2018, 12, 31), date(2019, 1, 5), "Công văn 6519/VPCP-KGVX (2018)"),
    Swap(date(2019, 4, 29), date(2019, 5, 4), "Công văn 6519/VPCP-KGVX (2018)"),
    Swap(date(2024, 4, 29), date(2024, 5, 4), "Công văn 2450/VPCP-KGVX (2024)"),
    Swap(date(2025, 5, 2), date(2025, 4, 26), "Thông báo 6150/TB-BLĐTBXH (03/12/2024)"),
    # Decided in December 2025, after the list of 2026: the holidays package lacks it.
    Swap(date(2026, 1, 2), date(2026, 1, 10), "Công văn 12729/VPCP-KGVX (2025)"),
    Swap(date(2026, 8, 31), date(2026, 8, 22), "Thông báo 9441/TB-BNV (16/10/2025)"),
)

_SWAPPED_OFF = frozenset(swap.off for swap in OFFICIAL_SWAPS)
_SWAPPED_IN = frozenset(swap.worked for swap in OFFICIAL_SWAPS)


def is_working_day(day: date) -> bool:
    """Say whether state bodies work on a day; ValueError outside 2000–2099."""
    _refuse_far_years(day)
    if day in _SWAPPED_IN:
        return True
    if day in _SWAPPED_OFF or day.weekday() >= _SATURDAY:
        return False
    return day not in _public_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """Return the working day `count` working days after a day; the day itself is not counted.

    With count 0 it is the day itself, or the next working day where that one is a day off.
    ValueError for a negative count: no deadline of the law is counted backwards.
    """
    if count < 0:
        raise ValueError("Số ngày làm việc không được âm.")
    if count == 0:
        return day if is_working_day(day) else add_working_days(day, 1)
    for following in _days_after(day):
        if is_working_day(following):
            count -= 1
            if count == 0:
                return following
    raise AssertionError("days never end")


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`.

    The reverse of `add_working_days`: it gives n for the day add_working_days(start, n). Negative
    where `end` lies before `start`, so that both directions differ in their sign only.
    """
    if end < start:
        return -working_days_between(end, start)
    _refuse_far_years(end)
    count = 0
    for day in _days_after(start):
        if day > end:
            return count
        count += is_working_day(day)
    raise AssertionError("days never end")


def relative_deadline(due: date, today: date) -> str:
    """Say how near a deadline is: 'hôm nay', 'còn 3 ngày làm việc', 'quá hạn 2 ngày'.

    What remains is counted in working days, as the deadlines of the law are; what is overdue in
    days of the calendar, as a letter of reminder counts them. A deadline that a person set on a
    day off, with no working day left before it, is said to be so.
    """
    if due == today:
        return "hôm nay"
    if due < today:
        return f"quá hạn {number_vi((today - due).days)} ngày"
    left = working_days_between(today, due)
    if left == 0:
        return f"còn {(due - today).days} ngày, đều là ngày nghỉ"
    return f"còn {number_vi(left)} ngày làm việc"


def _days_after(day: date) -> Iterator[date]:
    while True:
        _refuse_far_years(day)
        day += _ONE_DAY
        yield day


@lru_cache(maxsize=128)
def _public_holidays(year: int) -> dict[date, str]:
    # expand=False: the calendar would otherwise grow silently with each day it is asked for.
    calendar = holidays.country_holidays("VN", years=year, expand=False, language="vi")
    return {day: name for day, name in calendar.items() if day.year == year}


def _refuse_far_years(day: date) -> None:
    # The package answers "no holiday at all" beyond its tables: an error is better than that.
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(
            f"Chỉ tính được ngày làm việc từ năm {FIRST_DAY.year} đến năm {LAST_DAY.year}, "
            f"không tính được cho ngày {short_date(day)}."
        )
