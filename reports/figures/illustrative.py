"""Whether any record of a period is invented for a demonstration."""

from __future__ import annotations

from reports.figures import complaints, implementation, self_inspections, violations, visits
from tayninh_portal.lib.periods import Period


def holds_illustrative(period: Period) -> bool:
    """True when some counted record is marked “minh họa”; asked before anything is printed."""
    sets = (
        visits.VISITS,
        violations.FINDINGS,
        complaints.COMPLAINTS,
        self_inspections.SUBMISSIONS,
        implementation.FACTS,
    )
    return any(base.rows(period, period.end).filter(is_illustrative=True).exists() for base in sets)
