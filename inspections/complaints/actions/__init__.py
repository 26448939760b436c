"""Complaints: written down while they are spoken, classified, handed on, answered, closed.

Nghị định 20/2008/NĐ-CP: what a caller gives, and that he need not give it; Luật Tiếp công dân
2013, điều 28: the clock of the first answer. Both clocks run in working days from the day of
receipt, whenever the complaint is classified.
"""

from inspections.complaints.actions.caller import masked_phone, read_caller
from inspections.complaints.actions.moves import (
    answer_complaint,
    classify_complaint,
    close_complaint,
    hand_on_complaint,
    merge_complaint,
    pass_on_complaint,
    reopen_complaint,
    reply_complaint,
)
from inspections.complaints.actions.receipt import log_complaint, update_complaint

__all__ = [
    "answer_complaint",
    "classify_complaint",
    "close_complaint",
    "hand_on_complaint",
    "log_complaint",
    "masked_phone",
    "merge_complaint",
    "pass_on_complaint",
    "read_caller",
    "reopen_complaint",
    "reply_complaint",
    "update_complaint",
]
