"""The visits to come of a team, on the page of the team."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from inspections.teams.models import Team
from inspections.visits.models import Visit, VisitState
from inspections.visits.owned import VisitAbsence, VisitComplaint
from tayninh_portal.hanging import register as hang
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register

# More than that stand in the list.
SHOWN = 50


def of_team(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``visits/_of_team.html`` draws: those of the team the person may know of."""
    if not isinstance(record, Team) or elsewhere:
        return None
    rows = Visit.every.planned_for(user).filter(team=record, state=VisitState.PLANNED)
    return {"visits": list(rows.named().order_by("day", "starts_at", "pk")[:SHOWN])}


register(Panel("visits/_of_team.html", of_team))
hang("inspections.visit", VisitAbsence, lambda pk: VisitAbsence.objects.filter(visit=pk))
hang("inspections.visit", VisitComplaint, lambda pk: VisitComplaint.objects.filter(visit=pk))
hang("inspections.visit", Visit, lambda pk: Visit.every.filter(trip=pk))
