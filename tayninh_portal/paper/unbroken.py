"""A document with no-break spaces where no line of it may end. For printing alone: what is stored,
compared and attached keeps the spaces that were written.

In sentences “cụ thể” stays on one line. In a table and under a signature, where lines are short, so
do the name of a place (Dương Minh Châu), a number and what it numbers (phường 3, Quyết định 1847),
and the last two syllables of a name, so that none stands on a line alone (Xã hội, cá nhân).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from tayninh_portal.paper.content import (
    Block,
    Cell,
    Document,
    Item,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Text,
)
from tayninh_portal.paper.form import Form, Range, Style
from tayninh_portal.paper.measure import width_mm

# Document, form → the document as it is printed.
Spaced = Callable[[Document, Form], Document]

_NO_BREAK = "\N{NO-BREAK SPACE}"
_NAMELY = re.compile(r"\b(cụ) (?=thể\b)", re.IGNORECASE)
# The last syllable of what a name of a place follows.
_KINDS = frozenset({"xã", "phường", "trấn", "huyện", "phố", "tỉnh"})
# Beside the words of a cell: its room, 4 points on each side, and its line.
_BESIDE_MM = 9 * 25.4 / 72


def unbroken(document: Document, form: Form) -> Document:
    """The same words, with spaces that hold together what is read together."""
    page = form.page
    sides = page.left_mm.chosen + page.right_mm.chosen
    upright, broad = page.width_mm - sides, page.height_mm - sides
    signature = document.signature
    signer = form.signer
    name = _held(signature.name, upright / 2, signer.size_pt.chosen, bold=signer.bold)
    return document.replace(
        signature=replace(signature, name=name),
        blocks=_blocks(document.blocks, upright, form.table_pt),
        annexes=tuple(
            replace(
                annex,
                blocks=_blocks(
                    annex.blocks, broad if annex.landscape else upright, form.annex_table_pt
                ),
            )
            for annex in document.annexes
        ),
    )


def as_written(document: Document, form: Form) -> Document:
    """With the spaces it has: so version 1 of the report's paper was printed."""
    return document


def _blocks(blocks: Sequence[Block], width_mm: float, points: float) -> tuple[Block, ...]:
    return tuple(_block(block, width_mm, points) for block in blocks)


def _block(block: Block, width_mm: float, points: float) -> Block:
    if isinstance(block, Paragraph | Item):
        return replace(block, runs=tuple(_sentence(run) for run in block.runs))
    return _table(block, width_mm, points) if isinstance(block, Table) else block


def _sentence(run: Run) -> Run:
    if isinstance(run, Text) and _NAMELY.search(run.text):
        return replace(run, text=_NAMELY.sub(rf"\1{_NO_BREAK}", run.text))
    return run


def _table(block: Table, width_mm: float, points: float) -> Table:
    rooms = [share * width_mm - _BESIDE_MM for share in _shares(block.columns)]
    heads = zip(block.columns, rooms, strict=True)
    return replace(
        block,
        columns=tuple(
            replace(column, label=_held(column.label, room, points, bold=True))
            for column, room in heads
        ),
        rows=tuple(_row(cells, rooms, points) for cells in block.rows),
    )


def _row(cells: Sequence[Cell], rooms: Sequence[float], points: float) -> tuple[Cell, ...]:
    return tuple(_cell(cell, room, points) for cell, room in zip(cells, rooms, strict=True))


def _cell(cell: Cell, room_mm: float, points: float) -> Cell:
    """Words alone: a number has no space to break at."""
    if len(cell) != 1 or not isinstance(run := cell[0], Text) or " " not in run.text:
        return cell
    held = _held(run.text, room_mm, points, bold=run.bold)
    return cell if held == run.text else (replace(run, text=held),)


def _shares(columns: Sequence[TableColumn]) -> list[float]:
    """What part of the page each column takes; who asks for none shares what is left."""
    asked = [column.width_percent or 0 for column in columns]
    left = (100 - sum(asked)) / (asked.count(0) or 1)
    return [(share or left) / 100 for share in asked]


@lru_cache(4096)
def _held(text: str, room_mm: float, points: float, *, bold: bool) -> str:
    """The words of a cell; what is wider together than ``room_mm`` breaks where it may."""
    style = Style(Range(points, points, points), bold=bold)
    together = ((words, _NO_BREAK.join(words)) for words in _groups(text.split(" ")))
    return " ".join(
        held if width_mm(held, style) <= room_mm else " ".join(words) for words, held in together
    )


def _groups(words: Sequence[str]) -> list[list[str]]:
    """The words in their order, those in one list that stay on one line."""
    groups, is_place = [[words[0]]], False
    for at, (before, word) in enumerate(pairwise(words), start=1):
        is_place = word[:1].isupper() and (is_place or before.lower() in _KINDS)
        is_number = before[-1:].isalpha() and word[:1].isdigit()
        if (is_place and before[:1].isupper()) or _ends_a_name(words, at) or is_number:
            groups[-1].append(word)
        else:
            groups.append([word])
        # A kind of document has two syllables: Quyết định 1847.
        if is_number and len(groups) > 1 and groups[-2][-1].istitle():
            groups[-2:] = [[*groups[-2], *groups[-1]]]
    return groups


def _ends_a_name(words: Sequence[str], at: int) -> bool:
    """Whether a word is the last of a name: of all, or before a bracket; not of a list."""
    is_last = at + 1 == len(words) or words[at + 1].startswith("(")
    return is_last and not words[at].startswith("(") and words[at - 1][-1:] not in (",", ";")
