"""A visit noted on the spot, all of it at once: logged or begun, counted, what was found, and where
the team is done, its conclusion.

Nothing here is a rule of its own: these are the actions of the single steps, each with its own
permission and its own line in the log, in one transaction. Who presses twice finds the visit of the
first press.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.findings.actions import add_finding
from inspections.teams.models import Team, TeamMember
from inspections.visits.actions import log_visit, update_visit
from inspections.visits.models import Visit, VisitState
from inspections.visits.workflow import CONCLUDE, START, VISITS
from tayninh_portal.access import Role, holds
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.models import User
from tayninh_portal.records import Act


class NotNoted(ValidationError):
    """Why nothing of the page was written: of the visit by field, of ``findings`` by their place on
    the page."""

    def __init__(
        self, of_visit: Mapping[str, Any], findings: Mapping[int, ValidationError]
    ) -> None:
        super().__init__(dict(of_visit))
        self.findings = findings


@dataclass(frozen=True)
class Noted:
    """What stands on the page.

    ``visit`` are keywords of ``log_visit``, or of ``start`` and ``update_visit``; ``findings``
    those of ``add_finding``. ``concludes``: the visit ends with it, at the hour of the act where
    none was noted.
    """

    visit: dict[str, Any]
    findings: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    concludes: bool = False

    def of(self, day: date, act: Act) -> dict[str, Any]:
        """What was noted of the visit, with its end."""
        ends = self.visit.get("ends_at")
        if self.concludes and ends is None and day == act.day:
            ends = timezone.localtime(act.at).time().replace(second=0, microsecond=0)
        return self.visit | {"ends_at": ends}


def note_visit(noted: Noted, *, by: User, at: datetime | None = None) -> tuple[Visit, bool]:
    """A new visit with what was noted; ``(visit, False)`` for one noted before under the same
    ``client_id``.

    Raises ``Refused``, ``Conflict``, ``ValidationError``; then nothing is written.
    """
    act = Act(by, at or timezone.now())
    with transaction.atomic():
        told = noted.of(noted.visit["day"], act)
        if told.get("team") is not None:
            _hold(told["team"], told["day"], by)
        visit, new = log_visit(by=by, at=act.at, **told)
        if not new:
            return visit, False
        if visit.team_id is None:
            _check_head(visit, told["head"], by)
        return _finish(visit, noted, act), True


def note_on(visit: Visit, noted: Noted, *, act: Act) -> Visit:
    """What was noted on a draft, or on a visit to come, which begins with it.

    ``act`` is that of the form: its id stands on the first line in the log, since the page is
    written whole or not at all. Raises like ``note_visit``.
    """
    told = noted.of(noted.visit.get("day", visit.day), act)
    seen, own_id = act.seen_version, act.client_id
    with transaction.atomic():
        if visit.state == VisitState.PLANNED:
            begins = {name: told.pop(name) for name in ("day", "starts_at")}
            [visit] = VISITS.perform(START, [visit], act, **begins)
            seen, own_id = visit.version, None
        visit = update_visit(
            visit,
            by=act.by,
            at=act.at,
            seen_version=visit.version if seen is None else seen,
            client_id=own_id,
            **told,
        )
        return _finish(visit, noted, act)


def _finish(visit: Visit, noted: Noted, act: Act) -> Visit:
    """The findings, and the conclusion: everything that is wrong with both is told at once."""
    wrong: dict[int, ValidationError] = {}
    of_visit: dict[str, Any] = {}
    for place, finding in enumerate(noted.findings):
        try:
            add_finding(visit, by=act.by, at=act.at, **finding)
        except ValidationError as error:
            wrong[place] = error
    if noted.concludes:
        try:
            [visit] = VISITS.perform(CONCLUDE, [visit], Act(act.by, act.at))
        except ValidationError as error:
            of_visit = error.update_error_dict({})
    if wrong or of_visit:
        raise NotNoted(of_visit, wrong)
    return visit


def _hold(team: Team, day: date, by: User) -> None:
    """Two who write for one team stand in a queue; who writes sits in it, or leads the Sở."""
    Team.objects.select_for_update().get(pk=team.pk)
    seated = TeamMember.objects.on(day).filter(team=team, user=by).exists()
    in_force = team.starts_on <= day <= team.ends_on
    if in_force and not seated and not holds(by, Role.MANAGER):
        raise ValidationError({"day": f"Vào ngày này bạn không phải là thành viên của {team}."})


def _check_head(visit: Visit, head: User, by: User) -> None:
    """Who heads a visit without a decision is at one place at a time, as a team by decision is."""
    same = Visit.objects.visible_to(by).filter(day=visit.day, starts_at=visit.starts_at)
    same = same.filter(members__user=head, members__is_head=True)
    other = same.exclude(pk=visit.pk).exclude(state=VisitState.CANCELLED).named().first()
    if other is not None:
        raise ValidationError(
            {
                "starts_at": f"{head.full_name} đã có lượt kiểm tra {other.agency_then} lúc "
                f"{short_time(other.starts_at)} ngày {short_date(other.day)}."
            }
        )
