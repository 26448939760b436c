"""The biên bản of a visit, on the page of the visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from inspections.minutes.holding import because_of
from inspections.minutes.models import Minutes, MinutesState
from inspections.visits.models import NOT_BEGUN, Visit, VisitState
from tayninh_portal.access import may
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def of_visit(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``minutes/_of_visit.html`` draws: those the person may see, what they may begin."""
    if not isinstance(record, Visit) or elsewhere or not may(user, "minutes.list"):
        return None
    begun = record.state not in NOT_BEGUN
    there = begun and hangs(record, Minutes)
    rows = list(Minutes.objects.visible_to(user).filter(visit=record)) if there else []
    may_print = bool(may(user, "minutes.blank", record))
    # Of a signed one a correction is begun by opening the visit again.
    may_begin = may_print and begun and not rows and record.state != VisitState.CANCELLED
    if not rows and not may_print:
        return None
    is_held = bool(rows) and rows[-1].state == MinutesState.SIGNED
    return {
        "visit": record,
        "rows": rows,
        "may_print": may_print,
        "may_begin": may_begin,
        "held": because_of(rows[-1]) if is_held and record.state == VisitState.DRAFT else "",
    }


register(Panel("minutes/_of_visit.html", of_visit, 30))
hang("inspections.visit", Minutes, lambda pk: Minutes.objects.filter(visit=pk))
