"""The catalogue of figures, and its three questions: how many, broken down how, which rows.

A key names a figure (``visits.total``) or a cell of one, broken down by what its rows know
(``violations.total@category=late,group=commune``): every number of a table so opens its records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Q

from reports.figures import (
    complaints,
    handlings,
    head_criticisms,
    headcounts,
    implementation,
    notices,
    plans,
    self_inspections,
    violations,
    visits,
)
from reports.figures.counting import Cell, counting, grouping
from reports.figures.kinds import Figure, Rows, as_called
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read

# The nouns, in the order of the screen.
NOUNS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("Kiểm tra", visits.FIGURES),
    ("Kế hoạch kiểm tra", plans.FIGURES),
    ("Số người tại nơi được kiểm tra", headcounts.FIGURES),
    ("Vi phạm, thiếu sót", violations.FIGURES),
    ("Thông báo kết quả kiểm tra", notices.FIGURES),
    ("Xử lý, khắc phục", handlings.FIGURES),
    ("Trách nhiệm người đứng đầu", head_criticisms.FIGURES),
    ("Phản ánh, kiến nghị", complaints.FIGURES),
    ("Tự kiểm tra", self_inspections.FIGURES),
    ("Kết quả triển khai", implementation.FIGURES),
)
CATALOG: dict[str, Figure] = {figure.key: figure for _, figures in NOUNS for figure in figures}


class UnknownFigure(LookupError):
    """No figure has this key; the message is a sentence to show."""


def compute(
    period: Period, keys: Iterable[str] | None = None, *, cutoff: date | None = None
) -> dict[str, int]:
    """Counts and sums of the catalogue in ``period``, from one state of the database: one query.

    ``keys``: default all. Ratios are left out: they are two counts. ``cutoff``: up to which day
    handling is looked at, the period's last day unless given.
    """
    return read(ask(period, keys, cutoff=cutoff))


def ask(
    period: Period, keys: Iterable[str] | None = None, *, cutoff: date | None = None
) -> Question[dict[str, int]]:
    """``compute``, to be read together with something else."""
    figures = CATALOG.values() if keys is None else [find(key) for key in keys]
    return counting(figures, period, cutoff or period.end)


def group_by(
    keys: Iterable[str], by: tuple[str, ...], period: Period, *, cutoff: date | None = None
) -> dict[Cell, dict[str, int]]:
    """Figures over one set of rows, grouped by dimensions: values of ``by`` → key → number.

    One GROUP BY. A cell without any row is absent. Call it inside ``one_state()`` together with
    whatever it must agree with.
    """
    return read(ask_by(keys, by, period, cutoff=cutoff))


def ask_by(
    keys: Iterable[str], by: tuple[str, ...], period: Period, *, cutoff: date | None = None
) -> Question[dict[Cell, dict[str, int]]]:
    """``group_by``, to be read together with something else."""
    return grouping([find(key) for key in keys], by, period, cutoff or period.end)


def cell_key(key: str, **parts: object) -> str:
    """The key of one cell of a figure, parts in alphabetical order."""
    return f"{key}@{','.join(f'{name}={parts[name]}' for name in sorted(parts))}"


def divided_key(key: str, dimension: str, value: object) -> str:
    """The key of a figure's, or a cell's, rows with one more value."""
    name, _, cell = key.partition("@")
    return f"{name}@{','.join(sorted([*filter(None, cell.split(',')), f'{dimension}={value}']))}"


def find(key: str) -> Figure:
    """The figure or cell named ``key``; raises ``UnknownFigure``."""
    name, _, cell = key.partition("@")
    figure = CATALOG.get(name)
    if figure is None:
        raise UnknownFigure(f"Không có số liệu nào có mã “{key}”.")
    if not cell:
        return figure
    condition, by = figure.condition, []
    for part in cell.split(","):
        dimension, _, text = part.partition("=")
        condition &= Q(_part(figure, dimension, text))
        by.append(dimension)
    return replace(figure, key=key, condition=condition, by=tuple(by))


def called(figure: Figure, period: Period) -> Figure:
    """A figure with its groups called as they were in the period."""
    return replace(figure, label=as_called(figure.label, period.start, period.end))


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
    rows = figure.base.broken_down(period, cutoff or period.end, figure.dimensions)
    shown = figure.base.shown(rows.filter(figure.where))
    if figure.kind == "sum":
        shown = shown.annotate(summed=F(figure.column))
    return shown.order_by(*figure.base.order)


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
