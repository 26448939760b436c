"""Gathers the models of the parts for Django; nobody imports from here."""

from reports.checks.models import Acceptance
from reports.freezing.models import Freeze, FrozenRow, SentenceTaken, Snapshot
from reports.issuing.models import (
    Correction,
    Issuance,
    PaperForSigning,
    Rendering,
    ReturnNote,
    SignedCopy,
    Signing,
    Withdrawal,
    WordReturn,
)
from reports.narrative.models import Outline, OutlineSection, Report, Section
from reports.remarks.models import Remark, RemarkReply

__all__ = [
    "Acceptance",
    "Correction",
    "Freeze",
    "FrozenRow",
    "Issuance",
    "Outline",
    "OutlineSection",
    "PaperForSigning",
    "Remark",
    "RemarkReply",
    "Rendering",
    "Report",
    "ReturnNote",
    "Section",
    "SentenceTaken",
    "SignedCopy",
    "Signing",
    "Snapshot",
    "Withdrawal",
    "WordReturn",
]
