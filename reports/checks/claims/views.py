"""What stands around one claim: the subjects before it and after it, and what it may be about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reports.checks.claims.claim_words import Claim
from reports.checks.claims.clauses import Clause, Sentence
from reports.checks.claims.figures import Numbers
from reports.checks.claims.pieces import Piece, Subject, facets_of, subjects_of
from reports.checks.claims.terms import subject_of
from reports.checks.claims.words import IMPLIED
from reports.figures.catalog import CATALOG

Facets = Mapping[str, frozenset[str]]
_OF_SUBJECT = ("change", "times", "mover", "equal")
_NAMES = ("what", "weak", "facet", "token", "value", "dimension")
_WORD = re.compile(r"[^\W\d_]+")
# Words that may stand before what is counted and name nothing themselves.
_FILLERS = re.compile(
    "bàn|bên|bộ|chung|chỉ|chức|cá|các|cán|còn|có|công|cùng|cũng|cạnh|cả|cấp|cụ|của|do|"
    "dù|hiện|hành|hình|hết|hợp|khi|không|khối|kết|kỳ|lao|liên|là|lượng|lượt|lại|lệ|"
    "mặc|mọi|một|nay|ngày|người|nhiên|nhiều|nhân|nhìn|nhóm|như|nhưng|những|này|năm|"
    "nội|qua|quan|quả|ra|riêng|rơi|so|song|số|sở|theo|thuộc|thì|thể|thực|tiến|toàn|"
    "trong|trung|trên|trước|trường|tuy|tác|tình|tượng|tại|tập|tỉ|tỉnh|tổ|tổng|từ|tỷ|"
    "viên|việc|và|vào|vì|vẫn|vậy|về|với|vụ|xét|xảy|đã|đó|được|đến|đều|địa|đối|động|ở"
)
# Qualities that are said beside a noun and are none of its own.
_NOT_OF = {
    "complaints": ("reported", "visited", "self_found", "person_kind", "cause"),
    "visits": ("reported", "visited", "self_found", "person_kind"),
    "violations": ("outcome", "visited"),
    "unit_findings": ("outcome", "visited", "self_found"),
}
# Parts that lie in each other, the outermost first.
_WITHIN = {
    "clock": ("due",),
    "end": ("divided", "handled"),
    "reported": ("due", "filed", "accepted", "done"),
}
_VIOLATIONS = {"category", "area", "field", "person_kind", "leader", "form", "punish"}


@dataclass(frozen=True)
class View:
    """One claim in its clause, in a sentence in small letters, ``low``.

    ``known``: what the text spoke of last; ``here``: what this sentence did. ``ahead``: what stands
    after the clause, which may name what it is about: “Không giảm, số phản ánh còn tăng”.
    """

    claim: Claim
    piece: Piece
    clause: Clause
    known: Subject | None
    numbers: Numbers
    low: str
    here: Subject | None = None
    ahead: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, sentence: Sentence, known: Subject | None, numbers: Numbers) -> View:
        """A look at a whole sentence, before any of its claims."""
        nothing = Piece("claim", 0, 0, Claim("none"))
        clause = Clause((), sentence.pieces)
        return cls(nothing.says, nothing, clause, known, numbers, sentence.low)

    @property
    def left(self) -> list[Piece]:
        """The clause before the claim, from the claim before on; all of it where that is empty."""
        pieces = [piece for piece in self.clause.pieces if piece.end <= self.piece.start]
        at = max((n for n, piece in enumerate(pieces) if _ends(piece)), default=-1)
        nearest = pieces[at + 1 :]
        return nearest if _tells(nearest) else pieces

    @property
    def right(self) -> list[Piece]:
        """The clause after the claim, up to the next one or to a bracket."""
        return list(takewhile(lambda piece: piece.kind != "bracket", self.after))

    @property
    def after(self) -> list[Piece]:
        """The clause after the claim, up to the next one, with what stands in brackets."""
        pieces = (piece for piece in self.clause.pieces if piece.start >= self.piece.end)
        return list(takewhile(lambda piece: not _ends(piece), pieces))

    @property
    def is_past(self) -> bool:
        """Whether the clause is about the period before alone: “năm 2024 không có …”."""
        before = [p for p in (*self.clause.topic, *self.clause.pieces) if p.end <= self.piece.start]
        if any(piece.kind == "year" or (piece.kind == "before" and piece.says) for piece in before):
            return False
        times = [piece for piece in before if piece.kind in ("before", "plain_year")]
        return bool(times) and (
            times[-1].kind == "before" or times[-1].says == self.numbers.year_before
        )

    @property
    def is_unknown(self) -> bool:
        """Whether what is claimed of has a name that no figure has: “mức độ hài lòng tăng”."""
        if self.claim.kind == "share" and self.claim.form == "quantifier":
            start, end, pieces = self.piece.end, self.piece.end, self.right
        elif self.claim.kind in _OF_SUBJECT:
            start, end, pieces = self.clause_start, self.piece.start, self.left
        else:
            return False
        end = next((p.start for p in pieces if p.kind in _NAMES and p.start >= start), end)
        read = [p for p in self.clause.pieces if start <= p.start < end and p.kind != "people"]
        unread = [start, *(at for piece in read for at in (piece.start, piece.end)), end]
        gap = " ".join(self.low[a:b] for a, b in zip(unread[::2], unread[1::2], strict=True))
        return len([word for word in _WORD.findall(gap) if not _FILLERS.fullmatch(word)]) > 1

    @property
    def clause_start(self) -> int:
        """Where the words begin that say what the claim is about."""
        before = [p for p in self.clause.pieces if p.end <= self.piece.start]
        own = [p.end for p in before if _ends(p)]
        mine = (piece.start for piece in before if not own or piece.start >= own[-1])
        nearest = next(mine, self.piece.start)
        return max([self.clause.start, self.low.rfind(",", 0, nearest) + 1, *own])

    def beside(self) -> list[Piece]:
        """What stands after the claim before any number or bracket."""
        found = []
        for piece in self.right:
            if piece.kind in ("value", "bracket", "comma"):
                break
            found.append(piece)
        return found

    def subjects(self, pieces: Sequence[Piece]) -> list[Subject]:
        """The subjects of some pieces as the catalogue knows them; "" for no noun."""
        found = [self.settled(each) for each in subjects_of(pieces, IMPLIED)]
        tokens = self.tokens(pieces)
        if not tokens or any(subject.what for subject in found):
            return found
        more = found[0].facets if found else {}
        return [self.settled(token.with_facets(more)) for token in tokens]

    @property
    def topic(self) -> list[Subject]:
        """What stands before the clause."""
        return self.subjects(self.clause.topic)

    def filled(self, subject: Subject) -> Subject:
        """A subject with the noun of what was spoken of before, where it has none."""
        if subject.what:
            return subject
        for before in (*reversed(self.topic), *([self.known] if self.known else [])):
            if before.what:
                return _known_as(before.with_facets(subject.facets), self.numbers.year)
        return subject

    def nearest(self, pieces: Sequence[Piece]) -> Subject | None:
        """The last subject of some pieces, completed by what was spoken of before."""
        subjects = self.subjects(pieces)
        if not subjects:
            return None
        last = self.filled(subjects[-1])
        return last if last.what else None

    def first(self, pieces: Sequence[Piece]) -> Subject | None:
        """The first subject of some pieces, completed by what was spoken of before."""
        subjects = self.subjects(pieces)
        first = self.filled(subjects[0]) if subjects else None
        return first if first is not None and first.what else None

    def tokens(self, pieces: Sequence[Piece]) -> list[Subject]:
        """The figures whose tokens stand among some pieces."""
        named = (key_of(piece.says) for piece in pieces if piece.kind == "token")
        return [subject_of(key) for keys in named for key in keys]

    def tells(self, pieces: Sequence[Piece]) -> bool:
        """Whether some pieces say what is counted."""
        return any(piece.kind in ("what", "weak", "facet") for piece in pieces)

    def spread(self) -> list[Subject]:
        """What “đều” says of each: every part of “cả ba nhóm”, or all that was counted up."""
        before = [*self.clause.topic, *self.left]
        after = [p for p in self.right if self.low.startswith("cả", p.start)]
        if not self.has("each", before) and not self.has("dimension", after):
            return []
        dimension = next((p.says for p in [*before, *after] if p.kind == "dimension"), "")
        subject = self.nearest(before) or self.first(self.right) or self.known
        if dimension and subject:
            values = self.numbers.parts_of(dimension, subject)
            return [subject.with_facets({dimension: frozenset({value})}) for value in values]
        subjects = [self.filled(subject) for subject in self.subjects(before)]
        if len(subjects) == 1:
            return split(subjects[0])
        return [subject for subject in subjects if subject.what]

    def spread_all(self) -> list[Subject]:
        """Every part of “cả ba nhóm … đều có”, with the noun after “có”."""
        before = [*self.clause.topic, *self.left]
        subject = self.first(self.right)
        dimension = next((p.says for p in before if p.kind == "dimension"), "")
        if subject is None:
            return []
        if dimension:
            values = self.numbers.parts_of(dimension, subject)
        else:
            dimension, values = "group", tuple(sorted(facets_of(before).get("group", ())))
        return [subject.with_facets({dimension: frozenset({value})}) for value in values]

    def settled(self, subject: Subject) -> Subject:
        """A subject as the catalogue knows it."""
        return _known_as(subject, self.numbers.year)

    def counted_up(self, subject: Subject) -> Subject:
        """With what was counted up before it: “đi muộn, về sớm chiếm đa số”."""
        facets = dict(subject.facets)
        topic = self.clause.topic
        if any(self.has(kind, topic) for kind in ("what", "among")):
            return subject
        for name, values in facets_of(topic).items():
            if name in facets:
                facets[name] |= values
        return Subject(subject.what, facets)

    def filled_left(self, subject: Subject) -> Subject:
        """A subject without a noun, with the one that stands before the claim."""
        left = self.nearest(self.left)
        if left is not None:
            return self.settled(left.with_facets(subject.facets))
        return self.filled(subject)

    def at(self, piece: Piece) -> View:
        """The same clause, looked at from another claim."""
        return replace(self, piece=piece, claim=piece.says)

    @property
    def piece_text(self) -> str:
        """The words of the claim."""
        return self.low[self.piece.start : self.piece.end]

    @property
    def counts_after(self) -> bool:
        """Whether what is denied is something that is counted: “không có trường hợp nào”."""
        return any(piece.kind in ("what", "weak", "unit") for piece in self.right)

    @property
    def is_rate(self) -> bool:
        """Whether a rate is spoken of and not a number."""
        if any(piece.says.endswith("|%") for piece in self.left if piece.kind == "token"):
            return not self.has("what", self.left)
        before = [p for p in self.left if p.end <= self.piece.start]
        return self.has("rate", before if self.tells(before) else [*self.clause.topic, *before])

    @property
    def is_other_year(self) -> bool:
        """Whether another year is named than that of the period before."""
        years = [p.says for p in (*self.clause.topic, *self.clause.pieces) if p.kind == "year"]
        return any(year != self.numbers.year_before for year in years)

    def has(self, kind: str, pieces: Sequence[Piece] | None = None) -> bool:
        """Whether a kind of piece stands in the clause, its topic included, or among others."""
        looked = (*self.clause.topic, *self.clause.pieces) if pieces is None else pieces
        return any(piece.kind == kind for piece in looked)


def split(subject: Subject) -> list[Subject]:
    """One subject for each value of the facet that has several; itself where none has."""
    for name, values in subject.facets.items():
        if len(values) > 1:
            return [subject.with_facets({name: frozenset({each})}) for each in sorted(values)]
    return [subject]


def _ends(piece: Piece) -> bool:
    return piece.kind == "claim"


def _tells(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind in ("what", "weak", "facet", "token") for piece in pieces)


def _known_as(subject: Subject, year: int) -> Subject:
    """A subject with its facets as its noun has them."""
    facets = dict(subject.facets)
    what = _noun(subject.what, facets)
    facets = _without(facets, *_NOT_OF.get(what, ("self_found",)))
    if "self_found" in facets:
        facets = _without(facets, "reported")
    if what == "agencies" and facets.get("category") == frozenset({"unit_no_self_inspection"}):
        facets = {**_without(facets, "category"), "reported": frozenset({"not_held"})}
    for name, steps in _WITHIN.items():
        if name in facets:
            facets[name] = _innermost(facets[name], steps)
    if facets.pop("remedy", None):
        facets |= {"clock": frozenset({"late"}), "end": frozenset({"remedied"})}
    if "month" in facets:
        facets["month"] = frozenset(f"{year}-{value[-2:]}" for value in facets["month"])
    _settle_end(what, facets)
    return Subject(what, facets)


def _innermost(values: frozenset[str], steps: Sequence[str]) -> frozenset[str]:
    """Of parts that lie in each other the innermost: who was in time was due as well."""
    inner = [value for value in steps if value in values]
    return (
        values - set(inner[:-1])
        if len(inner) > 1
        else values - ({"due"} if len(values) > 1 else set())
    )


def _noun(what: str, facets: dict[str, frozenset[str]]) -> str:
    units = {value.startswith("unit_") for value in facets.get("category", ())}
    if what in ("violations", "") and units == {True}:
        return "unit_findings"
    if not what and facets.get("end", frozenset()) & {"answered", "passed_on"}:
        return "complaints"
    if {"remedied", "unremedied"} & facets.get("end", frozenset()):
        return "remedies"
    if what == "people":
        if {"presence", "absence"} & set(facets):
            return "headcounts"
        return "violations" if _VIOLATIONS & set(facets) else "headcounts"
    return what


def _settle_end(what: str, facets: dict[str, frozenset[str]]) -> None:
    end = facets.get("end")
    if end is None:
        return
    if what == "remedies":
        renamed = {"remedied": "handled", "unremedied": "open"}
        facets["end"] = frozenset(renamed.get(value, value) for value in end)
    elif "answered" in end:
        facets["end"] = frozenset({"handled"})
    if what == "complaints" and len(end) > 1:
        facets["end"] = frozenset(sorted(end - {"answered", "handled"} or {"handled"}))
    if ("clock" in facets and what in ("complaints", "agencies")) or what == "agencies":
        facets.pop("end")


def _without(facets: Facets, *names: str) -> dict[str, frozenset[str]]:
    return {name: values for name, values in facets.items() if name not in names}


def key_of(token: str) -> tuple[str, ...]:
    """The keys a token names: one, or two of a share; none for a table or an annex."""
    keys = token.partition("|")[0].strip()
    if ":" in keys:
        return ()
    figure = CATALOG.get(keys)
    if figure is not None and figure.kind == "ratio":
        return figure.parts
    return tuple(key.strip() for key in keys.split("/"))
