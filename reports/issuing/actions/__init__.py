"""What the transitions of a report do, from its draft to its issue, and what follows it."""

from reports.issuing.actions.choosing import choose_signer
from reports.issuing.actions.deciding import approve_report, present_report, recall_report
from reports.issuing.actions.returning import notes_for, return_report, send_back_report
from reports.issuing.actions.submitting import submit_report

__all__ = [
    "approve_report",
    "choose_signer",
    "notes_for",
    "present_report",
    "recall_report",
    "return_report",
    "send_back_report",
    "submit_report",
]
