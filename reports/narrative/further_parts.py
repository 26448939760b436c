"""What the report tells part by part beside the findings: handling by form, what agencies found
themselves by category, complaints by how they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inspections.catalogues.models import NAMED, Category, HandlingMeasure, called
from inspections.complaints.states import Channel
from reports.figures.catalog import ask_by, cell_key
from reports.figures.counting import Cell
from reports.figures.kinds import UNDIVIDED, UNDIVIDED_LABEL
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question

HANDLED, OWN, COMPLAINTS = "handlings.total", "self_inspections.violations", "complaints.total"


@dataclass(frozen=True)
class PartLine:
    """One part of a whole; ``key`` opens its records, ``leaders`` are those who lead among it."""

    key: str
    code: str
    name: str
    total: int
    leaders: int = 0


@dataclass(frozen=True)
class FurtherParts:
    """Each in the order of its catalogue, parts nobody is in left out."""

    forms: tuple[PartLine, ...] = ()
    own_kinds: tuple[PartLine, ...] = ()
    channels: tuple[PartLine, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)


def ask_further_parts(period: Period, cutoff: date | None) -> Question[FurtherParts]:
    """The parts of a period, to be read together with what they must agree with."""
    handled = ask_by([HANDLED], ("form", "leader"), period, cutoff=cutoff)
    own, came = ask_by([OWN], ("category",), period), ask_by([COMPLAINTS], ("channel",), period)
    measures = HandlingMeasure.objects.values_list(*NAMED)
    categories = Category.objects.values_list(*NAMED)
    channels = [*Channel.choices, (UNDIVIDED, UNDIVIDED_LABEL)]

    def answer() -> FurtherParts:
        lines = {
            "forms": _lines(
                handled.answer(), HANDLED, "form", called(measures, period.end).items()
            ),
            "own_kinds": _lines(
                own.answer(), OWN, "category", called(categories, period.end).items()
            ),
            "channels": _lines(came.answer(), COMPLAINTS, "channel", channels),
        }
        figures = {line.key: line.total for each in lines.values() for line in each}
        figures[cell_key(HANDLED, leader="yes")] = sum(line.leaders for line in lines["forms"])
        return FurtherParts(**lines, figures=figures)

    return Question((*handled.rows, *own.rows, *came.rows, measures, categories), answer)


def _lines(
    cells: Mapping[Cell, Mapping[str, int]],
    key: str,
    by: str,
    names: Iterable[tuple[str, str]],
) -> tuple[PartLine, ...]:
    lines = []
    for code, name in names:
        mine = {cell: numbers[key] for cell, numbers in cells.items() if cell[0] == code}
        if total := sum(mine.values()):
            leaders = sum(number for cell, number in mine.items() if cell[1:] == ("yes",))
            lines.append(PartLine(cell_key(key, **{by: code}), code, name, total, leaders))
    return tuple(lines)
