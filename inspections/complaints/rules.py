"""Who may do what to a complaint, and its workflow as a table.

A rule says the person first, then the state. A complaint that names a leader (``reserved_for``:
about the Sở itself, a member of the Tổ or an operator) is handled by that leader alone, whatever
others may do to ordinary ones; a leader of UBND tỉnh handles nothing else. One that has ended with
a leader who is gone is reopened by another leader of UBND tỉnh, who takes it over.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from inspections.complaints.models import COMPLAINT_OPEN, ComplaintState
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
from tayninh_portal.records import Move

if TYPE_CHECKING:
    from inspections.complaints.models import Complaint
    from tayninh_portal.models import User

S = ComplaintState

CLASSIFY = Move(
    "classify",
    "Phân loại",
    # Once more while nobody else works on it: a class chosen in haste is corrected, not reopened.
    (S.RECEIVED, S.CLASSIFIED),
    S.CLASSIFIED,
    "complaint.classify",
)
REFUSE = Move(
    "refuse",
    "Không tiếp nhận",
    (S.RECEIVED, S.CLASSIFIED),
    S.CLOSED,
    "complaint.classify",
    undoable=False,
)
REDIRECT = Move(
    "redirect",
    "Chuyển sang thủ tục khiếu nại, tố cáo",
    (S.RECEIVED, S.CLASSIFIED),
    S.CLOSED,
    "complaint.classify",
    needs_note="Ghi đã hướng dẫn hoặc chuyển đơn đến đâu.",
    undoable=False,
)
HAND_ON = Move(
    "hand_on",
    "Giao cơ quan xử lý",
    (S.CLASSIFIED, S.HANDED_ON),
    S.HANDED_ON,
    "complaint.hand_on",
)
PASS_ON = Move(
    "pass_on",
    "Chuyển cơ quan có thẩm quyền",
    (S.CLASSIFIED, S.HANDED_ON),
    S.PASSED_ON,
    "complaint.hand_on",
    undoable=False,
)
REPLY = Move(
    "reply",
    "Báo cáo kết quả xử lý",
    (S.HANDED_ON,),
    S.HANDED_ON,
    "complaint.reply",
)
ANSWER = Move(
    "answer",
    "Trả lời người phản ánh",
    (S.CLASSIFIED, S.HANDED_ON),
    S.ANSWERED,
    "complaint.answer",
)
CLOSE = Move(
    "close",
    "Kết thúc",
    (S.CLASSIFIED, S.HANDED_ON, S.ANSWERED),
    S.CLOSED,
    "complaint.close",
    undoable=False,
)
MERGE = Move(
    "merge",
    "Gộp phản ánh trùng",
    (S.RECEIVED, S.CLASSIFIED, S.HANDED_ON, S.ANSWERED),
    S.MERGED,
    "complaint.merge",
    needs_note="Ghi vì sao hai phản ánh là một.",
    undoable=False,
)
REOPEN = Move(
    "reopen",
    "Mở lại",
    (S.ANSWERED, S.PASSED_ON, S.CLOSED, S.MERGED),
    S.CLASSIFIED,
    "complaint.reopen",
    needs_note="Ghi lý do mở lại.",
)
# What was refused, sent to another procedure or merged before it was classified starts anew.
REOPEN_UNCLASSIFIED = Move(
    "reopen_unclassified",
    "Mở lại để phân loại",
    (S.CLOSED, S.MERGED),
    S.RECEIVED,
    "complaint.reopen",
    needs_note="Ghi lý do mở lại.",
)
MOVES: tuple[Move, ...] = (
    CLASSIFY,
    REFUSE,
    REDIRECT,
    HAND_ON,
    PASS_ON,
    REPLY,
    ANSWER,
    CLOSE,
    MERGE,
    REOPEN,
    REOPEN_UNCLASSIFIED,
)

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


def _when(complaint: Complaint, *moves: Move) -> str | None:
    sources = {source for move in moves for source in move.sources}
    if complaint.state in sources:
        return None
    names = ", ".join(f"“{state.label}”" for state in ComplaintState if state in sources)
    now = ComplaintState(complaint.state).label
    return f"Chỉ làm được khi phản ánh ở trạng thái {names}; phản ánh này đang ở “{now}”."


def reads_all(user: User, complaint: Complaint, on: date | None = None) -> bool:
    """Whether ``user``, who may see the complaint, sees all of it but the sealed identity.

    An agency it was handed to sees the matter and the deadline: not who wrote it down, nor who of
    the Sở it is about.
    """
    if complaint.reserved_for_id is not None:
        return user.pk in (complaint.reserved_for_id, complaint.created_by_id)
    return holds(user, *DEPARTMENT, *PROVINCE, Role.OPERATOR, on=on)


def may_update(user: User, complaint: Complaint, on: date) -> str | None:
    """While it is new; a reserved one also by who wrote it down, who knows it anyway."""
    if complaint.subject_user_id == user.pk:
        return ABOUT_YOU
    own = (complaint.reserved_for_id, complaint.created_by_id)
    if complaint.reserved_for_id is not None and user.pk not in own:
        return RESERVED
    if complaint.state != S.RECEIVED:
        return "Chỉ sửa được nội dung tiếp nhận khi phản ánh chưa phân loại."
    return None


def may_classify(user: User, complaint: Complaint, on: date) -> str | None:
    """New or just classified; nobody else has been given it yet."""
    return _who(user, complaint, "complaint.classify", on) or _when(complaint, CLASSIFY)


def may_hand_on(user: User, complaint: Complaint, on: date) -> str | None:
    """Handing on to an agency of the province, and passing on in writing."""
    return _who(user, complaint, "complaint.hand_on", on) or _when(complaint, HAND_ON, PASS_ON)


def may_reply(user: User, complaint: Complaint, on: date) -> str | None:
    """The agency it was handed to, until the Sở has answered; a reply may be corrected."""
    if complaint.subject_user_id == user.pk:
        return ABOUT_YOU
    if complaint.handed_to_id not in agencies_of(user, AGENCY, on):
        return NOT_HANDED_TO_YOU
    return _when(complaint, REPLY)


def may_answer(user: User, complaint: Complaint, on: date) -> str | None:
    """Nghị định 20/2008/NĐ-CP: who gives no identity gets no answer letter."""
    refused = _who(user, complaint, "complaint.answer", on)
    if refused:
        return refused
    return NO_ANSWER_TO_ANONYMOUS if complaint.is_anonymous else _when(complaint, ANSWER)


def may_close(user: User, complaint: Complaint, on: date) -> str | None:
    """Answered, or without anybody to answer."""
    refused = _who(user, complaint, "complaint.close", on) or _when(complaint, CLOSE)
    if refused:
        return refused
    if complaint.state != S.ANSWERED and not complaint.is_anonymous:
        return ANSWER_FIRST
    return None


def may_merge(user: User, complaint: Complaint, on: date) -> str | None:
    """While it is open."""
    return _who(user, complaint, "complaint.merge", on) or _when(complaint, MERGE)


def takes_over(user: User, complaint: Complaint, on: date | None = None) -> bool:
    """Whether reopening makes ``user`` the leader it is reserved for: it ended with one who is
    gone, and he leads UBND tỉnh. What is still open is handed over instead."""
    named = complaint.reserved_for
    return (
        named is not None
        and named.pk != user.pk
        and complaint.subject_user_id != user.pk
        and complaint.state not in COMPLAINT_OPEN
        and holds(user, Role.LEADER, on=on)
        and not holds(named, Role.MANAGER, Role.LEADER, on=on)
    )


def may_reopen(user: User, complaint: Complaint, on: date) -> str | None:
    """What has come to an end, or was answered wrongly."""
    refused = None
    if not takes_over(user, complaint, on):
        refused = _who(user, complaint, "complaint.reopen", on)
    return refused or _when(complaint, REOPEN, REOPEN_UNCLASSIFIED)


def may_read_identity(user: User, complaint: Complaint, on: date) -> str | None:
    """Whoever handles it; of a reserved one the named leader alone."""
    refused = _who(user, complaint, "complaint.read_identity", on)
    if refused:
        return refused
    if complaint.caller_id is None:
        return "Phản ánh này không có thông tin người phản ánh."
    return None


register_rules(
    {
        "complaint.update": each(may_update),
        "complaint.classify": each(may_classify),
        "complaint.hand_on": each(may_hand_on),
        "complaint.reply": each(may_reply),
        "complaint.answer": each(may_answer),
        "complaint.close": each(may_close),
        "complaint.merge": each(may_merge),
        "complaint.reopen": each(may_reopen),
        "complaint.read_identity": each(may_read_identity),
    }
)
