"""The facts a report is told from, for whoever writes in it."""

from __future__ import annotations

from collections.abc import Iterable

from reports.domain.facts import Facts, gather
from reports.domain.frozen import facts_of, newest_freeze
from reports.models import Freeze, Report
from tayninh_portal.lib.consistency import one_state


def told_facts(report: Report, keys: Iterable[str] = ()) -> tuple[Facts, Freeze | None]:
    """The frozen facts and their freeze, or those of the moment before any were frozen.

    ``keys``: counts, sums and cells the words name.
    """
    with one_state():
        freeze = newest_freeze(report)
        if freeze is None:
            return gather(report.period, report.cutoff_on, keys=keys), None
        return facts_of(freeze, keys), freeze
