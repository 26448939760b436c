"""Who may do what to a visit and its findings, and the workflow of a visit as a table.

A rule says the person first, then the state: whoever may never do it is not told of the state.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from inspections.visits.models import VISIT_WORKERS, VisitState
from tayninh_portal.access import each, register_rules
from tayninh_portal.records import Move

if TYPE_CHECKING:
    from inspections.visits.models import Visit
    from tayninh_portal.models import User

CONCLUDE = Move(
    "conclude",
    "Kết thúc lượt kiểm tra",
    (VisitState.DRAFT,),
    VisitState.CONCLUDED,
    "visit.conclude",
)
CANCEL = Move(
    "cancel",
    "Hủy lượt kiểm tra",
    (VisitState.DRAFT,),
    VisitState.CANCELLED,
    "visit.cancel",
    needs_note="Ghi lý do hủy lượt kiểm tra.",
    undoable=False,
)
REOPEN = Move(
    "reopen",
    "Mở lại để đính chính",
    (VisitState.CONCLUDED,),
    VisitState.DRAFT,
    "visit.correct",
    needs_note="Ghi lý do mở lại: số liệu nào sai, ai phát hiện.",
)
MOVES: tuple[Move, ...] = (CONCLUDE, CANCEL, REOPEN)

NOT_IN_TEAM = "Chỉ thành viên Tổ kiểm tra và lãnh đạo Sở Nội vụ được làm việc này."


def is_in_team(user: User, visit: Visit) -> bool:
    """Whether ``user`` is a member of the Tổ on this visit."""
    return any(member.user_id == user.pk for member in visit.members.all())


def works_on(user: User, visit: Visit, on: date) -> str | None:
    """The sentence that keeps ``user`` from this visit whatever its state, or None.

    The manager works on all: a member may be ill or gone, and the visit must come to its end.
    """
    return None if VISIT_WORKERS.covers(user, [visit], on) else NOT_IN_TEAM


def _on_draft(user: User, visit: Visit, on: date) -> str | None:
    refused = works_on(user, visit, on)
    if refused:
        return refused
    if visit.state == VisitState.CONCLUDED:
        return "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính."
    if visit.state == VisitState.CANCELLED:
        return "Lượt kiểm tra đã hủy."
    return None


def may_update(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, while it is a draft; findings are added under the same rule."""
    return _on_draft(user, visit, on)


def may_conclude(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, once; what is still missing is asked by the domain."""
    return _on_draft(user, visit, on)


def may_cancel(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager; a concluded visit is counted and must be reopened first."""
    return _on_draft(user, visit, on)


def may_attach(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, also after the conclusion: papers on it come later, and change
    nothing that is counted."""
    refused = works_on(user, visit, on)
    if refused:
        return refused
    return "Lượt kiểm tra đã hủy." if visit.state == VisitState.CANCELLED else None


def may_correct(user: User, visit: Visit, on: date) -> str | None:
    """Only what is concluded can be opened again."""
    if visit.state != VisitState.CONCLUDED:
        return "Chỉ mở lại được lượt kiểm tra đã kết thúc."
    return None


register_rules(
    {
        "visit.update": each(may_update),
        "visit.conclude": each(may_conclude),
        "visit.cancel": each(may_cancel),
        "visit.attach": each(may_attach),
        "visit.correct": each(may_correct),
    }
)
