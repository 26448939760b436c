"""What stands around one claim: the subjects before it and after it, and what it may be about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from reports.checks.claims.claim_words import Claim, counted_in
from reports.checks.claims.clauses import NOUNS, STAGES, Clause, Sentence
from reports.checks.claims.figures import Numbers
from reports.checks.claims.nouns import known_as
from reports.checks.claims.pieces import Piece, Subject, facets_of, subjects_of
from reports.checks.claims.terms import REPORTING, subject_of
from reports.checks.claims.words import IMPLIED
from reports.figures.catalog import CATALOG

NAMES = ("what", "weak", "facet", "token", "value", "dimension")
_PAST = "(?:năm (?:trước|ngoái)|cùng kỳ(?: năm (?:trước|ngoái))?|kỳ trước)"
# A percentage is that of the period before: “từ 95%”, “(năm trước 95%)”, “95% của năm trước”.
_OF_BEFORE = re.compile(
    r"(?:(?<!\w)từ (?:mức |[\d.]+ [\w ]{1,15}\((?:chiếm |đạt )?)?"
    rf"|[(,] ?{_PAST}:? |{_PAST} (?:là |đạt |chiếm |\((?:[^()%]*, (?:chiếm |đạt )?)?))§(?! so với)"
    rf"|§ (?:của )?{_PAST}|% so với (?:mức )?§"
)
_RATE_AFTER = re.compile(
    r"[^,.;()\d]*(?:(?:năm \d{4} )?\((?:[^()%]*, )?\d+(?:,\d+)?\s?%\)|\d+(?:,\d+)? điểm (?:%|phần))"
)
# “Các lĩnh vực”, not “lĩnh vực” alone; and what spreads a change wherever it stands.
_MANY = re.compile(r"(?!(?:trong |trên |ở )?(?:lĩnh|nhóm|khối|cấp|loại|hình|đối))")
_ALL_OF = re.compile(r"(?:trong |trên |ở )?(?:cả |mọi |tất |toàn |hầu |đa |phần )")
_ANY = re.compile(r"[^,.;()]* nào(?!\w)")
# What may stand alone before the noun it belongs to.
PLACES = ("group", "field", "area", "person_kind", "category", "leader")
_SUMMED = {*PLACES, "form", "cause", "class"}


@dataclass(frozen=True)
class View:
    """One claim in its clause, in a sentence in small letters, ``low``.

    ``known``: what the text spoke of last; ``here``: what this sentence did. ``ahead``: what stands
    after the clause, which may name what it is about: “Không giảm, số phản ánh còn tăng”;
    ``earlier``: what stands before it, the sentence before included; ``of_rate``: it is a rate.
    """

    claim: Claim
    piece: Piece
    clause: Clause
    known: Subject | None
    numbers: Numbers
    low: str
    here: Subject | None = None
    ahead: tuple[Piece, ...] = ()
    earlier: tuple[Piece, ...] = ()
    of_rate: bool = False

    @classmethod
    def of(cls, sentence: Sentence, known: Subject | None, numbers: Numbers) -> View:
        """A look at a whole sentence, before any of its claims."""
        nothing = Piece("claim", 0, 0, Claim("none"))
        clause = Clause((), sentence.pieces)
        return cls(nothing.says, nothing, clause, known, numbers, sentence.low)

    @property
    def before(self) -> list[Piece]:
        """All of the clause before the claim."""
        pieces = list(self.clause.pieces)
        return pieces[: pieces.index(self.piece)] if self.piece in pieces else []

    @property
    def left(self) -> list[Piece]:
        """The clause before the claim, from the claim before on; all of it where that is empty."""
        pieces = self.before
        at = max((n for n, piece in enumerate(pieces) if _ends(piece)), default=-1)
        nearest = pieces[at + 1 :]
        return nearest if _tells(nearest) else pieces

    @property
    def right(self) -> list[Piece]:
        """The clause after the claim, up to the next one or to a bracket, unless more is counted up
        behind it: “đi muộn (30 trường hợp) và về sớm (18 trường hợp)”."""
        found: list[Piece] = []
        pieces = self.after
        while pieces:
            found += takewhile(lambda piece: piece.kind != "bracket", pieces)
            is_over = (n for n, p in enumerate(pieces) if self.low[p.start : p.end] == ")")
            pieces = pieces[next(is_over, len(pieces)) + 1 :]
            if not set(facets_of(pieces[:1])) & set(facets_of(found)) & _SUMMED:
                break
        return found

    @property
    def after(self) -> list[Piece]:
        """The clause after the claim, up to the next one, with what stands in brackets."""
        pieces = self.clause.pieces
        at = pieces.index(self.piece) + 1 if self.piece in pieces else 0
        return list(takewhile(lambda piece: not _ends(piece), pieces[at:]))

    @property
    def is_past(self) -> bool:
        """Whether the clause is about the period before alone: “năm 2024 không có …”."""
        before = [*self.clause.topic, *self.before]
        opened = self.low.rfind("(", 0, self.piece.start)
        if opened > self.low.rfind(")", 0, self.piece.start):
            # “(năm 2024 không có)” tells its own year.
            before = [piece for piece in before if piece.start > opened] or before
        beside = f"{self.low[: self.piece.start]}§{self.low[self.piece.end :]}"
        beside = beside.replace(f"năm {self.numbers.year_before}", "năm trước")
        if self.claim.loose and self.claim.kind == "share" and _OF_BEFORE.search(beside):
            return True
        if f"§ năm {self.numbers.year}" in beside:
            return False
        if any(piece.kind == "year" or (piece.kind == "before" and piece.says) for piece in before):
            return False
        is_move = self.claim.kind in ("change", "times") and self.claim.form != "than"
        if is_move and any(p.kind == "token" and p.says.endswith("|before") for p in before):
            return False  # “từ {…|before} trường hợp năm trước giảm còn …”
        times = [p for p in before if p.kind in ("before", "plain_year", "this")]
        times = [p for p in times if self.low[p.start - 1 : p.start] != "(" or p.start > opened]
        return bool(times) and (
            times[-1].kind == "before" or times[-1].says == self.numbers.year_before
        )

    @property
    def clause_start(self) -> int:
        """Where the words begin that say what the claim is about."""
        before = self.before
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
        tokens = self.tokens(pieces, is_rate=True)
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
                held = before.facets
                if STAGES & set(subject.facets):  # “số quá hạn”, after those that were done
                    held = {name: each for name, each in held.items() if name not in STAGES}
                return self.settled(Subject(before.what, {**held, **subject.facets}))
        return subject

    def nearest(self, pieces: Sequence[Piece]) -> Subject | None:
        """The last subject of some pieces, completed by what was spoken of before."""
        return self._completed(self.subjects(pieces)[-1:])

    def first(self, pieces: Sequence[Piece]) -> Subject | None:
        """The first subject of some pieces, completed by what was spoken of before."""
        return self._completed(self.subjects(pieces)[:1])

    def _completed(self, subjects: Sequence[Subject]) -> Subject | None:
        found = (self.placed(self.filled(each)) for each in subjects)
        return next((each for each in found if each.what), None)

    def placed(self, subject: Subject) -> Subject:
        """With the place or kind that stands alone before it: “ở cấp huyện, số lượt kiểm tra”."""
        topic = self.clause.topic
        if self.has("what", topic) or self.has("weak", topic):
            return subject
        alone = {name: values for name, values in facets_of(topic).items() if name in PLACES}
        return self.settled(Subject(subject.what, {**alone, **subject.facets}))

    @property
    def last(self) -> Subject | None:
        """What was spoken of last before the clause."""
        topic = [subject for subject in self.topic if subject.what]
        return topic[-1] if topic else self.known

    def said_of(self, part: Subject | None) -> Subject | None:
        """The whole of a share whose part the clause before told: “… 119/122 cơ quan tự kiểm tra,
        tức là hầu hết cơ quan đã thực hiện”."""
        whole, here = self.first(self.right), self.here
        is_named = self.has("what", self.right) or self.has("weak", self.right)
        if whole is None or here is None or not is_named or part not in (None, whole):
            return None
        return whole if whole.what == here.what and whole != here else None

    def told(self) -> list[Subject]:
        """The figures “cả hai con số” speaks of: so many tokens before it; none where fewer are."""
        count = next((p.says for p in self.clause.pieces if p.kind == "both"), 0)
        tokens = self.tokens(self.earlier)
        found = [each for n, each in enumerate(tokens) if each not in tokens[:n]]
        return found[-count:] if len(found) >= count else []

    def told_share(self, pieces: Sequence[Piece]) -> tuple[Subject, Subject] | None:
        """The two numbers of the nearest share's token: “{a/b}”."""
        keys = (key_of(p.says) for p in reversed(pieces) if p.kind == "token")
        pairs = (each for each in keys if len(each) == 2)
        return next(((subject_of(a), subject_of(b)) for a, b in pairs), None)

    @property
    def given(self) -> tuple[Subject, Subject] | None:
        """The share whose token proves what is claimed of such: “hầu hết cơ quan … ({a}/{b})”."""
        told = self.told_share(self.after)
        named = [each for each in self.subjects(self.right) if told and each.what == told[0].what]
        return told if named else None

    def tokens(self, pieces: Sequence[Piece], *, is_rate: bool = False) -> list[Subject]:
        """The figures whose tokens stand among some pieces; of a rate the upper one, or both."""
        named = (key_of(piece.says) for piece in pieces if piece.kind == "token")
        return [subject_of(key) for keys in named for key in (keys[:1] if is_rate else keys)]

    def tells(self, pieces: Sequence[Piece]) -> bool:
        """Whether some pieces say what is counted."""
        return any(piece.kind in ("what", "weak", "facet") for piece in pieces)

    def spread(self) -> list[Subject]:
        """What “đều” says of each: every part of “cả ba nhóm”, or all that was counted up."""
        before = [*self.clause.topic, *self.left]
        subject = self.nearest(before) or self.first(self.right) or self.known
        if self.every is not None and subject:
            return self._parts(self.every, subject)
        if not self.has("each", before):
            return []
        subjects = [self.filled(subject) for subject in self.subjects(before)]
        if len(subjects) == 1:
            return split(subjects[0])
        return [subject for subject in subjects if subject.what]

    @property
    def every(self) -> Piece | None:
        """The word for the parts a claim is spread over: “ở cả ba cấp”, “các lĩnh vực đều”."""
        before = [*self.clause.topic, *self.left]
        told = [*(p for p in before if self.has("each", before) or self._counts(p)), *self.right]
        parts = (p for p in told if p.kind == "dimension" and self._counts(p, _MANY))
        return next(parts, None)

    def _counts(self, piece: Piece, words: re.Pattern[str] = _ALL_OF) -> bool:
        return words.match(self.low, piece.start) is not None

    def _parts(self, piece: Piece, subject: Subject) -> list[Subject]:
        """Each of the parts; of “cả hai nhóm” the two that were named before."""
        words = self.low[piece.start : piece.end]
        values = (piece.says, self.numbers.parts_of(piece.says, subject))
        if piece.says == "group" and words.endswith("cấp"):
            values = ("group", REPORTING)
        values = (values[0], tuple(each for each in values[1] if each not in self._excepted))
        count = counted_in(words)
        if count and count != len(values[1]):
            named = facets_of([*self.earlier, *self.clause.topic]).items()
            values = next(((n, tuple(sorted(v))) for n, v in named if len(v) == count), ("", ()))
        return [subject.with_facets({values[0]: frozenset({each})}) for each in values[1]]

    @property
    def _excepted(self) -> frozenset[str]:
        """The parts left out: “trừ cấp xã, …”."""
        pieces = [*self.clause.topic, *self.clause.pieces]
        after = (then for piece, then in pairwise(pieces) if piece.kind == "except")
        return frozenset(value for then in after for value in facets_of([then]).get("group", ()))

    def spread_all(self) -> list[Subject]:
        """Every part of “cả ba nhóm … đều có”, with the noun after “có”."""
        subject = self.first(self.right)
        if subject is None or self.every is not None:
            return self._parts(self.every, subject) if self.every and subject else []
        groups = facets_of([*self.clause.topic, *self.left]).get("group", frozenset())
        return [subject.with_facets({"group": frozenset({each})}) for each in sorted(groups)]

    def settled(self, subject: Subject) -> Subject:
        """A subject as the catalogue knows it."""
        return known_as(subject, self.numbers.year)

    def counted_up(self, subject: Subject) -> Subject:
        """With what was counted up before it: “đi muộn, về sớm chiếm đa số”."""
        facets = dict(subject.facets)
        topic = self.clause.topic
        if self.has("what", topic) and not self.has("among", topic):
            return subject
        for name, values in facets_of(topic).items():
            if name in facets and (name in _SUMMED or not self.has("among", topic)):
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
        is_any = _ANY.match(self.low, self.piece.end)
        return bool(is_any) or any(piece.kind in (*NOUNS[:2], "unit") for piece in self.right)

    @property
    def mean(self) -> tuple[Subject, Subject] | None:
        """What is counted and by what it is divided: “bình quân mỗi lượt kiểm tra 0,67 vi phạm”."""
        pieces = [*self.clause.topic, *self.before]
        at = next((n for n, piece in enumerate(pieces) if piece.kind == "mean"), len(pieces))
        told = [*self.subjects(pieces[at:]), *reversed(self.subjects(pieces[:at]))]
        return (told[1], told[0]) if at < len(pieces) and len(told) > 1 else None

    @property
    def is_rate(self) -> bool:
        """Whether a rate is spoken of and not a number."""
        if self.mean:
            return True
        before = self.left
        if self.has("rate", self.right[:1]):
            return True  # “cao hơn tỷ lệ 85% của năm trước”
        if "%" in self.low[: self.piece.start] and _RATE_AFTER.match(self.low, self.piece.end):
            return True
        rates = [n for n, p in enumerate(before) if p.kind == "token" and p.says.endswith("|%")]
        if rates:
            return not self.has("what", before[rates[-1] :])
        if self.tells(before) or self.has("in_rate", self.right):
            return self.has("rate", before) or self.has("in_rate", self.right)
        before = [*self.clause.topic, *before]
        goes_on = self.of_rate and not self.has("unit", self.right) and not self.tells(before)
        return self.has("rate", before) or goes_on

    @property
    def told_pair(self) -> list[Subject]:
        """The figure that follows twice, where no words name it: “({x|before} xuống {x})”."""
        says = [p.says for p in self.after if p.kind == "token"]
        told = {p.says for p in (*self.earlier, *self.before) if p.kind == "token"}
        for key, _, form in (each.partition("|") for each in says):
            if form == "before" and key in told:
                return [subject_of(key)]  # “có {x} lượt, gấp đôi năm trước ({x|before} lượt)”
        named = [key.partition("|")[0] for key in says]
        is_pair = len(named) > 1 and len(set(named)) == 1 and not self.tells(self.left)
        return [subject_of(named[0])] if is_pair else []

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


def key_of(token: str) -> tuple[str, ...]:
    """The keys a token names: one, or two of a share; none for a table or an annex."""
    keys = token.partition("|")[0].strip()
    if ":" in keys:
        return ()
    figure = CATALOG.get(keys)
    if figure is not None and figure.kind == "ratio":
        return figure.parts
    return tuple(key.strip() for key in keys.split("/"))
