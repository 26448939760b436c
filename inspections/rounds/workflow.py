"""Workflow and rules of the self-inspection rounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspections.rounds.models import Round, RoundState
from tayninh_portal.access import each, register_rules
from tayninh_portal.records import Move

OPEN = Move("open", "Mở đợt", (RoundState.DRAFT,), RoundState.OPEN, "round.open")
CLOSE = Move("close", "Khóa đợt", (RoundState.OPEN,), RoundState.CLOSED, "round.close")
REOPEN = Move(
    "reopen",
    "Mở lại đợt",
    (RoundState.CLOSED,),
    RoundState.OPEN,
    "round.reopen",
    needs_note="Hãy ghi lý do mở lại đợt.",
)
MOVES = (OPEN, CLOSE, REOPEN)


def managing_forbidden(user: Any, round: Round, on: date) -> str | None:
    """The due list of a closed round is what its figures stand on."""
    if round.state == RoundState.CLOSED:
        return "Đợt này đã khóa; lãnh đạo Sở mở lại đợt thì mới sửa được."
    return None


def opening_forbidden(user: Any, round: Round, on: date) -> str | None:
    """A round nobody is due in asks nobody."""
    if round.state == RoundState.OPEN:
        return "Đợt này đang nhận kết quả."
    if round.state == RoundState.CLOSED:
        return "Đợt này đã khóa; lãnh đạo Sở mở lại bằng “Mở lại đợt”."
    if not round.due_agencies.standing().exists():
        return "Danh sách chưa có cơ quan nào phải báo cáo; hãy thêm cơ quan trước khi mở đợt."
    return None


def closing_forbidden(user: Any, round: Round, on: date) -> str | None:
    """Only what is open can be closed."""
    if round.state == RoundState.DRAFT:
        return "Đợt này chưa mở nên chưa có gì để khóa."
    if round.state == RoundState.CLOSED:
        return "Đợt này đã khóa."
    return None


def reopening_forbidden(user: Any, round: Round, on: date) -> str | None:
    """Only what is closed can be reopened."""
    if round.state != RoundState.CLOSED:
        return "Chỉ đợt đã khóa mới cần mở lại."
    return None


register_rules(
    {
        "round.manage": each(managing_forbidden),
        "round.open": each(opening_forbidden),
        "round.close": each(closing_forbidden),
        "round.reopen": each(reopening_forbidden),
    }
)
