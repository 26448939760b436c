"""Forms of a complaint: written down in one page, one form a move, and the list's filters."""

from inspections.complaints.filters import ComplaintFilter
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
    "ComplaintFilter",
    "ComplaintForm",
    "ComplaintUpdateForm",
    "HandOnForm",
    "IdentityForm",
    "MergeForm",
    "PassOnForm",
    "ReopenForm",
    "ReplyForm",
]
