"""The sheets of a workbook, read with calamine in the process apart.

Calamine hands over the last result of a formula, which may be old or made by somebody else's file;
and it makes room for every cell up to the farthest that is filled. So the sheets' own XML is looked
through before: formulas are noted, and a cell far from where people fill in is refused by its name
rather than by the memory it takes. Where calamine might read another part of the file than was
looked through, or understand a place differently, the file is refused: no honest program writes so.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from tayninh_portal.uploads.cells import plain_cell
from tayninh_portal.uploads.kinds import NotTaken

# Twice the rows and four times the columns of our longest and widest sheets, for notes beside them.
FARTHEST_ROW, FARTHEST_COLUMN = 20_000, 104
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
# Where a part of the workbook lies, as every program we know writes it.
_SHEET_PART = re.compile(r"(?:/xl/)?(worksheets/[A-Za-z0-9_.-]+\.xml)")
# The two forms of the standard.
_RELATIONSHIPS = {
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
}


def read(file: BinaryIO, *, widths: Mapping[str, int]) -> dict[str, Any]:
    """The sheets of ``widths`` (title → columns) that are there, each with its rows and the names
    of its cells that hold a formula, no wider than asked. Raises ``NotTaken``."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        formulas = _formulas(file, widths)
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        return {
            title: {
                "rows": [
                    [plain_cell(value) for value in row[: widths[title]]]
                    for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False)
                ],
                "formulas": found,
            }
            for title, found in formulas.items()
        }
    except (
        CalamineError,
        ElementTree.ParseError,
        expat.ExpatError,
        LookupError,
        zipfile.BadZipFile,
    ):
        raise _unreadable() from None


def _unreadable() -> NotTaken:
    return NotTaken("Không đọc được tệp Excel; mở thử, lưu lại dạng .xlsx rồi tải lên.")


def _formulas(file: BinaryIO, widths: Mapping[str, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(file) as parts:
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        titles = set()
        # Whatever the namespace: the strict form of the standard has another, and is read as well.
        for sheet in book.iterfind(".//{*}sheet"):
            title = str(sheet.get("name"))
            part = _SHEET_PART.fullmatch(targets[_id_of(sheet)])
            if title in titles or len(targets) < len(links) or part is None:
                raise _unreadable()
            titles.add(title)
            if title in widths:
                look = _Look(title, widths[title])
                look.through(parts.read(f"xl/{part[1]}"))
                found[title] = look.formulas
    return found


def _id_of(sheet: ElementTree.Element) -> str:
    """The one id of a sheet; a second one, whoever's, may be the one that is followed."""
    ids = {name: value for name, value in sheet.items() if name.rpartition("}")[2] == "id"}
    if len(ids) != 1 or not ids.keys() <= _RELATIONSHIPS:
        raise _unreadable()
    return ids.popitem()[1]


class _Look:
    """Goes through the XML of one sheet from cell to cell."""

    def __init__(self, title: str, width: int) -> None:
        self.formulas: list[str] = []
        self._title, self._width = title, width
        self._row = self._column = 0

    def through(self, xml: bytes) -> None:
        """Note its formulas. Raises ``NotTaken`` for a filled cell far from the form; one that is
        only coloured harms nobody."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Some programs write every element with a prefix, and leave out the places of cells.
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            self._go_to(attributes.get("r"))
        elif kind in ("v", "is", "f"):
            self._meet(kind)
        elif kind == "row":
            number = attributes.get("r", str(self._row + 1))
            if not _ROW.fullmatch(number):
                raise _unreadable()
            self._row, self._column = int(number), 0

    def _go_to(self, place: str | None) -> None:
        if place is None:
            self._column += 1
            return
        if not (found := _PLACE.fullmatch(place)):
            raise _unreadable()
        self._column, self._row = _column(found[1]), int(found[2])

    def _meet(self, kind: str) -> None:
        if self._row > FARTHEST_ROW or self._column > FARTHEST_COLUMN:
            raise NotTaken(
                f"Trang “{self._title}” có ô {_letters(self._column)}{self._row} nằm quá xa phần "
                "điền của mẫu; xóa nội dung ô đó rồi tải lên lại."
            )
        if kind == "f" and self._column <= self._width:
            self.formulas.append(f"{_letters(self._column)}{self._row}")


@lru_cache(maxsize=FARTHEST_COLUMN)
def _column(letters: str) -> int:
    """The place of a column: A → 1, Z → 26, AA → 27."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - 64
    return place


@lru_cache(maxsize=FARTHEST_COLUMN)
def _letters(column: int) -> str:
    """The name of a column: 1 → A, 27 → AA."""
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(65 + last)
