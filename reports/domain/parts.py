"""What the Tổ found, parted in every way the report tells it.

One GROUP BY gives all tables of it, so that no two of them can speak of different states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspections.catalogues.models import Area, Category, Field, PersonKind
from reports.figures.catalog import cell_key, split
from reports.figures.names import UNRECORDED
from tayninh_portal.lib.periods import Period

if TYPE_CHECKING:
    from reports.domain.facts import Facts

VIOLATIONS, UNIT_FINDINGS = "violations.total", "unit_findings.total"
PARTED_BY = ("area", "category", "field", "group", "leader", "person_kind")


@dataclass(frozen=True)
class PartLine:
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


@dataclass(frozen=True)
class PartedFindings:
    """Violations by category, and anew by area, kind of person and field; shortcomings of units
    by category."""

    violations: tuple[PartLine, ...]
    areas: tuple[PartLine, ...]
    person_kinds: tuple[PartLine, ...]
    fields: tuple[PartLine, ...]
    unit_findings: tuple[PartLine, ...]

    @property
    def figures(self) -> dict[str, int]:
        """Every part under the key that opens its records."""
        return {
            cell_key(key, **{by: line.code}): line.total
            for key, by, lines in partings(self)
            for line in lines
        }


def partings(parted: PartedFindings | Facts) -> tuple[tuple[str, str, tuple[PartLine, ...]], ...]:
    """Whole, what it is parted by, and its lines."""
    return (
        (VIOLATIONS, "category", parted.violations),
        (VIOLATIONS, "area", parted.areas),
        (VIOLATIONS, "person_kind", parted.person_kinds),
        (VIOLATIONS, "field", parted.fields),
        (UNIT_FINDINGS, "category", parted.unit_findings),
    )


def parted_findings(period: Period) -> PartedFindings:
    """The findings of a period; call it inside ``one_state()`` with what it must agree with."""
    cells, names = split([VIOLATIONS, UNIT_FINDINGS], PARTED_BY, period), _names()
    return PartedFindings(
        violations=_parted(cells, VIOLATIONS, "category", names),
        areas=_parted(cells, VIOLATIONS, "area", names),
        person_kinds=_parted(cells, VIOLATIONS, "person_kind", names),
        fields=_parted(cells, VIOLATIONS, "field", names),
        unit_findings=_parted(cells, UNIT_FINDINGS, "category", names),
    )


def _parted(
    cells: Mapping[tuple[Any, ...], Mapping[str, int]],
    key: str,
    by: str,
    names: Mapping[str, Mapping[str, str]],
) -> tuple[PartLine, ...]:
    part, group, leader = (PARTED_BY.index(name) for name in (by, "group", "leader"))
    lines = []
    for code, name in names[by].items():
        groups: Counter[str] = Counter()
        leaders = 0
        for cell, numbers in cells.items():
            if cell[part] == code and numbers[key]:
                groups[cell[group]] += numbers[key]
                leaders += numbers[key] if cell[leader] == "yes" else 0
        if groups:
            lines.append(PartLine(code, name, dict(groups), leaders))
    return tuple(lines)


def _names() -> dict[str, dict[str, str]]:
    """Every part by name, in the order of the catalogue or the law, the unsaid last."""
    named = {
        "area": {str(area.value): area.label for area in Area},
        "category": dict(Category.objects.values_list("code", "name")),
        "field": dict(Field.objects.values_list("code", "name")),
        "person_kind": dict(PersonKind.choices),
    }
    return {by: {**names, "": UNRECORDED[by]} for by, names in named.items()}
