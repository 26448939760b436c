"""Log a visit, and correct it while it is a draft."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.cited_documents.actions import attachable
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.visits.actions.checks import check
from inspections.visits.models import Visit, VisitMember, VisitState
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act, require

attachable(Visit, action="visit.attach", url_name="visit-detail")

# What update_visit may write; state, times of transitions and derived columns are not among them.
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
    client_id: uuid.UUID | None = None,
    members: Sequence[User] | None = None,
    head: User | None = None,
    **changes: object,
) -> Visit:
    """Write ``changes`` (names of ``CHANGEABLE``) and the team on a draft; None keeps the team.

    When the day moves, the findings move with it. Who typed on an older version is told that
    somebody was faster (their form comes back), not that the new state forbids it. Raises
    ``Refused``, ``Conflict``, ``ValidationError``; then nothing is written.
    """
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"A visit has no {', '.join(sorted(unknown))} to change")
    act = Act(by, at or timezone.now(), client_id, seen_version)
    require(by, "visit.update", at=act.at)
    if seen_version != visit.version:
        raise Conflict(STALE)
    require(by, "visit.update", visit, at=act.at)
    old = list(visit.members.select_related("user"))
    head = head or next((member.user for member in old if member.is_head), None)
    team = _team([row.user for row in old] if members is None else members, head)
    changed = copy.copy(visit)
    for name, value in changes.items():
        setattr(changed, name, value)
    check(changed, team, by=by, at=act.at)
    with transaction.atomic():
        if {(row.user_id, row.is_head) for row in old} != {
            (user.pk, user == head) for user in team
        }:
            VisitMember.objects.filter(visit=visit).delete()
            _write_team(visit, team, head)
        updated = records.amend(
            visit,
            changes,
            by=by,
            at=act.at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa lượt kiểm tra",
            states=(VisitState.DRAFT,),
        )
        if updated.day != visit.day:
            _move_findings(updated, act)
    return updated


def _team(members: Sequence[User], head: User | None) -> list[User]:
    """Everybody once, the head first."""
    if head is None:
        raise ValidationError({"head": "Chọn Tổ trưởng."})
    return [head, *dict.fromkeys(user for user in members if user != head)]


def _write_team(visit: Visit, team: Sequence[User], head: User | None) -> None:
    VisitMember.objects.bulk_create(
        VisitMember(visit=visit, user=user, is_head=user == head) for user in team
    )


def _move_findings(visit: Visit, act: Act) -> None:
    """Give the findings the visit's new day; their catalogue rows must be in force then."""
    findings = list(
        Finding.objects.filter(visit=visit).select_related(
            "category", "field", "recommended_handling"
        )
    )
    for finding in findings:
        finding.visit = visit
        for row in (finding.category, finding.field, finding.recommended_handling):
            if row is not None and not row.in_force_on(visit.day):
                raise ValidationError(
                    {
                        "day": f"Đã ghi nhận nội dung “{row.name}”, không áp dụng vào ngày này; "
                        "sửa nội dung đó trước."
                    }
                )
    records.amend_many(findings, act=act, label="Đổi ngày theo lượt kiểm tra", visit_day=visit.day)
