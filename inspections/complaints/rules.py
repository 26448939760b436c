"""Who may do what to a complaint, and who reads all of it.

A rule asks the person and the complaint; whether it stands where something can be done to it is
the workflow's to say. A complaint that names a leader (``reserved_for``: about the Sở itself, a
member of the Tổ or an operator) is handled by that leader alone, whatever others may do to
ordinary ones; a leader of UBND tỉnh handles nothing else. One that has ended with a leader who is
gone is reopened by another leader of UBND tỉnh, who takes it over.
"""

from __future__ import annotations

from datetime import date

from inspections.complaints.models import Complaint
from inspections.complaints.states import COMPLAINT_OPEN, ComplaintState
from tayninh_portal.access import (
    AGENCY,
    DEPARTMENT,
    PERMISSIONS,
    PROVINCE,
    Role,
    agencies_of,
    each,
    holds,
    register_rules,
    roles_of,
)
from tayninh_portal.models import User

ABOUT_YOU = "Phản ánh này nói về bạn nên bạn không được xem hoặc xử lý."
RESERVED = "Phản ánh này được giao riêng cho một lãnh đạo; chỉ người đó được xử lý."
NOT_LEADERS_WORK = "Lãnh đạo UBND tỉnh chỉ xử lý phản ánh được giao riêng cho mình."
NOT_HANDED_TO_YOU = "Phản ánh này không được giao cho cơ quan của bạn."
NO_ANSWER_TO_ANONYMOUS = (
    "Người phản ánh không cung cấp danh tính nên không có thư trả lời; "
    "xử lý xong thì kết thúc phản ánh."
)
ANSWER_FIRST = "Ghi kết quả trả lời người phản ánh trước khi kết thúc."


def _who(user: User, complaint: Complaint, action: str, on: date) -> str | None:
    if complaint.subject_user_id == user.pk:
        return ABOUT_YOU
    if complaint.reserved_for_id is not None:
        return None if complaint.reserved_for_id == user.pk else RESERVED
    if roles_of(user, on).isdisjoint(PERMISSIONS[action][0] - {Role.LEADER}):
        return NOT_LEADERS_WORK
    return None


def reads_all(user: User, complaint: Complaint, on: date | None = None) -> bool:
    """Whether ``user``, who may see the complaint, sees all of it but the sealed identity.

    An agency it was handed to sees the matter and the deadline: not who wrote it down, nor who of
    the Sở it is about.
    """
    if complaint.reserved_for_id is not None:
        return user.pk in (complaint.reserved_for_id, complaint.created_by_id)
    return holds(user, *DEPARTMENT, *PROVINCE, Role.OPERATOR, on=on)


def updating_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """While it is new; a reserved one also by who wrote it down, who knows it anyway."""
    if complaint.subject_user_id == user.pk:
        return ABOUT_YOU
    own = (complaint.reserved_for_id, complaint.created_by_id)
    if complaint.reserved_for_id is not None and user.pk not in own:
        return RESERVED
    if complaint.state != ComplaintState.RECEIVED:
        return "Chỉ sửa được nội dung tiếp nhận khi phản ánh chưa phân loại."
    return None


def classifying_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Whoever handles it."""
    return _who(user, complaint, "complaint.classify", on)


def handing_on_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Handing on to an agency of the province, and passing on in writing."""
    return _who(user, complaint, "complaint.hand_on", on)


def replying_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """The agency it was handed to."""
    if complaint.subject_user_id == user.pk:
        return ABOUT_YOU
    if complaint.handed_to_id not in agencies_of(user, AGENCY, on):
        return NOT_HANDED_TO_YOU
    return None


def answering_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Nghị định 20/2008/NĐ-CP: who gives no identity gets no answer letter."""
    refused = _who(user, complaint, "complaint.answer", on)
    return refused or (NO_ANSWER_TO_ANONYMOUS if complaint.is_anonymous else None)


def closing_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Answered, or without anybody to answer."""
    refused = _who(user, complaint, "complaint.close", on)
    return refused or (ANSWER_FIRST if complaint.is_unanswered else None)


def merging_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Whoever handles it."""
    return _who(user, complaint, "complaint.merge", on)


def takes_over(user: User, complaint: Complaint, on: date | None = None) -> bool:
    """Whether reopening makes ``user`` the leader it is reserved for: it ended with one who is
    gone, and they lead UBND tỉnh. What is still open is handed over instead."""
    named = complaint.reserved_for
    return (
        named is not None
        and complaint.subject_user_id != user.pk
        and complaint.state not in COMPLAINT_OPEN
        and holds(user, Role.LEADER, on=on)
        and not holds(named, Role.MANAGER, Role.LEADER, on=on)
    )


def reopening_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Whoever handles it, or takes it over."""
    if takes_over(user, complaint, on):
        return None
    return _who(user, complaint, "complaint.reopen", on)


def reading_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Whoever handles it; of a reserved one the named leader alone."""
    refused = _who(user, complaint, "complaint.read_identity", on)
    if refused:
        return refused
    if complaint.caller_id is None:
        return "Phản ánh này không có thông tin người phản ánh."
    return None


def reserving_forbidden(user: User, complaint: Complaint, on: date) -> str | None:
    """Of what is reserved the named leader alone, and not who wrote it down; else whoever takes
    complaints in or leads the Sở, who can so put it under reservation."""
    return _who(user, complaint, "complaint.reserve", on)


register_rules(
    {
        "complaint.update": each(updating_forbidden),
        "complaint.classify": each(classifying_forbidden),
        "complaint.hand_on": each(handing_on_forbidden),
        "complaint.reply": each(replying_forbidden),
        "complaint.answer": each(answering_forbidden),
        "complaint.close": each(closing_forbidden),
        "complaint.merge": each(merging_forbidden),
        "complaint.reopen": each(reopening_forbidden),
        "complaint.read_identity": each(reading_forbidden),
        "complaint.reserve": each(reserving_forbidden),
    }
)
