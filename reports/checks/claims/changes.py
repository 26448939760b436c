"""Claims about this period and the one before, and about two figures beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.checks.claims.claim_words import ALL, Bounds, about, quantity
from reports.checks.claims.clauses import NOUNS
from reports.checks.claims.doubts import ONE_PERIOD, Doubt, contradicted, unproven
from reports.checks.claims.figures import Amount, share_token
from reports.checks.claims.lexicon import by_word
from reports.checks.claims.pieces import Piece, Subject, facets_of
from reports.checks.claims.views import PLACES, View, split
from reports.checks.claims.wholes import rate_of
from reports.figures.derived import percent
from tayninh_portal.lib.dates import count2

_FROM = re.compile(r"(?:^|\W)(?:từ|so với)(?: mức| con số)?\W*$")
_TO = re.compile(r"(?:lên|còn|xuống|đạt|là)(?: tới| đến| mức| còn| chỉ còn)*\W*$")
_PAST = r"(?:năm trước|năm ngoái|cùng kỳ|kỳ trước)"
_THEN = re.compile(rf"(?<!hơn )(?<!với )(?<!so ){_PAST}(?: là| có| chỉ có| chỉ)?[\W]*$")
_OF_THEN = re.compile(rf"[^,.;()\d]{{0,20}} (?:của|trong) {_PAST}")
_THAN = re.compile(r"[^,.;()\d]{0,20}(?<!\w)so với (?:mức |con số )?[\d{]")
_DECIMAL = re.compile(r"(?<![\d.,])\d+,(\d+)(?![\d.]|\s?%)")
_NEARLY = re.compile(rf"(?<!\w)({'|'.join(by_word('near'))}) $")
NAMED = (*NOUNS, "cut", "value")
_ENDS = ("comma", "and", "cut", "bracket")
_WAYS = {1: "tăng", 0: "không thay đổi", -1: "giảm"}


@dataclass(frozen=True)
class Pair:
    """Two numbers, and what stands below the line of each where they are rates."""

    now: Amount
    other: Amount
    now_of: Amount | None = None
    other_of: Amount | None = None
    is_mean: bool = False

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """Both as numbers."""
        return _over(self.now, self.now_of), _over(self.other, self.other_of)

    @property
    def is_defined(self) -> bool:
        """Whether both are numbers: no rate of nothing."""
        return all(of is None or of.value > 0 for of in (self.now_of, self.other_of))

    def texts(self) -> tuple[str, str]:
        """Both as people read them."""
        return self._said(self.now, self.now_of), self._said(self.other, self.other_of)

    @property
    def tokens(self) -> list[str]:
        """What prints both; of rates the shares alone: the count beside one may move the other
        way. Of a mean no token prints more than what it is made of."""
        if self.now_of is not None:
            pairs = (self.now, self.now_of), (self.other, self.other_of)
            shares = [token for each in pairs for token in share_token(*each)]
            return shares if shares and not self.is_mean else [self.now.tokens, self.now_of.tokens]
        key = self.now.key
        if self.other.is_before and key is not None:
            return [self.now.tokens, *(f"{{{key}|{form}}}" for form in ("before", "change"))]
        return [self.now.tokens, self.other.tokens]

    def _said(self, amount: Amount, whole: Amount | None) -> str:
        if whole is None:
            return f"{count2(amount.value)} {amount.unit}".rstrip()
        said = "không có"
        if whole.value and self.is_mean:
            said = f"{amount.value / whole.value:.2f}".replace(".", ",")
        elif whole.value:
            said = percent(amount.value, whole.value)
        return f"{count2(amount.value)}/{count2(whole.value)} ({said})"


def _over(amount: Amount, whole: Amount | None) -> Fraction:
    return Fraction(amount.value) if whole is None else Fraction(amount.value, whole.value)


def change(view: View) -> Doubt | None:
    """“Tăng”, “giảm”, “nhiều hơn”, “bằng”: with the period before, or of two figures."""
    if view.claim.form == "than" and (other := _other(view)):
        # “Nhiều hơn phê bình và kiểm điểm”: than each of them, unless they are added up.
        others = [other] if view.has("among", view.right) else split(other)
        return next(filter(None, (_compared(view, each) for each in others)), None)
    return _over_time(view)


def times(view: View) -> Doubt | None:
    """“Gấp đôi”, “giảm một nửa”, “bằng một nửa”."""
    other = None if view.claim.sign < 0 else _other(view)
    return _compared(view, other) if other else _over_time(view)


def _over_time(view: View) -> Doubt | None:
    if view.is_other_year:
        return unproven(ONE_PERIOD)
    subjects = list(_subjects(view))
    if not subjects:
        return unproven()
    is_both = any(p.says for p in view.right if p.kind == "in_rate")
    ways = {view.is_rate, view.is_rate and not is_both}
    doubts = []
    for subject, is_rate in [(each, way) for each in subjects for way in ways]:
        pair = _pair(view, subject, is_rate=is_rate)
        if pair is None or not pair.is_defined:
            return unproven(view.numbers.missing(subject))
        if doubt := _held(view, subject, pair):
            doubts.append(doubt)
    fits = Fraction(len(subjects) - len(doubts), len(subjects))
    return None if _of_parts(view).hold(fits) else [*doubts, unproven()][0]


def _of_parts(view: View) -> Bounds:
    """Of how many parts it has to hold: “giảm ở hầu hết các lĩnh vực”; denied of all, of one."""
    if view.every is None:
        return ALL
    bounds = quantity(view.low[view.every.start : view.every.end])
    return replace(bounds, low=Fraction(0), low_open=True) if view.claim.loose else bounds


def _held(view: View, subject: Subject, pair: Pair) -> Doubt | None:
    now, before = pair.texts()
    way = _WAYS[(pair.values[0] > pair.values[1]) - (pair.values[0] < pair.values[1])]
    name = view.numbers.period_before
    text = f"{pair.now.label}: kỳ này {now}; {name} {before} ({way}{_by_how_much(pair, way)})."
    if not _fits(view, pair) or not _amounts_fit(view, pair):
        return contradicted(text, *pair.tokens)
    if not view.numbers.is_comparable(subject):
        return unproven(f"{text} {view.numbers.not_comparable}")
    return None


def _by_how_much(pair: Pair, way: str) -> str:
    if way == _WAYS[0] or pair.now_of is not None:
        return ""
    moved = abs(pair.now.value - pair.other.value)
    share = f", {percent(moved, pair.other.value)}" if pair.other.value else ""
    return f" {count2(moved)}{share}"


def is_turned(view: View) -> bool:
    """Whether the period before is compared with this one: “năm trước ít hơn”."""
    return view.is_past and view.claim.form == "than" and _other(view) is None


def _fits(view: View, pair: Pair) -> bool:
    now, other = reversed(pair.values) if is_turned(view) else pair.values
    claim = view.claim
    if claim.kind == "times":
        return other > 0 and claim.bounds is not None and claim.bounds.hold(now / other)
    if claim.loose:
        return now <= other if claim.sign < 0 else now >= other
    if (now > other) - (now < other) != claim.sign:
        return False
    return claim.bounds is None or (other > 0 and claim.bounds.hold(abs(now - other) / other))


def _amounts_fit(view: View, pair: Pair, ends: Sequence[str] = NAMED) -> bool:
    """Whether the numbers typed after the claim are those of the figure; where a piece of ``ends``
    stands before one it may be of something else."""
    if pair.now_of is not None:
        return all(_rounds_to(pair, typed, view) for typed in _DECIMAL.finditer(view.low))
    return any(_part_fits(view, pair, ends, part) for part in _told(view))


def _part_fits(view: View, pair: Pair, ends: Sequence[str], part: Sequence[Piece]) -> bool:
    is_first = not view.has("respective")
    for piece in part:
        if piece.kind == "value":
            meant = _meant(view, piece, pair, is_first=is_first)
            nearly = _NEARLY.search(view.low, view.piece.end, piece.start)
            bounds = about(nearly[1] if nearly else "", Fraction(piece.says), Fraction(0))
            if meant and not any(bounds.hold(Fraction(value)) for value in meant):
                return False
        is_first = is_first and piece.kind not in ends
    return True


def _told(view: View) -> list[list[Piece]]:
    """What tells of each part: “giảm ở cấp tỉnh (từ 30 xuống 18) và cấp huyện (từ 26 xuống 9)”."""
    parts: list[list[Piece]] = [[]]
    for piece, before in zip(view.after, [None, *view.after], strict=False):
        if before and view.low[before.start] == ")" and piece.kind in NOUNS:
            parts.append([])
        parts[-1].append(piece)
    return [part for part in parts if view.has("value", part)] or [[]]


def _rounds_to(pair: Pair, typed: re.Match[str], view: View) -> bool:
    """Whether a typed mean is that of its period: before the claim of this one, else of the one
    before."""
    value = pair.values[typed.start() > view.piece.start]
    if view.low.startswith(" điểm", typed.end()):
        value = abs(pair.values[0] - pair.values[1]) * 100
    return abs(value - Fraction(typed[0].replace(",", "."))) * 2 <= Fraction(1, 10 ** len(typed[1]))


def _meant(view: View, typed: Piece, pair: Pair, *, is_first: bool) -> tuple[int, ...]:
    """Which numbers a typed one may be, by the words around it; none where it may be another."""
    now, other = pair.now.value, pair.other.value
    before = _NEARLY.sub("", view.low[view.piece.start : typed.start])
    is_compared = _THAN.match(view.low, typed.end)
    is_then = any(p.search(before) for p in (_FROM, _THEN))
    if not is_compared and (is_then or _OF_THEN.match(view.low, typed.end)):
        return (other,)
    if is_compared or _TO.search(before):
        return (now,)
    if view.claim.kind == "times" or view.claim.loose or not view.claim.sign:
        return (now, other, abs(now - other)) if is_first else ()
    if before.rpartition("(")[2].strip() == "" and view.claim.form == "than":
        return (other, abs(now - other))
    return (abs(now - other),) if is_first else ()


def percent_fits(view: View, bounds: Bounds) -> bool | None:
    """Whether a percentage after “tăng” or “giảm” is the figure's; None where it is unknown."""
    for subject in _subjects(view):
        pair = _pair(view, subject, is_rate=view.is_rate)
        if pair is None or pair.other.value <= 0 or pair.now_of is not None:
            return None
        moved = Fraction(abs(pair.now.value - pair.other.value), pair.other.value)
        return bounds.hold(moved)
    return None


def _subjects(view: View) -> Iterator[Subject]:
    """What changed: what the token beside the claim names, what stands before it, else after."""
    if view.mean:
        yield view.mean[0]
        return
    tokens = view.told_pair or view.tokens(view.right) or view.tokens(view.left)
    if tokens and (view.tokens(view.right) or not view.tells(view.left)):
        yield from tokens[:1]
        return
    spread = view.told() if view.has("both") else view.spread()
    if spread or view.has("both"):
        yield from spread
        return
    left, right = view.nearest(view.left), view.first(view.right)
    is_told = any(view.has(kind, view.right) for kind in ("value", "token"))
    is_sum = is_told and not view.has("respective")
    is_agent = right and left == Subject("agencies", {}) and view.has("what", view.right)
    if left is not None and not is_agent:  # “các cơ quan tăng số hội nghị”
        more = {} if view.has("what", view.right) else facets_of(view.right)
        found = left.with_facets({n: v for n, v in more.items() if n not in left.facets})
        # “Giảm ở cấp tỉnh, cấp huyện”: at each of them, unless it is told by how much.
        yield from [found] if is_sum or found == left else split(found)
        return
    if right is None and view.here is None and not view.clause.topic:
        right = view.first(next_of(view.ahead))
    if right is not None:
        # “Cấp tỉnh tăng số lượt kiểm tra”: the place before belongs to the noun after.
        places = {n: v for n, v in facets_of(view.left).items() if n in PLACES}
        right = right.with_facets({**places, **right.facets})
        yield from [right] if is_sum else split(right)
    elif view.last is not None:
        yield view.last


def next_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The first of what stands ahead, up to the mark that ends it."""
    start = next((n for n, piece in enumerate(pieces) if piece.kind in NOUNS), 0)
    ends = (n for n, piece in enumerate(pieces) if n > start and piece.kind in _ENDS)
    return list(pieces[: next(ends, len(pieces))])


def _pair(view: View, subject: Subject, *, is_rate: bool) -> Pair | None:
    numbers = view.numbers
    now, before = numbers.now(subject), numbers.before(subject)
    if now is None or before is None:
        return None
    if not is_rate:
        return Pair(now, before)
    told = view.mean or view.told_share([*view.clause.topic, *view.before])
    whole = told[1] if told and told[0] == subject else rate_of(subject)
    now_of, before_of = numbers.now(whole), numbers.before(whole)
    if not now_of or not before_of:
        return None
    return Pair(now, before, now_of, before_of, is_mean=bool(view.mean))


def _other(view: View) -> Subject | None:
    """What the figure is compared with, where it is not itself in the period before."""
    if any(view.has(kind, view.right) for kind in ("before", "year", "this")):
        return None
    subjects = view.subjects(view.beside())
    mine = view.nearest(view.left) or (view.last if view.claim.sign and not view.is_past else None)
    if not subjects or mine is None:
        return None
    other = subjects[0]
    own = view.settled(Subject(mine.what, {**mine.facets, **other.facets}))
    is_own = not view.has("what", view.beside()) and view.numbers.now(own) is not None
    if is_own or not other.what or (other.what == "agencies" and mine.what != "agencies"):
        other = own
    return other if other != mine else None


def _compared(view: View, other: Subject) -> Doubt | None:
    mine = view.nearest(view.left) or view.last
    if mine is None:
        return unproven()
    now, than = view.numbers.now(mine), view.numbers.now(other)
    if now is None or than is None:
        return unproven()
    pair = Pair(now, than)
    if view.is_rate:
        wholes = view.numbers.now(rate_of(mine)), view.numbers.now(rate_of(other))
        if not all(wholes):
            return unproven()
        pair = Pair(now, than, *wholes)
    if pair.is_defined and _fits(view, pair) and _amounts_fit(view, pair, NAMED[-2:]):
        return None
    mine_said, other_said = pair.texts()
    text = f"{now.label}: {mine_said}; {than.label}: {other_said}."
    return contradicted(text, *pair.tokens)
