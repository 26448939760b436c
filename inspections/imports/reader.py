"""From the bytes of an uploaded workbook to rows of values with their places.

Cells are read with calamine. It hands over the last result of a formula, which may be old or made
by somebody else's file; and it makes room for every cell up to the farthest that is filled, which
one stray cell at the edge of a sheet turns into more memory than there is, and the process dies.
So the sheets' own XML is looked through before calamine opens them: formulas are noted, and a cell
far from the form is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import count
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from inspections.imports.sheets import Column, Problem, Sheet, Wording, Workbook
from tayninh_portal.lib.uploads import XLSX, check_upload
from tayninh_portal.lib.vietnamese import normalise

# 2,000 visits make 200 KB; ten times the rows allowed would not reach this.
MAX_BYTES = 5 * 1024 * 1024
# Title of the hidden sheet that says what the workbook is, and what stands in its first cell.
MARK_SHEET, MARK = "_mau", "tayninh-portal"
# Twice the rows and four times the columns of our longest and widest sheets, for notes beside them.
FARTHEST_ROW, FARTHEST_COLUMN = 20_000, 104
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
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
    """Every filled row, each cell read by its column. Raises ``NotOurWorkbook``."""
    try:
        check_upload(BytesIO(data), kinds=(XLSX,), max_bytes=MAX_BYTES)
    except ValueError as error:
        raise NotOurWorkbook(str(error)) from None
    try:
        formulas = _formulas(data, [MARK_SHEET, *(sheet.title for sheet in form.sheets)])
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        _check_mark(book if MARK_SHEET in formulas else None, form)
        missing = [sheet.title for sheet in form.sheets if sheet.title not in formulas]
        if missing:
            raise NotOurWorkbook(f"Tệp thiếu trang tính “{missing[0]}”; tải mẫu mới về.")
        tables = {
            sheet.title: book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
            for sheet in form.sheets
        }
    except (
        CalamineError,
        ElementTree.ParseError,
        expat.ExpatError,
        LookupError,
        zipfile.BadZipFile,
    ):
        raise NotOurWorkbook(
            "Không đọc được tệp Excel; mở thử, lưu lại dạng .xlsx rồi tải lên."
        ) from None
    filled = Filled({}, [])
    done, total = count(1), sum(len(table[1:]) for table in tables.values())
    for sheet in form.sheets:
        for _ in _read_sheet(sheet, tables[sheet.title], formulas[sheet.title], filled):
            stated(next(done), total)
    return filled


def cell_name(column: int, row: int) -> str:
    """Column 2, row 12 → "B12"; for the at most 26 columns of our sheets."""
    return f"{chr(64 + column)}{row}"


def _check_mark(book: CalamineWorkbook | None, form: Workbook) -> None:
    mark: list[Any] = []
    if book is not None:
        rows = book.get_sheet_by_name(MARK_SHEET).to_python(skip_empty_area=False)
        mark = rows[0] if rows else []
    if len(mark) < 3 or mark[0] != MARK:
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


def _read_sheet(
    sheet: Sheet, table: list[list[Any]], formulas: set[str], filled: Filled
) -> Iterator[Row]:
    """Read a sheet into ``filled``; every row that was looked at, filled or not."""
    rows: list[Row] = []
    filled.rows[sheet.title] = rows
    headings = [normalise(str(value)) for value in (table[0] if table else [])]
    for place, column in enumerate(sheet.columns, start=1):
        heading = headings[place - 1] if place <= len(headings) else ""
        if heading.removesuffix(" *") != column.heading:
            text = f"Tiêu đề cột phải là “{column.heading}”; không đổi thứ tự, tên cột của mẫu."
            filled.problems.append(Problem(sheet.title, cell_name(place, 1), text))
    if filled.problems:
        return
    cells = _Cells(sheet, formulas)
    for number, values in enumerate(table[1:], start=2):
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

    def __init__(self, sheet: Sheet, formulas: set[str]) -> None:
        self._sheet, self._formulas = sheet, formulas
        self._required = [column for column in sheet.columns if column.required]
        self._known: list[dict[tuple[type, object], tuple[object, str]]]
        self._known = [{} for _ in sheet.columns]

    def read(self, number: int, values: list[Any]) -> Row:
        """The row of that number."""
        row = Row(self._sheet, number)
        # A row may be shorter than the sheet, or have notes beside it.
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


def _formulas(data: bytes, titles: list[str]) -> dict[str, set[str]]:
    """Title of each of these sheets → names of its cells that hold a formula.

    Raises ``NotOurWorkbook`` for a cell far from the form.
    """
    found: dict[str, set[str]] = {}
    with zipfile.ZipFile(BytesIO(data)) as parts:
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        # Whatever the namespace: the strict form of the standard has another, and is read as well.
        for sheet in book.iterfind(".//{*}sheet"):
            target = targets[next((v for name, v in sheet.items() if name.endswith("}id")), None)]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if (title := str(sheet.get("name"))) in titles:
                found[title] = _look_through(parts.read(path), title)
    return found


def _look_through(xml: bytes, title: str) -> set[str]:
    """Names of the cells of a sheet that hold a formula. Raises ``NotOurWorkbook`` for a filled
    cell far from the form; one that is only coloured harms nobody."""
    formulas: set[str] = set()
    row = column = 0
    place = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, place
        # Some programs write every element with a prefix, and leave out the places of cells.
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            column, place = column + 1, attributes.get("r", "")
        elif kind in ("v", "is", "f"):
            if found := PLACE.fullmatch(place):
                column, row = _column(found[1]), int(found[2])
            if row > FARTHEST_ROW or column > FARTHEST_COLUMN:
                raise NotOurWorkbook(
                    f"Trang “{title}” có ô {place or _place(column, row)} nằm quá xa phần điền của "
                    "mẫu; xóa nội dung ô đó rồi tải lên lại."
                )
            if kind == "f":
                formulas.add(place or _place(column, row))
        elif kind == "row":
            row, column = _number(attributes.get("r"), row + 1), 0

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return formulas


@lru_cache(maxsize=FARTHEST_COLUMN)
def _column(letters: str) -> int:
    """The place of a column: A → 1, Z → 26, AA → 27."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - 64
    return place


def _place(column: int, row: int) -> str:
    """Name of a cell whose sheet leaves it out; to the right of our sheets its row alone."""
    return cell_name(column, row) if column <= 26 else f"ở dòng {row}"


def _number(text: str | None, otherwise: int) -> int:
    """The number of a row as the sheet writes it; ``otherwise`` where it does not."""
    return int(text) if text and re.fullmatch("[0-9]{1,7}", text) else otherwise
