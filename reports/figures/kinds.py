"""What a figure is: a count, a sum or a ratio over a named set of rows.

All figures over one set of rows (a ``Base``) are counted by one query, as conditional aggregates
or as one GROUP BY. A figure's list is that same set under that same condition, so that the number
and the length of its list cannot part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Case, CharField, Expression, F, Q, QuerySet, Value, When

from inspections.agencies.models import LegalKind, ReportGroup
from tayninh_portal.lib.periods import Period

Kind = Literal["count", "sum", "ratio"]
Rows = QuerySet[Any]

# Units two steps below a body with a group of its own are the deepest the registry knows.
_DEEPEST = 2
OTHER_GROUP = "other"
GROUP_OF_KIND: dict[str, tuple[str, ...]] = {
    ReportGroup.PROVINCIAL: (
        LegalKind.PROVINCE,
        LegalKind.PROVINCIAL_BODY,
        LegalKind.PUBLIC_UNIT,
    ),
    ReportGroup.DISTRICT: (LegalKind.DISTRICT,),
    ReportGroup.COMMUNE: (LegalKind.COMMUNE,),
}
# What the three groups are called in the report and on its screens.
GROUP_LABELS: dict[str, str] = {
    ReportGroup.PROVINCIAL: "Sở, ban, ngành tỉnh",
    ReportGroup.DISTRICT: "Huyện, thị xã, thành phố",
    ReportGroup.COMMUNE: "Xã, phường, thị trấn",
    OTHER_GROUP: "Đơn vị khác",
}
# Nghị quyết 203/2025/QH15, Điều 2, and Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 1:
# from this day on there is no thị trấn; Tây Ninh has no đặc khu.
WITHOUT_TOWNS_FROM = date(2025, 7, 1)
_WITH_TOWNS, _WITHOUT_TOWNS = "phường, thị trấn", "phường"
# Nghị quyết 865/NQ-UBTVQH14: Hòa Thành and Trảng Bàng are thị xã, the first of Tây Ninh, from then.
WITH_BOROUGHS_FROM = date(2020, 2, 1)
_WITH_BOROUGHS, _WITHOUT_BOROUGHS = "uyện, thị xã, thành phố", "uyện, thành phố"
# What every dimension says of rows that are not divided, and how that is called.
UNDIVIDED, UNDIVIDED_LABEL = "undivided", "Không phân tổ"


@dataclass(frozen=True)
class Dimension:
    """Something rows are broken down by: the column, and how its values are called; ``then`` also
    on a day, where that changes.

    ``says`` what stands in a column that the table does not have, in a period; it is looked at
    where somebody asks for the dimension.
    """

    path: str
    labels: Callable[[Iterable[Any]], Mapping[Any, str]]
    read: Callable[[str], Any] = str
    says: Callable[[Period], Expression | F] | None = None
    then: Callable[[Iterable[Any], date], Mapping[Any, str]] | None = None

    def called(self, values: Iterable[Any], day: date) -> Mapping[Any, str]:
        """How ``values`` were called on ``day``, the last of the period they are told of."""
        return self.then(values, day) if self.then else self.labels(values)


@dataclass(frozen=True, eq=False)
class Base:
    """A set of rows in a period; ``cutoff`` is the day up to which handling is looked at.

    ``shown`` adds what a list of them needs and counting does not. ``name`` also names the columns
    of its rows (``reports/figures/tables.py``). ``of``: the set whose very rows these are, with
    more said about each: where both are asked for, they are read once.

    ``undivided``: rows that count in a ``whole`` figure and in no other, and of which no dimension
    tells what the record holds, since they are kept from readers. Each dimension of such a set
    ``says`` what stands in its column: a column of the table would tell.
    """

    name: str
    rows: Callable[[Period, date], Rows]
    shown: Callable[[Rows], Rows]
    order: tuple[str, ...]
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    of: Base | None = None
    undivided: Q | None = None

    def __post_init__(self) -> None:
        telling = [name for name, each in self.dimensions.items() if each.says is None]
        if self.undivided is not None and telling:
            raise ValueError(f"{self.name} keeps rows undivided, and {telling} would tell of them")

    def broken_down(self, period: Period, cutoff: date, by: Iterable[str]) -> Rows:
        """The rows with the columns of the dimensions ``by``."""
        said = {
            found.path: self._said(found, found.says(period))
            for found in (self.dimensions[name] for name in by)
            if found.says
        }
        return self.rows(period, cutoff).annotate(**said)

    def _said(self, dimension: Dimension, says: Expression | F) -> Expression | F:
        """What stands in a column, of an undivided row that it is one; a number has no name."""
        if self.undivided is None:
            return says
        if dimension.read is int:
            return Case(When(~self.undivided, then=says))
        undivided = When(self.undivided, then=Value(UNDIVIDED))
        return Case(undivided, default=says, output_field=CharField())


@dataclass(frozen=True, eq=False)
class Figure:
    """One number of the catalogue, in the words of those who answer for it.

    ``kind`` count: the rows under ``condition``. Sum: of ``column`` over them. Ratio: ``parts``
    names the figures above and below the line; it is kept as those two and never as a fraction.
    ``part``: a dimension and a value of it, where the figure is about these rows alone. ``by``:
    dimensions its condition names, where it is a cell of another figure. ``whole``: it counts also
    the rows that its set does not divide.
    """

    key: str
    label: str
    unit: str
    definition: str
    legal_basis: str
    kind: Kind = "count"
    base: Base | None = None
    condition: Q = field(default_factory=Q)
    column: str = ""
    parts: tuple[str, str] = ("", "")
    part: tuple[str, str] | None = None
    by: tuple[str, ...] = ()
    whole: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What its rows have to say, beside what they say anyhow."""
        return (*self.by, self.part[0]) if self.part else self.by

    @property
    def own(self) -> Q:
        """Its condition, and that of the rows it may count at all; without its ``part``."""
        if self.whole or self.base is None or self.base.undivided is None:
            return self.condition
        return self.condition & ~self.base.undivided

    @property
    def where(self) -> Q:
        """The whole condition of its rows."""
        if self.part is None or self.base is None:
            return self.own
        name, value = self.part
        return self.own & Q((self.base.dimensions[name].path, value))


def by_group(agency: str) -> Case:
    """The group a visited agency stands in, ``agency`` being the path to it.

    By legal kind and not by report group: in 2019 communes reported through their huyện and had
    no report group, yet a visit to a commune is one to a commune. A unit under another body
    stands where that body stands.
    """
    cases = []
    path = agency
    for _ in range(_DEEPEST + 1):
        cases += [
            When(Q((f"{path}__legal_kind__in", kinds)), then=Value(group))
            for group, kinds in GROUP_OF_KIND.items()
        ]
        path = f"{path}__parent"
    return Case(*cases, default=Value(OTHER_GROUP), output_field=CharField())


def as_called(words: str, first_day: date, last_day: date | None = None) -> str:
    """Words that name a group of agencies, as the group was called over the days from ``first_day``
    to ``last_day``: “Xã, phường, thị trấn” is “Xã, phường” where all of them lie after the towns,
    “Huyện, thị xã, thành phố” is “Huyện, thành phố” where all lie before the first thị xã.

    What reaches over such a day holds agencies of both times and keeps the wider name.
    """
    if last_day is not None and last_day < WITH_BOROUGHS_FROM:
        words = words.replace(_WITH_BOROUGHS, _WITHOUT_BOROUGHS)
    if first_day < WITHOUT_TOWNS_FROM:
        return words
    return words.replace(_WITH_TOWNS, _WITHOUT_TOWNS)


def group_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """The groups by name."""
    return {value: GROUP_LABELS.get(value, str(value)) for value in values}
