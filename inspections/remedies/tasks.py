"""Remedies on the home page: to put right and to confirm, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.remedies.lists import OVERDUE
from inspections.remedies.models import (
    REMEDY_CONFIRMERS,
    REMEDY_OPEN,
    Remedy,
    RemedyState,
)
from inspections.remedies.workflow import REMEDIES
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.lib.dates import count2
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def remedies_to_do(user: User, today: date) -> Iterator[Task | Rows]:
    """What the agency has to put right, by its last day."""
    if not may(user, "remedy.report"):
        return
    mine = REMEDIES.waiting(user, today, *REMEDY_OPEN)
    rows = Remedy.objects.active().filter(mine).named()
    rows = rows.select_related("finding__category", "recommendation")
    open_ones = rows.order_by("due_on", "pk")[:TASKS_A_SOURCE]
    yield (open_ones,)
    for remedy in open_ones:
        back = remedy.state == RemedyState.RETURNED
        yield Task(
            f"{'Khắc phục tiếp' if back else 'Khắc phục'}: {remedy.what}",
            remedy.agency_then,
            remedy.due_on,
            reverse("remedy-detail", args=[remedy.pk]),
        )


@task_source
def remedies_of_the_department(user: User, today: date) -> Iterator[Task | Rows]:
    """One line an agency: reports that wait for the Sở, by Vietnamese name; what was not put right
    in time, the oldest last day first."""
    if not roles_of(user, today) & DEPARTMENT:
        return
    late = Q(state__in=REMEDY_OPEN, due_on__lt=today)
    reported = Q(state=RemedyState.REPORTED)
    mine = Remedy.objects.active().filter(REMEDY_CONFIRMERS.q(user, today), late | reported)
    counted = (
        mine.with_holder()
        .order_by()
        .values("holder")  # type: ignore[misc]  # annotated by with_holder()
        .annotate(
            reported=Count("pk", filter=reported),
            late=Count("pk", filter=late),
            oldest=Min("due_on", filter=late),
        )
    )
    yield (counted,)
    found = {row["holder"]: row for row in counted}
    agencies = Agency.objects.filter(pk__in=found).sorted()
    yield (agencies,)
    rows = [found[agency.pk] | {"name": agency.name} for agency in agencies]
    for row in [row for row in rows if row["reported"]][:TASKS_A_SOURCE]:
        yield Task(
            f"Xác nhận {count2(row['reported'])} nội dung đã khắc phục",
            row["name"],
            None,
            _list_of(row["holder"], RemedyState.REPORTED.value),
        )
    overdue = [row for row in rows if row["late"]][:TASKS_A_SOURCE]
    for row in sorted(overdue, key=lambda row: row["oldest"]):
        yield Task(
            f"Đôn đốc {count2(row['late'])} nội dung quá hạn khắc phục",
            row["name"],
            row["oldest"],
            _list_of(row["holder"], OVERDUE),
        )


def _list_of(agency: int, state: str) -> str:
    return f"{reverse('remedy-list')}?{urlencode({'state': state, 'agency': agency})}"
