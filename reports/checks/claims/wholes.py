"""Of which whole a part is told: “phần lớn phản ánh đến hạn” is a share of those that were due.

Where the sentence names no whole, there may be two that people mean: of all that were received, or
of those that were due. A share has to hold of both.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.checks.claims.pieces import Subject

Facets = Mapping[str, frozenset[str]]
_DUE = frozenset({"due"})
_STATED = {"plans", "propaganda", "rules_reviewed", "shortcomings", "proposals", "not_held"}
_STEPS = {"filed", "accepted", "done", "not_filed", "not_done"}
_SENT = {"on_time", "late"}


def wholes_of(part: Subject, named: Facets) -> list[Subject]:
    """The wholes ``part`` may be a share of; ``named``: the facets the sentence gives its whole."""
    literal = Subject(part.what, _base(part, named))
    narrow = None if _narrows(named) else _narrow(part)
    found = [literal]
    if narrow is not None and narrow.facets != literal.facets:
        found.append(Subject(part.what, {**narrow.facets, **named}))
    return found


def rate_of(part: Subject) -> Subject:
    """The whole of a rate, as the catalogue's own ratios have it."""
    if part.what == "complaints" and "handled" in part.facets.get("end", ()):
        return Subject("complaints", {"end": frozenset({"divided"})})
    group = {name: values for name, values in part.facets.items() if name == "group"}
    if part.what == "agencies":
        return Subject("agencies", _base(part, group))
    narrow = _narrow(part)
    return narrow if narrow is not None else Subject(part.what, {})


def _base(part: Subject, named: Facets) -> Facets:
    is_sending = part.what == "agencies" and {"reported", "clock"} & set(part.facets)
    if is_sending and not {"reported", "clock"} & set(named):
        return {**named, "reported": _DUE}
    return named


def _narrows(named: Facets) -> bool:
    return bool(set(named) - {"group"})


def _narrow(part: Subject) -> Subject | None:
    """The nearest whole that is a figure of its own."""
    given = {name: set(values) for name, values in part.facets.items()}
    facets: dict[str, str] = {}
    if part.what == "complaints" and given.get("clock", set()) & {*_SENT, "overdue"}:
        facets = {"clock": "due"}
    elif part.what == "agencies" and given.get("clock", set()) & _SENT:
        facets = {"reported": "filed"}
    elif part.what == "agencies" and given.get("reported", set()) & _STATED:
        facets = {"reported": "accepted"}
    elif part.what == "violations":
        facets = _handled(given)
    if not facets:
        return None
    return Subject(part.what, {name: frozenset({value}) for name, value in facets.items()})


def _handled(given: Mapping[str, set[str]]) -> dict[str, str]:
    if "done" in given.get("recommended", ()) or {"recommended", "end"} <= set(given):
        return {"recommended": "yes"}
    return {"end": "handled"} if {"punish", "form"} & set(given) else {}
