"""Handlings on the home page: findings to handle, results to confirm, results that came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from inspections.agencies.models import agency_then
from inspections.agencies.scope import inherited_by
from inspections.findings.models import Finding
from inspections.handlings.lists import NONE_YET
from inspections.handlings.models import (
    FINDING_ANSWERERS,
    HANDLING_WRITERS,
    Handling,
    HandlingState,
)
from inspections.handlings.workflow import HANDLINGS, REOPEN, RETURN
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import Change, User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def findings_to_handle(user: User, today: date) -> Iterator[Task | Rows]:
    """One line a visit, for the agency: what the Tổ recommended and nobody has answered."""
    if not may(user, "handling.enter"):
        return
    answered = Handling.objects.active().filter(finding=OuterRef("pk"))
    rows = (
        Finding.objects.counted()
        .filter(FINDING_ANSWERERS.q(user, today), ~Exists(answered))
        .filter(recommended_handling__isnull=False)
        .annotate(agency_then=agency_then("agency", "visit_day"))
        .values(
            *("visit", "visit_day", "visit__agency"), *("agency", "agency__parent", "agency_then")
        )
        .annotate(count=Count("pk"))
    )
    inherited = inherited_by(user, today)
    waiting = rows.order_by("visit_day", "visit", "agency")[:TASKS_A_SOURCE]
    yield (waiting,)
    for row in waiting:
        # The visit of a body that ended is not its successor's to see, nor one to another body.
        asked = urlencode({"state": NONE_YET, "agency": row["agency"]})
        to = f"{reverse('handling-list')}?{asked}"
        is_theirs = not {row["agency"], row["agency__parent"]} & inherited
        if is_theirs and row["visit__agency"] == row["agency"]:
            to = f"{reverse('visit-detail', args=[row['visit']])}#noi-dung"
        yield Task(
            f"Ghi kết quả xử lý {count2(row['count'])} nội dung, kiểm tra ngày "
            f"{short_date(row['visit_day'])}",
            row["agency_then"],
            None,
            to,
        )


@task_source
def handlings_to_correct(user: User, today: date) -> Iterator[Task | Rows]:
    """What came back to the agency, with the reason."""
    if not may(user, "handling.update"):
        return
    lines = Change.objects.filter(
        record_type=Handling._meta.label_lower, record_id=OuterRef("pk")
    ).filter(action__in=(RETURN.name, REOPEN.name))
    mine = HANDLINGS.waiting(user, today, HandlingState.RETURNED)
    named: QuerySet[Handling] = Handling.objects.visible_to(user).filter(mine).named()
    rows = named.annotate(reason=Subquery(lines.order_by("-version").values("note")[:1]))
    returned = rows.select_related("finding__category").order_by("pk")[:TASKS_A_SOURCE]
    yield (returned,)
    for handling in returned:
        yield Task(
            f"Sửa kết quả xử lý bị trả lại – {handling.finding.category}: {handling.reason}",
            handling.agency_then,
            None,
            reverse("handling-detail", args=[handling.pk]),
        )


@task_source
def handlings_to_confirm(user: User, today: date) -> Iterator[Task | Rows]:
    """One line an agency in charge; where nobody is in charge, for the team and the manager.

    Results a person entered themselves (the Sở's own) are somebody else's to confirm.
    """
    if not roles_of(user, today) & DEPARTMENT:
        return
    waiting = Handling.objects.waiting().exclude(HANDLING_WRITERS.q(user, today))
    mine = HANDLINGS.waiting(user, today, HandlingState.ENTERED)
    rows = waiting.filter(mine).values("finding__agency", "finding__agency__name")
    rows = rows.annotate(count=Count("pk"))
    entered = rows.order_by("finding__agency__name_key")[:TASKS_A_SOURCE]
    yield (entered,)
    for row in entered:
        asked = {"state": HandlingState.ENTERED.value, "agency": row["finding__agency"]}
        yield Task(
            f"Xác nhận {count2(row['count'])} kết quả xử lý",
            row["finding__agency__name"],
            None,
            f"{reverse('handling-list')}?{urlencode(asked)}",
        )
