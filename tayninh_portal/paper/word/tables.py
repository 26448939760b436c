"""Tables of Word: those of the words, and the ones without lines that place parts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from tayninh_portal.paper.content import Cell, Table, TableColumn
from tayninh_portal.paper.word.markup import (
    TWIPS_PER_POINT,
    Register,
    el,
    flag,
    paragraph,
    text_run,
)

# Room inside a cell, as on the PDF: above, beside, below; points.
_ROOM_PT = (2, 4, 2)
_SIDES, _INSIDE = ("top", "left", "bottom", "right"), ("insideH", "insideV")


@dataclass(frozen=True)
class Place:
    """Where blocks are set: how wide the words run there (twips), and in an annex or the body.

    ``whole``: a table is not parted by the end of a page, as opinions are read together.
    """

    width: int
    annex: bool = False
    whole: bool = False

    @property
    def cell(self) -> str:
        """The style of a cell."""
        return "AnnexCell" if self.annex else "Cell"

    @property
    def title(self) -> str:
        """The style of the title of a table."""
        return "AnnexTableTitle" if self.annex else "TableTitle"


def table(block: Table, place: Place, register: Register, *, keep: bool) -> list[Element]:
    """The title of a table, the table, its note; ``keep``: on one page with what follows."""
    widths = _widths(block.columns, place.width)
    kept_rows = {len(block.all_rows()) - 1} if keep or block.note else set()
    if block.total is not None:
        # The total stands under something.
        kept_rows.add(len(block.rows) - 1)
    if place.whole:
        kept_rows |= set(range(len(block.all_rows()) - 1))
    rows = [_head(block.columns, widths, place)]
    for at, cells in enumerate(block.all_rows()):
        is_total = at == len(block.rows)
        rows.append(
            _row(
                [
                    _cell(
                        cells[column],
                        block.columns[column],
                        widths[column],
                        place,
                        register,
                        bold=is_total,
                        keep=at in kept_rows,
                    )
                    for column in range(len(widths))
                ]
            )
        )
    drawn = (el(side, val="single", sz=4, space=0, color="000000") for side in (*_SIDES, *_INSIDE))
    made = _framed(widths, rows, _ROOM_PT, el("tblBorders", *drawn), block.caption)
    title = [paragraph(place.title, text_run(block.caption))] if block.caption else []
    note = [paragraph("Note", text_run(block.note), keep=keep)] if block.note else []
    return [*title, made, *note]


def side_by_side(
    widths: Sequence[int],
    *rows: Sequence[Sequence[Element]],
    above_pt: float = 0,
    middle: bool = False,
) -> Element:
    """Paragraphs beside one another, without a line round them; ``widths`` in twips.

    ``above_pt``: room over each row; ``middle``: they stand in the middle of their row.
    """
    stands = "center" if middle else "top"
    made = [
        _row(
            [
                el(
                    "tc",
                    el("tcPr", el("tcW", w=width, type="dxa"), el("vAlign", val=stands)),
                    *cell,
                )
                for width, cell in zip(widths, row, strict=True)
            ]
        )
        for row in rows
    ]
    return _framed(widths, made, (above_pt, 0, 0))


def _framed(
    widths: Sequence[int],
    rows: Sequence[Element],
    room_pt: tuple[float, float, float],
    lines: Element | None = None,
    caption: str = "",
) -> Element:
    """A table of ready rows. ``room_pt``: in its cells above, beside and below."""
    above, beside, below = (round(room * TWIPS_PER_POINT) for room in room_pt)
    rooms = zip(_SIDES, (above, beside, below, beside), strict=True)
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        lines,
        el("tblLayout", type="fixed"),
        el("tblCellMar", *(el(side, w=room, type="dxa") for side, room in rooms)),
        # The first line and the first column are read out as heads.
        el("tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0)
        if lines is not None
        else None,
        el("tblCaption", val=caption) if caption else None,
    )
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    return el("tbl", properties, grid, *rows)


def _widths(columns: Sequence[TableColumn], whole: int) -> list[int]:
    """Twips a column: as wide as it asks, the others share what is left."""
    asked = [column.width_percent or 0 for column in columns]
    open_columns = asked.count(0)
    left = (100 - sum(asked)) / open_columns if open_columns else 0
    shares = [share or left for share in asked]
    return [round(whole * share / sum(shares)) for share in shares]


def _row(cells: Sequence[Element], *, head: bool = False) -> Element:
    # A row is not parted by the end of a page; the head comes again on each.
    return el("tr", el("trPr", el("cantSplit"), flag("tblHeader", head)), *cells)


def _head(columns: Sequence[TableColumn], widths: Sequence[int], place: Place) -> Element:
    cells = [
        _framed_cell(
            width,
            paragraph(place.cell, text_run(column.label, bold=True), align="center", keep=True),
        )
        for column, width in zip(columns, widths, strict=True)
    ]
    return _row(cells, head=True)


def _cell(
    parts: Cell,
    column: TableColumn,
    width: int,
    place: Place,
    register: Register,
    *,
    bold: bool,
    keep: bool,
) -> Element:
    align = "" if column.align == "left" else column.align
    words = paragraph(place.cell, *register.runs(parts, bold=bold), align=align, keep=keep)
    return _framed_cell(width, words, whole=column.kind == "number")


def _framed_cell(width: int, content: Element, *, whole: bool = False) -> Element:
    """``whole``: its words stand on one line."""
    properties = el(
        "tcPr", el("tcW", w=width, type="dxa"), flag("noWrap", whole), el("vAlign", val="center")
    )
    return el("tc", properties, content)
