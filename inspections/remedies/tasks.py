"""Remedies on the home page: to put right and to confirm, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.handlings.tasks import team_or_manager
from inspections.people.models import Assignment
from inspections.remedies.lists import OVERDUE
from inspections.remedies.models import Remedy, RemedyQuerySet, RemedyState
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.lib.dates import count2
from tayninh_portal.work import TASKS_A_SOURCE, Task, todo_source


@todo_source
def remedies_to_do(user: Any, today: date) -> Iterator[Task]:
    """What the agency has to put right, by its last day."""
    if not may(user, "remedy.report"):
        return
    rows: Any = Remedy.objects.standing().open().answered_by(user).named()
    for remedy in rows.select_related("finding__category").order_by("due_on", "pk")[
        :TASKS_A_SOURCE
    ]:
        back = remedy.state == RemedyState.RETURNED
        yield Task(
            f"{'Khắc phục tiếp' if back else 'Khắc phục'}: {remedy.finding.category}",
            remedy.agency_then,
            remedy.due_on,
            reverse("remedy-detail", args=[remedy.pk]),
        )


@todo_source
def remedies_to_confirm(user: Any, today: date) -> Iterator[Task]:
    """Reports that wait for the Sở, one line an agency."""
    if not roles_of(user, today) & DEPARTMENT:
        return
    for row in _by_holder(_in_hand(Remedy.objects.standing().waiting(), user, today)):
        yield Task(
            f"Xác nhận {count2(row['count'])} nội dung đã khắc phục",
            row["name"],
            None,
            _list_of(row["holder"], RemedyState.REPORTED.value),
        )


@todo_source
def remedies_overdue(user: Any, today: date) -> Iterator[Task]:
    """What agencies have not put right in time, one line an agency, the oldest last day first."""
    if not roles_of(user, today) & DEPARTMENT:
        return
    rows = _by_holder(_in_hand(Remedy.objects.standing().overdue(today), user, today))
    for row in sorted(rows, key=lambda row: row["oldest"]):
        yield Task(
            f"Đôn đốc {count2(row['count'])} nội dung quá hạn khắc phục",
            row["name"],
            row["oldest"],
            _list_of(row["holder"], OVERDUE),
        )


def _in_hand(rows: RemedyQuerySet, user: Any, today: date) -> Any:
    """Of the agencies in ``user``'s charge; where nobody is in charge, for team and manager."""
    mine = Q(pk__in=rows.in_charge_of(user, today).values("pk"))
    charge = Assignment.objects.on(today)
    above = Agency.objects.filter(pk=OuterRef("holder"), parent__in=charge.values("agency"))
    nobody = ~Exists(charge.filter(agency=OuterRef("holder"))) & ~Exists(above)
    held: Any = rows.with_holder()
    return held.filter(mine | nobody & team_or_manager(user, today))


def _by_holder(rows: Any) -> list[dict[str, Any]]:
    """Counted by the agency that has to put them right, with its name, by Vietnamese name."""
    counted = rows.order_by().values("holder").annotate(count=Count("pk"), oldest=Min("due_on"))
    found = {row["holder"]: row for row in counted}
    agencies = Agency.objects.filter(pk__in=found).sorted()[:TASKS_A_SOURCE]
    return [found[agency.pk] | {"name": agency.name} for agency in agencies]


def _list_of(agency: int, state: str) -> str:
    return f"{reverse('remedy-list')}?{urlencode({'state': state, 'agency': agency})}"
