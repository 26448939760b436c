"""What the Tổ found, broken down in every way the report tells it.

One GROUP BY gives all tables of it, so that no two of them can speak of different states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from inspections.catalogues.models import NAMED, Area, Category, Field, PersonKind, called
from reports.figures.catalog import ask_by, cell_key
from reports.figures.names import UNRECORDED
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question

VIOLATIONS, UNIT_FINDINGS = "violations.total", "unit_findings.total"
# Every part by name, in the order of the catalogue or the law, the unsaid last.
_CATALOGUES = {"area": Area, "category": Category, "field": Field}
_KINDS: Mapping[str, dict[str, str]] = {"person_kind": dict(PersonKind.choices)}
BROKEN_DOWN_BY = ("area", "category", "field", "group", "leader", "person_kind")


@dataclass(frozen=True)
class BreakdownLine:
    """Findings of one part – a category, an area, a kind of person, a field: how many in each
    group, in all, and of people who lead. ``code`` is empty for those that do not say."""

    code: str
    name: str
    by_group: Mapping[str, int]
    leaders: int

    @property
    def total(self) -> int:
        """Over all groups."""
        return sum(self.by_group.values())


class Breakdowns(Protocol):
    """What holds the breakdowns: those read now, and facts that keep them."""

    @property
    def violations(self) -> tuple[BreakdownLine, ...]:
        """Violations by category."""

    @property
    def areas(self) -> tuple[BreakdownLine, ...]:
        """Violations by area."""

    @property
    def person_kinds(self) -> tuple[BreakdownLine, ...]:
        """Violations by kind of person."""

    @property
    def fields(self) -> tuple[BreakdownLine, ...]:
        """Violations by field."""

    @property
    def unit_findings(self) -> tuple[BreakdownLine, ...]:
        """Shortcomings of units by category."""


@dataclass(frozen=True)
class FindingBreakdowns:
    """Violations by category, and anew by area, kind of person and field; shortcomings of units
    by category."""

    violations: tuple[BreakdownLine, ...]
    areas: tuple[BreakdownLine, ...]
    person_kinds: tuple[BreakdownLine, ...]
    fields: tuple[BreakdownLine, ...]
    unit_findings: tuple[BreakdownLine, ...]

    @property
    def figures(self) -> dict[str, int]:
        """Every part under the key that opens its records."""
        return {
            cell_key(key, **{by: line.code}): line.total
            for key, by, lines in breakdowns(self)
            for line in lines
        }


def breakdowns(
    of: Breakdowns,
) -> tuple[tuple[str, str, tuple[BreakdownLine, ...]], ...]:
    """Whole, what it is broken down by, and its lines."""
    return (
        (VIOLATIONS, "category", of.violations),
        (VIOLATIONS, "area", of.areas),
        (VIOLATIONS, "person_kind", of.person_kinds),
        (VIOLATIONS, "field", of.fields),
        (UNIT_FINDINGS, "category", of.unit_findings),
    )


def ask_breakdowns(period: Period) -> Question[FindingBreakdowns]:
    """The findings of a period, to be read together with what they must agree with."""
    found = ask_by([VIOLATIONS, UNIT_FINDINGS], BROKEN_DOWN_BY, period)
    catalogues = {
        by: catalogue._default_manager.values_list(*NAMED) for by, catalogue in _CATALOGUES.items()
    }

    def answer() -> FindingBreakdowns:
        cells = found.answer()
        names = {by: called(rows, period.end) for by, rows in catalogues.items()}
        names = {by: {**said, "": UNRECORDED[by]} for by, said in {**names, **_KINDS}.items()}
        return FindingBreakdowns(
            violations=_broken_down(cells, VIOLATIONS, "category", names),
            areas=_broken_down(cells, VIOLATIONS, "area", names),
            person_kinds=_broken_down(cells, VIOLATIONS, "person_kind", names),
            fields=_broken_down(cells, VIOLATIONS, "field", names),
            unit_findings=_broken_down(cells, UNIT_FINDINGS, "category", names),
        )

    return Question((*found.rows, *catalogues.values()), answer)


def _broken_down(
    cells: Mapping[tuple[Any, ...], Mapping[str, int]],
    key: str,
    by: str,
    names: Mapping[str, Mapping[str, str]],
) -> tuple[BreakdownLine, ...]:
    part, group, leader = (BROKEN_DOWN_BY.index(name) for name in (by, "group", "leader"))
    lines = []
    for code, name in names[by].items():
        groups: Counter[str] = Counter()
        leaders = 0
        for cell, numbers in cells.items():
            if cell[part] == code and numbers[key]:
                groups[cell[group]] += numbers[key]
                leaders += numbers[key] if cell[leader] == "yes" else 0
        if groups:
            lines.append(BreakdownLine(code, name, dict(groups), leaders))
    return tuple(lines)
