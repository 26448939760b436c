"""The words of one section as they were saved, time after time, out of its log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.narrative.models import Section
from tayninh_portal.models import Change


@dataclass(frozen=True)
class SectionVersion:
    """What the section said from then on; ``number`` is the version of the record."""

    number: int
    text: str
    at: datetime
    who: str
    label: str


def versions_of(section: Section) -> list[SectionVersion]:
    """Each time its words changed, the newest first; the empty beginning is one of them."""
    lines = Change.objects.of(section).select_related("by")
    found: list[SectionVersion] = []
    for line in lines:
        text = line.data.get("text", "")
        if not found or found[-1].text != text:
            found.append(SectionVersion(line.version, text, line.at, line.by.full_name, line.label))
    return found[::-1]


def version_of(section: Section, number: int) -> SectionVersion | None:
    """The version with this number, None where the words did not change then."""
    return next((each for each in versions_of(section) if each.number == number), None)
