"""What differs between two tellings, block by block.

A paragraph is compared whole, a table whole too, with the rows that differ inside it: a row that
came in must not make changes of all rows that moved down, so the running number of rows is left
aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.paper.content import Block, Chart, Item, Table, plain_text
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.paper.wording import Wording, WordingSection

# The column of running numbers.
_RUNNING = "TT"
_BETWEEN_CELLS = " · "


@dataclass(frozen=True)
class Piece:
    """A block as lines of words; a table has a line for each row, and its caption as ``title``."""

    lines: tuple[str, ...]
    is_table: bool = False
    title: str = ""

    @property
    def sha(self) -> str:
        """What names it."""
        return sha256_hex([self.title, *self.lines])


@dataclass(frozen=True)
class BlockPlace:
    """A stretch of a paper: opening, a section, closing, an annex."""

    code: str
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """A block that is in one telling otherwise than in the other, or in one alone.

    ``old`` and ``new`` name it, "" where it is missing; ``lines`` are the differing lines, old
    beside new, "" where there is none.
    """

    place: str
    heading: str
    old: str
    new: str
    title: str
    lines: tuple[tuple[str, str], ...]


def differences(old: Wording, new: Wording) -> list[Difference]:
    """All differences, in the order of the new telling; what it dropped comes where it was."""
    before = {place.code: place for place in places_of(old)}
    after = {place.code: place for place in places_of(new)}
    found: list[Difference] = []
    for code in merged(list(before), list(after)):
        place = after.get(code) or before[code]
        was = before[code].pieces if code in before else ()
        now = after[code].pieces if code in after else ()
        for one, other in _pairs(was, now):
            found.append(_difference(place, one, other))
    return found


def places_of(stated: Wording) -> list[BlockPlace]:
    """The stretches of a paper. An annex is known by its title: its number may change."""
    return [
        _place("opening", "Mở đầu", (stated.opening,)),
        *(_place(section.code, _heading(section), section.blocks) for section in stated.sections),
        _place("closing", "Kết thúc", (stated.closing,)),
        *(
            _place(f"annex:{sha256_hex(annex.title)[:12]}", f"Phụ lục: {annex.title}", annex.blocks)
            for annex in stated.annexes
        ),
    ]


def _place(code: str, heading: str, blocks: Iterable[Block]) -> BlockPlace:
    return BlockPlace(code, heading, tuple(_piece(block) for block in blocks))


def _heading(section: WordingSection) -> str:
    return f"{heading_mark(section.level, section.number, ND30_2020)} {section.heading}".strip()


def _piece(block: Block) -> Piece:
    if isinstance(block, Table):
        shown = [at for at, column in enumerate(block.columns) if column.label != _RUNNING]
        rows = tuple(
            _BETWEEN_CELLS.join(filter(None, (plain_text(cells[at]) for at in shown)))
            for cells in block.all_rows()
        )
        return Piece((*rows, block.note) if block.note else rows, True, block.caption)
    if isinstance(block, Chart):
        # Drawn of the table after it: what differs is told there.
        return Piece((block.title,))
    if isinstance(block, Item):
        return Piece((f"{block.marker} {plain_text(block.runs)}",))
    words = block.text if hasattr(block, "text") else plain_text(block.runs)
    return Piece((words,))


def merged(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The names of both in the order of the new; what it dropped comes where it was."""
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from old[a:b]
        if step != "equal":
            yield from (code for code in new[c:d] if code not in old)


def _pairs(
    old: Sequence[Piece], new: Sequence[Piece]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Pieces that differ, old beside new: words beside words, a table beside a table."""
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        for tables in (False, True):
            yield from zip_longest(
                [piece for piece in old[a:b] if piece.is_table is tables],
                [piece for piece in new[c:d] if piece.is_table is tables],
            )


def _difference(place: BlockPlace, old: Piece | None, new: Piece | None) -> Difference:
    was, now = old.lines if old else (), new.lines if new else ()
    lines: list[tuple[str, str]] = []
    for step, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if step != "equal":
            lines += zip_longest(was[a:b], now[c:d], fillvalue="")
    return Difference(
        place=place.code,
        heading=place.heading,
        old=old.sha if old else "",
        new=new.sha if new else "",
        title=(new or old or Piece(())).title,
        lines=tuple(lines),
    )
