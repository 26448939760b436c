"""Hold one claim against the figures it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reports.checks.claims.changes import change, times
from reports.checks.claims.doubts import ONE_PERIOD, Doubt, contradicted, unproven
from reports.checks.claims.figures import Amount
from reports.checks.claims.pieces import Piece, Subject, facets_of
from reports.checks.claims.shares import each, share
from reports.checks.claims.terms import GROUPS, REPORTING
from reports.checks.claims.views import View, split
from tayninh_portal.lib.dates import count2

Judge = Callable[[View], Doubt | None]
# What may be compared with its like, where a clause names several: a kind before a place.
_COMPARED = (
    "form",
    "category",
    "field",
    "person_kind",
    "area",
    "cause",
    "class",
    "month",
    "group",
    "notice",
    "clock",
    "end",
    "punish",
    "presence",
    "absence",
)
# Words by which “không có” is about something else than a number.
_ORDINARY = ("không có", "chưa có", "không để xảy ra")


def judge(view: View) -> Doubt | None:
    """What the figures say against the claim; None where they bear it."""
    if view.is_unknown:
        return None if view.claim.is_sure else unproven()
    if view.is_past:
        view = replace(view, numbers=view.numbers.past)
    return _JUDGES[view.claim.kind](view)


def none(view: View) -> Doubt | None:
    """“Không còn”, “không có … nào”: every number spoken of is none."""
    subjects = _denied(view)
    if not subjects:
        ordinary = view.piece_text.startswith(_ORDINARY) and not view.counts_after
        return None if ordinary else unproven()
    for subject in subjects:
        amount = view.numbers.now(subject)
        if amount is None:
            return unproven()
        if amount.value:
            return contradicted(f"{amount.text}.", [amount])
    return None


def _denied(view: View) -> list[Subject]:
    own = view.left if not view.has("what", view.left) else []
    around = {
        name: values
        for name, values in facets_of([*_loose(view.clause.topic), *own]).items()
        if name in _COMPARED[:9] or name == "leader"
    }
    found = []
    for subject in view.subjects(view.right):
        whole = subject if subject.what else view.filled_left(subject)
        more = {name: values for name, values in around.items() if name not in whole.facets}
        if whole.what == "agencies" and view.here and view.here.what == "agencies":
            more |= {name: view.here.facets[name] for name in {"group"} & set(view.here.facets)}
        found.append(view.settled(Subject(whole.what, {**more, **whole.facets})))
    if not found and view.tokens(view.right):
        return view.tokens(view.right)[:1]
    if not found and (before := view.nearest(view.left)):
        return [before]
    return [subject for subject in found if subject.what]


def _loose(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces that no noun owns."""
    return [] if any(piece.kind in ("what", "weak") for piece in pieces) else pieces


def some(view: View) -> Doubt | None:
    """“Vẫn còn”: there is at least one."""
    amounts = [view.numbers.now(subject) for subject in _denied(view)]
    for amount in amounts:
        if amount is not None and not amount.value:
            return contradicted(f"{amount.text}.", [amount])
    return None


def only(view: View) -> Doubt | None:
    """“Duy nhất”: exactly one."""
    subject = view.first(view.right) or view.nearest(view.left)
    amount = view.numbers.now(subject) if subject else None
    if amount is None or amount.value == 1:
        return None
    return contradicted(f"{amount.text}.", [amount])


def equal(view: View) -> Doubt | None:
    """“Bằng nhau”: all that was counted up."""
    pieces = [*view.clause.topic, *view.left]
    subjects = [view.filled(subject) for subject in view.subjects(pieces)]
    if len([each for subject in subjects for each in split(subject)]) < 2:
        pieces += [*view.right, *view.ahead]
        subjects = [view.filled(subject) for subject in view.subjects(pieces)]
    subjects = [each for subject in subjects for each in split(subject) if each.what]
    amounts = [view.numbers.now(subject) for subject in subjects]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < 2 or len(known) < len(amounts):
        return unproven()
    if len({amount.value for amount in known}) == 1:
        return None
    return contradicted(f"{'; '.join(amount.text for amount in known)}.", known)


def years(view: View) -> Doubt | None:
    """More periods than the one before: nothing is known of them here."""
    return unproven(ONE_PERIOD)


def extreme(view: View) -> Doubt | None:
    """“Cao nhất”, “ít nhất”: among its like, the other qualities being the same."""
    subject = _about(view)
    if subject is None:
        return unproven()
    dimension = _compared(view, subject)
    if not dimension:
        return unproven()
    named = subject.facets[dimension]
    amounts = _siblings(view, subject, dimension)
    if any(value not in amounts for value in named) or len(amounts) < 2:
        return unproven()
    if _is_extreme(amounts, named, view):
        return None
    first = max(
        (
            value
            for value in amounts
            if value in named or view.claim.sign > 0 or _may_be_least(value, amounts[value])
        ),
        key=lambda value: view.claim.sign * amounts[value].value,
    )
    mine = [amounts[value] for value in sorted(named)]
    text = f"{'; '.join(amount.text for amount in mine)}; {amounts[first].text}."
    if first in named:
        ordered = sorted(amounts.values(), key=lambda each: -view.claim.sign * each.value)
        text = f"{'; '.join(amount.text for amount in ordered[:4])}."
    return contradicted(text, [*mine, amounts[first]])


def mover(view: View) -> Doubt | None:
    """“Tăng nhiều nhất”: no part of the same kind moved farther that way."""
    subject = _about(view)
    dimension = _compared(view, subject) if subject else ""
    if subject is None or not dimension:
        return unproven()
    amounts = _siblings(view, subject, dimension)
    moved = {
        value: view.claim.sign * (amount.value - before.value)
        for value, amount in amounts.items()
        if (before := view.numbers.before(subject.with_facets({dimension: frozenset({value})})))
    }
    named = subject.facets[dimension]
    if not named <= set(moved):
        return unproven()
    least = view.claim.rank < 0
    others = [way for value, way in moved.items() if value not in named and (way > 0 or not least)]
    mine = min(moved[value] for value in named)
    if mine > 0 and all(other > mine if least else other < mine for other in others):
        return None
    first = max(moved, key=lambda value: moved[value])
    most, way = amounts[first], "tăng" if view.claim.sign > 0 else "giảm"
    return contradicted(f"{most.label}: {way} {count2(moved[first])} {most.unit}.", [most])


def _about(view: View) -> Subject | None:
    """The subject of the whole clause: facets may stand on both sides of the claim."""
    pieces = [*view.left, *view.right]
    subject = view.nearest(pieces)
    facets = facets_of(pieces)
    if subject is not None and not set(facets) <= set(subject.facets):
        subject = view.settled(Subject(subject.what, {**facets, **subject.facets}))
    if subject is None or not set(subject.facets) & set(_COMPARED):
        topic = facets_of(view.clause.topic)
        base = subject or next((each for each in reversed(view.topic) if each.what), view.known)
        if base is None:
            return None
        subject = view.settled(Subject(base.what, {**topic, **base.facets}))
    return view.counted_up(subject)


def _compared(view: View, subject: Subject) -> str:
    """The dimension in which it is compared: the one named, else that of the nearest part."""
    said: list[str] = [p.says for p in view.clause.pieces if p.kind == "dimension"]
    for dimension in said:
        if dimension in subject.facets:
            return dimension
    after: list[str] = [
        p.says[0] for p in view.right if p.kind == "facet" and p.says[0] in subject.facets
    ]
    for dimension in (*after, *_COMPARED):
        if dimension in subject.facets and dimension in _COMPARED:
            return dimension
    return ""


def _siblings(view: View, subject: Subject, dimension: str) -> Mapping[str, Amount]:
    found = {}
    for value in view.numbers.values_of(dimension, subject):
        amount = view.numbers.now(subject.with_facets({dimension: frozenset({value})}))
        if amount is not None:
            found[value] = amount
    return found


def _is_extreme(amounts: Mapping[str, Amount], named: frozenset[str], view: View) -> bool:
    """Whether none of the others lies beyond; with a rank, just so many do."""
    sign = view.claim.sign
    mine = [sign * amounts[value].value for value in named]
    others = [
        sign * amount.value
        for value, amount in amounts.items()
        if value not in named and value and (sign > 0 or _may_be_least(value, amount))
    ]
    if view.claim.rank > 1:
        return sum(other > max(mine) for other in others) == view.claim.rank - 1
    return all(other < min(mine) for other in others) and (sign < 0 or min(mine) > 0)


def _may_be_least(value: str, amount: Amount) -> bool:
    """Whether a part is looked at for the least: what never occurred is no kind of it, and “đơn vị
    khác” is no group of the report."""
    return value in REPORTING or (amount.value > 0 and value != GROUPS[-1])


_JUDGES: Mapping[str, Judge] = {
    "change": change,
    "times": times,
    "share": share,
    "each": each,
    "none": none,
    "some": some,
    "only": only,
    "equal": equal,
    "extreme": extreme,
    "mover": mover,
    "years": years,
}
