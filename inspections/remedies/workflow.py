"""Workflow and rules of the remedies: the agency reports, the Sở confirms or returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from inspections.agencies.models import Agency
from inspections.handlings.workflow import (
    HAD_A_HAND,
    answers_for,
    had_a_hand_in,
    not_for_the_department,
    not_standing,
)
from inspections.remedies.models import Remedy, RemedyState
from tayninh_portal.access import rule
from tayninh_portal.records import Move

S = RemedyState
# Until it is confirmed a report can be corrected by reporting again.
REPORT = Move(
    "report",
    "Báo cáo khắc phục",
    (S.OPEN, S.RETURNED, S.REPORTED),
    S.REPORTED,
    "remedy.report",
)
CONFIRM = Move("confirm", "Xác nhận đã khắc phục", (S.REPORTED,), S.CONFIRMED, "remedy.confirm")
RETURN = Move(
    "return",
    "Trả lại báo cáo",
    (S.REPORTED,),
    S.RETURNED,
    "remedy.return",
    needs_note="Hãy ghi lý do trả lại để cơ quan biết còn phải làm gì.",
)
REOPEN = Move(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    S.RETURNED,
    "remedy.reopen",
    needs_note="Hãy ghi lý do mở lại nội dung đã khắc phục.",
)
# Only what the agency still has to do; its state does not change.
EXTEND = Move(
    "extend",
    "Gia hạn khắc phục",
    (S.OPEN,),
    S.OPEN,
    "remedy.extend",
    needs_note="Hãy ghi lý do gia hạn.",
)
EXTEND_RETURNED = replace(EXTEND, sources=(S.RETURNED,), target=S.RETURNED)
MOVES = (REPORT, CONFIRM, RETURN, REOPEN, EXTEND, EXTEND_RETURNED)


def holder_of(remedy: Remedy) -> Agency:
    """The agency that has to put it right: the inspected one, or who took over its work."""
    return remedy.receiver or remedy.finding.visit.agency


@rule("remedy.report")
def reporting_forbidden(user: Any, remedy: Remedy, on: date) -> str | None:
    """The agency that has to put it right, until the Sở has confirmed."""
    if not answers_for(user, holder_of(remedy), on):
        return "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan phải khắc phục mới báo cáo được."
    if remedy.state == S.CONFIRMED:
        return "Nội dung này đã được xác nhận là đã khắc phục."
    return _not_asked(remedy)


@rule("remedy.confirm")
def confirming_forbidden(user: Any, remedy: Remedy, on: date) -> str | None:
    """Whoever judges for the Sở, never one who reported it."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    if reason is None and had_a_hand_in(user, remedy, REPORT.name):
        reason = HAD_A_HAND
    return reason or _not_asked(remedy) or _not_waiting(remedy)


@rule("remedy.return")
def returning_forbidden(user: Any, remedy: Remedy, on: date) -> str | None:
    """Whoever judges for the Sở."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    return reason or _not_asked(remedy) or _not_waiting(remedy)


@rule("remedy.reopen")
def reopening_forbidden(user: Any, remedy: Remedy, on: date) -> str | None:
    """Only what is confirmed goes back."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    if reason is None and remedy.state != S.CONFIRMED:
        reason = "Chỉ nội dung đã xác nhận mới cần mở lại."
    return reason or _not_asked(remedy)


@rule("remedy.extend")
def extending_forbidden(user: Any, remedy: Remedy, on: date) -> str | None:
    """The manager, while the agency still has to report: what is done is in time or it is not."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    return reason or _not_asked(remedy) or _not_open(remedy)


def _not_asked(remedy: Remedy) -> str | None:
    """Why nothing is to be put right any more."""
    if remedy.finding.remedy_due_on is None:
        return "Lượt kiểm tra đã được đính chính; nội dung này không còn phải khắc phục."
    return not_standing(remedy.finding)


def _not_waiting(remedy: Remedy) -> str | None:
    if remedy.state == S.REPORTED:
        return None
    if remedy.state == S.CONFIRMED:
        return "Nội dung này đã được xác nhận là đã khắc phục."
    return "Cơ quan chưa báo cáo khắc phục."


def _not_open(remedy: Remedy) -> str | None:
    if remedy.is_open:
        return None
    if remedy.state == S.CONFIRMED:
        return "Nội dung này đã được xác nhận là đã khắc phục."
    return "Cơ quan đã báo cáo khắc phục; chỉ gia hạn được khi báo cáo bị trả lại."
