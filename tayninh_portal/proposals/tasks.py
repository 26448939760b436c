"""Proposals on the home page of whoever can confirm them; the clock ends what nobody confirms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.access import CONFIRMING, roles_of
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import Job, Proposal, User
from tayninh_portal.models.proposals import ProposalState
from tayninh_portal.proposals.kinds import kind_of
from tayninh_portal.proposals.lists import about
from tayninh_portal.proposals.workflow import PROPOSALS, close_lapsed
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source

CLOSE = "proposals.close"


@task_source
def proposals_to_confirm(user: User, today: date) -> Iterator[Task | Rows]:
    """What waits for ``user`` as the second person, the first to run out first."""
    if not roles_of(user, today) & CONFIRMING:
        return
    waiting = PROPOSALS.waiting(user, today, ProposalState.REQUESTED)
    rows = Proposal.objects.open(timezone.now()).filter(waiting).select_related("account")
    rows = rows.order_by("expires_at", "pk")[:TASKS_A_SOURCE]
    yield (rows,)
    for row in rows:
        yield Task(
            f"Xác nhận đề nghị: {kind_of(row).label}",
            about(row),
            timezone.localdate(row.expires_at),
            PROPOSALS.record_url(row),
        )


@jobs.handler(CLOSE)
def close(job: Job, beat: jobs.Beat) -> None:
    """End what nobody confirmed in time; safe to run twice."""
    beat(0)
    close_lapsed(timezone.now())


@jobs.regularly
def ask_to_close(now: datetime) -> None:
    """Where anything has run out, once an hour."""
    if Proposal.objects.lapsed(now).exists():
        jobs.enqueue(CLOSE, key=f"{CLOSE}-{now:%Y%m%d%H}", payload={}, by=None)
