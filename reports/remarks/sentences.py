"""The sentences of a paper: what a remark is pinned to.

A sentence is known by its place (opening, a section, closing, an annex), its words as printed and
which occurrence of these words in that place it is: two tellings of one report need no numbering
between them, and a sentence that was moved within its section keeps its remarks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.freezing.block_diff import BlockPlace, Piece, places_of
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.sentences import sentences_of
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.paper.wording import Wording

# Less alike than this, a sentence is another one and not the same one mended.
ALIKE = 0.45


@dataclass(frozen=True)
class Sentence:
    """One sentence of a paper. ``heading`` is that of its place, as printed."""

    place: str
    heading: str
    text: str
    occurrence: int

    @property
    def key(self) -> str:
        """What names it in an address and on the page."""
        place = self.place.replace(":", "_")
        return f"{place}-{sha256_hex([self.text])[:10]}-{self.occurrence}"


def pinned_in(place: BlockPlace, piece: Piece) -> list[str]:
    """What can be remarked on in one block: its sentences; of a table its caption, or whose it
    is."""
    if piece.is_table:
        return [normalise(f"Bảng: {piece.title or place.heading}")]
    return [sentence for line in piece.lines for sentence in sentences_of(line)]


def numbered(place: BlockPlace) -> Iterator[list[Sentence]]:
    """The sentences of a place, block by block, each with its occurrence."""
    seen: Counter[str] = Counter()
    for piece in place.pieces:
        found = []
        for text in pinned_in(place, piece):
            seen[text] += 1
            found.append(Sentence(place.code, place.heading, text, seen[text]))
        yield found


def sentences_in(stated: Wording) -> dict[str, Sentence]:
    """Every sentence of a paper by its key."""
    return {
        sentence.key: sentence
        for place in places_of(stated)
        for block in numbered(place)
        for sentence in block
    }


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, word by word: 0 to 1."""
    words = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return words.ratio()


def successor(sentence: str, candidates: Iterable[str]) -> str:
    """Which of ``candidates`` tells what ``sentence`` told, "" where none is near enough."""
    best, found = ALIKE, ""
    for candidate in candidates:
        ratio = likeness(sentence, candidate)
        if ratio >= best:
            best, found = ratio, candidate
    return found
