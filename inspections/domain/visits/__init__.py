"""Visits: the deeds (log, correct, conclude, cancel, reopen) and the checks they ask."""

from inspections.domain.visits.checks import Missing, missing_for_conclusion
from inspections.domain.visits.deeds import (
    cancel_visit,
    conclude_visit,
    log_visit,
    permit,
    reopen_visit,
    update_visit,
)

__all__ = [
    "Missing",
    "cancel_visit",
    "conclude_visit",
    "log_visit",
    "missing_for_conclusion",
    "permit",
    "reopen_visit",
    "update_visit",
]
