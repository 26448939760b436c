"""The way of a report from its draft to UBND tỉnh; how it is signed and issued stands beside it."""

from reports.issuing.actions.choosing import choose_signer
from reports.issuing.actions.deciding import approve_report, present_report, recall_report
from reports.issuing.actions.returning import notes_for, return_report, send_back_report
from reports.issuing.actions.submitting import submit_report
from reports.issuing.progress import steps_of

__all__ = [
    "approve_report",
    "choose_signer",
    "notes_for",
    "present_report",
    "recall_report",
    "return_report",
    "send_back_report",
    "steps_of",
    "submit_report",
]
