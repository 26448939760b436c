"""The form of a workbook: its sheets and columns, and how the value of a cell is read.

Excel hands over a day as a day, a number or a text, as the person typed it; each reader takes all
of these and raises ``ValueError`` with a sentence that says what to type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from tayninh_portal.lib.dates import parse_date, parse_hour
from tayninh_portal.lib.vietnamese import (
    has_control_characters,
    has_emoji,
    normalise,
    normalise_lines,
)

Value = TypeVar("Value")
# SealData after each row: how many are done, and of how many.
Wording = Callable[[int, int], None]
# Day 0 of Excel's count; it believes 1900 was a leap year, so the count starts a day early.
EXCEL_DAY_0 = date(1899, 12, 30)
# Serial numbers of 01/01/2000 and 31/12/2099: a smaller or larger number is no day.
FIRST_SERIAL, LAST_SERIAL = 36526, 73050
LONGEST_TEXT = 5000
# As on the form of a visit: a longer number is two run together.
MOST_PEOPLE = 99_999


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its heading, and the reader of its cells.

    ``choices`` names the list of the sheet "Danh mục" that its drop-down offers.
    """

    name: str
    heading: str
    read: Callable[[object], object]
    required: bool = False
    choices: str = ""
    help: str = ""
    width: int = 18
    number_format: str = "@"


@dataclass(frozen=True)
class Sheet:
    """A sheet with headings in row 1 and a record in each row after it."""

    title: str
    columns: tuple[Column, ...]
    most_rows: int

    def column(self, name: str) -> int:
        """Place of a column, from 1; the first where a rule speaks of none of them."""
        names = [column.name for column in self.columns]
        return names.index(name) + 1 if name in names else 1


@dataclass(frozen=True)
class Workbook:
    """A workbook to fill in. ``version`` rises whenever a column changes its meaning."""

    kind: str
    version: int
    title: str
    file_name: str
    sheets: tuple[Sheet, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: the sheet's title, the cell ("B12"), a sentence."""

    sheet: str
    cell: str
    text: str


def read_text(value: object) -> str:
    """One line. A whole number loses the ".0" that Excel gives it."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (date, time, timedelta)):
        raise ValueError("Ô này là ngày hoặc giờ; định dạng ô là Văn bản (Text) rồi gõ lại.")
    return _as_on_the_screen(normalise(str(value)))


def read_paragraphs(value: object) -> str:
    """Text of several lines."""
    if not isinstance(value, str):
        return read_text(value)
    text = _as_on_the_screen(normalise_lines(value), lines=True)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"Nội dung dài quá {LONGEST_TEXT} ký tự; rút gọn lại.")
    return text


def _as_on_the_screen(text: str, *, lines: bool = False) -> str:
    """The text, unless it holds what the forms refuse (``forms.clean_text``)."""
    if has_control_characters(text, lines=lines):
        raise ValueError("Nội dung có ký tự điều khiển không hợp lệ; gõ lại ô này.")
    if has_emoji(text):
        raise ValueError("Nội dung có biểu tượng cảm xúc; bỏ biểu tượng và viết bằng chữ.")
    return text


def read_day(value: object) -> date:
    """A day: a date cell, its serial number, or text as people write days."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not FIRST_SERIAL <= value <= LAST_SERIAL:
            raise ValueError("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/7/2019.")
        return EXCEL_DAY_0 + timedelta(days=int(value))
    return parse_date(str(value))


def read_hour(value: object) -> time:
    """A time of day: a time cell, a fraction of a day, or text as people write hours."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, timedelta):
        value = value / timedelta(days=1)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    return parse_hour(read_text(value))


def read_people(value: object) -> int:
    """A number of persons."""
    text = read_text(value)
    if not text.isdecimal():
        raise ValueError("Ghi số người bằng chữ số, không âm, không có phần lẻ.")
    if int(text) > MOST_PEOPLE:
        raise ValueError("Số này quá lớn; kiểm tra lại.")
    return int(text)


def read_yes(value: object) -> bool:
    """ "Có" or "Không"."""
    text = read_text(value).casefold()
    if text not in ("có", "không"):
        raise ValueError("Chọn “Có” hoặc “Không”.")
    return text == "có"


def one_of(choices: Mapping[str, Value]) -> Callable[[object], Value]:
    """A reader of one of a few fixed labels: label → value."""
    known = {label.casefold(): value for label, value in choices.items()}

    def read(value: object) -> Value:
        text = read_text(value).casefold()
        if text not in known:
            raise ValueError(f"Chọn một trong: {'; '.join(choices)}.")
        return known[text]

    return read
