"""Rounds on the home page and in the search: who has not sent anything, and how far a round is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from inspections.rounds.lists import NOT_FILED
from inspections.rounds.models import Round, RoundQuerySet, RoundState
from tayninh_portal.access import DEPARTMENT, Role, holds, may, roles_of
from tayninh_portal.lib.dates import count2, fraction2
from tayninh_portal.lib.together import Rows
from tayninh_portal.lib.vietnamese import fold
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

# A round or two a year: titles are folded here rather than kept in a column of their own.
ROUNDS_SEARCHED = 200


@task_source
def rounds_past_due(user: User, today: date) -> Iterator[Task | Rows]:
    """A manager urges the agencies that are late."""
    if not holds(user, Role.MANAGER, on=today):
        return
    late = Round.objects.filter(state=RoundState.OPEN, due_on__lt=today)
    lacking = late.lacking().order_by("due_on")[:TASKS_A_SOURCE]
    yield (lacking,)
    for round in lacking:
        yield Task(
            f"Đôn đốc gửi kết quả tự kiểm tra – {round}",
            f"{count2(round.lacking_count)} cơ quan chưa gửi",
            round.due_on,
            f"{reverse('round-detail', args=[round.pk])}?state={NOT_FILED}#danh-sach",
        )


def newest_open(user: User, today: date) -> RoundQuerySet:
    """The newest open round, for those who work on it; nothing for others."""
    if not roles_of(user, today) & DEPARTMENT:
        return Round.objects.none()
    newest = Round.objects.filter(state=RoundState.OPEN).values("pk")[:1]
    return Round.objects.filter(pk__in=newest)


@tile_source
def newest_round(user: User, today: date) -> Iterator[Tile | Rows]:
    """How many results of the newest open round are accepted."""
    rounds = newest_open(user, today).with_progress()
    yield (rounds,)
    for round in rounds:
        yield Tile(
            "Kết quả tự kiểm tra đã chấp nhận",
            fraction2(round.accepted_count, round.due_count),
            reverse("round-detail", args=[round.pk]),
            round.title,
        )


@search_source
def rounds_by_title(user: User, folded: str, limit: int) -> Iterator[Hit]:
    """Rounds whose title has every word."""
    if not may(user, "round.list"):
        return
    seen = Round.objects.visible_to(user)[:ROUNDS_SEARCHED]
    words = folded.split()
    found = [row for row in seen if all(word in fold(row.title) for word in words)]
    for round in found[:limit]:
        yield Hit(
            "Đợt tự kiểm tra",
            round.title,
            reverse("round-detail", args=[round.pk]),
            round.badge.label,
        )
