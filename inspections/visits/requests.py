"""What a request about a visit, or about a finding of one, asks first."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from inspections.visits.models import VISIT_READERS, Visit, VisitMember
from inspections.visits.workflow import VISITS, visits_begun, with_agency, works_on
from tayninh_portal.access import may, today
from tayninh_portal.errors import Refused
from tayninh_portal.http import Request
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.numbers import NUMBERS

# What is asked where nothing depends on who asks.
_BEGUN = Prepared(lambda pk: with_agency(Visit.every.begun()).filter(pk=pk).order_by())
_MEMBERS = Prepared(lambda pk: VisitMember.objects.filter(visit=pk).select_related("user"))


def visible_visit(request: Request, pk: int) -> Visit:
    """The visit with its agency, team and complaint, or 404 where the person may not see it.

    Only numbers drawn below zero were ever to come: for the others nobody asks who may know of it.
    """
    user = request.user
    if 0 <= pk < NUMBERS and VISIT_READERS.has_all(user, today()):
        return _begun(pk)
    return get_object_or_404(VISITS.rows(user) if pk < 0 else visits_begun(user), pk=pk)


def _begun(pk: int) -> Visit:
    """A visit that began, for who sees all of them."""
    for visit in _BEGUN(pk):
        members = VisitMember.objects.filter(visit=visit)
        members._result_cache = _MEMBERS(pk)
        for member in members:
            member.visit = visit
        vars(visit)["_prefetched_objects_cache"] = {"members": members}
        return visit
    raise Http404


def require_on_form(request: Request, visit: Visit) -> None:
    """Refuse who may not correct the visit; but let a form that was sent come to the action.

    There who was slower than the conclusion is told so on the form. A finding's form stands on the
    version of the finding, so every sent form of who works on the visit counts; others are refused
    whatever they sent.
    """
    verdict = may(request.user, "visit.update", visit)
    typed = "seen_version" in request.POST or "client_id" in request.POST
    stranger = works_on(request.user, visit, today())
    if not verdict and not (typed and may(request.user, "visit.update") and not stranger):
        raise Refused(verdict.reason, of_role=verdict.of_role)
