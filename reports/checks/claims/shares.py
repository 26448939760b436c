"""Claims about how much of a whole something is: “tất cả”, “hầu hết”, “chủ yếu”, “một số ít”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reports.checks.claims.changes import next_of, percent_fits
from reports.checks.claims.claim_words import ALL, Bounds
from reports.checks.claims.clauses import NOUNS
from reports.checks.claims.doubts import Doubt, contradicted, unproven
from reports.checks.claims.figures import Amount, share_token
from reports.checks.claims.pieces import Piece, Subject, facets_of
from reports.checks.claims.views import View
from reports.checks.claims.wholes import rate_of, wholes_of
from reports.figures.derived import percent
from tayninh_portal.lib.dates import count2

Facets = Mapping[str, frozenset[str]]
# Qualities that say how far something came: the last of them is what is claimed.
_STAGES = {"end", "clock", "reported", "visited", "presence", "absence"}
_GOES_BEFORE = {
    ("clock", frozenset({"due"})),
    ("reported", frozenset({"due"})),
    ("end", frozenset({"divided"})),
    ("rules", frozenset({"reviewed"})),
}
# Between a change and the percentage that tells how much it was.
_SILENT = {"value", "bracket", "unit", "token", "before", "aux"}


def share(view: View) -> Doubt | None:
    """A share of a whole, named or meant."""
    if (fits := _as_change(view)) is not None:
        return None if fits else unproven(OTHER_PERCENT)
    bounds = view.claim.bounds
    assert bounds is not None  # every share has them
    part, named = _read(view)
    if (said := view.said_of(part)) is not None:
        part, named = view.here, said.facets
    told = view.told_share([*view.clause.topic, *view.left, *view.after])
    if part is None and view.claim.form == "quantifier" and not view.given:
        told = _of_one(view)
    doubt = _of_words(view, part, named) if part else _silent(view)
    is_told = part is None or (told and part == told[0]) or not view.tells(view.left)
    return _judged(view, told[0], told[1:], bounds) if doubt and told and is_told else doubt


def _of_words(view: View, part: Subject, named: Facets) -> Doubt | None:
    """What is to be said of a part by the words of the sentence alone."""
    bounds = view.claim.bounds or ALL
    is_rate = view.is_rate and (view.claim.form == "takes" or not view.tells(view.right))
    wholes = [rate_of(part)] if is_rate else wholes_of(part, named)
    if _is_typed(view):
        wholes = [*wholes, rate_of(part), *_spoken(view, part)]
    is_whole = part == wholes[0] and bounds != ALL
    return _silent(view) if is_whole else _judged(view, part, wholes, bounds)


def _is_typed(view: View) -> bool:
    return view.claim.loose or (view.claim.form == "takes" and "%" in view.piece_text)


def _spoken(view: View, part: Subject) -> list[Subject]:
    """What else the sentence tells of its kind: “… số người vắng mặt (118/144, chiếm 81,94%)”."""
    told = view.subjects([p for p in view.earlier if p.kind in NOUNS])
    return [each for each in told if each.what == part.what and each != part]


OTHER_PERCENT = "tỷ lệ tăng, giảm khác với số liệu của hai kỳ."


def each(view: View) -> Doubt | None:
    """“Đều” without another word of quantity: everything spoken of before it."""
    spread = view.spread_all()
    subject = view.first(view.right)
    if spread and subject is not None and view.has("what", view.right):
        return _found_at_each(view, spread)
    part, named = _divided(view, [*view.clause.topic, *view.left], view.right)
    if part is None:
        return unproven()
    return _judged(view, part, wholes_of(part, named), ALL)


def _found_at_each(view: View, subjects: Sequence[Subject]) -> Doubt | None:
    """“Cả ba nhóm đều có vi phạm”: none of them is without."""
    for subject in subjects:
        amount = view.numbers.now(subject)
        if amount is None:
            return unproven()
        if not amount.value:
            return contradicted(f"{amount.text}.", amount)
    return None


def _as_change(view: View) -> bool | None:
    """Whether a percentage after “tăng” is the figure's; None where it is something else."""
    pieces = view.clause.pieces
    at = pieces.index(view.piece)
    before = [piece for piece in pieces[:at] if piece.kind not in _SILENT]
    bounds = view.claim.bounds
    if not before or before[-1].kind != "claim" or bounds is None or view.claim.form == "takes":
        return None
    is_beside = not view.low[before[-1].end : view.piece.start].strip()
    if before[-1].says.kind != "change" or not (is_beside or view.piece_text[:1].isdigit()):
        return None
    is_level = view.low[: view.piece.start].endswith((" lên ", " xuống ", " còn ", " mức "))
    if view.is_rate and (view.is_past or is_level):
        return None
    return percent_fits(view.at(before[-1]), bounds) is not False


def _read(view: View) -> tuple[Subject | None, Facets]:
    """The part that is claimed, and what the sentence says of its whole."""
    if view.claim.form == "takes":
        return _taken(view)
    if view.claim.form == "mainly":
        return _mainly(view)
    seq = view.right
    if not view.tells(seq):
        return _taken(view)
    return _quantified(view, seq)


def _taken(view: View) -> tuple[Subject | None, Facets]:
    """“Đi muộn chiếm phần lớn số vi phạm”: the part stands before."""
    part = view.nearest(view.left) or view.last or view.first(next_of(view.ahead))
    if part is None:
        return None, {}
    part = view.counted_up(part)
    among = [subject for subject in view.topic if view.has("among", view.clause.topic)]
    whole = view.first(view.right) or (among[0] if among else None)
    if whole is not None:  # “đi muộn và về sớm chiếm 64% số vi phạm”: of all of them
        own = {n: v for n, v in whole.facets.items() if not v < part.facets.get(n, v)}
        whole = Subject(whole.what, own)
    if whole is not None and whole.what == part.what and whole != part:
        return part.with_facets(_missing(whole.facets, part.facets)), whole.facets
    return part, {}


def _missing(facets: Facets, known: Facets) -> Facets:
    return {name: values for name, values in facets.items() if name not in known}


def _mainly(view: View) -> tuple[Subject | None, Facets]:
    """“Vi phạm chủ yếu là đi muộn”: the whole stands before, its parts after."""
    if view.claim.is_sure and not view.has("what", view.left) and view.here is None:
        return None, {}
    parts = facets_of(view.right)
    whole = view.nearest(view.left) or view.last
    if not parts:
        return (view.counted_up(whole), {}) if whole else (None, {})
    right = view.first(view.right)
    if whole is None or (right is not None and not view.tells(view.left) and right.what):
        whole = whole if whole and right and whole.what == right.what else right
        named: Facets = whole.facets if whole and right is not whole else {}
    else:
        named = whole.facets
    if whole is None:
        return None, {}
    part = view.settled(Subject(whole.what, {**named, **parts}))
    return part, named


def _quantified(view: View, seq: Sequence[Piece]) -> tuple[Subject | None, Facets]:
    """“Hầu hết phản ánh đến hạn được trả lời đúng hạn”: noun, what it is, what is claimed of it."""
    at = _boundary(seq)
    before, after = (seq[:at], seq[at + 1 :]) if at is not None else _by_stage(seq)
    if not view.tells(before):
        before = _before(view)
    stages = [piece for piece in view.ahead if _is_stage(piece)]
    if stages and view.has("claim", view.ahead[:2]) and not any(_is_stage(piece) for piece in seq):
        # “Tất cả sở và hầu hết xã đã gửi kết quả”: what is claimed of the next is claimed of it.
        before, after = seq, stages
    return _divided(view, before, after)


def _is_stage(piece: Piece) -> bool:
    return piece.kind == "facet" and piece.says[0] in _STAGES


def _before(view: View) -> Sequence[Piece]:
    return view.left if view.tells(view.left) else view.clause.topic


def _boundary(seq: Sequence[Piece]) -> int | None:
    """Where the claim on the noun begins: at “đều”, else at the last “là”."""
    for kinds in (("each",), ("is",)):
        found = [n for n, piece in enumerate(seq) if piece.kind in kinds]
        if found and any(piece.kind == "facet" for piece in seq[found[-1] :]):
            return found[-1]
    return None


def _by_stage(seq: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """Without a mark the last quality is claimed, with those that go with it."""
    facets = [n for n, piece in enumerate(seq) if piece.kind == "facet"]
    if not facets:
        return seq, []
    last = facets[-1]
    dimension = seq[last].says[0]
    at = last
    for n in reversed(facets[:-1]):
        name, values = seq[n].says
        goes_with = name == dimension or {name, dimension} <= _STAGES
        if (name, values) in _GOES_BEFORE or not goes_with or n < _noun_end(seq):
            break
        at = n
    return seq[:at], seq[at:]


def _noun_end(seq: Sequence[Piece]) -> int:
    nouns = [n for n, piece in enumerate(seq) if piece.kind in ("what", "weak")]
    return nouns[0] if nouns else -1


def _divided(
    view: View, before: Sequence[Piece], after: Sequence[Piece]
) -> tuple[Subject | None, Facets]:
    scope = facets_of(after)
    whole = view.nearest(before)
    named = next((each.what for each in view.subjects(after)), "")
    if whole is None and named:
        whole = view.settled(Subject(named, facets_of(before)))
    whole = whole or view.last
    if not scope or whole is None:
        return None, {}
    part = view.settled(Subject(whole.what, {**whole.facets, **scope}))
    return part, whole.facets


def _of_one(view: View) -> tuple[Subject, Subject] | None:
    """“Đã kiến nghị xử lý phần lớn vi phạm ({a} trường hợp)”: so many of them."""
    part, whole = next(iter(view.tokens(view.after)), None), view.first(view.right)
    if part is None or whole is None or part.what != whole.what or part == whole:
        return None
    return part, whole


def _silent(view: View) -> Doubt | None:
    """Nothing to be said of a word that is no claim everywhere; else what is known of its noun."""
    if view.claim.is_sure or view.claim.loose:
        return None
    subject = view.first(view.right)
    amount = view.numbers.now(subject) if subject else None
    if amount is None or not view.has("what", view.right):
        return unproven()
    return Doubt(ONLY_NUMBER.format(amount=amount.text), REPLACE.format(tokens=amount.tokens))


ONLY_NUMBER = "không có tổng số để tính phần; số liệu ghi nhận {amount}."
REPLACE = "Thay bằng số liệu {tokens}, hoặc bỏ từ này nếu không đo đếm được."


def _judged(view: View, part: Subject, wholes: Sequence[Subject], bounds: Bounds) -> Doubt | None:
    if part.facets.get("visited") == frozenset({"yes"}):
        # Of the agencies the report groups: whoever else was visited is no part of them.
        part = part.with_facets({"visited": frozenset({"grouped"})})
    found = view.numbers.now(part)
    is_typed = _is_typed(view)
    of = [view.numbers.now(whole) for whole in wholes]
    if found is None or of[0] is None or (None in of and not is_typed):
        return _silent(view)
    known = [each for each in of if each is not None]
    fits = [_holds(found, each, bounds) for each in known]
    if all(fits) or (is_typed and any(fits)):
        return None
    whole = known[fits.index(False)]
    if whole.value == 0:
        return contradicted(f"{whole.text}; không có gì để tính phần.", whole)
    text = (
        f"{found.text}, trên {count2(whole.value)} {whole.unit} ({whole.label}), chiếm "
        f"{percent(found.value, whole.value)}."
    )
    return contradicted(text, found, whole, *share_token(found, whole))


def _holds(part: Amount, whole: Amount, bounds: Bounds) -> bool:
    return whole.value > 0 and bounds.hold(Fraction(part.value, whole.value))
