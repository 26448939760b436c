"""Open the remedies of a concluded visit; the agency reports them, the Sở confirms or returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from inspections.remedies.models import Remedy
from inspections.remedies.workflow import CONFIRM, EXTEND, EXTEND_RETURNED, REOPEN, REPORT, RETURN
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date


def open_remedies(visit: Visit, *, by: Any, at: datetime | None = None) -> list[Remedy]:
    """One remedy for each finding of ``visit`` that has a last day; the new ones are returned.

    Called when the visit is concluded, inside that transaction. A visit that was reopened keeps
    its remedies with what was reported, and the day they were extended to; a corrected last day is
    written on them, and one whose finding was withdrawn or asks for nothing any more no longer
    counts.
    """
    known = {row.finding_id: row for row in Remedy.objects.filter(finding__visit=visit)}
    opened = []
    for finding in visit.findings.filter(withdrawn_at=None).order_by("pk"):
        finding.visit = visit
        remedy, due_on = known.get(finding.pk), finding.remedy_due_on
        if due_on is None:
            continue
        if remedy is None:
            made = Remedy(finding=finding, due_on=due_on, is_illustrative=finding.is_illustrative)
            opened.append(records.create(made, by=by, at=at, label="Yêu cầu khắc phục")[0])
        elif (remedy.told_due_on or remedy.due_on) != due_on:
            records.amend(
                remedy,
                {"due_on": due_on, "told_due_on": None},
                by=by,
                at=at,
                seen_version=remedy.version,
                label="Đổi hạn theo lượt kiểm tra đã đính chính",
            )
    return opened


def report_remedy(
    remedy: Remedy,
    *,
    by: Any,
    at: datetime | None = None,
    done_on: date,
    text: str,
    seen_version: int | None = None,
) -> Remedy:
    """Say what was done and when; until the Sở confirms it, another report replaces this one.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    at = at or timezone.now()
    _check_seen(remedy, seen_version)
    errors = {}
    if not text.strip():
        errors["text"] = "Ghi đã khắc phục thế nào."
    if done_on > timezone.localdate(at):
        errors["done_on"] = "Ngày khắc phục xong chưa đến; chỉ báo cáo việc đã làm."
    records.require(by, REPORT.permission, remedy, at=at)
    if errors:
        raise ValidationError(errors)
    return records.move(
        remedy,
        REPORT,
        by=by,
        at=at,
        seen_version=seen_version,
        done_on=done_on,
        text=text.strip(),
        reported_on=timezone.localdate(at),
    )


def confirm_remedy(
    remedy: Remedy,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> Remedy:
    """Confirm that it is put right; from now on it counts as done."""
    at = at or timezone.now()
    _check_seen(remedy, seen_version)
    return records.move(
        remedy,
        CONFIRM,
        by=by,
        at=at,
        seen_version=seen_version,
        confirmed_on=timezone.localdate(at),
    )


def return_remedy(
    remedy: Remedy,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Remedy:
    """Give the report back with what is still to do; the clock runs on."""
    _check_seen(remedy, seen_version)
    return records.move(
        remedy,
        RETURN,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        reported_on=None,
    )


def reopen_remedy(
    remedy: Remedy,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Remedy:
    """Take a confirmed remedy back to the agency; it is not done until confirmed anew."""
    _check_seen(remedy, seen_version)
    return records.move(
        remedy,
        REOPEN,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        confirmed_on=None,
        reported_on=None,
    )


def extend_remedy(
    remedy: Remedy,
    *,
    by: Any,
    at: datetime | None = None,
    due_on: date,
    note: str,
    seen_version: int | None = None,
) -> Remedy:
    """Give the agency until ``due_on``; the line tells the old day, the new one and the reason.

    From now on the remedy is due, in time or late by that day. Raises ``Refused``, ``Conflict``,
    ``ValidationError`` on ``due_on`` for a day that gives no time, on ``note`` without a reason.
    """
    at = at or timezone.now()
    _check_seen(remedy, seen_version)
    step = EXTEND_RETURNED if remedy.state in EXTEND_RETURNED.sources else EXTEND
    records.require(by, step.permission, remedy, at=at)
    before = remedy.due_on
    errors = {}
    if due_on <= before:
        errors["due_on"] = f"Hạn mới phải sau hạn hiện nay ({short_date(before)})."
    elif due_on < timezone.localdate(at):
        errors["due_on"] = "Hạn mới đã qua; chọn ngày để cơ quan còn thời gian khắc phục."
    if not note.strip():
        errors["note"] = step.needs_note
    if errors:
        raise ValidationError(errors)
    return records.move(
        remedy,
        step,
        by=by,
        at=at,
        note=f"Dời hạn từ {short_date(before)} đến {short_date(due_on)}. {note.strip()}",
        seen_version=seen_version,
        due_on=due_on,
        told_due_on=remedy.told_due_on or before,
    )


def _check_seen(remedy: Remedy, seen_version: int | None) -> None:
    # Before the rules: the second of two people should hear that it is done, not that it is
    # forbidden.
    if seen_version is not None and seen_version != remedy.version:
        raise Conflict(records.STALE)
