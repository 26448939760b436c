"""The ledger: what was made, in plain Python, and what the catalogue must come to over it.

It reads itself alone: no model, no query, no constant of the figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.reports import activities, answers, calls, heads, planning, sendings
from tests.reports.activities import Activity
from tests.reports.calls import Wording
from tests.reports.heads import Criticism
from tests.reports.planning import Foreseen, Told
from tests.reports.sendings import Due

FIRST, LAST = date(2019, 1, 1), date(2019, 12, 31)
CAUSES = ("plan", "hotline", "after_tet", "recheck", "other")
COUNTED_HEADS = ("on_roll", "present")
HEADS = (*COUNTED_HEADS, "absent_excused", "absent_unexcused", "absent_unknown")
# The days at which a count goes wrong by one.
EDGES = (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))


@dataclass
class Found:
    about: str
    category: str
    leader: bool
    recommended: bool
    withdrawn: bool
    answer: answers.Answer | None = None
    asked: answers.Asked | None = None
    field: str = ""
    kind: str = "civil_servant"
    # Another body than the visited one: its number and its group.
    elsewhere: tuple[int, str] | None = None


@dataclass
class Held:
    day: date
    agency: int
    place: str
    state: str
    surprise: bool
    found: list[Found]
    cause: str = "plan"
    heads: dict[str, int | None] = field(default_factory=dict)
    # Absent with a reason, by kind, where the kinds were told apart.
    kinds: dict[str, int] = field(default_factory=dict)
    criticisms: list[Criticism] = field(default_factory=list)
    advised: list[answers.Advised] = field(default_factory=list)
    told: Told | None = None
    # Whether it carries out a line of a plan.
    foreseen: bool = False

    @property
    def is_uneven(self) -> bool:
        """Whether roll, present, absent and their kinds contradict each other."""
        said = {name: self.heads.get(name) or 0 for name in HEADS}
        counted = all(self.heads.get(name) is not None for name in COUNTED_HEADS)
        adds_up = said.pop("on_roll") == sum(said.values())
        by_kind = sum(self.kinds.values()) if self.kinds else said["absent_excused"]
        return (counted and not adds_up) or by_kind != said["absent_excused"]


@dataclass
class Ledger:
    visits: list[Held] = field(default_factory=list)
    complaints: list[Wording] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    lines: list[Foreseen] = field(default_factory=list)
    # Agencies of a report group: that group, the first and the last day.
    registry: dict[int, tuple[str, date, date | None]] = field(default_factory=dict)

    def recount(
        self, first: date = FIRST, last: date = LAST, *, told: bool = False
    ) -> dict[str, int]:
        """Every count and sum of the catalogue, in plain Python; ``told``: of the whole year that
        an annual report tells."""
        held = [v for v in self.visits if v.state == "concluded" and first <= v.day <= last]
        kept = [(v, f) for v in held for f in v.found if not f.withdrawn]
        people = [(v, f) for v, f in kept if f.about == "person"]
        units = [(v, f) for v, f in kept if f.about == "unit"]
        counted = [v.heads for v in held if None not in (v.heads.get(n) for n in COUNTED_HEADS)]
        numbers = {
            "visits.total": len(held),
            "visits.surprise": sum(v.surprise for v in held),
            "visits.without_findings": sum(all(f.withdrawn for f in v.found) for v in held),
            "visits.agencies": len({v.agency for v in held}),
            "violations.total": len(people),
            "violations.leaders": sum(f.leader for _, f in people),
            "violations.recommended": sum(f.recommended for _, f in people),
            "unit_findings.total": len(units),
            "visits.announced": sum(not v.surprise for v in held),
            "headcounts.visits": len(counted),
            "headcounts.uneven": sum(v.is_uneven for v in held),
        }
        numbers |= answers.recount(self.visits, first, last)
        numbers |= heads.recount(self.visits, first, last)
        numbers |= planning.recount(self.lines, self.visits, first, last, last)
        numbers |= calls.recount(self.complaints, first, last, told=told)
        numbers |= sendings.recount(self.due, first, last)
        numbers |= activities.recount(self.activities, first, last)
        for place in ("provincial", "district", "commune", "other"):
            numbers[f"visits.{place}"] = sum(v.place == place for v in held)
            numbers[f"violations.{place}"] = sum(_group(v, f) == place for v, f in people)
            numbers[f"unit_findings.{place}"] = sum(v.place == place for v, _ in units)
        for cause in CAUSES:
            numbers[f"visits.cause.{cause}"] = sum(v.cause == cause for v in held)
        for name in HEADS:
            numbers[f"headcounts.{name}"] = sum(row[name] or 0 for row in counted)
        registry = {
            pk: group
            for pk, (group, starts, ends) in self.registry.items()
            if starts <= last and (ends is None or ends >= last)
        }
        missed = [g for pk, g in registry.items() if pk not in {v.agency for v in held}]
        numbers |= {
            "agencies.total": len(registry),
            "agencies.visited": len(registry) - len(missed),
            "agencies.not_visited": len(missed),
        }
        for group in ("provincial", "district", "commune"):
            numbers[f"agencies.{group}.not_visited"] = missed.count(group)
        return numbers


def _group(visit: Held, found: Found) -> str:
    """Where a finding counts: with the body the person belongs to."""
    return found.elsewhere[1] if found.elsewhere else visit.place
