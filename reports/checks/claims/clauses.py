"""A text cut into sentences, and these into clauses that each claim something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile

from reports.checks.claims.claim_words import ALL, CENTRED, CLAIMS, Claim
from reports.checks.claims.pieces import Piece, Rule, facets_of, lowered, read, rule
from reports.checks.claims.words import OTHER_WORDS
from reports.checks.typed_numbers import masked
from tayninh_portal.lib.sentences import spans_of

# What stands between semicolons claims by itself.
_PART = re.compile(r"[^;]+")
_PAIRED = re.compile(r"(?:\|\w+)?\}/\{")
# “{a}/{b}” is a share as “{a/b}” is.
_TOKEN = rule(
    r"\{[^{}\n]*\}(?:/\{[^{}\n]*\})?",
    "token",
    lambda match: _PAIRED.sub("/", match[0][1:-1].strip()),
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?!\d|\s?%|/|,\d)")
_MONTH = re.compile(r"tháng (\d{1,2})(?!\d|/)")
_WITHOUT = re.compile(
    r"không (?:có|ghi nhận|phát hiện)"
    r"(?: (?:có )?vi phạm(?: của cá nhân)?(?:,| và|, không có| hoặc))? thiếu sót"
    r"(?: của đơn vị)?(?:(?:,| và| hoặc) vi phạm(?: của cá nhân)?)?(?! nào)"
)
_SO_MANY = re.compile(r"(?:\d|\}) lượt(?: kiểm tra)? $")
_COUNTED = re.compile(r"(?:\d|\})\s$")
NOUNS = ("what", "weak", "facet")
_MOVES = ("change", "times")
STAGES = {"end", "clock"}
_MUST = ("phải", "cần")
_BESIDE = 24
_CLAIMED = ("claim", "each")
_STOPS = ("comma", "and", "cut", "bracket", *_CLAIMED)
_TELLS = re.compile(r"(?<!\w)(?:còn|là|có|đạt) [\d{]")
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
    """The sentences of a paragraph with their pieces, cut at semicolons as well."""
    for begin, end in spans_of(line):
        for part in _PART.finditer(line, begin, end):
            text = part[0].strip()
            if text:
                start = line.index(text, part.start())
                yield Sentence(start, text, lowered(text), words)


def _pieces(text: str, low: str, words: Sequence[Rule]) -> tuple[Piece, ...]:
    pieces = _without_findings(read(low, (_TOKEN, *CLAIMS, *words, *OTHER_WORDS)), low)
    if any(p.says == "area" or (p.kind == "facet" and p.says[0] == "area") for p in pieces):
        pieces = [_as_area(piece, low) for piece in pieces]
    # A field has its short name, which may be any word, where fields are spoken of.
    pieces = [
        replace(piece, kind="facet") if piece.kind == "field" else piece
        for piece in pieces
        if piece.kind != "field" or "lĩnh vực" in low
    ]
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
    found = _named_once(sorted([*pieces, *numbers, *months], key=_at), low)
    found = _spread(list(_uncounted(_most_denied(found, low))), low)
    return tuple(_behind(found, low))


def _as_units(pieces: list[Piece], low: str) -> list[Piece]:
    """“Tăng 05 cơ quan”: a noun after a number that nothing is said of is what the number is of."""
    return [
        replace(piece, kind="unit")
        if (piece.kind == "weak" or piece.says == "people" or _is_again(pieces[:at], piece))
        and _COUNTED.search(low, 0, piece.start)
        and not _says_more(pieces[at + 1 :], piece)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _is_again(before: Sequence[Piece], noun: Piece) -> bool:
    """“Còn 03 phản ánh đang xử lý, tăng 01 phản ánh”: by so many of what was spoken of."""
    moves = [n for n, p in enumerate(before) if p.kind == "claim" and p.says.kind in _MOVES]
    if noun.kind != "what" or not moves or noun.start - before[moves[-1]].end >= _BESIDE:
        return False
    clause = takewhile(lambda p: p.kind not in _STOPS, reversed(before[: moves[-1]]))
    is_said = any(p.kind == "what" and p.says == noun.says for p in before)
    return is_said or any(piece.kind == "what" for piece in clause)


def _says_more(after: Sequence[Piece], noun: Piece) -> bool:
    return bool(after) and after[0].kind in ("facet", "aux") and after[0].start - noun.end < 3


def _as_area(piece: Piece, low: str) -> Piece:
    """“Trang phục” among the areas of the decision is one of them, else a kind of act."""
    if low[piece.start : piece.end] == "trang phục":
        return replace(piece, says=("area", frozenset({"4"})))
    return piece


def _without_findings(pieces: list[Piece], low: str) -> list[Piece]:
    """“Phần lớn lượt kiểm tra không ghi nhận thiếu sót”: said of visits beside another claim, or of
    so many of them, it is a quality of them and no claim of its own."""
    others = [piece for piece in pieces if piece.kind in ("claim", "each")]
    match = _WITHOUT.search(low)
    is_counted = match is not None and _SO_MANY.search(low, 0, match.start())
    is_visits = is_counted or any(p.kind == "what" and p.says == "visits" for p in pieces)
    if match is None or not is_visits:
        return pieces
    is_claim = all(match.start() <= piece.start < match.end() for piece in others)
    if is_claim and not is_counted:
        return pieces
    kept = [p for p in pieces if p.end <= match.start() or p.start >= match.end()]
    return [*kept, Piece("facet", *match.span(), ("outcome", frozenset({"without"})))]


def _uncounted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """“Tăng hơn 20 lượt”: a number after a claim of its clause is that one's."""
    has_claim = False
    for piece in pieces:
        is_count = piece.kind == "claim" and piece.says.kind == "count"
        if is_count and has_claim:
            piece = replace(piece, kind="value", says=int(piece.says.number))
        if has_claim and piece.kind == "claim" and piece.says == CENTRED:
            piece = replace(piece, kind="aux", says=None)  # “phần lớn thiếu sót tập trung ở …”
        has_claim = piece.kind not in ("comma", "and", "cut") and (
            has_claim or (piece.kind == "claim" and not is_count)
        )
        yield piece


def _most_denied(pieces: Sequence[Piece], low: str) -> list[Piece]:
    """“Không lĩnh vực nào nhiều vi phạm hơn …” says which has the most."""
    claims = [piece for piece in pieces if piece.kind == "claim"]
    for denied, than in pairwise(claims):
        between = low[denied.start : than.start]
        if denied.says.kind == "none" and than.says.sign and " nào" in between:
            most = replace(than, says=Claim("extreme", than.says.sign))
            return [most if p is than else p for p in pieces if p is not denied]
    return list(pieces)


def _spread(pieces: Sequence[Piece], low: str) -> list[Piece]:
    """“Giảm ở hầu hết các lĩnh vực”: so many of the parts beside a change are one with them."""
    if not any(piece.kind == "claim" and piece.says.kind in _MOVES for piece in pieces):
        return list(pieces)
    found = list(pieces[:1])
    for piece in pieces[1:]:
        last = found[-1]
        is_share = last.kind == "claim" and last.says.kind == "share"
        if is_share and piece.kind == "dimension" and not low[last.end : piece.start].strip():
            found[-1] = replace(piece, start=last.start)
        else:
            found.append(piece)
    return found


def _named_once(pieces: Sequence[Piece], low: str) -> list[Piece]:
    """“Lĩnh vực y tế”: the word for all parts before the name of one of them divides nothing."""
    names = {
        piece.end
        for piece, then in pairwise(pieces)
        if piece.kind == "dimension"
        and then.kind == "facet"
        and then.says[0] == piece.says
        and not low[piece.end : then.start].strip()
    }
    return [replace(p, kind="noise") if p.end in names else p for p in pieces]


def _behind(pieces: Sequence[Piece], low: str) -> Iterator[Piece]:
    """What stands in brackets within a clause, read behind the noun or quality that follows it:
    “phần lớn (68/112) lượt kiểm tra ở cấp xã”, where nothing more is claimed after it."""
    at = 0
    while at < len(pieces):
        end = _closing(pieces, at, low)
        after = list(takewhile(lambda piece: piece.kind not in _STOPS, pieces[end:])) if end else []
        stop = pieces[end + len(after) :][:1]
        if any(p.kind in NOUNS for p in after) and not any(p.kind in _CLAIMED for p in stop):
            yield from after
            yield from pieces[at:end]
            at = end + len(after)
        else:
            yield pieces[at]
            at += 1


def _closing(pieces: Sequence[Piece], at: int, low: str) -> int:
    """Where a bracket that begins at a piece, and not its clause, is over; 0 where none does."""
    if not at or pieces[at - 1].kind in _STOPS[:3] or low[pieces[at].start] != "(":
        return 0
    ends = (n for n, piece in enumerate(pieces) if n > at and low[piece.start] == ")")
    return next(ends, -1) + 1


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
        start = segment[0].end if segment[0].kind == "cut" else end
        end = ends_at(segment)
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
        and any(piece.kind == "what" for piece in topic)
        and not any(piece.kind == "what" for piece in found[-1].pieces)
    ):
        found[-1] = replace(found[-1], topic=(*found[-1].topic, *topic))
    return found


def _segments(sentence: Sentence) -> Iterator[list[Piece]]:
    """Pieces between commas, “và” and words that begin something else; a mark before the pieces it
    begins."""
    held: list[Piece] = []
    for piece in sentence.pieces:
        is_next = piece.kind == "claim" and piece.says.kind == "next"
        if piece.kind in ("comma", "and") and not held:
            continue  # nothing stands before it
        if (is_next or piece.kind in ("comma", "and", "cut")) and held:
            yield held
            held = [piece] if is_next or piece.kind == "cut" else []
        else:
            held.append(piece)
    if held:
        yield held


def _goes_on(clause: Clause, segment: Sequence[Piece], sentence: Sentence) -> bool:
    """Whether a segment without a claim goes on with the one before."""
    if segment[0].kind == "cut":
        return False
    if all(
        piece.kind in ("value", "bracket", "before", "this", "year", "unit", "token")
        for piece in segment
    ):
        return True
    told, more = facets_of(clause.pieces), facets_of(segment)
    is_noun = any(piece.kind == "what" for piece in segment)
    if more and not is_noun:
        is_counted = any(piece.kind in ("value", "token") for piece in segment)
        if is_counted and set(more) <= STAGES:
            return False  # “…, chỉ 01 trường hợp trễ hạn” is told by itself
        return bool(set(more) & set(told)) or set(more) <= STAGES
    direct = _DIRECT.fullmatch(sentence.low, ends_at(clause.pieces), segment[0].start)
    is_told = _TELLS.search(sentence.low, segment[0].start, ends_at(segment))
    return is_noun and direct is not None and not is_told


def ends_at(pieces: Iterable[Piece]) -> int:
    """Where the last of some pieces ends: a bracket may stand behind what follows it."""
    return max(piece.end for piece in pieces)


def wants(pieces: Iterable[Piece], claim: Piece) -> bool:
    """Whether the clause wants, asks or orders what its claim says: “mọi cơ quan đều phải …”."""
    is_every = claim.says.kind == "each" or claim.says.bounds == ALL
    return any(
        piece.kind == "future"
        or (piece.kind == "intent" and piece.start <= claim.start)
        or (is_every and (piece.kind == "duty" or piece.says in _MUST))
        or (claim.says.kind == "none" and piece.kind == "duty" and piece.says == "là")
        for piece in pieces
    )
