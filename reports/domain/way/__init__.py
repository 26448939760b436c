"""The way of a report from its draft to UBND tỉnh; how it is signed and issued stands beside it."""

from reports.domain.way.choosing import choose_signer
from reports.domain.way.deciding import approve_report, present_report, recall_report
from reports.domain.way.progress import steps_of
from reports.domain.way.returns import notes_for, return_report, send_back_report
from reports.domain.way.submitting import submit_report

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
