"""Visits on the home page and in the search: drafts left lying, this year's count, hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from inspections.visits.models import VISIT_SEATS, VISIT_TEAM, Visit, VisitState
from tayninh_portal.access import Role, holds, may
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.lib.together import Rows, count_of
from tayninh_portal.models import User
from tayninh_portal.tasks import (
    TASKS_A_SOURCE,
    Hit,
    Task,
    Tile,
    search_source,
    task_source,
    tile_source,
)

# So long a draft is its team's own affair; then the manager is told.
MANAGER_AFTER = timedelta(days=3)
# So many days before a visit its team has it before them, and after it while it did not begin.
AHEAD = timedelta(days=7)


@task_source
def drafts_to_conclude(user: User, today: date) -> Iterator[Task | Rows]:
    """A member's drafts from the day after the visit; all drafts older than three days for the
    manager. A visit is due on its own day."""
    if not may(user, "visit.conclude"):
        return
    due = Q(day__lt=today) & VISIT_TEAM.q(user, today)
    if holds(user, Role.MANAGER, on=today):
        due |= Q(day__lt=today - MANAGER_AFTER)
    rows = Visit.objects.filter(due, state=VisitState.DRAFT).named().headed()
    oldest = rows.order_by("day", "starts_at", "pk")[:TASKS_A_SOURCE]
    yield (oldest,)
    for visit in oldest:
        yield Task(
            what=f"Kết thúc lượt kiểm tra {visit.agency_then} ngày {short_date(visit.day)}",
            whose=f"Tổ trưởng: {visit.head_name}" if visit.head_name else "Chưa có Tổ trưởng",
            due=visit.day,
            url=reverse("visit-detail", args=[visit.pk]),
        )


@task_source
def visits_to_come(user: User, today: date) -> Iterator[Task | Rows]:
    """The visits of the next days of the teams one sits in."""
    if not may(user, "planned_visit.list"):
        return
    soon = Q(day__range=(today - AHEAD, today + AHEAD)) & VISIT_SEATS.q(user, today)
    rows = Visit.every.planned_for(user).filter(soon, state=VisitState.PLANNED).named()
    next_ones = rows.select_related("team").order_by("day", "starts_at", "pk")[:TASKS_A_SOURCE]
    yield (next_ones,)
    for visit in next_ones:
        yield Task(
            what=f"Kiểm tra {visit.agency_then}, {short_time(visit.starts_at)} ngày "
            f"{short_date(visit.day)}",
            whose=str(visit.team),
            due=visit.day,
            url=reverse("visit-detail", args=[visit.pk]),
        )


@tile_source
def visits_this_year(user: User, today: date) -> Iterator[Tile | Rows]:
    """Concluded visits of the calendar year the person may see; the tile opens just these.

    Not for those who may open the figures: they have the same number there.
    """
    if not may(user, "visit.list") or may(user, "figure.list"):
        return
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    held = count_of(Visit.objects.visible_to(user).concluded().between(first, last))
    yield held.rows
    asked = {
        "state": VisitState.CONCLUDED.value,
        "since": short_date(first),
        "until": short_date(last),
    }
    url = f"{reverse('visit-list')}?{urlencode(asked)}"
    yield Tile("Lượt kiểm tra", held.answer(), url, f"đã kết thúc, năm {today.year}")


@search_source
def visits_found(user: User, words: str, limit: int) -> Iterable[Hit]:
    """Visits by every word in the name of the agency, the number of the basis or the place."""
    rows = Visit.objects.visible_to(user).named()
    for word in words.split():
        rows = rows.filter(search__word=word)
    return [
        Hit(
            kind="Lượt kiểm tra",
            label=f"{visit.agency_then}, {short_date(visit.day)}",
            url=reverse("visit-detail", args=[visit.pk]),
            note=visit.get_state().label,
        )
        for visit in rows[:limit]
    ]
