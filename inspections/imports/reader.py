"""From the bytes of an uploaded workbook to rows of values with their places.

The file is opened in a process apart (``tayninh_portal.uploads``); here its cells are read by the
form. A formula is refused, since its last result may be old or made by somebody else's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any

from inspections.imports.sheets import Column, Problem, Sheet, Wording, Workbook
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.uploads.cells import Table
from tayninh_portal.uploads.kinds import XLSX, NotTaken
from tayninh_portal.uploads.opening import check_upload, read_sheets

# 2,000 visits make 200 KB; ten times the rows allowed would not reach this.
MAX_BYTES = 5 * 1024 * 1024
# Title of the hidden sheet that says what the workbook is, what stands in its first cell, and how
# many cells say so.
MARK_SHEET, MARK = "_mau", "tayninh-portal"
MARK_WIDTH = 3
FORMULA_REFUSED = "Ô chứa công thức; chép lại rồi dán dưới dạng giá trị (Paste Values)."


class NotOurWorkbook(ValueError):
    """Not a workbook of this kind and version at all; the sentence says what to do."""


@dataclass
class Row:
    """One filled row: its sheet, its number in Excel, and the values of the filled cells."""

    sheet: Sheet
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """Name of the cell of a column ("B12")."""
        return cell_name(self.sheet.column(name), self.number)

    def in_order(self) -> list[Problem]:
        """What is wrong, from left to right."""
        return sorted(self.problems, key=lambda problem: problem.cell)

    def fault(self, name: str, text: str) -> None:
        """Note that what stands in a cell is wrong."""
        self.bad.add(name)
        self.problems.append(Problem(self.sheet.title, self.cell(name), text))


@dataclass
class Filled:
    """All rows by the title of their sheet, and what is wrong with the sheets themselves."""

    rows: dict[str, list[Row]]
    problems: list[Problem]


def read_workbook(data: bytes, form: Workbook, *, stated: Wording) -> Filled:
    """Every filled row, each cell read by its column. Raises ``NotOurWorkbook``; ``HostCannot``
    where the machine is why it was not opened."""
    file = BytesIO(data)
    widths = {sheet.title: len(sheet.columns) for sheet in form.sheets}
    try:
        check_upload(file, kinds=(XLSX,), max_bytes=MAX_BYTES)
        tables = read_sheets(file, widths={**widths, MARK_SHEET: MARK_WIDTH})
    except NotTaken as error:
        raise NotOurWorkbook(str(error)) from None
    _check_mark(tables.get(MARK_SHEET), form)
    missing = [title for title in widths if title not in tables]
    if missing:
        raise NotOurWorkbook(f"Tệp thiếu trang tính “{missing[0]}”; tải mẫu mới về.")
    filled = Filled({}, [])
    done, total = count(1), sum(len(tables[title].rows[1:]) for title in widths)
    for sheet in form.sheets:
        for _ in _read_sheet(sheet, tables[sheet.title], filled):
            stated(next(done), total)
    return filled


def cell_name(column: int, row: int) -> str:
    """Column 2, row 12 → "B12"; for the at most 26 columns of our sheets."""
    return f"{chr(64 + column)}{row}"


def _check_mark(table: Table | None, form: Workbook) -> None:
    mark: list[Any] = table.rows[0] if table is not None and table.rows else []
    if len(mark) < MARK_WIDTH or mark[0] != MARK:
        raise NotOurWorkbook(
            "Tệp này không làm từ mẫu của cổng. Tải mẫu về, dán dữ liệu vào mẫu rồi tải lên."
        )
    if mark[1] != form.kind:
        raise NotOurWorkbook(f"Tệp này là mẫu của loại dữ liệu khác; cần mẫu “{form.title}”.")
    if mark[2] != form.version:
        raise NotOurWorkbook(
            f"Mẫu này không phải phiên bản {form.version} đang dùng. "
            "Tải mẫu mới về, dán dữ liệu sang rồi tải lên."
        )


def _read_sheet(sheet: Sheet, table: Table, filled: Filled) -> Iterator[Row]:
    """Read a sheet into ``filled``; every row that was looked at, filled or not."""
    rows: list[Row] = []
    filled.rows[sheet.title] = rows
    headings = [normalise(str(value)) for value in (table.rows[0] if table.rows else [])]
    for place, column in enumerate(sheet.columns, start=1):
        heading = headings[place - 1] if place <= len(headings) else ""
        if heading.removesuffix(" *") != column.heading:
            text = f"Tiêu đề cột phải là “{column.heading}”; không đổi thứ tự, tên cột của mẫu."
            filled.problems.append(Problem(sheet.title, cell_name(place, 1), text))
    if filled.problems:
        return
    cells = _Cells(sheet, table.formulas)
    for number, values in enumerate(table.rows[1:], start=2):
        row = cells.read(number, values)
        if row.values or row.bad:
            rows.append(row)
        yield row
    if len(rows) > sheet.most_rows:
        text = f"Có {len(rows)} dòng, quá {sheet.most_rows} dòng; tách thành nhiều tệp."
        filled.problems.append(Problem(sheet.title, cell_name(1, sheet.most_rows + 2), text))
        rows.clear()


class _Cells:
    """Reads the rows of one sheet. The same cell comes again and again (an agency, an hour, a
    choice), so what a column makes of a value is kept."""

    def __init__(self, sheet: Sheet, formulas: frozenset[str]) -> None:
        self._sheet, self._formulas = sheet, formulas
        self._required = [column for column in sheet.columns if column.required]
        self._known: list[dict[tuple[type, object], tuple[object, str]]]
        self._known = [{} for _ in sheet.columns]

    def read(self, number: int, values: list[Any]) -> Row:
        """The row of that number."""
        row = Row(self._sheet, number)
        # A row may be shorter than the form.
        for place, (column, value) in enumerate(zip(self._sheet.columns, values, strict=False)):
            if self._formulas and cell_name(place + 1, number) in self._formulas:
                row.fault(column.name, FORMULA_REFUSED)
            elif value is not None and value != "":
                self._read_cell(row, place, column, value)
        if row.values or row.bad:
            for column in self._required:
                if column.name not in row.values and column.name not in row.bad:
                    row.fault(column.name, f"Chưa ghi “{column.heading}”.")
        return row

    def _read_cell(self, row: Row, place: int, column: Column, value: object) -> None:
        known, key = self._known[place], (type(value), value)
        if key not in known:
            known[key] = _read(column, value)
        read, fault = known[key]
        if fault:
            row.fault(column.name, fault)
        # A cell of characters nobody sees is as empty as it looks.
        elif read != "":
            row.values[column.name] = read


def _read(column: Column, value: object) -> tuple[object, str]:
    """What a column makes of a value, and what is wrong with it."""
    if isinstance(value, str) and not value.strip():
        return "", ""
    try:
        return column.read(value), ""
    except ValueError as error:
        return "", str(error)
