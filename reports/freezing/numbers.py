"""The numbers of a freeze, for whoever writes in its report."""

from __future__ import annotations

from collections.abc import Iterable

from reports.freezing.frozen import facts_of, newest_freeze
from reports.freezing.links import frozen_address
from reports.narrative.models import Report
from reports.narrative.numbers import ReportNumbers, frozen_numbers_source


@frozen_numbers_source
def frozen_numbers(report: Report, keys: Iterable[str]) -> ReportNumbers | None:
    """Those of the newest freeze; None before the report first went up."""
    freeze = newest_freeze(report)
    if freeze is None:
        return None
    return ReportNumbers(
        facts_of(freeze, keys), lambda user: frozen_address(freeze, user), freeze.at
    )
