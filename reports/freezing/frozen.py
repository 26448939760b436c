"""Reading a freeze: its facts, any of its numbers, the rows behind one. No record is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from reports.figures.catalog import UnknownFigure
from reports.figures.derived import derived
from reports.freezing.frozen_facts import Definition, Kept, deserialize
from reports.freezing.models import Freeze, FrozenRow
from reports.narrative.facts import Facts
from reports.narrative.models import Report


@dataclass(frozen=True)
class FrozenFigure:
    """A figure, or a cell of one, as a freeze knows it.

    ``key`` names the figure whose amounts the rows carry; ``cell`` are the dimensions and values
    that pick rows out of them.
    """

    key: str
    label: str
    definition: Definition
    cell: tuple[tuple[str, str | int | None], ...] = ()

    @property
    def is_sum(self) -> bool:
        """Whether its rows add up something other than themselves."""
        return self.definition.kind == "sum"

    def holds(self, amounts: dict[str, Any], parts: dict[str, Any]) -> bool:
        """Whether a row with these amounts and parts is one of its rows."""
        return self.key in amounts and all(parts.get(name) == value for name, value in self.cell)


def newest_freeze(report: Report) -> Freeze | None:
    """The freeze the report is told from, None before it first went up."""
    return report.freezes.order_by("-pk").first()


def kept_of(freeze: Freeze) -> Kept:
    """What a freeze keeps beside its rows; ValueError where it cannot be read."""
    return deserialize(freeze.facts)


def facts_of(freeze: Freeze, keys: Iterable[str] = ()) -> Facts:
    """The facts of a freeze, with the cells of ``keys`` counted from its rows."""
    return facts_in(freeze, kept_of(freeze), keys)


def facts_in(freeze: Freeze, kept: Kept, keys: Iterable[str] = ()) -> Facts:
    """``facts_of`` where the freeze has been read already."""
    asked = [key for key in keys if key not in kept.facts.figures]
    return replace(kept.facts, cells=_counted(freeze, kept, asked)) if asked else kept.facts


def figure_in(kept: Kept, key: str) -> FrozenFigure:
    """The figure or cell ``key`` names in a freeze; raises ``UnknownFigure``."""
    name, _, cell = key.partition("@")
    definition = kept.definitions.get(name)
    if definition is None or (cell and not definition.base):
        raise UnknownFigure(f"Lần chốt số liệu này không có số liệu nào có mã “{key}”.")
    dimensions = kept.dimensions.get(definition.base, {})
    picked: list[tuple[str, str | int | None]] = []
    words = [definition.label]
    for part in filter(None, cell.split(",")):
        dimension, _, text = part.partition("=")
        if dimension not in dimensions:
            raise UnknownFigure(f"Số liệu “{definition.label}” không chia được theo “{dimension}”.")
        named = [each for each in dimensions[dimension] if str(each.value) == text]
        # A value none of its rows had: a cell without rows.
        picked.append((dimension, named[0].value if named else text))
        words.append(named[0].label if named else text)
    label = kept.facts.called(" – ".join(words))
    return FrozenFigure(name, label, definition, tuple(picked))


def frozen_rows(freeze: Freeze, key: str) -> QuerySet[FrozenRow]:
    """The rows behind a count, a sum or a cell, in the order of the screen."""
    return rows_in(freeze, figure_in(kept_of(freeze), key))


def rows_in(freeze: Freeze, figure: FrozenFigure) -> QuerySet[FrozenRow]:
    """``frozen_rows`` of a figure already found; none for a ratio, which is two figures."""
    picked = Q(amounts__has_key=figure.key)
    for name, value in figure.cell:
        picked &= Q((f"parts__{name}", value))
    return freeze.rows.filter(picked, base=figure.definition.base).order_by("position")


def frozen_count(freeze: Freeze, key: str) -> int:
    """A count, sum or cell counted anew from the rows of the freeze; raises ``UnknownFigure``."""
    return _counted(freeze, kept_of(freeze), [key])[key]


def frozen_counts(freeze: Freeze, keys: Iterable[str]) -> dict[str, int]:
    """``frozen_count`` of many keys, each set of rows read once; raises ``UnknownFigure``."""
    return _counted(freeze, kept_of(freeze), keys)


def frozen_values(freeze: Freeze, keys: Iterable[str]) -> dict[str, int | str | None]:
    """``frozen_counts`` of any key a paper prints: shares and differences are worked out anew, from
    the rows and from the period before as the freeze kept it."""
    keys, kept = list(keys), kept_of(freeze)
    worked = {key: of for key in keys if (of := derived(key))}
    plain = [key for key in keys if key not in worked]
    counts = _counted(freeze, kept, {*plain, *(key for of in worked.values() for key in of.keys)})
    facts = replace(kept.facts, cells=counts)
    values = {key: facts.worked_out(of) for key, of in worked.items()}
    return {**{key: counts[key] for key in plain}, **values}


def _counted(freeze: Freeze, kept: Kept, keys: Iterable[str]) -> dict[str, int]:
    """Counts of ``keys`` from the rows, each set of rows read once."""
    figures = {key: figure_in(kept, key) for key in keys}
    for figure in figures.values():
        if not figure.definition.base:
            raise UnknownFigure(f"Số liệu “{figure.label}” là tỷ lệ của hai số liệu khác.")
    counts = dict.fromkeys(figures, 0)
    bases = {figure.definition.base for figure in figures.values()}
    rows = freeze.rows.filter(base__in=bases).order_by()
    for base, amounts, parts in rows.values_list("base", "amounts", "parts").iterator(2000):
        for key, figure in figures.items():
            if figure.definition.base == base and figure.holds(amounts, parts):
                counts[key] += amounts[figure.key] or 0
    return counts
