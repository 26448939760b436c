"""Forms of a complaint: written down in one page, one form a move."""

from inspections.complaints.forms.moves import (
    AnswerForm,
    ClassifyForm,
    CloseForm,
    HandOnForm,
    IdentityForm,
    MergeForm,
    PassOnForm,
    ReopenForm,
    ReplyForm,
)
from inspections.complaints.forms.receipt import ComplaintForm, ComplaintUpdateForm

__all__ = [
    "AnswerForm",
    "ClassifyForm",
    "CloseForm",
    "ComplaintForm",
    "ComplaintUpdateForm",
    "HandOnForm",
    "IdentityForm",
    "MergeForm",
    "PassOnForm",
    "ReopenForm",
    "ReplyForm",
]
