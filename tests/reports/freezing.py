"""A report that was frozen, and reading its freeze."""

from __future__ import annotations

from reports.freezing import freezes
from reports.freezing.models import Freeze, Snapshot
from reports.narrative.models import Report
from tests.fixtures.cast import moment
from tests.reports.composition import WRITTEN, make_report

FROZEN = moment(2020, 1, 8, 10, 30)


def frozen(cast, report: Report | None = None, **fields) -> tuple[Freeze, Snapshot]:
    """The freeze of a report as records now stand, with its snapshot."""
    report = report or make_report(cast, **fields)
    state = freezes.read_report(report, at=FROZEN)
    return freezes.store(state, by=cast.specialist, at=FROZEN)


__all__ = ["FROZEN", "WRITTEN", "frozen"]
