"""Cells of a table that leaves the portal as CSV or XLSX: what is typed stays words there."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tayninh_portal.lib.dates import short_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Any: openpyxl has no types.
Sheet = Any
SheetCell = Any
# What a cell holds: a text, a number, a day or nothing.
CellValue = str | int | date | None
# A spreadsheet reads a text that begins so as a formula, which can fetch and send data.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold, and no reader can see.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def csv_cell(value: CellValue) -> str | int:
    """A cell of a CSV; a text that would be a formula stands behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int):
        return value
    text = _UNSEEN.sub("", str(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def text_cell(sheet: Sheet, text: str) -> SheetCell:
    """A cell of a workbook said to be text, so that "=1+1" is shown and never reckoned."""
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, _UNSEEN.sub("", text))
    made.data_type = "s"
    return made
