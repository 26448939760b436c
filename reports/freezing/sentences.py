"""Sentences that changed records would change, old beside new, and taking them one by one.

A returned report keeps its numbers (ADR 0011). Its words of this minute are told twice, once on
the frozen numbers and once on those of today: what differs is what a new freeze would change, and
a new freeze is made when all of it was read and taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from reports.freezing.block_diff import Difference, differences
from reports.freezing.composition import Composition, compose, composed_now
from reports.freezing.frozen import newest_freeze
from reports.freezing.models import Freeze, SentenceTaken
from reports.freezing.reading import Reading, reading_of
from reports.narrative.models import Report
from reports.narrative.writing import locked_for_writing
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.models import User
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import require

CHANGED_AGAIN = (
    "Câu này vừa thay đổi lần nữa theo số liệu mới nhất. Đọc lại câu bên dưới rồi hãy nhận."
)


@dataclass(frozen=True)
class ChangedSentence:
    """A paragraph or a table that would read otherwise; ``is_taken`` once somebody took it."""

    difference: Difference
    is_taken: bool

    @property
    def section(self) -> str:
        """Code of the section, "opening", "closing" or the name of an annex."""
        return self.difference.place


def changed_sentences(report: Report) -> list[ChangedSentence]:
    """What would change if the numbers were frozen now; nothing before a first freeze."""
    if newest_freeze(report) is None:
        return []
    with one_state():
        reading = reading_of(report, anew=True)
        return changed_in(reading, composed_now(reading, at=timezone.now()))


def changed_in(reading: Reading, composition: Composition) -> list[ChangedSentence]:
    """``changed_sentences`` of what was read already, with what is told of it on frozen numbers."""
    if reading.freeze is None or reading.counted is None:
        return []
    new = compose(reading.plan, reading.counted, at=timezone.now())
    return sentences_between(reading.freeze, composition.content, new)


def sentences_between(
    freeze: Freeze, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[ChangedSentence]:
    """The same between two contents that were told already, on ``freeze`` and on newer numbers."""
    taken = set(freeze.taken.values_list("section", "old", "new"))
    found: dict[tuple[str, str, str], ChangedSentence] = {}
    for each in differences(deserialize(old), deserialize(new)):
        key = (each.place, each.old, each.new)
        found.setdefault(key, ChangedSentence(each, key in taken))
    return list(found.values())


def take_sentence(
    report: Report, *, by: User, at: datetime | None = None, section: str, old: str, new: str
) -> SentenceTaken:
    """Take one changed sentence as it reads now; once taken it is taken, whoever asks again.

    Raises ``Refused``, and ``Conflict`` where the sentence reads otherwise by now.
    """
    require(by, "report.write", report, at=at)
    freeze = newest_freeze(report)
    named = {"section": section, "old": old, "new": new}
    taken = SentenceTaken.objects.filter(freeze=freeze, **named).first() if freeze else None
    if taken is not None:
        return taken
    shown = {
        (each.section, each.difference.old, each.difference.new)
        for each in changed_sentences(report)
    }
    if freeze is None or (section, old, new) not in shown:
        raise Conflict(CHANGED_AGAIN)
    try:
        with locked_for_writing(report):
            return SentenceTaken.objects.create(
                freeze=freeze, by=by, at=at or timezone.now(), **named
            )
    except IntegrityError:
        return SentenceTaken.objects.get(freeze=freeze, **named)
