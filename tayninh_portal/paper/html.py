"""Blocks as the templates under `documents/blocks/` draw them, on paper and on screen.

What the decree adds to the words is added here: numbers of headings, the closing mark, capitals.
Only text and numbers as text go to a template, so that it escapes everything and needs no locale;
a chart comes as the drawing that `charts` made, its words escaped there.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html

from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.paper.charts import Draw, Mark, bars_of, lines_of, panels
from tayninh_portal.paper.content import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Figure,
    Heading,
    Item,
    Note,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Text,
    plain_text,
)
from tayninh_portal.paper.form import ND30_2020, Form, heading_mark
from tayninh_portal.paper.measure import width_mm

Drawn = dict[str, Any]
# The address of the records behind a figure, or '' for none.
FigureAddress = Callable[[Figure], str]
# Words, and those right before them, by which their place is known.
Doubted = tuple[str, str]

_FOLDER = "documents/blocks/"
# The templates of a paper never change once papers were issued with them, and the screen draws with
# them too: the mark comes in the words.
_DOUBTED = (
    '<mark class="doc-doubted">{}<span class="visually-hidden"> (xem lưu ý kèm theo)</span></mark>'
)
_MARKS: dict[ChartKind, Draw] = {"bars": bars_of, "lines": lines_of}


def _no_address(figure: Figure) -> str:
    return ""


def draw(
    blocks: Sequence[Block],
    *,
    form: Form = ND30_2020,
    top: int = 2,
    figure_address: FigureAddress = _no_address,
) -> list[Drawn]:
    """Template contexts, one a block; `{% include block.template %}` draws each.

    top: the HTML level of a first-level heading. Levels are never skipped (PDF/UA), so a dash
    directly under `1.` becomes the next level down.
    """
    drawn = []
    deepest = top - 1
    for block in blocks:
        if isinstance(block, Heading):
            deepest = min(top + block.level - 1, deepest + 1, 6)
            drawn.append(_heading(block, deepest, form))
        elif isinstance(block, Table):
            drawn.append(_table(block, figure_address))
        elif isinstance(block, Chart):
            drawn.append(_chart(block))
        elif isinstance(block, Note):
            drawn.append({"template": f"{_FOLDER}_note.html", "text": block.text})
        else:
            drawn.append(_paragraph(block, figure_address))
    return drawn


def underlined(drawn: Sequence[Drawn], doubted: Sequence[Doubted]) -> list[Drawn]:
    """Drawn paragraphs with the words in doubt as marked runs of their own; for the screen
    alone."""
    return [
        block | {"runs": [part for run in block["runs"] for part in _cut(run, doubted)]}
        if "runs" in block
        else block
        for block in drawn
    ]


def _cut(run: Drawn, doubted: Sequence[Doubted]) -> list[Drawn]:
    text = run["text"]
    for before, words in () if run["key"] else doubted:
        at = text.find(before + words)
        if words and at >= 0:
            start, end = at + len(before), at + len(before) + len(words)
            head, tail = run | {"text": text[:start]}, run | {"text": text[end:]}
            marked = run | {"text": format_html(_DOUBTED, words), "doubted": True}
            return [*_cut(head, doubted), marked, *_cut(tail, doubted)]
    return [run] if text else []


def closed(blocks: Sequence[Block], form: Form = ND30_2020) -> tuple[Block, ...]:
    """The blocks of a body with './.' at the end of the last sentence."""
    *before, last = blocks
    if not isinstance(last, (Paragraph, Item)):
        raise TypeError("Nội dung văn bản phải kết thúc bằng một đoạn văn")
    *first, end = last.runs
    mark = form.body.closing
    if isinstance(end, Figure):
        parts: Cell = (*last.runs, Text(mark))
    else:
        bare = end.text.rstrip().removesuffix(mark).rstrip(" .;,")
        parts = (*first, Text(bare + mark, bold=end.bold, italic=end.italic))
    ending = Item(last.marker, parts) if isinstance(last, Item) else Paragraph(parts)
    return (*before, ending)


def keep_with_signature(blocks: Sequence[Block], form: Form = ND30_2020) -> int:
    """How many blocks at the end must not be parted from the one before them.

    The page with the signature carries at least two lines of the body; a last paragraph of one
    line has to take its neighbour along.
    """
    page = form.page
    line_mm = page.width_mm - page.left_mm.chosen - page.right_mm.chosen
    for kept, block in enumerate(reversed(blocks)):
        if not isinstance(block, (Paragraph, Item)):
            return kept
        length = form.body.first_line_mm + width_mm(_whole_text(block), form.body.style)
        # A little over one line may still be set in one line.
        if length > line_mm * 1.05 * (form.body.lines_with_signature - 1):
            return kept
        if kept + 1 == form.body.lines_with_signature:
            return kept
    return 0


def introduces(block: Paragraph | Item) -> bool:
    """Whether the sentence brings in what stands after it (“cụ thể:”): parted by the end of a page
    it would promise a table that the page does not show."""
    return plain_text(block.runs).rstrip().endswith(":")


def _whole_text(block: Paragraph | Item) -> str:
    mark = f"{block.marker} " if isinstance(block, Item) else ""
    return mark + plain_text(block.runs)


def _heading(block: Heading, html_level: int, form: Form) -> Drawn:
    mark = heading_mark(block.level, block.number, form)
    title = form.headings[block.level - 1].style.case(block.text)
    return {
        "template": f"{_FOLDER}_heading.html",
        "level": str(block.level),
        "html_level": str(html_level),
        "text": f"{mark} {title}" if mark else title,
    }


def _paragraph(block: Paragraph | Item, address: FigureAddress) -> Drawn:
    return {
        "template": f"{_FOLDER}_paragraph.html",
        "marker": block.marker if isinstance(block, Item) else "",
        "runs": _runs(block.runs, address),
        "keep": False,
        "lead": introduces(block),
    }


def _table(block: Table, address: FigureAddress) -> Drawn:
    return {
        "template": f"{_FOLDER}_table.html",
        "caption": block.caption,
        "note": block.note,
        "columns": [
            {"label": column.label, "width": str(column.width_percent or "")}
            for column in block.columns
        ],
        "rows": [_cells(cells, block.columns, address) for cells in block.rows],
        "total": _cells(block.total, block.columns, address) if block.total else [],
    }


def _chart(block: Chart) -> Drawn:
    series = [
        (
            each.name,
            [Mark(point.label, _counted(point.figure), point.open) for point in each.points],
        )
        for each in block.series
    ]
    # Several lists of blocks stand on one page of the screen: the words name the drawing.
    name = f"bieu-do-{sha256_hex([block.title, block.alternative])[:8]}"
    return {
        "template": f"{_FOLDER}_chart.html",
        "title": block.title,
        "drawing": panels(name, block.alternative, _MARKS[block.kind], series),
    }


def _counted(figure: Figure) -> int | None:
    # A chart refuses whatever is no count when it is made.
    return figure.value if isinstance(figure.value, int) else None


def _cells(
    cells: tuple[Cell, ...], columns: tuple[TableColumn, ...], address: FigureAddress
) -> list[Drawn]:
    return [
        {
            "runs": _runs(cell, address),
            "plain": _plain(cell),
            "align": column.align,
            "kind": column.kind,
            "names_row": column.names_row,
        }
        for cell, column in zip(cells, columns, strict=True)
    ]


def _plain(cell: Cell) -> str:
    """The words of a cell that are neither a figure nor set apart: most cells of a long table."""
    if len(cell) != 1 or not isinstance(run := cell[0], Text) or run.bold or run.italic:
        return ""
    return run.text


def _runs(parts: Cell, address: FigureAddress) -> list[Drawn]:
    return [_run(part, address) for part in parts]


def _run(part: Run, address: FigureAddress) -> Drawn:
    if isinstance(part, Figure):
        return {
            "text": part.text,
            "bold": False,
            "italic": False,
            "key": part.key,
            "address": address(part),
            "doubted": False,
        }
    return {
        "text": part.text,
        "bold": part.bold,
        "italic": part.italic,
        "key": "",
        "address": "",
        "doubted": False,
    }
