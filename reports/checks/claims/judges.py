"""Hold one claim against the figures it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reports.checks.claims.changes import change, is_turned, times
from reports.checks.claims.doubts import ONE_PERIOD, Doubt, contradicted, unproven
from reports.checks.claims.figures import Amount
from reports.checks.claims.pieces import Piece, Subject, facets_of
from reports.checks.claims.shares import each, share
from reports.checks.claims.terms import REPORTING
from reports.checks.claims.unread import is_denied_unread, is_unknown, says_more
from reports.checks.claims.views import View, split
from tayninh_portal.lib.dates import count2

Judge = Callable[[View], Doubt | None]
# What may be compared with its like, where a clause names several: a kind before a place.
_COMPARED = (
    *("form", "category", "field", "person_kind", "area", "cause", "class", "month", "group"),
    *("notice", "clock", "end", "punish", "presence", "absence"),
)
_LEVELS = re.compile(r"cấp$|ba \w+$")
# Words by which “không có” is about something else than a number.
_MARKS = ("", ".", ",", ";", ")")
_ORDINARY = ("không có", "chưa có", "không để xảy ra", "không phát sinh", "không xảy ra")


def judge(view: View) -> Doubt | None:
    """What the figures say against the claim; None where they bear it."""
    if view.claim.kind in ("share", "extreme") and view.has(
        "reason", [*view.left[:1], *view.before[:1]]
    ):
        return None  # “nguyên nhân chủ yếu là …”
    is_given = view.claim.kind == "share" and bool(view.given)
    if is_unknown(view) and not is_given:
        is_cause = view.claim.kind == "change" and view.has("because")
        is_quiet = view.claim.is_sure and not view.claim.loose
        return None if is_quiet or is_cause else unproven()
    if view.is_past and not is_turned(view):
        view = replace(view, numbers=view.numbers.past)
    doubt = _JUDGES[view.claim.kind](view)
    # “Hằng tháng, các phòng đều giao ban”: nobody's number.
    is_habit = view.claim.kind == "each" and view.has("habit")
    return None if is_habit and doubt == unproven() else doubt


def _changed(view: View) -> Doubt | None:
    """A change; or “không còn … như năm trước”: there were some in the year before."""
    denied = [p for p in view.clause.pieces if p.kind == "claim" and p.says.kind == "none"]
    if view.piece_text != "như" or not denied:
        return change(view)
    past = replace(view.at(denied[0]), numbers=view.numbers.past)
    return some(past) if "còn" in past.piece_text else None


def none(view: View) -> Doubt | None:
    """“Không còn”, “không có … nào”: every number spoken of is none."""
    subjects = _denied(view)
    if not subjects or is_denied_unread(view):
        ordinary = view.piece_text.startswith(_ORDINARY) and not view.counts_after
        return None if ordinary else unproven()
    for subject in subjects:
        amount = view.numbers.now(subject)
        if amount is None and not _is_of_none(view, subject):
            return unproven()
        if amount is not None and amount.value:
            return contradicted(f"{amount.text}.", amount)
    return None


def _is_of_none(view: View, part: Subject) -> bool:
    """Whether what it is a part of is none: “không công chức nào bị kỷ luật”, where nobody was."""
    facets = part.facets.items()
    wider = (Subject(part.what, {n: v for n, v in facets if n != name}) for name in part.facets)
    amounts = [view.numbers.now(each) for each in wider if each.facets]
    return any(amount is not None and not amount.value for amount in amounts)


def _denied(view: View) -> list[Subject]:
    own = view.left if not view.has("what", view.left) else []
    around = {
        name: values
        for name, values in facets_of([*_loose(view.clause.topic), *own]).items()
        if name in _COMPARED[:9] or name == "leader"
    }
    found = []
    is_over = view.low[view.piece.end :].lstrip()[:1] in _MARKS
    for subject in [] if is_over else view.subjects(view.right):
        whole = subject if subject.what else view.filled_left(subject)
        more = {name: values for name, values in around.items() if name not in whole.facets}
        if whole.what == "agencies" and view.here and view.here.what == "agencies":
            more |= {name: view.here.facets[name] for name in {"group"} & set(view.here.facets)}
        if all(value.startswith("unit_") for value in whole.facets.get("category", " ")):
            whole = Subject("unit_findings", whole.facets)  # “không còn đơn vị thiếu bảng tên”
        found.append(view.settled(Subject(whole.what, {**more, **whole.facets})))
    if not found and view.tokens(view.right):
        return view.tokens(view.right)[:1]
    if not found and (before := view.nearest(view.left)):
        is_same = view.here is not None and view.here.what == before.what and not before.facets
        return [view.here if view.here and is_same else before]
    if not found and view.last and (view.has("unit", view.right) or not view.right):
        # “… bị kỷ luật, năm nay không còn trường hợp nào”: none of what was spoken of.
        return [] if says_more(view) else [view.last]
    # “Thiếu sót ở Bộ phận Một cửa …, không còn thiếu sót nào”: none of those.
    bare = {each.what: each for each in (*view.topic, view.here) if each}
    return [s if s.facets else bare.get(s.what, s) for s in found if s.what]


def _loose(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces that no noun owns."""
    return [] if any(piece.kind in ("what", "weak") for piece in pieces) else pieces


def some(view: View) -> Doubt | None:
    """“Vẫn còn”: there is at least one."""
    amounts = [view.numbers.now(subject) for subject in _denied(view)]
    for amount in amounts:
        if amount is not None and not amount.value:
            return contradicted(f"{amount.text}.", amount)
    return None


def only(view: View) -> Doubt | None:
    """“Duy nhất”: exactly one."""
    start = next((piece.start for piece in view.right), 0)
    is_beside = view.low[view.piece.end : start].strip() in ("", "một", "là", "có")
    subject = view.first(view.right) if is_beside else view.nearest(view.left)
    amount = view.numbers.now(subject) if subject else None
    if amount is None or amount.value == 1:
        return None
    return contradicted(f"{amount.text}.", amount)


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
    return contradicted(f"{'; '.join(amount.text for amount in known)}.", *known)


def count(view: View) -> Doubt | None:
    """“Hơn 400 hội nghị”: the number of what is named."""
    subject = view.first(view.right) if view.has("what", view.right) else view.nearest(view.left)
    amount = view.numbers.now(subject) if subject else None
    bounds = view.claim.bounds
    if amount is None or bounds is None or bounds.hold(Fraction(amount.value)):
        return None
    return contradicted(f"{amount.text}.", amount)


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
    return contradicted(text, *mine, amounts[first])


def following(view: View) -> Doubt | None:
    """“Cao nhất là …, kế đến là …”: no other part lies between the two."""
    subject, known = view.first(view.right), view.known
    dimension = _compared(view, subject) if subject else ""
    if subject is None or known is None or subject.what != known.what:
        return None
    amounts = _siblings(view, subject, dimension)
    named, first = (each.facets.get(dimension, frozenset()) for each in (subject, known))
    if not named or not first or not named | first <= set(amounts):
        return None
    low, high = sorted(min(amounts[value].value for value in each) for each in (named, first))
    between = [
        amount
        for value, amount in amounts.items()
        if value and value not in named | first and low < amount.value < high
    ]
    if not between:
        return None
    mine = [amounts[value] for value in sorted(named)]
    return contradicted(f"{'; '.join(each.text for each in [*mine, *between])}.", *mine, *between)


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
    beyond = 0 if view.claim.rank == 0 else mine - 1  # the only one, or the one that moved most
    if mine > 0 and all(other > mine if least else other <= beyond for other in others):
        return None
    first = max(moved, key=lambda value: moved[value])
    most, way = amounts[first], "tăng" if view.claim.sign > 0 else "giảm"
    return contradicted(f"{most.label}: {way} {count2(moved[first])} {most.unit}.", most)


def _about(view: View) -> Subject | None:
    """The subject of the whole clause: facets may stand on both sides of the claim."""
    pieces = [*view.left, *view.right]
    subject = view.nearest(pieces)
    facets = facets_of(pieces)
    if subject is not None and not set(facets) <= set(subject.facets):
        subject = view.settled(Subject(subject.what, {**facets, **subject.facets}))
    if subject is None or not set(subject.facets) & set(_COMPARED):
        topic = facets_of(view.clause.topic) or (view.here.facets if view.here else {})
        base = subject or view.last
        if base is None:
            return None
        subject = view.settled(Subject(base.what, {**topic, **base.facets}))
    parts = [p.says for p in view.clause.pieces if p.kind == "dimension"]
    if parts and not set(parts) & set(subject.facets):
        # “… {…} trường hợp, là hình thức được áp dụng nhiều nhất”: what the number before counts.
        told = view.tokens([*view.clause.topic, *pieces])
        subject = next((each for each in told if set(parts) & set(each.facets)), subject)
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
    levels = (p for p in view.clause.pieces if p.kind == "dimension" and p.says == "group")
    is_level = any(_LEVELS.search(view.low, p.start, p.end) for p in levels)
    for value in REPORTING if is_level else view.numbers.values_of(dimension, subject):
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
    """Whether a part is looked at for the least: what never occurred is no kind of it."""
    return value in REPORTING or amount.value > 0


_JUDGES: Mapping[str, Judge] = {
    "change": _changed,
    "times": times,
    "share": share,
    "each": each,
    "none": none,
    "some": some,
    "only": only,
    "equal": equal,
    "extreme": extreme,
    "mover": mover,
    "next": following,
    "count": count,
    "years": years,
}
