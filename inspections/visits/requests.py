"""What a request about a visit, or about a finding of one, asks first."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from inspections.visits.models import Visit
from inspections.visits.workflow import works_on
from tayninh_portal.access import may, today
from tayninh_portal.errors import Refused


def visible_visit(request: HttpRequest, pk: int) -> Visit:
    """The visit with its agency, team and complaint, or 404 where the person may not see it."""
    rows = Visit.objects.visible_to(request.user).named()
    rows = rows.select_related("agency", "source_complaint", "created_by")
    return get_object_or_404(rows.prefetch_related("members__user"), pk=pk)


def require_on_form(request: HttpRequest, action: str, visit: Visit) -> None:
    """``races.require_on_form`` for who works on the visit; others are refused whatever they sent.

    A finding's form carries no version of the visit, so here every sent form comes to the domain.
    """
    verdict = may(request.user, action, visit)
    typed = "seen_version" in request.POST or "client_id" in request.POST
    stranger = works_on(request.user, visit, today())
    if not verdict and not (typed and may(request.user, action) and not stranger):
        raise Refused(verdict.reason)
