"""The figures of a period that the words of a report can name, with what each prints.

Made from the facts alone: the same list stands beside the box of a section, where a figure is
inserted from it, and tells the checks which token a typed number should have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures.catalog import CATALOG, cell_key
from reports.figures.derived import percent
from reports.figures.kinds import Figure
from reports.narrative.breakdowns import breakdowns
from reports.narrative.facts import Facts
from reports.narrative.tokens import printed, token_of
from tayninh_portal.lib.dates import percent_vi
from tayninh_portal.paper.content import plain_text

# Code of the heading → what keys of figures about its subject begin with, the nearest first.
RELEVANT: dict[str, tuple[str, ...]] = {
    "directives": ("implementation.directives", "self_inspections.plans"),
    "propaganda": ("implementation.", "self_inspections.propaganda"),
    "oversight": ("visits.", "plans.", "agencies.", "headcounts."),
    "rules_reviewed": ("implementation.rules", "self_inspections.rules_reviewed"),
    "training": ("implementation.trainings", "implementation.people_reached", "implementation."),
    "inspections": (
        "visits.",
        "violations.",
        "unit_findings.",
        "complaints.",
        "handlings.",
        "remedies.",
        "head_criticisms.",
        "notices.",
        "headcounts.",
    ),
    "self_inspections": ("self_inspections.",),
    "strengths": ("visits.", "self_inspections.total", "complaints.", "remedies.", "handlings."),
    "shortcomings": ("violations.", "unit_findings.", "self_inspections.total", "complaints."),
    "causes": ("violations.", "unit_findings.", "implementation.shortcomings"),
    "proposals": ("implementation.proposals", "self_inspections.proposals"),
}


@dataclass(frozen=True)
class KnownFigure:
    """One figure or cell: ``text`` is what it prints, ``unit`` what is counted ("" for a ratio).

    ``keys`` and ``numbers`` are itself, or the two parts of a ratio.
    """

    key: str
    label: str
    unit: str
    text: str
    keys: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def token(self) -> str:
        """How it is written in a section."""
        return token_of(self.key)

    @property
    def percents(self) -> tuple[str, ...]:
        """A ratio as a share, as people type it and as it prints: “96,2%”, “96,20%”; none for a
        count."""
        if len(self.numbers) != 2:
            return ()
        return percent_vi(*self.numbers), percent(*self.numbers)


def known_figures(facts: Facts) -> tuple[KnownFigure, ...]:
    """The catalogue in its own order, then the parts that were found.

    A figure that came into the catalogue after the facts were frozen is not among them.
    """
    whole = [
        _known(figure, facts.label(figure.key), facts)
        for figure in CATALOG.values()
        if all(key in facts.figures for key in figure.parts if key)
        and (figure.kind == "ratio" or figure.key in facts.figures)
    ]
    return (*whole, *_parts(facts))


def insertable(facts: Facts) -> list[tuple[str, str]]:
    """Tables and annexes there is something in: how each is written in a text, and its name."""
    named = {
        "table:violations": ("Bảng vi phạm của cá nhân theo loại", facts.violations),
        "table:unit_findings": ("Bảng thiếu sót của đơn vị theo nội dung", facts.unit_findings),
    }
    tables = [(token_of(key), label) for key, (label, lines) in named.items() if lines]
    return tables + [(token_of(f"annex:{name}"), facts.annex_label(name)) for name in facts.annexes]


def relevant_first(figures: Iterable[KnownFigure], code: str) -> list[KnownFigure]:
    """The same figures, those about the subject of the heading ``code`` first."""
    wanted = RELEVANT.get(code, ())

    def place(figure: KnownFigure) -> int:
        near = (at for at, start in enumerate(wanted) if figure.key.startswith(start))
        return next(near, len(wanted))

    return sorted(figures, key=place)


def _known(figure: Figure, label: str, facts: Facts) -> KnownFigure:
    keys = figure.parts if figure.kind == "ratio" else (figure.key,)
    return KnownFigure(
        key=figure.key,
        label=label,
        unit=figure.unit,
        text=plain_text(printed(figure, facts)),
        keys=keys,
        numbers=tuple(facts.number(key) for key in keys),
    )


def _parts(facts: Facts) -> list[KnownFigure]:
    found = []
    for key, by, lines in breakdowns(facts):
        whole = CATALOG[key]
        for line in lines:
            cell = cell_key(key, **{by: line.code})
            numbers = (facts.number(cell),)
            text = plain_text(printed(Figure(cell, whole.label, whole.unit, "", ""), facts))
            label = f"{whole.label} – {line.name}"
            found.append(KnownFigure(cell, label, whole.unit, text, (cell,), numbers))
    return found
