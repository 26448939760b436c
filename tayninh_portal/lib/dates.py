"""Dates, times and numbers as Vietnamese administrative documents write them.

Rule (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 and II.4): a day below 10 and the months 1 and
2 take a leading zero, the other months do not; a document number below 10 takes one too. Two
digits for small counts in running text ("03 trường hợp", "09/09") are custom, not rule.
The thousands separator is a full stop, the decimal mark a comma.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

# A year outside these is a slip of the finger ("0219", "2109"), never a date of the portal.
# Working days, and so deadlines, are counted up to 2099 (``workdays``).
FIRST_YEAR, LAST_YEAR = 1900, 2099

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
# Hours and minutes with whatever stands between them; without anything, two digits are minutes.
_HOUR = re.compile(r"([0-9]{1,2})(?:\s*[:.hg]?\s*([0-9]{2}))?\s*[hg]?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def local_day(moment: datetime) -> date:
    """Return the day in Vietnam on which an aware moment falls; ValueError for a naive one."""
    return _local(moment).date()


def day_vi(day: int) -> str:
    """Write the day of a month: 5 → '05', 14 → '14'."""
    return f"{day:02d}"


def month_vi(month: int) -> str:
    """Write a month: 1 → '01', 2 → '02', 7 → '7'."""
    return f"{month:02d}" if month <= 2 else str(month)


def short_date(day: date) -> str:
    """Write '05/7/2019', '14/01/2020'; of a datetime, the day in Vietnam."""
    day = _as_day(day)
    return f"{day_vi(day.day)}/{month_vi(day.month)}/{day.year}"


def long_date(day: date) -> str:
    """Write 'ngày 14 tháng 01 năm 2020'; of a datetime, the day in Vietnam."""
    day = _as_day(day)
    return f"ngày {day_vi(day.day)} tháng {month_vi(day.month)} năm {day.year}"


def short_time(moment: time | datetime) -> str:
    """Write '10:42', 24 hours; an aware datetime is shown in Vietnamese time."""
    if isinstance(moment, datetime):
        moment = _local(moment).timetz()
    return f"{moment.hour:02d}:{moment.minute:02d}"


def long_time(moment: time) -> str:
    """Write '08 giờ 30', as papers do."""
    return f"{moment.hour:02d} giờ {moment.minute:02d}"


def short_moment(moment: datetime) -> str:
    """Write '10:42 ngày 05/7/2019' in Vietnamese time."""
    return f"{short_time(moment)} ngày {short_date(moment)}"


def parse_date(text: str) -> date:
    """Read a date as people type it: '5/7/2019', '05-07-2019', '5.7.2019' or '2019-07-05'.

    The day comes before the month, as everywhere in Vietnam. Raises ValueError with a sentence
    that says what to type; two-digit years are refused because nobody can tell 19 from 1919.
    """
    typed = text.strip()
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValueError("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/7/2019.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm {year} không hợp lệ; nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Ngày “{typed}” không có trên lịch.") from None


def parse_hour(text: str) -> time:
    """Read a time of day in 24 hours: 8:05, 8h05, 8.05, 805 or 8; ValueError with a sentence."""
    found = _HOUR.fullmatch(text.strip().lower())
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise ValueError("Ghi giờ theo dạng 08:05.")
    return time(hour, minute)


def number_vi(value: int | Decimal) -> str:
    """Write 1234 as '1.234' and Decimal('1234.5') as '1.234,5'; the digits given are kept."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def signed_vi(difference: int | Decimal) -> str:
    """Write a difference with its sign: 12 → '+12', -3 → '−3'; 10 and not 1E+1, 0 and not 0,0."""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    size = abs(Decimal(difference))
    return f"{sign}{number_vi(int(size) if size == int(size) else size)}"


def count2(count: int) -> str:
    """Write a count in running text: 3 → '03', 87 → '87', 1234 → '1.234'; 0 → '00'."""
    return f"{count:02d}" if 0 <= count < 100 else number_vi(count)


def fraction2(done: int, due: int) -> str:
    """Write how many of how many: (9, 9) → '09/09', (26, 26) → '26/26'."""
    return f"{count2(done)}/{count2(due)}"


def percent_vi(part: int, whole: int) -> str:
    """Write a share with at most one decimal: (7, 8) → '87,5%', (9, 9) → '100%'.

    Nothing of nothing is no share: '–'. A share is never rounded up to 100% while something is
    missing, nor down to 0% while there is something, since readers take both as "all" and "none".
    """
    if whole == 0:
        return "–"
    tenth = Decimal("0.1")
    exact = Decimal(part) * 100 / Decimal(whole)
    share = exact.quantize(tenth, ROUND_HALF_UP)
    if part < whole and share == 100:
        share = exact.quantize(tenth, ROUND_DOWN)
    if part > 0 and share == 0:
        return "dưới 0,1%"
    return f"{number_vi(share)}%".replace(",0%", "%")


def _as_day(day: date) -> date:
    return local_day(day) if isinstance(day, datetime) else day


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("Thời điểm không có múi giờ nên không biết là ngày nào ở Việt Nam.")
    return moment.astimezone(VIETNAM)
