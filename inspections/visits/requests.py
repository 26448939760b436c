"""What a request about a visit, or about a finding of one, asks first."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from inspections.visits.models import Visit
from inspections.visits.workflow import VISITS, visits_begun, works_on
from tayninh_portal.access import may, today
from tayninh_portal.errors import Refused
from tayninh_portal.http import Request


def visible_visit(request: Request, pk: int) -> Visit:
    """The visit with its agency, team and complaint, or 404 where the person may not see it.

    Only numbers drawn below zero were ever to come: for the others nobody asks who may know of it.
    """
    rows = VISITS.rows(request.user) if pk < 0 else visits_begun(request.user)
    return get_object_or_404(rows, pk=pk)


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
