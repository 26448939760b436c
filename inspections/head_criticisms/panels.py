"""The proposals to criticise a head on the page of their visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from inspections.head_criticisms.models import HeadCriticism
from inspections.visits.models import NOT_BEGUN, Visit
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def of_visit(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``head_criticisms/_of_visit.html`` draws; None where there is nothing to see or do."""
    if not isinstance(record, Visit) or elsewhere or record.state in NOT_BEGUN:
        return None
    if not may(user, "head_criticism.list"):
        return None
    rows = []
    if hangs(record, HeadCriticism):
        seen = HeadCriticism.objects.visible_to(user).filter(visit=record)
        rows = list(seen.order_by("pk"))
    inside = bool(roles_of(user) & DEPARTMENT)
    may_propose = inside and may(user, "head_criticism.propose", HeadCriticism(visit=record))
    return (
        {"rows": rows, "may_propose": may_propose, "visit": record} if rows or may_propose else None
    )


register(Panel("head_criticisms/_of_visit.html", of_visit, 20))
hang("inspections.visit", HeadCriticism, lambda pk: HeadCriticism.objects.filter(visit=pk))
