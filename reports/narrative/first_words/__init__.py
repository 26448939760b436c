"""The first words of each section, written from the figures.

Different for none, one and many, since “00 trường hợp” and “01 trường hợp đều” are no Vietnamese.
Only what the records bear out is said; a section nothing is known about has no first words, and
the specialist's own stand alone.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.narrative.facts import Facts
from reports.narrative.first_words.assessment import shortcomings, strengths
from reports.narrative.first_words.inspections import inspections, oversight
from reports.narrative.first_words.results import (
    comparability,
    directives,
    propaganda,
    proposals,
    rules_reviewed,
    training,
)
from reports.narrative.first_words.self_inspections import self_inspections
from tayninh_portal.paper.content import Block

# Code of the outline's heading → its first words.
SECTIONS: dict[str, Callable[[Facts], list[Block]]] = {
    "directives": directives,
    "propaganda": propaganda,
    "oversight": oversight,
    "results": comparability,
    "rules_reviewed": rules_reviewed,
    "training": training,
    "inspections": inspections,
    "self_inspections": self_inspections,
    "strengths": strengths,
    "shortcomings": shortcomings,
    "proposals": proposals,
}


def first_words(code: str, facts: Facts) -> tuple[Block, ...]:
    """The blocks under the heading ``code``; empty for one no figure speaks about."""
    return tuple(SECTIONS[code](facts)) if code in SECTIONS else ()
