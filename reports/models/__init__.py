"""The tables of the report."""

from reports.models.acceptances import Acceptance
from reports.models.freezes import Freeze, FrozenRow, SentenceTaken
from reports.models.issues import (
    Correction,
    Issuance,
    PaperForSigning,
    SignedCopy,
    Signing,
    Standing,
    Withdrawal,
)
from reports.models.outlines import Outline, OutlineSection
from reports.models.renderings import PaperKind, Rendering, Snapshot
from reports.models.reports import Report, ReportState
from reports.models.returns import ReturnNote
from reports.models.sections import Section

__all__ = [
    "Acceptance",
    "Correction",
    "Freeze",
    "FrozenRow",
    "Issuance",
    "Outline",
    "OutlineSection",
    "PaperForSigning",
    "PaperKind",
    "Rendering",
    "Report",
    "ReportState",
    "ReturnNote",
    "Section",
    "SentenceTaken",
    "SignedCopy",
    "Signing",
    "Snapshot",
    "Standing",
    "Withdrawal",
]
