"""What the checks look at: everything is read before, from one state, and handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.checks.accepted import AcceptedWarning
from reports.figures.breaks import Break
from reports.figures.self_inspections import RoundAcross
from reports.narrative.before import Before
from reports.narrative.facts import Facts
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Annex, Block, Cell, Figure, Item, Paragraph, Table
from tayninh_portal.paper.wording import WordingSection


@dataclass(frozen=True)
class Written:
    """The text under one heading, as typed, and whether somebody stands by it.

    Words taken over from an earlier report are unconfirmed until somebody has read them.
    ``expects``: keys of the figures the outline wants told there.
    """

    code: str
    heading: str
    text: str
    is_confirmed: bool
    expects: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherReport:
    """An issued report in force whose period shares days with this one; ``name`` as people say."""

    name: str
    period: Period
    pk: int


@dataclass(frozen=True)
class Surroundings:
    """What stands around a report: the period before, other reports, rounds over the edge.

    ``before``: the period before, None where there is no such period. ``acceptances``: every
    warning of the report somebody accepted, whether it is still found or not.
    """

    before: Before | None
    others: tuple[OtherReport, ...]
    rounds_across: tuple[RoundAcross, ...]
    acceptances: tuple[AcceptedWarning, ...]

    @property
    def previous(self) -> Mapping[str, int]:
        """Figures of the period before; empty where there is none."""
        return self.before.figures if self.before else {}

    @property
    def previous_period(self) -> Period | None:
        """That period."""
        return self.before.period if self.before else None

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks of the registry between its first day and the last of this one."""
        return self.before.breaks if self.before else ()


ALONE = Surroundings(None, (), (), ())


@dataclass(frozen=True)
class CheckContext:
    """One report as it would go up.

    ``facts`` are what its suggestions and tables are made of, ``sections`` and ``annexes`` what it
    says (figures as runs), ``written`` the same words as typed.
    ``counted_on`` is the day its figures were counted: today, or that of the freeze they are of.
    """

    facts: Facts
    sections: tuple[WordingSection, ...]
    annexes: tuple[Annex, ...]
    written: tuple[Written, ...]
    period: Period
    cutoff: date
    counted_on: date
    around: Surroundings = ALONE

    @property
    def figures(self) -> Mapping[str, int]:
        """The catalogue, and the parts of findings under their own keys."""
        return self.facts.figures

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Everything the sections say, a paragraph or a table cell each, with the heading's code;
        then what the annexes say, under no heading."""
        for section in self.sections:
            for block in section.blocks:
                yield from ((section.code, cell) for cell in cells_of(block))
        for annex in self.annexes:
            for block in annex.blocks:
                yield from (("", cell) for cell in cells_of(block))

    def printed(self) -> Iterator[tuple[str, Figure]]:
        """Every figure the report prints, with the code of its heading, as they stand."""
        for section, cell in self.cells():
            yield from ((section, run) for run in cell if isinstance(run, Figure))


def cells_of(block: Block) -> Iterator[Cell]:
    """The runs of a block: one of a paragraph, one a cell of a table, none of a heading or note;
    none of a chart, whose numbers stand in the table after it."""
    if isinstance(block, Paragraph | Item):
        yield block.runs
    elif isinstance(block, Table):
        for row in block.all_rows():
            yield from row
