"""What the demo calls about plans and teams, as the forms of the portal send it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from inspections.agencies.models import Agency
from inspections.plans.models import OtherPlan, Plan, PlanLine
from inspections.teams.models import Team
from tayninh_portal.models import User

PLAN_WRITES = (
    "do",
    "add_line",
    "change_line",
    "draft_plan",
    "form_team",
    "record_other",
    "seat_member",
    "settle",
)


class PlanForms:
    """A part of ``forms.Forms``, which says how a form is sent."""

    send: Callable[..., None]

    def draft_plan(self, *, by: User, at: datetime, **asked: Any) -> tuple[Plan, bool]:
        """The plan of the year."""
        self.send(by, at, "plan-create", **asked)
        return Plan.objects.latest("pk"), True

    def add_line(
        self, plan: Plan, *, by: User, at: datetime, agency: Agency | None = None, **asked: Any
    ) -> None:
        """One agency announced, or surprise visits to a group."""
        asked["agency"] = agency.name if agency else ""
        self.send(by, at, "plan-line-create", plan.pk, **asked)

    def change_line(self, line: PlanLine, *, by: User, at: datetime, **asked: Any) -> None:
        """A line as it is shown, but for what is changed of it."""
        shown = {"month": line.month, "number": line.number, "theme": line.theme}
        self.send(by, at, "plan-line-update", line.pk, **shown | asked)

    def record_other(
        self, *, by: User, at: datetime, agency: Agency, **asked: Any
    ) -> tuple[OtherPlan, bool]:
        """One agency in somebody else's plan."""
        self.send(by, at, "other-plan-create", agency=agency.name, **asked)
        return OtherPlan.objects.latest("pk"), True

    def settle(self, line: Any, other: OtherPlan, *, by: User, at: datetime, **asked: Any) -> None:
        """A clash, with the reason."""
        self.send(by, at, "plan-settle", line.pk, other.pk, **asked)

    def form_team(self, *, by: User, at: datetime, head: User, **asked: Any) -> tuple[Team, bool]:
        """A decision with its head."""
        self.send(by, at, "team-create", head=head.username, **asked)
        return Team.objects.latest("created_at"), True

    def seat_member(
        self, team: Team, *, by: User, at: datetime, person: User, **asked: Any
    ) -> Team:
        """One more member."""
        seen = Team.objects.get(pk=team.pk).version
        asked |= {"person": person.username, "seen_version": seen}
        self.send(by, at, "team-seat", team.pk, **asked)
        return Team.objects.get(pk=team.pk)
