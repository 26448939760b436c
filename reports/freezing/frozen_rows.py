"""The rows behind every figure, read once for each set of rows and made ready to be kept.

One query reads a whole set as its list shows it, and with each row whether it meets the condition
of each figure over the set and what it adds to each sum. The conditions are those the figures are
counted by, so a row can only stand where the count counted it; ``freezes.store`` adds up once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.fields import BooleanField

from inspections.handlings.models import Handling
from inspections.submissions.models import Submission
from reports.figures.catalog import CATALOG
from reports.figures.kinds import Base, Figure, Rows
from reports.figures.tables import COLUMNS
from reports.freezing.frozen_facts import Named
from reports.freezing.models import FrozenRow
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Versioned


@dataclass(frozen=True)
class Pair:
    """A record as it is now: the version by which the change log knows it."""

    record_type: str
    record_id: int
    version: int


@dataclass(frozen=True)
class ReadRows:
    """Rows not yet kept, and how the values of their dimensions are called."""

    rows: tuple[FrozenRow, ...]
    dimensions: Mapping[str, Mapping[str, tuple[Named, ...]]]


def read_rows(period: Period, cutoff: date | None) -> ReadRows:
    """Every set of rows of the catalogue; call it inside ``one_state()``.

    A query for all of them, and one for each dimension whose values have names.
    """
    rows = read(ask_rows(period, cutoff))
    return ReadRows(rows, {base.name: _named(base, rows, period.end) for base, _ in _sets()})


def ask_rows(period: Period, cutoff: date | None) -> Question[tuple[FrozenRow, ...]]:
    """Every set of rows, to be read together with something else."""
    asked = [
        (base, figures, _asked(base, figures, period, cutoff or period.end))
        for base, figures in _sets()
    ]

    def answer() -> tuple[FrozenRow, ...]:
        return tuple(
            _row(base, figures, at, row)
            for base, figures, rows in asked
            for at, row in enumerate(rows)
        )

    return Question(tuple(rows for _, _, rows in asked), answer)


def added_up(rows: Iterable[FrozenRow]) -> Counter[str]:
    """Every count and sum, from its rows alone."""
    added: Counter[str] = Counter()
    for row in rows:
        for key, amount in row.amounts.items():
            added[key] += amount or 0
    return added


def _sets() -> list[tuple[Base, list[Figure]]]:
    by_base: dict[str, tuple[Base, list[Figure]]] = {}
    for figure in CATALOG.values():
        if figure.base is not None:
            by_base.setdefault(figure.base.name, (figure.base, []))[1].append(figure)
    return list(by_base.values())


def _asked(base: Base, figures: list[Figure], period: Period, until: date) -> Rows:
    marks: dict[str, Any] = {}
    for at, figure in enumerate(figures):
        if figure.where:
            met = When(figure.where, then=Value(True))
            marks[f"met{at}"] = Case(met, default=Value(False), output_field=BooleanField())
        if figure.kind == "sum":
            marks[f"sum{at}"] = F(figure.column)
    if base.name == "complaints":
        # Kept as for somebody it is kept from: whoever may see the record opens the record.
        open_to_all = When(Q(reserved_for__isnull=True), then=Value(True))
        marks["is_seen"] = Case(open_to_all, default=Value(False), output_field=BooleanField())
    # What a dimension is called may be an annotation that only the set of rows has.
    parts = {f"part_{name}": F(each.path) for name, each in base.dimensions.items()}
    shown = base.shown(base.broken_down(period, until, base.dimensions))
    rows: Rows = shown.annotate(**marks, **parts).order_by(*base.order)
    return rows


def _row(base: Base, figures: list[Figure], at: int, row: Any) -> FrozenRow:
    pair = _PAIRS.get(base.name, _pair)(row)
    return FrozenRow(
        base=base.name,
        position=at + 1,
        record_type=pair.record_type,
        record_id=pair.record_id,
        version=pair.version,
        cells=[
            [column.label, _text(column.value(row))]
            for column in COLUMNS[base.name]
            if column.in_file
        ],
        amounts={
            figure.key: getattr(row, f"sum{number}") if figure.kind == "sum" else 1
            for number, figure in enumerate(figures)
            if not figure.where or getattr(row, f"met{number}")
        },
        parts={name: getattr(row, f"part_{name}") for name in base.dimensions},
    )


def _text(value: object) -> str | None:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int):
        return number_vi(value)
    return None if value is None else str(value)


def _named(base: Base, rows: Iterable[FrozenRow], day: date) -> dict[str, tuple[Named, ...]]:
    named = {}
    mine = [row.parts for row in rows if row.base == base.name]
    for name, dimension in base.dimensions.items():
        values = sorted({parts[name] for parts in mine} - {None})
        labels = dimension.called(values, day) if values else {}
        named[name] = tuple(Named(value, labels.get(value, str(value))) for value in values)
    return named


def _pair(record: Versioned) -> Pair:
    """A row that is a record itself."""
    return Pair(record._meta.label_lower, record.pk, record.version)


def _of_finding(row: Any) -> Pair:
    """What was confirmed about a finding where it was handled, else the finding itself."""
    if not row.is_handled:
        return _pair(row)
    return Pair(Handling._meta.label_lower, row.handling_id, row.handling_version)


def _of_due(row: Any) -> Pair:
    """The result an agency sent, or the round that asked it."""
    if row.submission_id is None:
        return _pair(row.round)
    return Pair(Submission._meta.label_lower, row.submission_id, row.submission_version)


def _of_count(row: Any) -> Pair:
    """The result a count stands in."""
    return _pair(row.submission)


# Any: rows with the annotations of their set. The others are records themselves.
_PAIRS: dict[str, Callable[[Any], Pair]] = {
    "answered": _of_finding,
    "due": _of_due,
    "own_violations": _of_count,
}
