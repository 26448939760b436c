"""What the calendar tells: due in three working days, and past due; once for each last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import Notice
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, People, Subject, subjects
from tayninh_portal.notifications.notifying import notices, people_of, store

# Working days, the last day counted.
SOON = 3
# So far back the morning catches up: longer than the days off around Tết, and short enough that a
# portal newly set up does not begin with the arrears of years.
BACK = timedelta(days=15)


def tell_of(day: date, at: datetime) -> None:
    """Tell of everything that comes near its last day on ``day``, or has passed it."""
    for subject in subjects():
        if subject.clock is not None:
            stated = _stated(subject, subject.clock, day, at)
            if stated:
                store(stated, by=None)


def _stated(subject: Subject[Any], clock: Clock[Any], day: date, at: datetime) -> list[Notice]:
    last = add_working_days(day, SOON)
    rows = list(clock.rows().filter((f"{clock.due}__range", (day - BACK, last))))
    due = dict(clock.rows().filter(pk__in=[row.pk for row in rows]).values_list("pk", clock.due))
    steps = {pk: until.isoformat() for pk, until in due.items()}
    late = [row for row in rows if due[row.pk] < day]
    soon = [row for row in rows if due[row.pk] >= day]
    who = [people for people in (clock.who, clock.late) if people is not None]
    return [
        *notices(subject, NoticeKind.DUE, _people([clock.who], soon, day), steps, at),
        *notices(subject, NoticeKind.OVERDUE, _people(who, late, day), steps, at),
    ]


def _people(who: Sequence[People], rows: Sequence[Model], day: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for people in who:
        for row, theirs in people_of(people, rows, day).items():
            found[row] |= theirs
    return found
