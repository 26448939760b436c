"""Whether any record of a period is invented for a demonstration."""

from __future__ import annotations

from reports.figures import (
    complaints,
    implementation,
    notices,
    plans,
    self_inspections,
    violations,
    visits,
)
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
        notices.NOTICES,
    )
    rows = [base.rows(period, period.end).filter(is_illustrative=True) for base in sets]
    # A line is what its plan is.
    lines = plans.PLAN_LINES.rows(period, period.end).filter(plan__is_illustrative=True)
    marked = tuple(each.order_by().values("pk")[:1] for each in (*rows, lines))
    return Question(marked, lambda: any(map(len, marked)))
