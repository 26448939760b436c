"""What a noun with its qualities is in the catalogue: “người vắng”, “cơ quan gửi trễ hạn”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.checks.claims.pieces import Subject

Facets = Mapping[str, frozenset[str]]
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
    "rules": ("reviewed", "amended"),
    "reported": ("due", "filed", "accepted", "done"),
}
_VIOLATIONS = {"category", "area", "field", "person_kind", "leader", "form", "punish"}


def known_as(subject: Subject, year: int) -> Subject:
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
    if what == "agencies" and {"form", "punish"} & set(facets):
        return "violations"
    units = {value.startswith("unit_") for value in facets.get("category", ())}
    if what in ("violations", "") and units == {True}:
        return "unit_findings"
    if not what and facets.get("end", frozenset()) & {"answered", "passed_on"}:
        return "complaints"
    if {"remedied", "unremedied"} & facets.get("end", frozenset()):
        return "remedies"
    if what == "directives" and "rules" in facets:
        return "rules"
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
