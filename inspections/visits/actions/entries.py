"""Log a visit, and correct it while it is a draft."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.cited_documents.actions import attachable
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.likenesses.actions import know_again
from inspections.teams.models import Team
from inspections.visits.actions.checks import check, check_at_once, check_line
from inspections.visits.actions.rows import (
    Absent,
    rewrite_absences,
    rewrite_sources,
    rewrite_team,
    write_absences,
    write_sources,
    write_team,
)
from inspections.visits.models import Visit, VisitState
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
        "plan_line",
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
        "rooms",
        "theme",
        "one_stop_posted",
        "one_stop_staffed",
        "one_stop_late",
        "one_stop_apologies",
        "good_points",
        "conclusion",
    }
)

# What a line of the plan is held against.
LINE_FITS = ("plan_line_id", "agency_id", "is_surprise")


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
    absences: Sequence[Absent] = (),
    complaints: Sequence[Complaint] = (),
    trip: Visit | None = None,
    team: Team | None = None,
    is_illustrative: bool = False,
    **noted: object,
) -> tuple[Visit, bool]:
    """A new draft with its team; ``(visit, False)`` for one logged before under ``client_id``.

    ``head`` is a member whether named among ``members`` or not. ``trip``: another visit of the same
    trip, whose team by decision it shares; else ``team`` goes. ``noted``: names of ``CHANGEABLE``.
    Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    require(by, "visit.create", at=at)
    if trip is not None:
        require(by, "visit.continue", trip, at=at)
    visit = Visit(
        client_id=client_id or uuid.uuid4(),
        agency=agency,
        day=day,
        starts_at=starts_at,
        is_surprise=is_surprise,
        cause=cause,
        trip=trip and (trip.trip or trip),
        team=trip.team if trip else team,
        is_illustrative=is_illustrative,
    )
    _note(visit, noted)
    made = records.made_by_form(visit, by) if visit.team else None
    if made is not None:
        return made, False
    people = _team(members, head)
    check(visit, people, by=by, at=at)
    check_line(visit)

    def write(logged: Visit) -> None:
        write_team(logged, people, head)
        write_absences(logged, absences)
        write_sources(logged, complaints)

    with transaction.atomic():
        check_at_once(visit, by=by)
        return records.create(visit, by=by, at=at, label="Ghi nhận lượt kiểm tra", own_rows=write)


def update_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    members: Sequence[User] | None = None,
    head: User | None = None,
    absences: Sequence[Absent] | None = None,
    complaints: Sequence[Complaint] | None = None,
    **changes: object,
) -> Visit:
    """Write ``changes`` (names of ``CHANGEABLE``) and the rows it owns on a draft; None keeps them.

    When day or agency move, the findings move with them. Who typed on an older version is told that
    somebody was faster (their form comes back), not that the new state forbids it. Raises
    ``Refused``, ``Conflict``, ``ValidationError``; then nothing is written.
    """
    act = Act(by, at or timezone.now(), client_id, seen_version)
    require(by, "visit.update", at=act.at)
    if seen_version != visit.version:
        raise Conflict(STALE)
    require(by, "visit.update", visit, at=act.at)
    old = list(visit.members.select_related("user"))
    head = head or next((member.user for member in old if member.is_head), None)
    team = _team([row.user for row in old] if members is None else members, head)
    changed = copy.copy(visit)
    _note(changed, changes)
    check(changed, team, by=by, at=act.at)
    # One that stands on its line goes on, though that line was dropped since.
    if any(getattr(changed, name) != getattr(visit, name) for name in LINE_FITS):
        check_line(changed)
    with transaction.atomic():
        if (changed.day, changed.starts_at) != (visit.day, visit.starts_at):
            check_at_once(changed, by=by)
        rewrite_team(visit, team, head)
        if absences is not None:
            rewrite_absences(visit, absences)
        if complaints is not None:
            rewrite_sources(visit, complaints)
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
        if (updated.day, updated.agency_id) != (visit.day, visit.agency_id):
            _move_findings(visit, updated, act)
        if updated.agency_id != visit.agency_id:
            know_again(updated)
    return updated


def _note(visit: Visit, noted: Mapping[str, object]) -> None:
    """Set columns of ``CHANGEABLE``; TypeError for another name."""
    unknown = set(noted) - CHANGEABLE
    if unknown:
        raise TypeError(f"A visit has no {', '.join(sorted(unknown))} to change")
    for name, value in noted.items():
        setattr(visit, name, value)


def _team(members: Sequence[User], head: User | None) -> list[User]:
    """Everybody once, the head first."""
    if head is None:
        raise ValidationError({"head": "Chọn Tổ trưởng."})
    return [head, *dict.fromkeys(user for user in members if user != head)]


def _move_findings(old: Visit, visit: Visit, act: Act) -> None:
    """Give the findings the visit's new day, when their catalogue rows must be in force; and its
    new agency, but for those about somebody of another body."""
    findings = list(
        Finding.objects.filter(visit=visit).select_related(
            "agency", "category", "field", "recommended_handling"
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
    moved = ["ngày"] * (visit.day != old.day) + ["cơ quan"] * (visit.agency_id != old.agency_id)
    own = [row for row in findings if row.agency_id == old.agency_id]
    records.amend_many(
        findings if visit.day != old.day else own,
        act=act,
        label=f"Đổi {', '.join(moved)} theo lượt kiểm tra",
        visit_day=visit.day,
        agency=lambda row: visit.agency if row.agency_id == old.agency_id else row.agency,
    )
