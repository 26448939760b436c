"""What others plan at the agency of a visit to come, on the page of the visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from inspections.plans.models import OtherPlan
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import may
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def others_then(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``plans/_others_then.html`` draws; None where nobody else is there that day."""
    if not isinstance(record, Visit) or record.state != VisitState.PLANNED or elsewhere:
        return None
    if not may(user, "plan.list"):
        return None
    rows = OtherPlan.objects.filter(
        agency=record.agency_id, starts_on__lte=record.day, ends_on__gte=record.day
    )
    others = list(rows.select_related("agency").order_by("starts_on", "pk"))
    return {"others": others} if others else None


register(Panel("plans/_others_then.html", others_then))
