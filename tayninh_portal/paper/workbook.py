"""The annexes of a document as a workbook: one sheet an annex, its numbers as numbers.

What the paper prints around the tables stands in rows of words. A number keeps its value and is
shown as it is printed; whatever else was typed is text, so that no cell is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tayninh_portal.lib.spreadsheets import Sheet, SheetCell, text_cell
from tayninh_portal.paper.content import (
    Annex,
    Block,
    Cell,
    Chart,
    Document,
    Figure,
    Heading,
    Item,
    Note,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from tayninh_portal.paper.form import ND30_2020, Form, heading_mark
from tayninh_portal.paper.layout import Context, spelled, title

# Ordinals and years stand on the paper as words; longer ones may be numbers of a document.
_ORDINAL = re.compile(r"[1-9]\d{0,3}")
# The characters of a sheet's line on an upright and on a broad page, shared by the columns.
_CHARACTERS = {False: 95, True: 140}
_NARROWEST = 7
# What Excel calls the sheet.
_A4 = 9


def render_xlsx(document: Document, *, form: Form = ND30_2020) -> bytes:
    """The workbook of the document's annexes. Raises ValueError where it has none."""
    # Here, so that the portal starts without it.
    from openpyxl import Workbook

    if not document.annexes:
        raise ValueError("Văn bản không có phụ lục.")
    book = Workbook(write_only=True)
    book.properties.title = title(document)
    book.properties.creator = document.issuer
    book.properties.identifier = document.code
    book.properties.created = document.created.replace(tzinfo=None)
    stated = spelled(document, form)
    for annex, said in zip(document.annexes, stated["annexes"], strict=True):
        _write(book.create_sheet(said["label"]), annex, _above(document, said), form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _above(document: Document, said: Context) -> list[str]:
    """The rows over an annex: its number and title, its paper, the marks of a draft."""
    number = "".join(part["text"] for part in said["number"])
    day = "".join(part["text"] for part in said["date"])
    reference = f"(Kèm theo {said['kind']} số {number} {day} của {said['issuer']})"
    return [said["label"], said["title"], reference, *document.marks]


def _write(sheet: Sheet, annex: Annex, above: Sequence[str], form: Form) -> None:
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    _set_up(sheet, tables, annex.landscape)
    rows = [[_words(sheet, text, bold=True)] for text in above]
    rows.append([])
    # The head of a table stays in sight; of several tables none may stand over the others.
    frozen = len(above)
    for block in annex.blocks:
        for row, is_head in _rows(sheet, block, form):
            rows.append(row)
            if is_head and len(tables) == 1:
                frozen = len(rows)
    # Whatever is written first fixes what stands before it.
    sheet.freeze_panes = f"A{frozen + 1}"
    if len(tables) == 1:
        sheet.print_title_rows = f"{frozen}:{frozen}"
    for row in rows:
        sheet.append(row)


def _set_up(sheet: Sheet, tables: Sequence[Table], landscape: bool) -> None:
    from openpyxl.utils import get_column_letter

    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if not tables:
        return
    # Tables under one another share their columns: as wide as the longest one has them.
    columns = max(tables, key=lambda table: len(table.rows)).columns
    for at, column in enumerate(columns, start=1):
        share = (column.width_percent or 100 / len(columns)) / 100
        width = max(_NARROWEST, round(share * _CHARACTERS[landscape]))
        sheet.column_dimensions[get_column_letter(at)].width = width


def _rows(sheet: Sheet, block: Block, form: Form) -> Iterator[tuple[list[SheetCell], bool]]:
    """The rows of a block, and of each whether it is the head of a table."""
    if not isinstance(block, Table):
        yield [_words(sheet, _said(block, form), bold=isinstance(block, Heading | Chart))], False
        return
    if block.caption:
        yield [_words(sheet, block.caption, bold=True)], False
    yield (
        [_words(sheet, column.label, bold=True, align="center") for column in block.columns],
        True,
    )
    for at, cells in enumerate(block.all_rows()):
        yield [_cell(sheet, cell, bold=at == len(block.rows)) for cell in cells], False
    if block.note:
        yield [_words(sheet, block.note)], False
    yield [], False


def _said(block: Heading | Paragraph | Item | Note | Chart, form: Form) -> str:
    if isinstance(block, Heading):
        return f"{heading_mark(block.level, block.number, form)} {block.text}".strip()
    if isinstance(block, Chart):
        # The table behind it holds its numbers.
        return f"{block.title}. {block.alternative}"
    if isinstance(block, Item):
        return f"{block.marker} {plain_text(block.runs)}"
    return block.text if isinstance(block, Note) else plain_text(block.runs)


def _cell(sheet: Sheet, parts: Cell, *, bold: bool) -> SheetCell:
    if len(parts) == 1 and (number := _number(parts[0])) is not None:
        value, shown = number
        return _styled(sheet, value, bold=bold, align="right", shown=shown)
    return _words(sheet, plain_text(parts), bold=bold, wrap=True)


def _number(run: Text | Figure) -> tuple[int | float, str] | None:
    """The value of a cell and how Excel is to show it; None for words."""
    if isinstance(run, Text):
        return (int(run.text), "0") if _ORDINAL.fullmatch(run.text) else None
    if run.value is None:
        return None
    if isinstance(run.value, int):
        return run.value, "00" if run.text.startswith("0") and run.value else "#,##0"
    places = max(0, -int(Decimal(run.value).as_tuple().exponent))
    percent = '"%"' if run.text.endswith("%") else ""
    return float(run.value), f"#,##0.{'0' * places}{percent}" if places else f"#,##0{percent}"


def _words(
    sheet: Sheet, text: str, *, bold: bool = False, align: str = "left", wrap: bool = False
) -> SheetCell:
    made = text_cell(sheet, text)
    return _look(made, bold=bold, align=align, wrap=wrap or align == "center")


def _styled(sheet: Sheet, value: int | float, *, bold: bool, align: str, shown: str) -> SheetCell:
    from openpyxl.cell import WriteOnlyCell

    made = _look(WriteOnlyCell(sheet, value), bold=bold, align=align, wrap=False)
    made.number_format = shown
    return made


def _look(made: SheetCell, *, bold: bool, align: str, wrap: bool) -> SheetCell:
    from openpyxl.styles import Alignment, Font

    made.font = Font(name="Times New Roman", size=12, bold=bold)
    made.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap)
    return made
