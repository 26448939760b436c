"""Proposals to criticise a head on the home page: whose result is to be entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from inspections.head_criticisms.models import DECIDING_BODY, HeadCriticism, HeadCriticismState
from inspections.head_criticisms.workflow import theirs_to_decide
from tayninh_portal.access import Role, holds, may
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def head_criticisms_to_decide(user: User, today: date) -> Iterator[Task | Rows]:
    """One line a proposal of a concluded visit, for the body that decides."""
    if not may(user, "head_criticism.decide"):
        return
    rows = HeadCriticism.objects.counted().filter(state=HeadCriticismState.PROPOSED).named()
    stands_in = holds(user, Role.MANAGER, on=today)
    if not stands_in:
        rows = rows.filter(DECIDING_BODY.q(user, today))
    waiting = rows.select_related("visit").order_by("visit__day", "pk")
    yield (waiting,)
    # For whom the manager stands in is asked once there is something to decide.
    found = list(waiting)
    theirs = theirs_to_decide(user, found, today) if stands_in else {row.pk for row in found}
    for row in [row for row in found if row.pk in theirs][:TASKS_A_SOURCE]:
        yield Task(
            "Ghi kết quả đề nghị phê bình người đứng đầu, kiểm tra ngày "
            f"{short_date(row.visit.day)}",
            row.agency_then,
            None,
            reverse("head-criticism-detail", args=[row.pk]),
        )
