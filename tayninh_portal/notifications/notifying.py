"""From a line of the log, or a day of the calendar, to the notices of its people.

A line is heard inside the transaction that writes it: either both stand or neither. Nobody is told
of what they may not see, whatever a scope says, and nobody twice of the same step: the database
has a notice once. Lines about long ago (an import, a demo) are history, and told to nobody.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max, Model, Q
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.access import read_posts, today
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change, Notice, User, Versioned
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.models.users import MailPace
from tayninh_portal.notifications.declared import (
    News,
    People,
    Subject,
    subject_of,
    subjects,
    subjects_of,
)
from tayninh_portal.rows import ROWS_A_STATEMENT, Written, listener

# What was done longer ago when it is written down is history.
FRESH = timedelta(days=7)
# The job that sends what is to be sent now; ``mails`` does it.
SEND = "news.send"


@listener
def hear(lines: Sequence[Change]) -> None:
    """Tell whoever is to be told of ``lines``, inside the transaction that writes them."""
    if not lines:
        return
    since = timezone.now() - FRESH
    fresh = [line for line in lines if line.at >= since]
    stated = [
        notice
        for subject in subjects_of(lines[0].record_type)
        for news in subject.news
        if (heard := [line for line in fresh if news.hears(line)])
        for notice in _notices(subject, news, heard)
    ]
    if stated:
        store(stated, by=fresh[0].by)


def store(stated: Sequence[Notice], *, by: User | None) -> None:
    """Write the notices that are not there yet, and have a worker mail what goes at once."""
    Notice.objects.bulk_create(stated, ignore_conflicts=True, batch_size=ROWS_A_STATEMENT)
    to_mail = Notice.objects.to_mail(stated[0].at - FRESH, MailPace.AT_ONCE)
    if to_mail.filter(user__in={notice.user_id for notice in stated}).exists():
        jobs.enqueue(SEND, key=f"{SEND}-{uuid.uuid4()}", payload={}, by=by)


def tell_together(written: Written, *, about: Versioned, by: User, at: datetime) -> None:
    """Tell whoever has to do something about what was written at once, by a day: one notice about
    ``about``, the whole, and not one a record. Nobody is told of what is over already."""
    day = timezone.localdate(at)
    people: set[int] = set()
    for subject in subjects():
        if subject.clock is not None and subject.record_type in written:
            rows = subject.clock.rows().filter(pk__in=written[subject.record_type])
            seen = _seen(subject, people_of(subject.clock.who, rows, day))
            people |= {person for person, theirs in seen.items() if theirs}
    whole = subject_of(about._meta.label_lower)
    assert whole is not None
    told = {about.pk: people - {by.pk}}
    stated = notices(whole, NoticeKind.GIVEN, told, {about.pk: f"v{about.version}"}, at)
    if stated:
        store(stated, by=by)


def notices(
    subject: Subject[Any],
    kind: NoticeKind,
    people: dict[int, set[int]],
    steps: dict[int, str],
    at: datetime,
) -> list[Notice]:
    """One for each of the ``people`` of a row who may see it."""
    seen = _seen(subject, people)
    return [
        Notice(
            user_id=person,
            kind=kind,
            record_type=subject.record_type,
            record_id=row,
            step=steps[row],
            at=at,
        )
        for row in people
        for person in sorted(people[row])
        if row in seen[person]
    ]


def _notices(subject: Subject[Any], news: News, lines: Sequence[Change]) -> list[Notice]:
    stated_of = {line.record_id: line for line in lines}
    rows = subject.model._default_manager.filter((f"{subject.via}__in", stated_of))
    keys = dict(rows.order_by().values_list("pk", subject.via))
    versions = _versions(news, lines)
    found = people_of(news.who, rows, timezone.localdate(lines[0].at))
    for row, key in keys.items():
        if not news.to_oneself:
            found[row].discard(stated_of[key].by_id)
    steps = {row: f"v{versions[key]}" for row, key in keys.items()}
    return notices(subject, news.kind, found, steps, lines[0].at)


def people_of(who: People, rows: Iterable[Model], day: date) -> dict[int, set[int]]:
    """The people of rows, of which there may be none."""
    given = list(rows)
    return who.people(given, day) if given else {}


def _versions(news: News, lines: Sequence[Change]) -> dict[int, int]:
    """The version each record is told of: the line's, or that by which it came to its state."""
    found = {line.record_id: line.version for line in lines}
    still = [line.record_id for line in lines if news.in_state and not _enters(line)]
    if still:
        came = ~Q(from_state=F("to_state")) & ~Q(from_state="") | Q(action="create")
        entries = Change.objects.filter(came, record_id__in=still)
        entries = entries.filter(record_type=lines[0].record_type).order_by()
        found |= dict(entries.values_list("record_id").annotate(Max("version")))
    return found


def _enters(line: Change) -> bool:
    return line.action == "create" or line.from_state not in ("", line.to_state)


def _seen(subject: Subject[Any], people: dict[int, set[int]]) -> dict[int, set[int]]:
    """Number of each person → the rows of theirs that they may see: a query a person."""
    asked: dict[int, set[int]] = {}
    for row, theirs in people.items():
        for person in theirs:
            asked.setdefault(person, set()).add(row)
    users = list(User.objects.filter(pk__in=asked)) if asked else []
    read_posts(users, today())
    return {user.pk: seen(subject, user, asked[user.pk]) for user in users}


def seen(subject: Subject[Any], user: User, rows: Iterable[int]) -> set[int]:
    """Those of ``rows`` that ``user`` may see."""
    try:
        visible = subject.rows(user).filter(pk__in=rows)
    except Refused:
        return set()
    return set(visible.order_by().values_list("pk", flat=True))
