"""A text cut into sentences, and these into clauses that each claim something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reports.checks.claims.claim_words import CLAIMS
from reports.checks.claims.pieces import Piece, Rule, facets_of, lowered, read, rule
from reports.checks.claims.small_words import OTHER_WORDS
from reports.checks.typed_numbers import masked

_END = re.compile(r"(?<=[.!?])\s+(?=\S)|;\s*|\n+")
_TOKEN = rule(r"\{[^{}\n]*\}", "token", lambda match: match[0][1:-1].strip())
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?!\d|\s?%|/|,\d)")
_MONTH = re.compile(r"tháng (\d{1,2})(?!\d|/)")
_WITHOUT = re.compile(
    r"không (?:có|ghi nhận|phát hiện)(?: (?:có )?vi phạm(?:,| và|, không có| hoặc))? thiếu sót"
    r"(?: của đơn vị)?(?! nào)"
)
_COUNTED = re.compile(r"(?:\d|\})\s$")
_DIRECT = re.compile(r"[\s,]*(?:và|cùng)?(?:\s*(?:số|các|những|lỗi|ở|tại))*\s*")


@dataclass(frozen=True)
class Sentence:
    """One sentence: where it begins in its paragraph, as typed, and in small letters."""

    start: int
    text: str
    low: str
    words: Sequence[Rule]

    @cached_property
    def has_claim(self) -> bool:
        """Whether any word of it may be a claim: most sentences are read no further."""
        return any(each.pattern.search(self.low) for each in CLAIMS)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What it is read as."""
        return _pieces(self.text, self.low, self.words)


@dataclass(frozen=True)
class Clause:
    """What stands before the clause that it may be about, its own pieces, and where its own words
    begin."""

    topic: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    start: int = 0


def sentences(line: str, words: Sequence[Rule]) -> Iterator[Sentence]:
    """The sentences of a paragraph with their pieces."""
    start = 0
    for match in (*_END.finditer(line), None):
        end = match.start() if match else len(line)
        if (text := line[start:end]).strip():
            yield Sentence(start, text, lowered(text), words)
        start = match.end() if match else end


def _pieces(text: str, low: str, words: Sequence[Rule]) -> tuple[Piece, ...]:
    pieces = _without_findings(read(low, (_TOKEN, *CLAIMS, *words, *OTHER_WORDS)), low)
    if any(piece.kind == "dimension" and piece.says == "area" for piece in pieces):
        pieces = [_as_area(piece, low) for piece in pieces]
    pieces = _as_units(pieces, low)
    taken = [(piece.start, piece.end) for piece in pieces]
    left = masked(text)
    numbers = [
        Piece("value", *match.span(), int(match[0].replace(".", "")))
        for match in _NUMBER.finditer(left)
        if not any(begins < match.end() and match.start() < ends for begins, ends in taken)
    ]
    months = [
        Piece("facet", *match.span(), ("month", frozenset({f"{int(match[1]):02}"})))
        for match in _MONTH.finditer(low)
    ]
    return tuple(sorted([*pieces, *numbers, *months], key=_at))


def _as_units(pieces: list[Piece], low: str) -> list[Piece]:
    """“Tăng 05 cơ quan”: a noun after a number that nothing is said of is what the number is of."""
    return [
        replace(piece, kind="unit")
        if piece.kind == "weak"
        and _COUNTED.search(low, 0, piece.start)
        and not _says_more(pieces[at + 1 :], piece)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _says_more(after: Sequence[Piece], noun: Piece) -> bool:
    return bool(after) and after[0].kind in ("facet", "aux") and after[0].start - noun.end < 3


def _as_area(piece: Piece, low: str) -> Piece:
    """“Trang phục” among the areas of the decision is one of them, else a kind of act."""
    if low[piece.start : piece.end] == "trang phục":
        return replace(piece, says=("area", frozenset({"4"})))
    return piece


def _without_findings(pieces: list[Piece], low: str) -> list[Piece]:
    """“Phần lớn lượt kiểm tra không ghi nhận thiếu sót”: said of visits beside another claim it is
    a quality of them and no claim of its own."""
    others = [piece for piece in pieces if piece.kind in ("claim", "each")]
    match = _WITHOUT.search(low)
    if match is None or not any(p.kind == "what" and p.says == "visits" for p in pieces):
        return pieces
    if all(match.start() <= piece.start < match.end() for piece in others):
        return pieces
    kept = [p for p in pieces if p.end <= match.start() or p.start >= match.end()]
    return [*kept, Piece("facet", *match.span(), ("outcome", frozenset({"without"})))]


def _at(piece: Piece) -> int:
    return piece.start


def clauses(sentence: Sentence) -> list[Clause]:
    """The clauses that claim something, each with the clauses without a claim before it.

    What follows a claim without one of its own belongs to it where it goes on counting up: “chủ
    yếu là đi muộn, không đeo thẻ”.
    """
    found: list[Clause] = []
    topic: list[Piece] = []
    end = 0
    for segment in _segments(sentence):
        start, end = segment[0].end if segment[0].kind == "cut" else end, segment[-1].end
        if any(piece.kind in ("claim", "each") for piece in segment):
            found.append(Clause(tuple(topic), tuple(segment), start))
            topic = []
        elif found and not topic and _goes_on(found[-1], segment, sentence):
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, *segment))
        else:
            topic += segment
    if (
        topic
        and topic[0].kind != "cut"
        and found
        and not any(piece.kind == "what" for piece in found[-1].pieces)
    ):
        found[-1] = replace(found[-1], topic=(*found[-1].topic, *topic))
    return found


def _segments(sentence: Sentence) -> Iterator[list[Piece]]:
    """Pieces between commas, “và” and words that begin something else; a mark before the pieces it
    begins."""
    held: list[Piece] = []
    for piece in sentence.pieces:
        if piece.kind in ("comma", "and", "cut") and held:
            yield held
            held = [piece] if piece.kind == "cut" else []
        else:
            held.append(piece)
    if held:
        yield held


def _goes_on(clause: Clause, segment: Sequence[Piece], sentence: Sentence) -> bool:
    """Whether a segment without a claim goes on with the one before."""
    if segment[0].kind == "cut":
        return False
    if all(
        piece.kind in ("value", "bracket", "before", "year", "unit", "token") for piece in segment
    ):
        return True
    told, more = facets_of(clause.pieces), facets_of(segment)
    is_noun = any(piece.kind == "what" for piece in segment)
    if more and not is_noun:
        return bool(set(more) & set(told)) or not set(more) - {"end", "clock"}
    direct = _DIRECT.fullmatch(sentence.low, clause.pieces[-1].end, segment[0].start)
    return is_noun and direct is not None


def wants(pieces: Iterable[Piece], claim: Piece) -> bool:
    """Whether the clause wants, asks or orders what its claim says."""
    return any(piece.kind == "intent" and piece.start <= claim.start for piece in pieces)
