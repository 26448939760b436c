"""Claims about this period and the one before, and about two figures beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reports.checks.claims.claim_words import Bounds
from reports.checks.claims.doubts import ONE_PERIOD, Doubt, contradicted, unproven
from reports.checks.claims.figures import Amount
from reports.checks.claims.pieces import Subject, facets_of
from reports.checks.claims.views import View
from reports.checks.claims.wholes import rate_of
from tayninh_portal.lib.dates import count2, percent_vi

_FROM = re.compile(r"(?:^|\W)từ\W*$")
_TO = re.compile(r"(?:lên|còn|xuống|đạt|là)(?: tới| đến| mức| còn| chỉ còn)*\W*$")
_THEN = re.compile(r"(?:năm trước|năm ngoái|cùng kỳ|kỳ trước)(?: là| có| chỉ có| chỉ)?[\W]*$")
_WAYS = {1: "tăng", 0: "không thay đổi", -1: "giảm"}


@dataclass(frozen=True)
class Pair:
    """Two numbers, and what stands below the line of each where they are rates."""

    now: Amount
    other: Amount
    now_of: Amount | None = None
    other_of: Amount | None = None

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
        return _said(self.now, self.now_of), _said(self.other, self.other_of)


def _over(amount: Amount, whole: Amount | None) -> Fraction:
    return Fraction(amount.value) if whole is None else Fraction(amount.value, whole.value)


def _said(amount: Amount, whole: Amount | None) -> str:
    if whole is None:
        return f"{count2(amount.value)} {amount.unit}".rstrip()
    share = percent_vi(amount.value, whole.value) if whole.value else "không có"
    return f"{count2(amount.value)}/{count2(whole.value)} ({share})"


def change(view: View) -> Doubt | None:
    """“Tăng”, “giảm”, “nhiều hơn”, “bằng”: with the period before, or of two figures."""
    if view.claim.form == "than" and (other := _other(view)):
        return _compared(view, other)
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
    for subject in subjects:
        pair = _pair(view, subject)
        if pair is None or not pair.is_defined:
            return unproven(view.numbers.missing(subject))
        if doubt := _held(view, subject, pair):
            return doubt
    return None


def _held(view: View, subject: Subject, pair: Pair) -> Doubt | None:
    now, before = pair.texts()
    way = _WAYS[(pair.values[0] > pair.values[1]) - (pair.values[0] < pair.values[1])]
    name = view.numbers.period_before
    text = f"{pair.now.label}: kỳ này {now}, {name} {before} ({way}{_by_how_much(pair, way)})."
    if not _fits(view, pair) or not _amounts_fit(view, pair):
        keys = [f"{{{key}|{form}}}" for key in pair.now.keys[:1] for form in ("before", "change")]
        return contradicted(text, [pair.now], *keys)
    if not view.numbers.is_comparable(subject):
        return unproven(f"{text} {view.numbers.not_comparable}")
    return None


def _by_how_much(pair: Pair, way: str) -> str:
    if way == _WAYS[0] or pair.now_of is not None:
        return ""
    moved = abs(pair.now.value - pair.other.value)
    share = f", {percent_vi(moved, pair.other.value)}" if pair.other.value else ""
    return f" {count2(moved)}{share}"


def _fits(view: View, pair: Pair) -> bool:
    now, other = pair.values
    claim = view.claim
    if claim.kind == "times":
        return other > 0 and claim.bounds is not None and claim.bounds.hold(now / other)
    if claim.loose:
        return now <= other if claim.sign < 0 else now >= other
    if (now > other) - (now < other) != claim.sign:
        return False
    return claim.bounds is None or (other > 0 and claim.bounds.hold(abs(now - other) / other))


def _amounts_fit(view: View, pair: Pair) -> bool:
    """Whether the numbers typed after the claim are those of the figure."""
    if pair.now_of is not None:
        return True
    is_first = True
    for piece in view.after:
        if piece.kind == "value":
            value = _meant(view.low[view.piece.start : piece.start], pair, is_first=is_first)
            if value not in (None, piece.says):
                return False
        is_first = is_first and piece.kind not in ("what", "facet", "weak", "cut", "value")
    return True


def _meant(before: str, pair: Pair, *, is_first: bool) -> int | None:
    """Which number a typed one has to be, by the words before it; None where it may be another."""
    if _FROM.search(before) or _THEN.search(before):
        return pair.other.value
    if _TO.search(before):
        return pair.now.value
    return abs(pair.now.value - pair.other.value) if is_first else None


def percent_fits(view: View, bounds: Bounds) -> bool | None:
    """Whether a percentage after “tăng” or “giảm” is the figure's; None where it is unknown."""
    for subject in _subjects(view):
        pair = _pair(view, subject)
        if pair is None or pair.other.value <= 0 or pair.now_of is not None:
            return None
        moved = Fraction(abs(pair.now.value - pair.other.value), pair.other.value)
        return bounds.hold(moved)
    return None


def _subjects(view: View) -> Iterator[Subject]:
    """What changed: what the token beside the claim names, what stands before it, else after."""
    tokens = view.tokens(view.right) or view.tokens(view.left)
    if tokens and (view.tokens(view.right) or not view.tells(view.left)):
        yield from tokens[:1]
        return
    spread = view.spread()
    if spread:
        yield from spread
        return
    left, right = view.nearest(view.left), view.first(view.right)
    if left is not None:
        more = {} if view.has("what", view.right) else facets_of(view.right)
        yield left.with_facets({n: v for n, v in more.items() if n not in left.facets})
        return
    topic = [each for each in view.topic if each.what]
    found = right or (topic[-1] if topic else None) or view.here
    if found is None and not view.clause.topic:
        found = view.first(view.ahead)
    found = found or view.known
    if found is not None:
        yield found


def _pair(view: View, subject: Subject) -> Pair | None:
    numbers = view.numbers
    now, before = numbers.now(subject), numbers.before(subject)
    if now is None or before is None:
        return None
    if not view.is_rate:
        return Pair(now, before)
    whole = rate_of(subject)
    now_of, before_of = numbers.now(whole), numbers.before(whole)
    return Pair(now, before, now_of, before_of) if now_of and before_of else None


def _other(view: View) -> Subject | None:
    """What the figure is compared with, where it is not itself in the period before."""
    if view.has("before", view.right) or view.has("year", view.right):
        return None
    beside = view.beside()
    tokens = view.tokens(beside)
    subjects = view.subjects(beside)
    if not subjects:
        return tokens[0] if tokens else None
    other, mine = subjects[0], view.nearest(view.left)
    if mine is None:
        return None
    if not other.what or (other.what == "agencies" and mine.what != "agencies"):
        other = Subject(mine.what, {**mine.facets, **other.facets})
    return other if other != mine else None


def _compared(view: View, other: Subject) -> Doubt | None:
    mine = view.nearest(view.left) or view.known
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
    if pair.is_defined and _fits(view, pair) and _amounts_fit(view, pair):
        return None
    mine_said, other_said = pair.texts()
    text = f"{now.label}: {mine_said}; {than.label}: {other_said}."
    return contradicted(text, [now, than])
