"""Figures over one set of rows, asked before they are counted: what is asked together is read
together (``tayninh_portal.lib.together``), in one statement and so in one state of the database.

Whatever a figure's condition looks at is looked at once a row. A figure that is a part of others
(the violations at communes) has no condition of its own for it: the rows are grouped, and each
figure adds up the groups it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum, Value
from django.db.models.functions import Coalesce

from reports.figures.kinds import Base, Figure, Rows
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, Ready

Cell = tuple[Any, ...]
# Sets of figures kept as they were last asked: some ten periods of the catalogue, 70 KB each.
KEPT = 200


def counting(figures: Iterable[Figure], period: Period, cutoff: date) -> Question[dict[str, int]]:
    """Key → number of ``figures`` over any sets of rows; a ratio is two counts and left out."""
    counted = [(figure, figure.base) for figure in figures if figure.base is not None]
    saying_more = {base.of.name: base for _, base in counted if base.of}
    by_base: dict[str, tuple[Base, list[Figure]]] = {}
    for figure, base in counted:
        read = saying_more.get(base.name, base)
        if not {*figure.dimensions} <= {*read.dimensions}:
            # A cell by something the set that says more does not say.
            read = base
        by_base.setdefault(read.name, (read, []))[1].append(figure)
    sets = [_Set.whole(*each, period, cutoff) for each in by_base.values()]

    def answer() -> dict[str, int]:
        found = {key: number for each in sets for key, number in each.numbers().items()}
        return {figure.key: found[figure.key] for figure, _ in counted}

    return Question(tuple(each.rows for each in sets), answer)


def grouping(
    figures: Sequence[Figure], by: Iterable[str], period: Period, cutoff: date
) -> Question[dict[Cell, dict[str, int]]]:
    """Values of the dimensions ``by`` → key → number, of ``figures`` over one set of rows.

    A cell without any row is absent.
    """
    base = figures[0].base
    if base is None or any(figure.base is not base for figure in figures):
        raise ValueError("figures that are grouped together stand over one set of rows")
    by = tuple(by)
    paths = tuple(base.dimensions[name].path for name in by)
    found = _Set(figures, paths, _asked(base, figures, by, paths, period, cutoff))
    return Question((found.rows,), found.cells)


@dataclass(frozen=True)
class _Set:
    """Figures over one set of rows by columns; ``rows`` hold a line for each cell."""

    figures: Sequence[Figure]
    paths: tuple[str, ...]
    rows: Rows

    @classmethod
    def whole(cls, base: Base, figures: Sequence[Figure], period: Period, cutoff: date) -> _Set:
        """Grouped by what figures are parts by; without that one line over all rows."""
        parts = [base.dimensions[each.part[0]].path for each in figures if each.part]
        paths = tuple(dict.fromkeys(parts))
        return cls(figures, paths, _asked(base, figures, None, paths, period, cutoff))

    def cells(self) -> dict[Cell, dict[str, int]]:
        return {
            tuple(row[path] for path in self.paths): {
                figure.key: row[f"f{at}"] for at, figure in enumerate(self.figures)
            }
            for row in self.rows
        }

    def numbers(self) -> dict[str, int]:
        """Each figure added up over the cells that are its part."""
        cells = self.cells().items()
        return {
            figure.key: sum(found[figure.key] for cell, found in cells if self._holds(figure, cell))
            for figure in self.figures
        }

    def _holds(self, figure: Figure, cell: Cell) -> bool:
        if figure.part is None or figure.base is None:
            return True
        name, value = figure.part
        return bool(cell[self.paths.index(figure.base.dimensions[name].path)] == value)


def _asked(
    base: Base,
    figures: Sequence[Figure],
    by: tuple[str, ...] | None,
    paths: tuple[str, ...],
    period: Period,
    cutoff: date,
) -> Rows:
    """The rows of ``_drawn_up``, kept by all they are made of: two days, and the day it is.

    A cell is another figure each time it is asked for.
    """
    given = base, tuple(figures), by, paths, period, cutoff
    if any(figure.by for figure in figures):
        return _drawn_up(*given)
    return _ready(*given, today()).again()


@lru_cache(maxsize=KEPT)
def _ready(
    base: Base,
    figures: tuple[Figure, ...],
    by: tuple[str, ...] | None,
    paths: tuple[str, ...],
    period: Period,
    cutoff: date,
    day: date,
) -> Ready:
    return Ready(_drawn_up(base, figures, by, paths, period, cutoff))


def _drawn_up(
    base: Base,
    figures: tuple[Figure, ...],
    by: tuple[str, ...] | None,
    paths: tuple[str, ...],
    period: Period,
    cutoff: date,
) -> Rows:
    """Figures over the rows with what these and the breakdown ask of them and nothing else.

    Without a breakdown they are grouped by what the figures are parts by, ``paths``.
    """
    asked = dict.fromkeys(
        (*(by or ()), *(name for figure in figures for name in figure.dimensions))
    )
    rows = base.broken_down(period, cutoff, asked).order_by()
    rows = rows.values(*paths) if paths or by is not None else rows.values(all=Value(1))
    own = by is None
    return rows.annotate(**_totals(figures, lambda figure: figure.own if own else figure.where))


def _totals(
    figures: Sequence[Figure], condition: Callable[[Figure], Q]
) -> dict[str, Aggregate | Coalesce]:
    return {f"f{at}": _total(figure, condition(figure)) for at, figure in enumerate(figures)}


def _total(figure: Figure, condition: Q) -> Aggregate | Coalesce:
    if figure.kind == "sum":
        return Coalesce(Sum(figure.column, filter=condition), 0)
    return Count("pk", filter=condition)
