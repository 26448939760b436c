"""Words of a section that are doubted while somebody writes them.

Who doubts them are the checks, which stand to the right of the narrative and are not imported here:
they register themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.narrative.facts import Facts
from reports.narrative.models import Section
from tayninh_portal.paper.html import Doubted


@dataclass(frozen=True)
class Doubt:
    """Words of the text, after what stands right before them, and why they are doubted."""

    words: Doubted
    reason: str


# A section, its text as typed, the facts it is told from → what is doubted of it.
Doubter = Callable[[Section, str, Facts], list[Doubt]]
_doubters: list[Doubter] = []


def doubter(doubts: Doubter) -> Doubter:
    """Register who doubts words."""
    _doubters.append(doubts)
    return doubts


def doubts_about(section: Section, typed: str, facts: Facts) -> list[Doubt]:
    """Everything that is doubted of a text as typed; it keeps nothing from being saved."""
    return [doubt for doubts in _doubters for doubt in doubts(section, typed, facts)]
