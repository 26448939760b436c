"""Re-checks on the home page: what was confirmed and found not put right after all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from inspections.rechecks.models import Recheck, RecheckResult
from inspections.remedies.models import REMEDY_CONFIRMERS, Remedy, RemedyState
from inspections.visits.models import VisitState
from tayninh_portal.access import may
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def remedies_to_reopen(user: User, today: date) -> Iterator[Task | Rows]:
    """What the Sở has to settle: one of its visits says the opposite of what it confirmed before.
    Whoever judges takes it up again, or the visit is corrected."""
    if not may(user, "remedy.reopen"):
        return
    against = Recheck.objects.filter(
        Q(finding=OuterRef("finding")) | Q(recommendation=OuterRef("recommendation")),
        result=RecheckResult.NOT_DONE,
        visit__state=VisitState.CONCLUDED,
        visit__day__gte=OuterRef("confirmed_on"),
    )
    confirmed = Remedy.objects.active().filter(Exists(against), state=RemedyState.CONFIRMED)
    rows = confirmed.filter(REMEDY_CONFIRMERS.q(user, today)).named()
    rows = rows.select_related("finding__category", "recommendation")
    waiting = rows.order_by(F("confirmed_on").asc(), "pk")[:TASKS_A_SOURCE]
    yield (waiting,)
    for remedy in waiting:
        yield Task(
            f"Kiểm tra lại thấy chưa khắc phục: {remedy.what}",
            remedy.agency_then,
            None,
            reverse("remedy-detail", args=[remedy.pk]),
        )
