"""Who is told of what about a visit: its team, and the agency once there is something to answer."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from inspections.agencies.scope import answers_for
from inspections.catalogues.models import Subject as About
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.visits.models import VISIT_TEAM, Visit, VisitState
from inspections.visits.workflow import CONCLUDE, VISITS, visits_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, News, Subject, register
from tayninh_portal.scope import Scope, only_if

# Who answers for the agency, where the Tổ recommends something about a person that nobody answered
# yet: the home page asks them for it. What concerns the unit they are told as its remedy.
_ANSWERED = Handling.objects.active().filter(finding=OuterRef("pk"))
_UNANSWERED = Finding.objects.standing().filter(
    ~Exists(_ANSWERED), subject=About.PERSON, recommended_handling__isnull=False
)
_TO_ANSWER = _UNANSWERED.filter(visit=OuterRef("pk"), agency=OuterRef("agency"))
VISIT_ANSWERERS = Scope(only_if(Q(Exists(_TO_ANSWER)), *answers_for("agency")))

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
        own=(News(NoticeKind.GIVEN, (CONCLUDE.name,), VISIT_ANSWERERS),),
        clock=Clock(
            lambda: Visit.objects.filter(state=VisitState.DRAFT),
            "day",
            VISIT_TEAM,
        ),
    )
)
