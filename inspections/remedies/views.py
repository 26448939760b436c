"""Screens of the remedies: list and detail; the pages of its transitions are the frame's."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inspections.agencies.models import Agency
from inspections.handlings.models import Handling
from inspections.people.contacts import contacts_of
from inspections.remedies.lists import REMEDY_LIST
from inspections.remedies.models import Remedy, RemedyState
from inspections.remedies.workflow import REMEDIES
from inspections.visits.models import Visit
from tayninh_portal.access import may, today
from tayninh_portal.http import Request
from tayninh_portal.listing import find
from tayninh_portal.models import User
from tayninh_portal.timeline import sent_back, timeline_of


@require_safe
def remedy_list(request: Request) -> HttpResponseBase:
    """Remedies the person may see, the latest last day first; of one agency with whom to call."""
    found = find(request, REMEDY_LIST)
    if file := found.file():
        return file
    agency = found.filter.only
    if isinstance(agency, Agency):
        contacts = contacts_of([agency], reader=found.user, on=today()).get(agency.pk)
    else:
        contacts = None
    return render(request, "remedies/list.html", found.context() | {"contacts": contacts})


@require_safe
def remedy_detail(request: Request, pk: int) -> HttpResponse:
    """What is to be put right and by when, what was done, what can be done."""
    user = request.user
    remedy = get_object_or_404(REMEDIES.rows(user), pk=pk)
    # Who took it over in a merger sees what is asked and not the old body's visit.
    sees_visit = Visit.objects.visible_to(user).filter(pk=remedy.visit_id).exists()
    proofs = remedy.proofs.filter(removed_at=None).select_related("file__created_by")
    context = {
        "remedy": remedy,
        "finding": remedy.finding,
        "sees_visit": sees_visit,
        "handling": _handling(remedy, user),
        "proofs": proofs,
        "may_open": bool(proofs) and may(user, "remedy.open_proof", remedy),
        "may_prove": may(user, "remedy.prove", remedy),
        "buttons": REMEDIES.buttons(user, remedy, today()),
        "sent_back": sent_back(remedy, RemedyState.RETURNED),
        "timeline": timeline_of(remedy, RemedyState),
    }
    return render(request, "remedies/detail.html", context)


def _handling(remedy: Remedy, user: User) -> Handling | None:
    """What was decided about the finding, where it is one and the person may see it."""
    if remedy.finding_id is None:
        return None
    rows = Handling.objects.active().visible_to(user).select_related("form")
    return rows.filter(finding=remedy.finding_id).first()
