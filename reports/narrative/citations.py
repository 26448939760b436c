"""The documents a report cites, and how it names them: in full once, by type and number after.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: the first citation gives type, number, day, issuer and
trích yếu; later ones in the same paper type and number alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence

from inspections.cited_documents.actions import attachable, shortened
from reports.narrative.models import Report
from tayninh_portal.paper.content import Block, Cell, Item, Paragraph, Table, Text
from tayninh_portal.paper.wording import WordingSection

attachable(Report, action="report.write", url_name="report-detail")


def shorten_repeats(
    sections: Iterable[WordingSection], citations: Iterable[str]
) -> tuple[WordingSection, ...]:
    """The sections with each full citation left at its first place and short at every later one.

    ``citations`` are full ones (``cite(document, first=True)``). The order is that of the report:
    section by section, block by block, the cells of a table line by line. Headings, captions and
    notes name no documents and stay. A short mention before the full one stays short: nobody's
    words are made longer.
    """
    known = sorted(set(citations), key=len, reverse=True)
    stated = tuple(sections)
    if not known:
        return stated
    # The longest first: a trích yếu may begin like another. A space may have been typed as two.
    pattern = re.compile("|".join(rf"({_spaced(each)})(?!\w)" for each in known))
    seen: set[int] = set()

    def later(match: re.Match[str]) -> str:
        which = match.lastindex or 0
        if which in seen:
            return shortened(known[which - 1])
        seen.add(which)
        return match[0]

    def change(text: str) -> str:
        return pattern.sub(later, text)

    return tuple(
        dataclasses.replace(
            section, blocks=tuple(_changed(block, change) for block in section.blocks)
        )
        for section in stated
    )


def _spaced(citation: str) -> str:
    return r"\s+".join(re.escape(word) for word in citation.split())


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, (Paragraph, Item)):
        return dataclasses.replace(block, runs=_cell(block.runs, change))
    if isinstance(block, Table):
        rows = _rows(block.rows, change)
        total = None if block.total is None else _rows([block.total], change)[0]
        return dataclasses.replace(block, rows=rows, total=total)
    return block


def _rows(
    rows: Sequence[tuple[Cell, ...]], change: Callable[[str], str]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(cell, change) for cell in row) for row in rows)


def _cell(cell: Cell, change: Callable[[str], str]) -> Cell:
    """The runs of a cell or paragraph; a citation never goes over the end of a run."""
    return tuple(
        dataclasses.replace(run, text=change(run.text)) if isinstance(run, Text) else run
        for run in cell
    )
