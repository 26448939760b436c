"""What was read and what went out is kept for ``NEWS_DAYS``, then let go: a job of each night.

What nobody has read yet stays, with the mail it went out in, and so does every mail a person has
to decide about. A notice is the only thing that keeps its telling from being told again, so the
time has to be longer than the calendar looks back (``calendar.BACK``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, Mail, Notice
from tayninh_portal.models.jobs import JobState
from tayninh_portal.models.notices import MailState
from tayninh_portal.notifications.transport import forget

M = TypeVar("M", bound=Model)
SWEEP = "news.sweep"
# The hour of Tây Ninh from which the night's sweep is asked for; a portal that sleeps at night
# does it when it wakes.
SWEEP_FROM = time(1)
# Rows that go in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 2_000
SETTLED = (MailState.SENT, MailState.LEFT)


@jobs.regularly
def ask_to_sweep(now: datetime) -> None:
    """Once a night."""
    here = timezone.localtime(now)
    if here.time() >= SWEEP_FROM:
        jobs.enqueue(SWEEP, key=f"{SWEEP}-{here.date()}", payload={}, by=None)


@jobs.handler(SWEEP)
def sweep(job: Job, beat: jobs.Beat) -> None:
    """Let go of notices, then of the mails nothing hangs on any more, then of their jobs."""
    before = timezone.now() - timedelta(days=settings.NEWS_DAYS)
    _let_go(_read_notices(before), lambda: beat(0))
    _let_go(_settled_mails(before), lambda: beat(30))
    _let_go(_finished_jobs(before), lambda: beat(60))


def _let_go(rows: QuerySet[M], still_ours: Callable[[], None]) -> None:
    while found := list(rows[:AT_ONCE]):
        with transaction.atomic():
            still_ours()
            rows.model._default_manager.filter(pk__in=[row.pk for row in found]).delete()
        for row in found:
            if isinstance(row, Mail):
                forget(row.message_id)


def _read_notices(before: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(at__lt=before, read_at__lt=before)


def _settled_mails(before: datetime) -> QuerySet[Mail]:
    told = Notice.objects.filter(mail=OuterRef("pk"))
    return Mail.objects.filter(~Exists(told), state__in=SETTLED, settled_at__lt=before)


def _finished_jobs(before: datetime) -> QuerySet[Job]:
    sent = Mail.objects.filter(job=OuterRef("pk"))
    ours = Job.objects.filter(kind__startswith="news.", finished_at__lt=before)
    return ours.filter(~Exists(sent), state__in=(JobState.DONE, JobState.CANCELLED))
