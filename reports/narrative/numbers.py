"""The numbers a report is told from, for whoever writes in it.

Once they were frozen those of the freeze count. Freezes stand to the right of the narrative and are
not imported here: they register themselves as a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reports.figures.addresses import figure_address
from reports.narrative.before import ask_before
from reports.narrative.facts import Facts, ask_facts
from reports.narrative.models import Report
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.together import Question, read
from tayninh_portal.paper.content import Figure


@dataclass(frozen=True)
class ReportNumbers:
    """``facts``, and for each user where a figure of them opens its rows.

    ``frozen_at``: when they were frozen, None for those of the moment.
    """

    facts: Facts
    address: Callable[[Any], Callable[[Figure], str]]
    frozen_at: datetime | None = None


# Report and keys → its frozen numbers, None before any were frozen.
FrozenNumbers = Callable[[Report, Iterable[str]], ReportNumbers | None]
_sources: list[FrozenNumbers] = []


def frozen_numbers_source(source: FrozenNumbers) -> FrozenNumbers:
    """Register who knows the frozen numbers of a report."""
    _sources.append(source)
    return source


def numbers_of(report: Report, keys: Iterable[str] = ()) -> ReportNumbers:
    """The frozen numbers of a report, or those of the moment before any were frozen.

    ``keys``: counts, sums and cells the words name.
    """
    with one_state():
        for source in _sources:
            frozen = source(report, keys)
            if frozen is not None:
                return frozen
        facts, before = (
            ask_facts(report.period, report.cutoff_on, keys=keys),
            ask_before(report.period),
        )
        counted, then = read(
            Question((*facts.rows, *before.rows), lambda: (facts.answer(), before.answer()))
        )
        counted = replace(counted, before=read(then))
    return ReportNumbers(
        counted, lambda user: figure_address(report.period, user, report.cutoff_on)
    )
