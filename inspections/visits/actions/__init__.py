"""Visits: what is written (log, correct, conclude, cancel, reopen) and the checks it asks."""

from inspections.visits.actions.checks import Missing, missing_for_conclusion
from inspections.visits.actions.entries import log_visit, update_visit
from inspections.visits.actions.transitions import cancel, conclude, reopen

__all__ = [
    "Missing",
    "cancel",
    "conclude",
    "log_visit",
    "missing_for_conclusion",
    "reopen",
    "update_visit",
]
