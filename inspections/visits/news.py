"""Who is told of what about a visit: its team, and the agency once there is something to answer."""

from __future__ import annotations

from inspections.visits.models import VISIT_TEAM, Visit, VisitState
from inspections.visits.workflow import VISITS, visits_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.notifications.declared import Clock, Subject, register

register(
    Subject(
        Visit,
        visits_of,
        title=lambda visit: f"lượt kiểm tra ngày {short_date(visit.day)}",
        where=lambda visit: visit.agency_then,
        url=VISITS.record_url,
        until=lambda visit: visit.day if visit.state == VisitState.DRAFT else None,
        workflow=VISITS,
        # A draft is its team's own affair; the manager steps in.
        instead={VisitState.DRAFT: VISIT_TEAM},
        joined=("amend",),
        clock=Clock(
            lambda: Visit.objects.filter(state=VisitState.DRAFT),
            "day",
            VISIT_TEAM,
        ),
    )
)
