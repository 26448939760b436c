"""What the portal suggests to write under each heading: text with tokens, the writer's to change.

Different for none, one and many, since “00 trường hợp” and “01 trường hợp đều” are no Vietnamese.
Only what the records bear out is suggested; a section nothing is known about begins empty. The
voice is that of the reports of provinces: the period once a part, a number once, the verb before.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.narrative.facts import Facts
from reports.narrative.models import OutlineSection, Section
from reports.narrative.suggestions.assessment import shortcomings, strengths
from reports.narrative.suggestions.carrying_out import (
    directives,
    propaganda,
    rules_reviewed,
    training,
)
from reports.narrative.suggestions.inspections import inspections
from reports.narrative.suggestions.oversight import comparability, oversight
from reports.narrative.suggestions.self_inspections import self_inspections

# Code of the outline's heading → the lines suggested for it.
SECTIONS: dict[str, Callable[[Facts], list[str]]] = {
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
}


def suggestion(code: str, facts: Facts) -> str:
    """The text suggested under the heading ``code``; empty for one no figure speaks about."""
    return "\n".join(SECTIONS[code](facts)) if code in SECTIONS else ""


def text_of(heading: Section | OutlineSection, facts: Facts) -> str:
    """The text of a heading: what was written, and until somebody wrote it what is suggested."""
    if isinstance(heading, Section) and (heading.is_written or heading.text):
        return heading.text
    return suggestion(heading.code, facts)
