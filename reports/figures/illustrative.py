"""Whether any record of a period is invented for a demonstration."""

from __future__ import annotations

from reports.figures import complaints, implementation, self_inspections, violations, visits
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question


def ask_illustrative(period: Period) -> Question[bool]:
    """True when some counted record is marked “minh họa”; asked before anything is printed."""
    sets = (
        visits.VISITS,
        violations.FINDINGS,
        complaints.COMPLAINTS,
        self_inspections.SUBMISSIONS,
        implementation.FACTS,
    )
    marked = tuple(
        base.rows(period, period.end).filter(is_illustrative=True).order_by().values("pk")[:1]
        for base in sets
    )
    return Question(marked, lambda: any(map(len, marked)))
