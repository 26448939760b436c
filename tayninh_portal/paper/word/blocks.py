"""Blocks as paragraphs and tables of Word, and the bookmarks by which they are found again.

A bookmark ``muc_<n>`` holds a section that begins with block n, ``doan_<n>`` the words of block n;
those of an annex begin with ``pl<annex>_``. Blocks are counted from 0, so that the document alone
says what a bookmark held when the file was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from tayninh_portal.paper.content import (
    Block,
    Chart,
    Heading,
    Item,
    Note,
    Paragraph,
    Table,
)
from tayninh_portal.paper.form import Form, heading_mark
from tayninh_portal.paper.html import introduces
from tayninh_portal.paper.word.charts import Keep, chart
from tayninh_portal.paper.word.known import Held
from tayninh_portal.paper.word.markup import Register, name, paragraph, text_run
from tayninh_portal.paper.word.tables import Place, table

SECTION, WORDS = "muc_", "doan_"


@dataclass(frozen=True)
class Writer:
    """What blocks are written with. ``prefix``: of the names of their bookmarks."""

    form: Form
    place: Place
    register: Register
    keep_chart: Keep
    prefix: str = ""

    def write(
        self, blocks: Sequence[Block], sections: Sequence[Held] = (), kept: int = -1
    ) -> list[Element]:
        """The elements of all blocks, one after the other, each section in its bookmark.

        ``kept``: what follows stays on one page with the last block, and so many blocks at the end
        with the one before them; -1 for neither.
        """
        written = []
        around = zip((None, *blocks[:-1]), blocks, (*blocks[1:], None), strict=True)
        for at, (before, block, following) in enumerate(around):
            stays = isinstance(following, Note) or len(blocks) - 1 - at <= kept
            is_under = isinstance(before, Table | Chart)
            written.append(self._block(at, block, keep=stays, under=is_under))
        start = 0
        for section in sections:
            self._hold(written[start : start + section.blocks], start, section.code)
            start += section.blocks
        return apart([element for elements in written for element in elements])

    def _hold(self, written: list[list[Element]], start: int, code: str) -> None:
        """Put the bookmark of one section round its blocks."""
        called = f"{self.prefix}{SECTION}{start}"
        begin, end = self.register.bookmark(called)
        self.register.sections[called] = code
        # After the properties of the paragraph, which come first.
        written[0][0].insert(1, begin)
        last = written[-1]
        if last[-1].tag == name("p"):
            last[-1].append(end)
        else:
            last.append(end)

    def _block(self, at: int, block: Block, *, keep: bool, under: bool) -> list[Element]:
        """``under``: it stands under a table or a chart."""
        if isinstance(block, Table):
            return table(block, self.place, self.register, keep=keep)
        if isinstance(block, Chart):
            return chart(block, self.register, self.keep_chart)
        style, parts = self._words(block, under)
        lead = isinstance(block, Paragraph | Item) and introduces(block)
        begin, end = self.register.bookmark(f"{self.prefix}{WORDS}{at}")
        return [paragraph(style, begin, *parts, end, keep=keep or lead)]

    def _words(
        self, block: Heading | Paragraph | Item | Note, under: bool
    ) -> tuple[str, list[Element]]:
        """The style of a paragraph and what stands in it."""
        if isinstance(block, Heading):
            mark = heading_mark(block.level, block.number, self.form)
            title = self.form.headings[block.level - 1].style.case(block.text)
            return f"Heading{block.level}", [text_run(f"{mark} {title}" if mark else title)]
        if isinstance(block, Note):
            # Small under what it speaks of, elsewhere words of the body.
            return "Note" if under else "Body", [text_run(block.text)]
        marker = [text_run(f"{block.marker} ")] if isinstance(block, Item) else []
        return "Body", [*marker, *self.register.runs(block.runs)]


def apart(elements: Sequence[Element]) -> list[Element]:
    """The elements with a low paragraph between two tables: Word would make one of them."""
    made: list[Element] = []
    for element in elements:
        if made and element.tag == made[-1].tag == name("tbl"):
            made.append(paragraph("Gap"))
        made.append(element)
    return made
