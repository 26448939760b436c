"""What a sentence is read as: pieces in the order they stand in, what none of them names left out.

A piece is a noun that is counted, a quality of it (a facet: its group, its kind, in time or late),
a claim, a number, a token, the period before, or a place where the sentence may be cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Made = Callable[["re.Match[str]"], Any]


@dataclass(frozen=True)
class Piece:
    """``kind`` and what it says; ``start`` and ``end`` are places in the sentence."""

    kind: str
    start: int
    end: int
    says: Any = None


@dataclass(frozen=True)
class Subject:
    """What is spoken of: what is counted, and its facets, each with one value or several."""

    what: str
    facets: Mapping[str, frozenset[str]]

    def with_facets(self, facets: Mapping[str, frozenset[str]]) -> Subject:
        """The same with further facets, which count where both name one."""
        return Subject(self.what, {**self.facets, **facets})


@dataclass(frozen=True)
class Rule:
    """A pattern in lower case, the kind of piece it is, and what the piece says."""

    pattern: re.Pattern[str]
    kind: str
    made: Made


def rule(pattern: str, kind: str, says: Any = None) -> Rule:
    """A rule whose piece always says the same; ``says`` may be a function of the match."""
    made = says if callable(says) else lambda _: says
    return Rule(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), kind, made)


def lowered(text: str) -> str:
    """The text in small letters, every letter at its own place."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def read(text: str, rules: Iterable[Rule]) -> list[Piece]:
    """The pieces of a sentence in small letters: where two overlap, the longer; else the first."""
    found = [
        Piece(each.kind, *_span(match), each.made(match))
        for each in rules
        for match in each.pattern.finditer(text)
        if match.end() > match.start()
    ]
    claims = [piece for piece in found if piece.kind == "claim"]
    found = [piece for piece in found if not any(_cuts(piece, claim) for claim in claims)]
    found.sort(key=lambda piece: piece.start - piece.end)
    taken = bytearray(len(text))
    kept = []
    for piece in found:
        if not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _cuts(piece: Piece, claim: Piece) -> bool:
    """Whether what is no claim lies over a part of one: “gấp [ba lĩnh vực]”."""
    is_over = piece.start < claim.end and claim.start < piece.end
    is_within = piece.start <= claim.start and claim.end <= piece.end
    is_around = claim.start <= piece.start and piece.end <= claim.end
    return piece.kind != "claim" and is_over and not is_within and not is_around


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the piece stands: the group “word” alone, where words that are read stand within."""
    return match.span("word" if "word" in match.re.groupindex else 0)


def facets_of(pieces: Iterable[Piece]) -> dict[str, frozenset[str]]:
    """All facets named, those of one dimension together."""
    found: dict[str, frozenset[str]] = {}
    for piece in pieces:
        if piece.kind == "facet":
            dimension, values = piece.says
            found[dimension] = found.get(dimension, frozenset()) | values
    return found


def subjects_of(pieces: Sequence[Piece], implied: Mapping[str, str]) -> list[Subject]:
    """Each noun with the facets after it, the first with those before it as well.

    “Cơ quan” is the noun where no other stands. Facets without a noun may imply one.
    """
    kind = "what" if any(piece.kind == "what" for piece in pieces) else "weak"
    groups: list[tuple[str, list[Piece]]] = []
    loose: list[Piece] = []
    for piece in pieces:
        if piece.kind == kind:
            groups.append((piece.says, []))
        elif piece.kind == "facet":
            (groups[-1][1] if groups else loose).append(piece)
    if not groups:
        facets = facets_of(loose)
        what = next((implied[name] for name in facets if name in implied), "")
        return [Subject(what, facets)] if facets else []
    groups[0][1].extend(loose)
    return [Subject(what, facets_of(own)) for what, own in _joined(groups)]


def _joined(groups: Sequence[tuple[str, list[Piece]]]) -> Iterator[tuple[str, list[Piece]]]:
    """One noun said twice running without anything of its own is one: “vi phạm … vi phạm muộn”."""
    held: tuple[str, list[Piece]] | None = None
    for what, own in groups:
        if held is not None and held[0] == what and not held[1]:
            held = (what, own)
            continue
        if held is not None:
            yield held
        held = (what, own)
    if held is not None:
        yield held
