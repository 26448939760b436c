"""Visits: what is written (plan and begin, log, correct, conclude, cancel, reopen), and the checks
it asks."""

from inspections.visits.actions.checks import Missing, missing_for_conclusion
from inspections.visits.actions.entries import log_visit, update_visit
from inspections.visits.actions.planning import drop, plan_visit, reschedule, start
from inspections.visits.actions.rows import Absent
from inspections.visits.actions.transitions import cancel, conclude, reopen

__all__ = [
    "Absent",
    "Missing",
    "cancel",
    "conclude",
    "drop",
    "log_visit",
    "missing_for_conclusion",
    "plan_visit",
    "reopen",
    "reschedule",
    "start",
    "update_visit",
]
