"""Log, correct, conclude, cancel and reopen a visit."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.cited_documents.actions import attachable
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.remedies.actions import open_remedies
from inspections.visits.actions.checks import check, missing_for_conclusion
from inspections.visits.models import Visit, VisitMember
from inspections.visits.workflow import CANCEL, CONCLUDE, REOPEN
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import require

attachable(Visit, action="visit.attach", url_name="visit-detail")

# What update_visit may write; state, times of moves and derived columns are not among them.
CHANGEABLE = frozenset(
    {
        "agency",
        "day",
        "starts_at",
        "ends_at",
        "is_surprise",
        "cause",
        "basis_number",
        "basis_date",
        "basis_title",
        "place",
        "on_roll",
        "present",
        "absent_excused",
        "absent_unexcused",
        "absent_unknown",
        "headcount_note",
        "source_complaint",
    }
)
STALE = (
    "Lượt kiểm tra này đã được người khác sửa sau khi bạn mở. "
    "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi lưu lại."
)


def log_visit(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency,
    day: date,
    starts_at: time,
    is_surprise: bool,
    cause: str,
    members: Sequence[User],
    head: User,
    basis_number: str = "",
    basis_date: date | None = None,
    basis_title: str = "",
    ends_at: time | None = None,
    place: str = "",
    on_roll: int | None = None,
    present: int | None = None,
    absent_excused: int | None = None,
    absent_unexcused: int | None = None,
    absent_unknown: int | None = None,
    headcount_note: str = "",
    source_complaint: Complaint | None = None,
    is_illustrative: bool = False,
) -> tuple[Visit, bool]:
    """A new draft with its team; ``(visit, False)`` for one logged before under ``client_id``.

    ``head`` is a member whether named among ``members`` or not. Raises ``Refused``,
    ``ValidationError``.
    """
    at = at or timezone.now()
    require(by, "visit.create", at=at)
    visit = Visit(
        client_id=client_id or uuid.uuid4(),
        agency=agency,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        is_surprise=is_surprise,
        cause=cause,
        basis_number=basis_number,
        basis_date=basis_date,
        basis_title=basis_title,
        place=place,
        on_roll=on_roll,
        present=present,
        absent_excused=absent_excused,
        absent_unexcused=absent_unexcused,
        absent_unknown=absent_unknown,
        headcount_note=headcount_note,
        source_complaint=source_complaint,
        is_illustrative=is_illustrative,
    )
    team = _team(members, head)
    check(visit, team, by=by, at=at)
    return records.create(
        visit,
        by=by,
        at=at,
        label="Ghi nhận lượt kiểm tra",
        own_rows=lambda logged: _write_team(logged, team, head),
    )


def update_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    members: Sequence[User] | None = None,
    head: User | None = None,
    **changes: Any,
) -> Visit:
    """Write ``changes`` (names of ``CHANGEABLE``) and the team on a draft; None keeps the team.

    When the day moves, the findings move with it. Raises ``Refused``, ``Conflict``,
    ``ValidationError``; then nothing is written and ``visit`` is to be thrown away.
    """
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"A visit has no {', '.join(sorted(unknown))} to change")
    at = at or timezone.now()
    permit(visit, by=by, action="visit.update", at=at, seen_version=seen_version)
    old = list(visit.members.select_related("user"))
    old_head = next((member.user for member in old if member.is_head), None)
    head = head or old_head
    team = _team([row.user for row in old] if members is None else members, head)
    day_before = visit.day
    for name, value in changes.items():
        setattr(visit, name, value)
    check(visit, team, by=by, at=at)
    with transaction.atomic():
        if {(row.user_id, row.is_head) for row in old} != {
            (user.pk, user == head) for user in team
        }:
            visit.members.all().delete()
            _write_team(visit, team, head)
        visit = records.amend(
            visit,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            label="Sửa lượt kiểm tra",
            states=CONCLUDE.sources,
        )
        if visit.day != day_before:
            _move_findings(visit, by=by, at=at)
    return visit


def conclude_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    conclusion: str,
    ends_at: time | None = None,
    seen_version: int | None = None,
    note: str = "",
) -> Visit:
    """End a visit: from now on it counts, and its agency can read it and has to put things right.

    ``ends_at`` None keeps the time that was noted. Raises ``Refused``, ``Conflict``, or
    ``ValidationError`` with everything that is still missing.
    """
    at = at or timezone.now()
    permit(visit, by=by, action="visit.conclude", at=at, seen_version=seen_version)
    if ends_at is not None:
        visit.ends_at = ends_at
    errors: dict[str, list[str]] = {}
    if visit.ends_at and visit.ends_at <= visit.starts_at:
        errors["ends_at"] = ["Giờ kết thúc phải sau giờ bắt đầu."]
    if not conclusion.strip():
        errors["conclusion"] = ["Ghi nhận xét, kết luận của Tổ kiểm tra."]
    for lack in missing_for_conclusion(visit):
        errors.setdefault(lack.field, []).append(lack.text)
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        visit = records.move(
            visit,
            CONCLUDE,
            by=by,
            at=at,
            note=note,
            seen_version=seen_version,
            conclusion=conclusion.strip(),
            ends_at=visit.ends_at,
            concluded_at=at,
        )
        open_remedies([visit], records.Act(by, at))
    return visit


def cancel_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Visit:
    """Take a draft out of the count for good; its findings stay readable and never count."""
    permit(visit, by=by, action="visit.cancel", at=at, seen_version=seen_version)
    return records.move(visit, CANCEL, by=by, at=at, note=note, seen_version=seen_version)


def reopen_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Visit:
    """Make a concluded visit a draft again, to be corrected; it does not count meanwhile."""
    permit(visit, by=by, action="visit.correct", at=at, seen_version=seen_version)
    return records.move(
        visit,
        REOPEN,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        concluded_at=None,
    )


def permit(
    visit: Visit,
    *,
    by: User,
    action: str,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> None:
    """Raise ``Refused`` or ``Conflict`` unless ``by`` may do ``action`` to the visit he saw.

    Between the role and the object stands the version: who typed on an older version is told
    that somebody was faster (his form comes back), not that the new state forbids it.
    """
    require(by, action, at=at)
    if seen_version is not None and seen_version != visit.version:
        raise Conflict(STALE)
    require(by, action, visit, at=at)


def _team(members: Sequence[User], head: User | None) -> list[User]:
    """Everybody once, the head first."""
    if head is None:
        raise ValidationError({"head": "Chọn Tổ trưởng."})
    return [head, *dict.fromkeys(user for user in members if user != head)]


def _write_team(visit: Visit, team: Sequence[User], head: User | None) -> None:
    VisitMember.objects.bulk_create(
        VisitMember(visit=visit, user=user, is_head=user == head) for user in team
    )


def _move_findings(visit: Visit, *, by: User, at: datetime) -> None:
    """Give the findings the visit's new day; their catalogue rows must be in force then."""
    findings = Finding.objects.filter(visit=visit).select_related(
        "category", "field", "recommended_handling"
    )
    for finding in findings:
        finding.visit = visit
        rows = (finding.category, finding.field, finding.recommended_handling)
        for row in rows:
            if row is not None and not row.in_force_on(visit.day):
                raise ValidationError(
                    {
                        "day": f"Đã ghi nhận nội dung “{row.name}”, không áp dụng vào ngày này; "
                        "sửa nội dung đó trước."
                    }
                )
        finding = records.amend(
            finding,
            {},
            by=by,
            at=at,
            seen_version=finding.version,
            label="Đổi ngày theo lượt kiểm tra",
        )
