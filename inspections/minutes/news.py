"""Whom a biên bản is told to: the agency of a concluded visit, once one is recorded as signed."""

from __future__ import annotations

from django.db.models import Q

from inspections.agencies.scope import OWN
from inspections.minutes.models import Minutes
from inspections.minutes.workflow import MINUTES, SIGN, minutes_of
from inspections.visits.models import VisitState
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.scope import Link, Scope, only_if

# Before the conclusion the agency sees neither the visit nor its papers here.
MINUTES_AGENCY = Scope(only_if(Q(visit__state=VisitState.CONCLUDED), Link(OWN, "visit__agency")))

register(
    Subject(
        Minutes,
        minutes_of,
        title=lambda row: f"biên bản kiểm tra ngày {short_date(row.visit.day)}",
        where=lambda row: row.visit.agency.name_on(row.visit.day),
        url=MINUTES.record_url,
        workflow=MINUTES,
        own=(News(NoticeKind.ANSWERED, (SIGN.name,), MINUTES_AGENCY),),
    )
)
