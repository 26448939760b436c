"""The recommendations of a visit as a whole, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model, QuerySet

from inspections.recommendations.models import Recommendation
from inspections.remedies.models import REMEDY_READERS
from inspections.visits.models import NOT_BEGUN, Visit, VisitState
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def _rows(visit: int) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(visit=visit).select_related("remedy__receiver")
    return rows.order_by("pk")


_ROWS = Prepared(_rows)


def of_visit(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``recommendations/_of_visit.html`` draws: withdrawn ones for the Sở alone, and what
    became of each where the person may see it."""
    if not isinstance(record, Visit) or record.state in NOT_BEGUN:
        return None
    inside = bool(roles_of(user) & DEPARTMENT)
    there = _ROWS(record.pk) if hangs(record, Recommendation) else []
    rows = [row for row in there if inside or row.withdrawn_at is None]
    may_update = bool(inside and not elsewhere and may(user, "visit.update", record))
    if not rows and not may_update:
        return None
    asked = [row.remedy for row in rows if _is_asked(record, row)]
    seen = REMEDY_READERS.covers(user, asked, today())
    shown = {row.recommendation_id: row for row in asked if row.pk in seen}
    return {
        "visit": record,
        "rows": [(row, shown.get(row.pk)) for row in rows],
        "may_update": may_update,
    }


def _is_asked(visit: Visit, row: Recommendation) -> bool:
    """Whether something is to be done about it now."""
    asks = row.withdrawn_at is None and row.remedy_due_on is not None
    return visit.state == VisitState.CONCLUDED and asks and hasattr(row, "remedy")


register(Panel("recommendations/_of_visit.html", of_visit, 10))
hang("inspections.visit", Recommendation, lambda pk: Recommendation.objects.filter(visit=pk))
