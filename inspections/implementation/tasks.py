"""Implementation facts on the home page and in the search: to confirm, to correct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.text import Truncator

from inspections.implementation.models import (
    FACT_CONFIRMERS,
    FACT_WRITERS,
    FactState,
    ImplementationFact,
)
from inspections.implementation.workflow import REOPEN, RETURN
from tayninh_portal.access import DEPARTMENT, agencies_of, may, roles_of
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import Change, User
from tayninh_portal.tasks import TASKS_A_SOURCE, Hit, Task, search_source, task_source

TITLE_LENGTH = 80


@task_source
def facts_to_confirm(user: User, today: date) -> Iterator[Task | Rows]:
    """One line an agency in charge; a manager gets the Sở's own, and those of agencies nobody is
    in charge of.

    Facts a person entered themselves are somebody else's to confirm.
    """
    if not roles_of(user, today) & DEPARTMENT:
        return
    waiting = ImplementationFact.objects.waiting().exclude(FACT_WRITERS.q(user, today))
    mine = waiting.filter(FACT_CONFIRMERS.q(user, today))
    rows = mine.values("agency", "agency__name").annotate(count=Count("pk"))
    counted = rows.order_by("agency__name_key", "agency")[:TASKS_A_SOURCE]
    yield (counted,)
    for row in counted:
        asked = urlencode({"state": FactState.DRAFT.value, "agency": row["agency"]})
        yield Task(
            f"Xác nhận {count2(row['count'])} kết quả triển khai",
            row["agency__name"],
            None,
            f"{reverse('implementation-list')}?{asked}",
        )


@task_source
def facts_to_correct(user: User, today: date) -> Iterator[Task | Rows]:
    """What came back to whoever entered it, with the reason."""
    if not may(user, "implementation.update"):
        return
    lines = Change.objects.filter(
        record_type=ImplementationFact._meta.label_lower, record_id=OuterRef("pk")
    )
    moves = lines.filter(action__in=(RETURN.name, REOPEN.name)).order_by("-version")
    returned: QuerySet[ImplementationFact] = ImplementationFact.objects.filter(
        Q(agency__in=agencies_of(user, on=today)) | Q(created_by=user), state=FactState.RETURNED
    )
    rows = returned.annotate(reason=Subquery(moves.values("note")[:1]))
    facts = rows.select_related("agency").order_by("day", "pk")[:TASKS_A_SOURCE]
    yield (facts,)
    for fact in facts:
        title = Truncator(fact.title).chars(TITLE_LENGTH)
        yield Task(
            f"Sửa kết quả triển khai bị trả lại – {title}: {fact.reason}",
            fact.agency.name,
            None,
            reverse("implementation-detail", args=[fact.pk]),
        )


@search_source
def facts_found(user: User, words: str, limit: int) -> Iterator[Hit]:
    """By the title."""
    if not may(user, "implementation.list"):
        return
    rows = ImplementationFact.objects.visible_to(user).named()
    for word in words.split():
        rows = rows.filter(search__word=word)
    for fact in rows.order_by("-day", "-pk")[:limit]:
        yield Hit(
            "Kết quả triển khai",
            fact.title,
            reverse("implementation-detail", args=[fact.pk]),
            f"{fact.agency_then}, {short_date(fact.day)}",
        )
