"""The numbers of this period and of the one before, as claims look for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from reports.checks.claims.pieces import Subject
from reports.checks.claims.terms import (
    CELL_WHOLE,
    GROUPS,
    REPORTING,
    SIBLINGS,
    Terms,
    all_terms,
)
from reports.checks.context import CheckContext
from reports.figures.catalog import CATALOG
from tayninh_portal.lib.dates import count2, short_date

Read = Callable[[str], int | None]
# Dimensions whose cells are broken down for every report: a cell that is absent is none.
_BROKEN_DOWN = {
    "violations.total": ("category", "area", "person_kind", "field"),
    "unit_findings.total": ("category",),
}
NO_FIGURE = "không có số liệu nào chứng minh."
NO_FIGURE_BEFORE = "không có số liệu của kỳ trước để so sánh."
NOT_COMPARABLE = (
    "Danh mục cơ quan của hai kỳ khác nhau do sắp xếp (từ ngày {days}), nên hai số không so sánh "
    "được với nhau."
)


@dataclass(frozen=True)
class Amount:
    """A number as people read it: what it is called, in which unit, of which figures it is made.

    ``terms`` are signs and keys of figures, all of this period or of the one before; ``when``
    names that one where the number stands alone.
    """

    value: int
    label: str
    unit: str
    terms: Terms
    is_before: bool = False
    when: str = ""

    @property
    def text(self) -> str:
        """“Vi phạm của cá nhân: 45 trường hợp”."""
        label = f"{self.label} ({self.when})" if self.when else self.label
        return f"{label}: {count2(self.value)} {self.unit}".rstrip()

    @property
    def key(self) -> str | None:
        """The figure of this period it is, None where it is made of several or is of another."""
        ((sign, key), *others) = self.terms
        return None if others or sign < 0 or self.is_before else key

    @property
    def tokens(self) -> str:
        """How it is written in a section."""
        suffix = "|before" if self.is_before else ""
        said = "".join(f" {_SIGNS[sign]} {{{key}{suffix}}}" for sign, key in self.terms)
        return said.removeprefix(f" {_SIGNS[1]} ").lstrip()


_SIGNS = {1: "+", -1: "−"}
_ADDED = {1: " cộng ", -1: " trừ "}


def share_token(part: Amount, whole: Amount | None) -> list[str]:
    """The token that prints a share; none where part or whole are no single figures of now."""
    if whole is None or part.key is None or whole.key is None:
        return []
    return [f"{{{part.key}/{whole.key}|%}}"]


class Numbers:
    """The figures of a report and of the period before, as claims look for them."""

    def __init__(
        self,
        context: CheckContext,
        names: Mapping[tuple[str, str], str],
        *,
        is_past: bool = False,
    ) -> None:
        self._is_past = is_past
        self._context = context
        self._names = names
        self.before_known = bool(context.around.previous)
        period = context.period
        self.year = period.end.year
        self.year_before = period.previous().end.year if self.before_known else self.year - 1
        self.period_before = (
            f"kỳ trước ({period.previous().name})" if self.before_known else "kỳ trước"
        )

    def now(self, subject: Subject) -> Amount | None:
        """The number of this period; None where the catalogue has none."""
        if not self._is_past:
            return self._amount(subject, self._now)
        found = self._amount(subject, self._before)
        when = self._context.period.previous().name
        return found and replace(found, is_before=True, when=when)

    def before(self, subject: Subject) -> Amount | None:
        """The number of the period before."""
        if self._is_past or not self.before_known:
            return None
        found = self._amount(subject, self._before)
        return found and replace(found, is_before=True)

    @property
    def past(self) -> Numbers:
        """The numbers of the period before, for what is said of it alone."""
        return Numbers(self._context, self._names, is_past=True)

    def is_comparable(self, subject: Subject) -> bool:
        """Whether the lists of agencies behind it are the same in both periods."""
        keys = [key for terms in all_terms(subject) or () for _, key in terms]
        listed = any(
            key.startswith(("self_inspections.", "agencies."))
            or set(key.replace("=", ".").split(".")) & set(GROUPS)
            for key in keys
        )
        return not (self._context.around.breaks and listed)

    @property
    def not_comparable(self) -> str:
        """Why numbers over lists of agencies cannot be compared, where they cannot."""
        days = ", ".join(short_date(each.day) for each in self._context.around.breaks)
        return NOT_COMPARABLE.format(days=days) if days else ""

    def missing(self, subject: Subject) -> str:
        """Which of the two numbers there is not."""
        if self.now(subject) is None:
            return NO_FIGURE
        return NO_FIGURE_BEFORE

    def parts_of(self, dimension: str, subject: Subject) -> tuple[str, ...]:
        """Values that “cả ba nhóm” speaks of: “đơn vị khác” where it counts any."""
        values = self.values_of(dimension, subject)
        if dimension != "group":
            return values
        other = self.now(subject.with_facets({"group": frozenset({"other"})}))
        return values if other is not None and other.value else REPORTING

    def values_of(self, dimension: str, subject: Subject) -> tuple[str, ...]:
        """All values of a dimension: the known parts, or those the cells know."""
        if dimension in SIBLINGS:
            return SIBLINGS[dimension]
        mark = f"@{dimension}="
        keys = (*self._context.figures, *self._context.facts.cells, *self._context.around.previous)
        whole = CELL_WHOLE.get(subject.what, "")
        if dimension == "form":
            whole = "handlings.total"
        cells = [key for key in keys if key.startswith(f"{whole}{mark}") and "," not in key]
        return tuple(dict.fromkeys(key.partition(mark)[2] for key in cells))

    def _amount(self, subject: Subject, read: Read) -> Amount | None:
        found = all_terms(subject)
        if found is None:
            return None
        total = 0
        for terms in found:
            for sign, key in terms:
                value = read(key)
                if value is None:
                    return None
                total += sign * value
        whole = tuple(dict.fromkeys(term for terms in found for term in terms))
        return Amount(total, self._label(found), self._unit(whole[0][1]), whole)

    def _now(self, key: str) -> int | None:
        context = self._context
        for numbers in (context.figures, context.facts.cells):
            if key in numbers:
                return numbers[key]
        name, _, cell = key.partition("@")
        by = [part.partition("=")[0] for part in cell.split(",")]
        if cell and all(each in _BROKEN_DOWN.get(name, ()) for each in by) and len(by) == 1:
            return 0
        if cell and len(by) == 1 and by[0] == "group":
            return context.figures.get(_by_group(name, cell))
        has_cells = any(other.startswith(f"{name}@{by[0]}=") for other in context.figures)
        return 0 if cell and len(by) == 1 and has_cells else self._crossed(name, cell)

    def _crossed(self, name: str, cell: str) -> int | None:
        """A cell of a part and a group, as the lines of the breakdowns know it."""
        parts = dict(part.split("=", 1) for part in cell.split(",") if "=" in part)
        if set(parts) != {"category", "group"}:
            return None
        facts = self._context.facts
        lines = {"violations.total": facts.violations, "unit_findings.total": facts.unit_findings}
        if name not in lines:
            return None
        of = (line for line in lines[name] if line.code == parts["category"])
        line = next(of, None)
        return line.by_group.get(parts["group"], 0) if line else 0

    def _before(self, key: str) -> int | None:
        previous = self._context.around.previous
        if key in previous:
            return previous[key]
        name, _, cell = key.partition("@")
        by = cell.partition("=")[0]
        if by == "group" and "," not in cell:
            return previous.get(_by_group(name, cell))
        has_cells = any(other.startswith(f"{name}@{by}=") for other in previous)
        return 0 if cell and "," not in cell and has_cells else None

    def _label(self, found: Iterable[Terms]) -> str:
        said = []
        for terms in found:
            words = [f"{_ADDED[sign]}{self._called(key)}" for sign, key in terms]
            said.append("".join(words).removeprefix(_ADDED[1]))
        return "; ".join(dict.fromkeys(said))

    def _called(self, key: str) -> str:
        name, _, cell = key.partition("@")
        words = [self._context.facts.label(name)]
        for part in filter(None, cell.split(",")):
            dimension, _, value = part.partition("=")
            words.append(self._names.get((dimension, value), value))
        return " – ".join(words)

    def _unit(self, key: str) -> str:
        return CATALOG[key.partition("@")[0]].unit


def _by_group(name: str, cell: str) -> str:
    return f"{name.removesuffix('.total')}.{cell.partition('=')[2]}"
