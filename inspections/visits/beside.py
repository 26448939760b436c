"""What stands beside a visit on its page: absences by kind, the complaints behind it, the other
visits of the trip; of each what the person may see."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Q

from inspections.complaints.models import Complaint
from inspections.visits.models import Visit
from inspections.visits.owned import VisitAbsence, VisitComplaint
from tayninh_portal.hanging import hangs
from tayninh_portal.lib.together import read_together
from tayninh_portal.models import User

BESIDE = (VisitAbsence, VisitComplaint, Visit)


class Beside(TypedDict):
    """Names of the page's context."""

    complaints: list[Complaint]
    stops: list[Visit]


def beside(visit: Visit, user: User) -> Beside:
    """One query for all of it, none where there is nothing; the absences come to stand on the visit
    as if prefetched, where what is missing asks for them too."""
    if not (visit.trip_id or any(hangs(visit, what) for what in BESIDE)):
        vars(visit).setdefault("_prefetched_objects_cache", {})["absences"] = (
            VisitAbsence.objects.none()
        )
        return Beside(complaints=[], stops=[])
    first = visit.trip_id or visit.pk
    absences = VisitAbsence.objects.filter(visit=visit).order_by("pk")
    seen = Complaint.objects.visible_to(user).filter(visit_sources__visit=visit).order_by("pk")
    others = Visit.objects.visible_to(user).filter(Q(pk=first) | Q(trip=first))
    stops = others.exclude(pk=visit.pk).named().order_by("day", "starts_at", "pk")
    read_together(absences, seen, stops)
    vars(visit).setdefault("_prefetched_objects_cache", {})["absences"] = absences
    return Beside(complaints=list(seen), stops=list(stops))
