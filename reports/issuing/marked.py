"""A paper with what changed since an earlier telling marked in it, sentence by sentence.

The blocks are those of the paper; words that came in and words that went stand beside each other
in the sentence, so that nothing can be hidden: without the marks it is the paper itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from reports.freezing.block_diff import (
    BlockPlace,
    Difference,
    Piece,
    differences,
    merged,
    places_of,
)
from reports.freezing.views.differences import Drawn as Beside
from reports.freezing.views.differences import drawn
from reports.remarks.sentences import ALIKE, Sentence, likeness, numbered
from reports.remarks.showing import ShownRemark
from tayninh_portal.lib.sentences import spans_of
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.lib.worddiff import Kind, word_diff
from tayninh_portal.paper.content import (
    Block,
    Cell,
    Chart,
    Figure,
    Heading,
    Item,
    Run,
    Table,
    Text,
    plain_text,
)
from tayninh_portal.paper.html import Drawn, FigureAddress, draw, introduces
from tayninh_portal.paper.wording import Wording

PLAIN = Text("")


@dataclass(frozen=True)
class Fragment:
    """Words of one ``run`` and of one fate. ``mark``: same, new or gone; ``at`` where they begin in
    the new text. ``address`` of the rows of a figure, "" for words."""

    at: int
    text: str
    mark: str
    run: Run = PLAIN
    address: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether they are a number of the catalogue."""
        return isinstance(self.run, Figure)


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence with its fragments, and what was said at it; ``sentence`` None where there is
    nothing to remark on."""

    sentence: Sentence | None
    fragments: Sequence[Fragment]
    remarks: Sequence[ShownRemark] = ()


@dataclass(frozen=True)
class MarkedBlock:
    """``sentences`` of words, or the drawing of what is no words (``block``); ``gone`` are the
    words of a block that is no longer there; ``lines`` of a table that read otherwise."""

    sentences: Sequence[MarkedSentence] = ()
    block: Drawn | None = None
    gone: str = ""
    lead: bool = False
    lines: Sequence[Beside] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is marked."""
        marked = (each.mark for sentence in self.sentences for each in sentence.fragments)
        return bool(self.gone or self.lines) or any(mark != Kind.SAME for mark in marked)


@dataclass(frozen=True)
class MarkedPlace:
    """A stretch of the paper. ``was``: its heading before, where that was another one; ``kind``:
    opening, section, closing or annex; ``level`` of a section's heading."""

    code: str
    kind: str
    level: int
    heading: str
    blocks: Sequence[MarkedBlock]
    was: str = ""

    @property
    def changes(self) -> int:
        """How many of its blocks are marked."""
        return sum(block.is_changed for block in self.blocks)


def marked(
    stated: Wording,
    old: Wording | None,
    address: FigureAddress,
    remarks: Mapping[str, Sequence[ShownRemark]],
) -> list[MarkedPlace]:
    """The whole paper in its order, each sentence with its ``remarks`` (by its key); without
    ``old`` nothing is marked."""
    after = {place.code: place for place in places_of(stated)}
    before = {place.code: place for place in places_of(old)} if old else {}
    raw = _blocks_of(stated)
    tables = {(each.place, each.new): each for each in differences(old, stated)} if old else {}
    told = (*(old.sections if old else ()), *stated.sections)
    levels = {section.code: section.level for section in told}
    found = []
    for code in merged(list(before), list(after)) if old else after:
        place = after.get(code) or before[code]
        was = before[code].heading if code in before else ""
        blocks = _Place(place, code in after, address, tables, remarks).blocks(
            raw.get(code, ()), before.get(code), comparing=old is not None
        )
        found.append(
            MarkedPlace(
                code=code,
                kind=_kind(code),
                level=levels.get(code, 1),
                heading=place.heading,
                blocks=list(blocks),
                was=was if code in after and was != place.heading else "",
            )
        )
    return found


def _kind(code: str) -> str:
    if code in ("opening", "closing"):
        return code
    return "annex" if code.startswith("annex:") else "section"


def _blocks_of(stated: Wording) -> dict[str, Sequence[Block]]:
    """The blocks behind the pieces of each place."""
    blocks: list[Sequence[Block]] = [
        (stated.opening,),
        *(section.blocks for section in stated.sections),
        (stated.closing,),
        *(annex.blocks for annex in stated.annexes),
    ]
    return {place.code: found for place, found in zip(places_of(stated), blocks, strict=True)}


@dataclass(frozen=True)
class _Place:
    """One place being marked."""

    place: BlockPlace
    is_there: bool
    address: FigureAddress
    tables: Mapping[tuple[str, str], Difference]
    remarks: Mapping[str, Sequence[ShownRemark]]

    def blocks(
        self, raw: Sequence[Block], old: BlockPlace | None, *, comparing: bool
    ) -> Iterator[MarkedBlock]:
        """The blocks of a place beside what they were."""
        new = self.place.pieces if self.is_there else ()
        pairs = aligned(old.pieces if old else (), new) if comparing else ((p, p) for p in new)
        blocks, sentences = iter(raw), numbered(self.place)
        for was, now in pairs:
            if now is None:
                assert was is not None  # a pair has at least one of the two
                yield MarkedBlock(gone=" ".join(filter(None, (was.title, *was.lines))))
            else:
                yield self._block(next(blocks), now, was, next(sentences))

    def _block(
        self, block: Block, now: Piece, was: Piece | None, sentences: list[Sentence]
    ) -> MarkedBlock:
        if isinstance(block, Table):
            changed = self.tables.get((self.place.code, now.sha)) if was != now else None
            (shown,) = draw([block], figure_address=self.address)
            pinned = [self._sentence(each, ()) for each in sentences]
            return MarkedBlock(pinned, shown, lines=drawn(changed) if changed else ())
        if isinstance(block, Chart | Heading):
            (shown,) = draw([block], top=4, figure_address=self.address)
            return MarkedBlock((), shown)
        cell, lead = _cell(block), not hasattr(block, "text") and introduces(block)
        fragments = _fragments(cell, was.lines[0] if was else "", self.address)
        whole, named = plain_text(cell), iter(sentences)
        found = [
            self._sentence(next(named, None) if normalise(whole[begin:end]) else None, group)
            for (begin, end), group in _by_sentence(whole, fragments)
        ]
        return MarkedBlock(found, lead=lead)

    def _sentence(self, sentence: Sentence | None, fragments: Sequence[Fragment]) -> MarkedSentence:
        remarks = self.remarks.get(sentence.key, ()) if sentence else ()
        if fragments:
            # The space to the next sentence stands after the mark of the remark.
            last = replace(fragments[-1], text=fragments[-1].text.rstrip())
            fragments = [*fragments[:-1], last]
        return MarkedSentence(sentence, fragments, remarks)


def _cell(block: Block) -> Cell:
    """The runs of a block of words, with its marker as it prints."""
    if isinstance(block, Item):
        return (Text(f"{block.marker} "), *block.runs)
    runs: Cell = getattr(block, "runs", ())
    return runs or (Text(getattr(block, "text", ""), italic=True),)


def aligned(
    old: Sequence[Piece], new: Sequence[Piece]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Every piece of both, old beside the new one that tells the same; what went stands before
    what came in its place."""
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _matched(old[a:b], new[c:d])


def _matched(
    old: Sequence[Piece], new: Sequence[Piece]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    left = list(old)
    for piece in new:
        ratios = [_likeness(each, piece) for each in left]
        best = max(ratios, default=0.0)
        if best < ALIKE:
            yield None, piece
            continue
        at = ratios.index(best)
        yield from ((each, None) for each in left[:at])
        yield left[at], piece
        left = left[at + 1 :]
    yield from ((each, None) for each in left)


def _likeness(one: Piece, other: Piece) -> float:
    if one.is_table or other.is_table:
        return float(one.is_table and other.is_table and one.title == other.title)
    return likeness(" ".join(one.lines), " ".join(other.lines))


def _fragments(cell: Cell, old: str, address: FigureAddress) -> Iterator[Fragment]:
    """The runs of a block cut where their fate changes; words that went stand where they were."""
    whole = plain_text(cell)
    at, runs, end = 0, iter(cell), 0
    run: Run = PLAIN
    for kind, words in word_diff(old, whole):
        if kind is Kind.GONE:
            yield Fragment(at, words, kind)
            continue
        upto = at + len(words)
        while at < upto:
            while end <= at:
                run = next(runs)
                end += len(run.text)
            cut = min(upto, end)
            link = address(run) if isinstance(run, Figure) else ""
            yield Fragment(at, whole[at:cut], kind, run, link)
            at = cut


def _by_sentence(
    whole: str, fragments: Iterator[Fragment]
) -> list[tuple[tuple[int, int], list[Fragment]]]:
    """Where each sentence begins and ends, and the fragments in it."""
    groups: list[tuple[tuple[int, int], list[Fragment]]] = [(span, []) for span in spans_of(whole)]
    for each in fragments:
        if each.mark == Kind.GONE:
            ending = (group for (_, end), group in groups if each.at < end)
            next(ending, groups[-1][1]).append(each)
            continue
        for (begin, end), group in groups:
            cut = each.text[max(begin - each.at, 0) : max(end - each.at, 0)]
            if cut:
                group.append(replace(each, at=max(begin, each.at), text=cut))
    return groups
