"""Agencies in the search over everything, and what ended ones left open on the home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.agencies.succession import left_behind
from tayninh_portal.access import may, today
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Hit, Task, search_source, task_source


@task_source
def work_left_behind(user: User, day: date) -> Iterator[Task]:
    """For the administrator: ended bodies with something open, whose receiver is to be named."""
    if not may(user, "agency.manage"):
        return
    for agency, open_work in list(left_behind(day).items())[:TASKS_A_SOURCE]:
        yield Task(
            f"Chọn cơ quan tiếp nhận {', '.join(map(str, open_work))}",
            agency.name,
            agency.ends_on,
            reverse("agency-open-work", args=[agency.pk]),
        )


@search_source
def agencies_found(user: User, words: str, limit: int) -> Iterator[Hit]:
    """By any name ever borne; bodies at work today first."""
    if not may(user, "agency.list"):
        return
    day = today()
    rows = Agency.objects.select_related("parent")
    for word in words.split():
        rows = rows.filter(search__word=word)
    for at_work in (rows.on(day), rows.exclude(pk__in=Agency.objects.on(day))):
        for agency in at_work.sorted()[:limit]:
            above = agency.parent.name if agency.parent else agency.get_legal_kind_display()
            note = above if agency.exists_on(day) else f"{above}, không còn hoạt động"
            yield Hit("Cơ quan", agency.name, reverse("agency-detail", args=[agency.pk]), note)
            limit -= 1
