"""Visits to come: planned for a team, moved, dropped, begun.

A visit to come is a row like any other and none of those ``Visit.objects`` knows. Its number is
drawn at random: a number that counts up would tell by its gap that there is one.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.plans.models import PlanLine
from inspections.teams.models import Seat, Team, TeamMember
from inspections.visits.actions.checks import (
    Posts,
    check,
    check_at_once,
    check_days,
    check_hour,
    check_line,
    wrong_place,
)
from inspections.visits.actions.rows import write_sources, write_team
from inspections.visits.models import Visit, VisitCause, VisitState
from tayninh_portal import records
from tayninh_portal.models import User
from tayninh_portal.numbers import drawn_number
from tayninh_portal.records import Act, StateChange, transit
from tayninh_portal.rows import copy_of

NO_HEAD = "Vào ngày này Tổ, Đoàn chưa có người đứng đầu."


def plan_visit(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    team: Team,
    agency: Agency,
    day: date,
    starts_at: time,
    is_surprise: bool,
    cause: str = VisitCause.PLAN,
    place: str = "",
    complaints: Sequence[Complaint] = (),
    plan_line: PlanLine | None = None,
    is_illustrative: bool = False,
) -> tuple[Visit, bool]:
    """A visit to come; ``(visit, False)`` for a form sent before.

    Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "visit.plan", at=at)
    visit = Visit(
        pk=drawn_number(),
        client_id=client_id or uuid.uuid4(),
        state=VisitState.PLANNED,
        team=team,
        agency=agency,
        day=day,
        starts_at=starts_at,
        is_surprise=is_surprise,
        cause=cause,
        place=place,
        plan_line=plan_line,
        is_illustrative=is_illustrative,
    )
    made = records.made_by_form(visit, by)
    if made is not None:
        return made, False
    with transaction.atomic():
        check_planned(visit, by=by, at=at)
        # Not when it is moved: that its line was changed since keeps no visit where it is.
        check_line(visit)
        return records.create(
            visit,
            by=by,
            at=at,
            label="Lên lịch kiểm tra",
            own_rows=lambda planned: write_sources(planned, complaints),
        )


def reschedule(
    change: StateChange,
    act: Act,
    visits: Sequence[Visit],
    *,
    team: Team,
    day: date,
    starts_at: time,
    note: str,
) -> list[Visit]:
    """Another day, hour or team, with the reason. Raises ``ValidationError``."""
    for visit in visits:
        moved = copy_of(visit)
        moved.team, moved.day, moved.starts_at = team, day, starts_at
        check_planned(moved, by=act.by, at=act.at)
    return transit(visits, change, act, note=note, team=team, day=day, starts_at=starts_at)


def drop(change: StateChange, act: Act, visits: Sequence[Visit], *, note: str) -> list[Visit]:
    """Take visits off the schedule for good; who knew of them reads why."""
    return transit(visits, change, act, note=note)


def start(
    change: StateChange, act: Act, visits: Sequence[Visit], *, day: date, starts_at: time
) -> list[Visit]:
    """The team is there: from now on it is a visit like any other, of those who sit in the team on
    the day, standing on its decision.

    Raises ``ValidationError``: nobody heads the team, somebody belongs to the agency, the decision
    has ended.
    """
    for visit in visits:
        team = team_of(visit)
        begun = copy_of(visit)
        begun.day, begun.starts_at = day, starts_at
        check_at_once(begun, by=act.by)
        people, head = seated(team, day)
        check(begun, people, by=act.by, at=act.at)
        write_team(visit, people, head)
    return transit(
        visits,
        change,
        act,
        day=day,
        starts_at=starts_at,
        basis_number=lambda visit: team_of(visit).decision_number,
        basis_date=lambda visit: team_of(visit).decision_day,
        basis_title=lambda visit: team_of(visit).decision_title,
        # Derived from the number of the decision among others: it is written with it.
        search=lambda visit: visit.search,
    )


def team_of(visit: Visit) -> Team:
    """The team of a visit to come, which always has one (``visit_to_come_has_team``)."""
    assert visit.team is not None
    return visit.team


def seated(team: Team, day: date) -> tuple[list[User], User]:
    """Who goes for ``team`` on ``day``, the head first. Raises ``ValidationError`` without one."""
    rows = list(TeamMember.objects.on(day).filter(team=team).select_related("user"))
    people = [row.user for row in rows if row.user]
    head = next((row.user for row in rows if row.user and row.seat == Seat.HEAD), None)
    if head is None:
        raise ValidationError({"team": NO_HEAD})
    return [head, *(user for user in people if user != head)], head


def check_planned(visit: Visit, *, by: User, at: datetime) -> None:
    """Raise ``ValidationError`` with what keeps a visit off the schedule."""
    team = team_of(visit)
    if visit.day < timezone.localdate(at):
        raise ValidationError(
            {"day": "Ngày này đã qua; lượt kiểm tra đã diễn ra thì ghi nhận ở “Lượt kiểm tra”."}
        )
    if said := wrong_place(visit):
        raise ValidationError({"agency": said})
    check_days(visit, team)
    people, _ = seated(team, visit.day)
    own = Posts(people).who_belongs(visit.agency, visit.day, people)
    if own:
        raise ValidationError(
            {
                "team": f"{own.full_name} công tác tại cơ quan này (hoặc cơ quan quản lý trực "
                "tiếp, đơn vị trực thuộc) nên Tổ, Đoàn này không kiểm tra ở đây."
            }
        )
    check_hour(visit, team, by, (VisitState.PLANNED, VisitState.DRAFT))
