"""The catalogue of figures, and its three questions: how many, broken down how, which rows.

A key names a figure (``visits.total``) or a cell of one, broken down by what its rows know
(``violations.total@category=late,group=commune``): every number of a table so opens its records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, F, Q, Sum
from django.db.models.functions import Coalesce

from reports.figures import (
    complaints,
    handlings,
    headcounts,
    implementation,
    self_inspections,
    violations,
    visits,
)
from reports.figures.kinds import Base, Figure, Rows, as_called
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.periods import Period

# The nouns, in the order of the screen.
NOUNS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("Kiểm tra", visits.FIGURES),
    ("Số người tại nơi được kiểm tra", headcounts.FIGURES),
    ("Vi phạm, thiếu sót", violations.FIGURES),
    ("Xử lý, khắc phục", handlings.FIGURES),
    ("Phản ánh, kiến nghị", complaints.FIGURES),
    ("Tự kiểm tra", self_inspections.FIGURES),
    ("Kết quả triển khai", implementation.FIGURES),
)
CATALOG: dict[str, Figure] = {figure.key: figure for _, figures in NOUNS for figure in figures}
Cell = tuple[Any, ...]


class UnknownFigure(LookupError):
    """No figure has this key; the message is a sentence to show."""


def compute(
    period: Period, keys: Iterable[str] | None = None, *, cutoff: date | None = None
) -> dict[str, int]:
    """Counts and sums of the catalogue in ``period``, all from one state of the database.

    One query for each set of rows that ``keys`` (default: all) are about. Ratios are left out:
    they are two counts. ``cutoff``: up to which day handling is looked at, the period's last day
    unless given.
    """
    asked = CATALOG.values() if keys is None else [find(key) for key in keys]
    by_base: dict[str, tuple[Base, list[Figure]]] = {}
    for figure in asked:
        if figure.base is not None:
            by_base.setdefault(figure.base.name, (figure.base, []))[1].append(figure)
    found: dict[str, int] = {}
    with one_state():
        for base, figures in by_base.values():
            rows = base.rows(period, cutoff or period.end)
            named = {f"f{at}": _total(figure) for at, figure in enumerate(figures)}
            counted = rows.aggregate(**named)
            found |= {figure.key: counted[f"f{at}"] for at, figure in enumerate(figures)}
    return {figure.key: found[figure.key] for figure in asked if figure.key in found}


def group_by(
    keys: Iterable[str], by: tuple[str, ...], period: Period, *, cutoff: date | None = None
) -> dict[Cell, dict[str, int]]:
    """Figures over one set of rows, grouped by dimensions: values of ``by`` → key → number.

    One GROUP BY. A cell without any row is absent. Call it inside ``one_state()`` together with
    whatever it must agree with.
    """
    figures = [find(key) for key in keys]
    base = figures[0].base
    if base is None or any(figure.base is not base for figure in figures):
        raise ValueError("figures that are grouped together stand over one set of rows")
    paths = [base.dimensions[name].path for name in by]
    named = {f"f{at}": _total(figure) for at, figure in enumerate(figures)}
    rows = base.rows(period, cutoff or period.end).order_by().values(*paths).annotate(**named)
    return {
        tuple(row[path] for path in paths): {
            figure.key: row[f"f{at}"] for at, figure in enumerate(figures)
        }
        for row in rows
    }


def cell_key(key: str, **parts: object) -> str:
    """The key of one cell of a figure, parts in alphabetical order."""
    return f"{key}@{','.join(f'{name}={parts[name]}' for name in sorted(parts))}"


def find(key: str) -> Figure:
    """The figure or cell named ``key``; raises ``UnknownFigure``."""
    name, _, cell = key.partition("@")
    figure = CATALOG.get(name)
    if figure is None:
        raise UnknownFigure(f"Không có số liệu nào có mã “{key}”.")
    if not cell:
        return figure
    condition = figure.condition
    for part in cell.split(","):
        dimension, _, text = part.partition("=")
        condition &= Q(_part(figure, dimension, text))
    return replace(figure, key=key, condition=condition)


def called(figure: Figure, period: Period) -> Figure:
    """A figure with its groups called as they were in the period."""
    return replace(figure, label=as_called(figure.label, period.start))


def label_of(key: str) -> str:
    """What the figure or cell is called: “Vi phạm của cá nhân – Đi muộn”."""
    figure = find(key)
    words = [figure.label]
    for part in filter(None, key.partition("@")[2].split(",")):
        name, _, text = part.partition("=")
        dimension = figure.base.dimensions[name]  # type: ignore[union-attr]  # find() saw it
        value = dimension.read(text)
        words.append(dimension.labels([value]).get(value, text))
    return " – ".join(words)


def rows_for(key: str, period: Period, *, cutoff: date | None = None) -> Rows:
    """The rows behind a count or a sum, in the order of the screen.

    Their number is the count; what each adds to a sum is its ``summed``.
    """
    figure = find(key)
    if figure.base is None:
        raise UnknownFigure(f"Số liệu “{figure.label}” là tỷ lệ của hai số liệu khác.")
    rows = figure.base.rows(period, cutoff or period.end)
    shown = figure.base.shown(rows.filter(figure.condition))
    if figure.kind == "sum":
        shown = shown.annotate(summed=F(figure.column))
    return shown.order_by(*figure.base.order)


def _total(figure: Figure) -> Aggregate | Coalesce:
    if figure.kind == "sum":
        return Coalesce(Sum(figure.column, filter=figure.condition), 0)
    return Count("pk", filter=figure.condition)


def _part(figure: Figure, dimension: str, text: str) -> tuple[str, Any]:
    known = figure.base.dimensions if figure.base else {}
    try:
        value = known[dimension].read(text)
        # A number no record has, and beyond this one no database looks for.
        if isinstance(value, int) and not 0 < value < 10**18:
            raise ValueError(text)
        return known[dimension].path, value
    except (KeyError, ValueError):
        raise UnknownFigure(
            f"Số liệu “{figure.label}” không chia được theo “{dimension}={text}”."
        ) from None
