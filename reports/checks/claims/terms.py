"""Which figure of the catalogue a subject is: terms that are added or taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product

from reports.checks.claims.pieces import Subject
from reports.figures.catalog import CATALOG, cell_key

Facets = Mapping[str, str]
# Keys with the sign each is counted with.
Terms = tuple[tuple[int, str], ...]
Made = Callable[[dict[str, str]], Terms | None]

GROUPS = ("provincial", "district", "commune", "other")
REPORTING = GROUPS[:3]
# Parts that stand side by side: of one whole, none in another. What is cell and what is a figure
# of its own is the catalogue's affair.
SIBLINGS: dict[str, tuple[str, ...]] = {
    "group": GROUPS,
    "cause": ("plan", "hotline", "after_tet", "recheck", "other"),
    "notice": ("surprise", "announced"),
    "clock": ("on_time", "late", "overdue", "running", "waiting", "no_clock"),
    "end": ("closed", "passed_on", "open"),
    "class": ("unclassified", "not_accepted", "conduct", "rules_own", "rules_other"),
    "presence": ("present", "absent_excused", "absent_unexcused", "absent_unknown"),
    "punish": ("discipline", "other"),
}


def all_terms(subject: Subject) -> tuple[Terms, ...] | None:
    """The terms of every combination of values, to be added up; None where one has no figure."""
    names = sorted(subject.facets)
    found = []
    for values in product(*(sorted(subject.facets[name]) for name in names)):
        terms = terms_of(subject.what, dict(zip(names, values, strict=True)))
        if terms is None:
            return None
        found.append(terms)
    return tuple(dict.fromkeys(found))


def terms_of(what: str, facets: Facets) -> Terms | None:
    """The figure of one noun with one value of each facet; None where there is none."""
    made = _MADE.get(what)
    terms = made(dict(facets)) if made else None
    if terms is None or any(key.partition("@")[0] not in CATALOG for _, key in terms):
        return None
    return terms


def _one(key: str, rest: Facets) -> Terms | None:
    """A figure, or the cell of it that the rest of the facets names."""
    known = CATALOG.get(key)
    if known is None or known.base is None or not set(rest) <= set(known.base.dimensions):
        return None
    return ((1, cell_key(key, **rest) if rest else key),)


def _main(facets: dict[str, str], names: Iterable[str], keys: Mapping[str, str]) -> str | None:
    """The figure the one of these facets names that is there; None for two of them."""
    said = [facets.pop(name) for name in names if name in facets]
    if not said:
        return ""
    return keys.get(said[0]) if len(said) == 1 else None


_VISITS = {
    "surprise": "visits.surprise",
    "announced": "visits.announced",
    "without": "visits.without_findings",
    "counted": "headcounts.visits",
    "uneven": "headcounts.uneven",
    **{cause: f"visits.cause.{cause}" for cause in SIBLINGS["cause"]},
}


def _visits(facets: dict[str, str]) -> Terms | None:
    if "plan" in facets:
        return _planned(facets)
    if facets.get("outcome") == "with" and len(facets) == 1:
        return ((1, "visits.total"), (-1, "visits.without_findings"))
    key = _main(facets, ("notice", "cause", "outcome", "counted"), _VISITS)
    if key is None:
        return None
    if not key and set(facets) == {"group"}:
        return _one(f"visits.{facets['group']}", {})
    return _one(key or "visits.total", facets)


def _planned(facets: dict[str, str]) -> Terms | None:
    """What stands in a plan, and what was carried out of it, told apart by “theo kế hoạch”."""
    plan = facets.pop("plan")
    facets.pop("cause" if facets.get("cause") == "plan" else "", None)
    key = {"listed": facets.pop("notice", "total")}.get(plan, plan)
    return _one(f"plans.{key}", facets)


_SELF = ("filed", "on_time", "late", "overdue", "accepted", "done", "due")
_TOLD = ("plans", "propaganda", "rules_reviewed", "shortcomings", "proposals", "not_held")


def _agencies(facets: dict[str, str]) -> Terms | None:
    group, visited = facets.get("group", ""), facets.get("visited", "")
    if set(facets) - {"group", "visited", "reported", "clock", "absence"}:
        return None
    if visited:
        return _visited(group, visited)
    step = _step(facets.get("reported", ""), facets.get("clock", ""))
    if not step:
        return _one("agencies.total", {"group": group} if group else {})
    if step in _TOLD:
        return None if group else _one(f"self_inspections.{step}", {})
    start = f"self_inspections.{group or 'total'}"
    if step in ("not_filed", "not_done"):
        done = "filed" if step == "not_filed" else "done"
        return ((1, f"{start}.due"), (-1, f"{start}.{done}"))
    return ((1, f"{start}.{step}"),)


def _step(reported: str, clock: str) -> str:
    """How far an agency came; a day that was kept or missed says more than that it sent."""
    if clock in ("on_time", "late", "overdue", "due"):
        return clock
    return "" if clock else reported


_VISITED = {
    "yes": "visits.agencies",
    "grouped": "agencies.visited",
    "no": "agencies.not_visited",
}


def _visited(group: str, visited: str) -> Terms | None:
    if not group:
        return _one(_VISITED[visited], {})
    missed = f"agencies.{group}.not_visited"
    if visited == "no":
        return ((1, missed),)
    return ((1, f"agencies.total@group={group}"), (-1, missed))


def _violations(facets: dict[str, str]) -> Terms | None:
    if facets.pop("self_found", ""):
        return None if facets else _one("self_inspections.violations", {})
    if "absence" in facets:
        facets["category"] = "absent" if facets.pop("absence") == "unexcused" else ""
    is_handled, handled = _handled(facets)
    if is_handled:
        return handled
    if facets.get("recommended") == "yes":
        return _one("violations.recommended", _without(facets, "recommended"))
    return _whole_or_cell("violations", facets)


def _whole_or_cell(name: str, facets: dict[str, str]) -> Terms | None:
    if set(facets) == {"group"}:
        return _one(f"{name}.{facets['group']}", {})
    if name == "violations" and facets == {"leader": "yes"}:
        return _one("violations.leaders", {})
    if name == "violations" and facets == {"leader": "no"}:
        return ((1, "violations.total"), (-1, "violations.leaders"))
    return _one(f"{name}.total", facets)


def _handled(facets: dict[str, str]) -> tuple[bool, Terms | None]:
    """Whether the facets speak of what was handled, and which figure that is."""
    rest = _without(facets, "recommended", "end", "punish")
    end, recommended = facets.get("end", ""), facets.get("recommended", "")
    if recommended == "done" or (recommended and end == "handled"):
        return True, _one("handlings.recommended", rest)
    if "form" in facets:
        return True, _one("handlings.total", rest)
    if "punish" in facets:
        return True, _one(f"handlings.{facets['punish']}", rest)
    if end == "handled":
        return True, _one("handlings.total", rest)
    if end == "open":
        whole, part = _whole_or_cell("violations", dict(rest)), _one("handlings.total", rest)
        return True, (*whole, (-1, part[0][1])) if whole and part else None
    return bool(end), None


def _without(facets: Facets, *names: str) -> dict[str, str]:
    return {name: value for name, value in facets.items() if name not in names}


def _unit_findings(facets: dict[str, str]) -> Terms | None:
    if facets.get("reported") == "not_held":
        facets = {**_without(facets, "reported"), "category": "unit_no_self_inspection"}
    if "recommended" in facets:
        return _one("handlings.units_recommended", _without(facets, "recommended"))
    if facets.get("end") == "handled":
        return _one("handlings.units", _without(facets, "end"))
    return _whole_or_cell("unit_findings", facets)


def _remedies(facets: dict[str, str]) -> Terms | None:
    clock, end = facets.pop("clock", ""), facets.pop("end", "")
    if clock == "on_time" or (clock and not end):
        return _one(f"remedies.{clock}", facets)
    if end == "open":
        if clock in ("overdue", "late"):
            return _one("remedies.overdue", facets)
        return None if facets else ((1, "remedies.due"), (-1, "remedies.done"))
    if end == "handled":
        return _one("remedies.late" if clock == "late" else "remedies.done", facets)
    return _one("remedies.due", facets)


_CLASSIFIED = ((1, "complaints.divided"), (-1, "complaints.class.unclassified"))


def _complaints(facets: dict[str, str]) -> Terms | None:
    clock, end, kind = (facets.pop(name, "") for name in ("clock", "end", "class"))
    if end == "divided" and kind:
        end = ""  # only those are of any class
    if kind == "classified":
        return None if facets else _CLASSIFIED
    if clock == "overdue" or (clock == "late" and end == "open"):
        key = "complaints.overdue"
    elif clock:
        key = f"complaints.{clock}"
    elif end:
        key = f"complaints.{end}"
    elif kind:
        return _one(f"complaints.class.{kind}", facets)
    else:
        key = "complaints.total"
    return _one(key, {**facets, "class": kind} if kind else facets)


_ABSENCES = {
    "excused": "absent_excused",
    "unexcused": "absent_unexcused",
    "unknown": "absent_unknown",
}


def _headcounts(facets: dict[str, str]) -> Terms | None:
    absence, presence = facets.pop("absence", ""), facets.pop("presence", "")
    if absence == "any":
        return None if facets else tuple((1, f"headcounts.{key}") for key in _ABSENCES.values())
    key = _ABSENCES.get(absence, presence) or "on_roll"
    return _one(f"headcounts.{key}", facets)


def _rules(facets: dict[str, str]) -> Terms | None:
    changed = facets.pop("rules", "reviewed")
    return _one(f"implementation.rules_{changed}", facets)


CELL_WHOLE = {
    "violations": "violations.total",
    "unit_findings": "unit_findings.total",
    "visits": "visits.total",
    "complaints": "complaints.total",
}
_ALONE = {
    "held": "self_inspections.held",
    # Without a round nobody was due.
    "rounds": "self_inspections.total.due",
    "impl_agencies": "implementation.agencies",
    **{name: f"implementation.{name}" for name in ("directives", "shortcomings", "proposals")},
    **{name: f"implementation.{name}" for name in ("meetings", "broadcasts", "posts", "trainings")},
    "people_reached": "implementation.people_reached",
}
_REPLIES = {"": "issued", "explained": "explained", "remedied": "remedied"}


def _alone(key: str) -> Made:
    return lambda facets: _one(key, _without(facets, "end", "rules", "clock", "reported"))


def _notices(facets: dict[str, str]) -> Terms | None:
    return _one(f"notices.{_REPLIES[facets.pop('replied', '')]}", facets)


def _heads(facets: dict[str, str]) -> Terms | None:
    """Proposed for criticism, or criticised: a form of handling as well, but of no violation."""
    form = facets.pop("form", "")
    criticised = "criticised" if form == "criticism" else ""
    return _one(f"head_criticisms.{facets.pop('criticism', criticised)}", facets)


_MADE: dict[str, Made] = {
    "visits": _visits,
    "agencies": _agencies,
    "violations": _violations,
    "unit_findings": _unit_findings,
    "remedies": _remedies,
    "complaints": _complaints,
    "headcounts": _headcounts,
    "rules": _rules,
    "notices": _notices,
    "heads": _heads,
    "=": lambda facets: ((1, facets.get("key", "")),),
    **{what: _alone(key) for what, key in _ALONE.items()},
}


def subject_of(key: str) -> Subject:
    """The subject whose figure has this key; one that is the key alone where words name none."""
    name, _, cell = key.partition("@")
    what, facets = _SUBJECTS.get(name, ("=", {"key": key}))
    if what != "=" and cell:
        facets = {**facets, **dict(part.split("=", 1) for part in cell.split(",") if "=" in part)}
    return Subject(what, {each: frozenset({value}) for each, value in facets.items()})


def _subjects() -> dict[str, tuple[str, dict[str, str]]]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    single = [{}, *({name: value} for name, values in _VALUES.items() for value in values)]
    single += [{"plan": "listed", "notice": each} for each in SIBLINGS["notice"]]
    for what in _MADE:
        for facets in (*single, *({"group": g, **each} for g in REPORTING for each in single)):
            terms = terms_of(what, facets)
            if what != "=" and terms and len(terms) == 1 and "@" not in terms[0][1]:
                found.setdefault(terms[0][1], (what, facets))
    return found


# What a noun may be said to be, as far as it is a figure of its own.
_VALUES = {
    **SIBLINGS,
    "clock": ("due", *SIBLINGS["clock"]),
    "end": (*SIBLINGS["end"], "handled", "divided", "undivided"),
    "outcome": ("without", "counted"),
    "visited": ("yes", "grouped", "no"),
    "reported": (*_SELF, *_TOLD),
    "leader": ("yes",),
    "recommended": ("yes", "done"),
    "absence": tuple(_ABSENCES),
    "rules": ("reviewed", "amended"),
    "self_found": ("yes",),
    "plan": ("listed", "added", "dropped", "held"),
    "counted": ("counted", "uneven"),
    "replied": ("explained", "remedied"),
    "criticism": ("proposed",),
    "form": ("criticism",),
}
_SUBJECTS = _subjects()
