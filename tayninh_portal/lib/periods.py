"""Reporting periods of state bodies: names of periods and the days they hold.

Rule: Nghị định 09/2019/NĐ-CP closes the data of a periodic report on the 14th: a year runs from
15/12 of the year before to 14/12, its halves part at 14/6 and 15/6, a quarter starts on the 15th
of the month before it and ends on the 14th of its last month, the nine months end on 14/9, a
month runs from the 15th of the month before to its own 14th. The report of 2019 counted the
calendar year: that is a preset of its own, and any two days can be given.

A period is written as one of

    2019   2019-h1   2019-h2   2019-q3   2019-9m   2019-m05   calendar-2019
    2019-01-01..2019-12-31

A month may be typed without its nought, 2019-m5; it is kept with it.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tayninh_portal.lib.dates import month_vi, short_date

FIRST_YEAR, LAST_YEAR = 2000, 2099

_PRESET = re.compile(r"([0-9]{4})(?:-(h[12]|q[1-4]|9m|m(?:0[1-9]|1[0-2])))?")
_SHORT_MONTH = re.compile(r"([0-9]{4}-m)([1-9])\Z")
_CALENDAR = re.compile(r"calendar-([0-9]{4})")
_TWO_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")

# First and last month of each part of the year; the days are the 15th before and the 14th.
_MONTHS = {
    "": (1, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "9m": (1, 9),
    **{f"q{number}": (3 * number - 2, 3 * number) for number in range(1, 5)},
    **{f"m{number:02d}": (number, number) for number in range(1, 13)},
}
_PART_NAMES = {
    "": "năm",
    "h1": "6 tháng đầu năm",
    "h2": "6 tháng cuối năm",
    "9m": "9 tháng đầu năm",
    "q1": "quý I năm",
    "q2": "quý II năm",
    "q3": "quý III năm",
    "q4": "quý IV năm",
}


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` to `end`, both included, and the preset they were named by.

    Ordered by start, then end. The days count, the preset is their name: a period read back
    from the database stays what it was even if a later decree moves the presets.
    """

    start: date
    end: date
    preset: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"Kỳ báo cáo không hợp lệ: ngày kết thúc {short_date(self.end)} "
                f"trước ngày bắt đầu {short_date(self.start)}."
            )

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def name(self) -> str:
        """The name in running text, without days: 'năm 2019', 'quý III năm 2019'."""
        if found := _CALENDAR.fullmatch(self.preset):
            return f"năm {found[1]}"
        if found := _PRESET.fullmatch(self.preset):
            return f"{_part_name(found[2] or '')} {found[1]}"
        return self.day_range

    @property
    def day_range(self) -> str:
        """The days in running text: 'từ 01/01/2019 đến 31/12/2019'."""
        return f"từ {short_date(self.start)} đến {short_date(self.end)}"

    @property
    def label(self) -> str:
        """Name and days, as a report prints its period: 'năm 2019 (từ 01/01/2019 đến …)'."""
        return self.name if self.name == self.day_range else f"{self.name} ({self.day_range})"

    def contains(self, day: date) -> bool:
        """Say whether a day (a date, not a datetime) is one of the period."""
        return self.start <= day <= self.end

    def spans(self, day: date) -> bool:
        """Say whether something that changed on `day` changed inside the period.

        True when the period has days before `day` and days from it on: the reports over 01/7/2025,
        the day the districts ended, ask this.
        """
        return self.start < day <= self.end

    def previous(self) -> "Period":
        """Return the period of the same kind just before.

        A half, quarter or month gives the one before it, a year or nine months those of the year
        before. Two free days that bound whole months go back by as many months, others by as
        many days, so that the period before ends the day before this one starts.
        """
        if found := _CALENDAR.fullmatch(self.preset):
            return parse_period(f"calendar-{int(found[1]) - 1}")
        if found := _PRESET.fullmatch(self.preset):
            return parse_period(_preset_before(int(found[1]), found[2] or ""))
        return _free_period(self._start_before(), self.start - timedelta(days=1))

    def _start_before(self) -> date:
        after = self.end + timedelta(days=1)
        if after.day != self.start.day or self.start.day > 28:
            return self.start - timedelta(days=self.days)
        months = (after.year - self.start.year) * 12 + after.month - self.start.month
        return _shift_months(self.start, -months)


def default_period(year: int) -> Period:
    """Return the year of Nghị định 09/2019/NĐ-CP: 15/12 of the year before to 14/12."""
    return parse_period(f"{year:04d}")


def presets_of(year: int) -> list[Period]:
    """Return every preset period of a year: the year, the calendar year, then its parts."""
    codes = [f"{year:04d}-{part}".removesuffix("-") for part in _MONTHS]
    codes.insert(1, f"calendar-{year:04d}")
    return [parse_period(code) for code in codes]


def parse_period(text: str) -> Period:
    """Read a period as written in the module's docstring; ValueError with a sentence otherwise."""
    code = _SHORT_MONTH.sub(r"\g<1>0\2", text.strip().lower())
    if found := _CALENDAR.fullmatch(code):
        year = _checked_year(found[1])
        return Period(date(year, 1, 1), date(year, 12, 31), code)
    if found := _PRESET.fullmatch(code):
        year = _checked_year(found[1])
        first, last = _MONTHS[found[2] or ""]
        start = _shift_months(date(year, first, 15), -1)
        return Period(start, date(year, last, 14), code)
    if found := _TWO_DAYS.fullmatch(code):
        return _free_period(_checked_day(found[1]), _checked_day(found[2]))
    raise ValueError(
        f"Không hiểu kỳ báo cáo “{text}”. Viết 2019, calendar-2019, 2019-h1, 2019-q3, 2019-9m, "
        "2019-m05 hoặc 2019-01-01..2019-12-31."
    )


def _part_name(part: str) -> str:
    if part.startswith("m"):
        return f"tháng {month_vi(int(part[1:]))} năm"
    return _PART_NAMES[part]


def _free_period(start: date, end: date) -> Period:
    return Period(start, end, f"{start.isoformat()}..{end.isoformat()}")


def _preset_before(year: int, part: str) -> str:
    # Halves, quarters and months follow one another; years and nine months come once a year.
    kind, number = (part[:1], int(part[1:])) if part and part != "9m" else ("", 0)
    if number > 1:
        return f"{year}-{kind}{number - 1:02d}" if kind == "m" else f"{year}-{kind}{number - 1}"
    last = {"h": "h2", "q": "q4", "m": "m12"}.get(kind, part)
    return f"{year - 1:04d}-{last}".removesuffix("-")


def _shift_months(day: date, months: int) -> date:
    """Move a day of 1–28 by months."""
    count = day.year * 12 + day.month - 1 + months
    return day.replace(year=count // 12, month=count % 12 + 1)


def _checked_year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm báo cáo {year} phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return year


def _checked_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"Ngày “{text}” không có trên lịch.") from None
    _checked_year(text[:4])
    return day
