"""Visits: the deeds (log, correct, conclude, cancel, reopen) and the checks they ask."""

from inspections.visits.actions.checks import Missing, missing_for_conclusion
from inspections.visits.actions.deeds import (
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
