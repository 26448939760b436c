"""Background work: asked for once, claimed with a lease, taken up again when a worker dies.

The row is the truth, the broker's message only a notice. ``enqueue`` writes the row and sends the
notice after commit; ``run`` claims by a conditional UPDATE, so that a message delivered twice does
the work once; ``sweep`` notifies again of what is queued for too long or whose lease ran out.
Without a broker nobody is notified: a worker process looks for what waits (``work``).

A lease means "this worker is alive": a thread beside the handler renews it, however long one step
of the work takes. Handlers must be registered in every process that runs jobs, so their modules
are imported by the ``ready()`` of their app.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from tayninh_portal.errors import Unavailable
from tayninh_portal.models import User
from tayninh_portal.models.jobs import Job, JobQuerySet, JobState

log = structlog.get_logger(__name__)

# A job that three workers did not survive is not tried a fourth time by itself.
MAX_ATTEMPTS = 3


class Beat(Protocol):
    """Says how far a job is: percent, and in words. Raises ``LeaseLost``."""

    def __call__(self, percent: int, step: str = "", /) -> None: ...


Work = Callable[[Job, Beat], None]
_handlers: dict[str, Work] = {}
Regular = Callable[[datetime], None]
_regular: list[Regular] = []
# How a worker is told: the task that runs a job stands above this module and registers itself.
_senders: list[Callable[[int], None]] = []


class LeaseLost(Exception):
    """The job was taken back, or taken up by another worker (this one was thought dead): stop,
    store nothing."""


def handler(kind: str) -> Callable[[Work], Work]:
    """Register the function ``(job, beat) -> None`` that does jobs of ``kind``.

    It must be safe to run twice. ``heartbeat(percent)`` says how far it is, and raises
    ``LeaseLost`` when the job is no longer ours. Call it first inside the transaction that stores
    the result: it locks the row, so that of two workers only the one with the lease stores any.
    """

    def register(function: Work) -> Work:
        _handlers[kind] = function
        return function

    return register


def regularly(ask: Regular) -> Regular:
    """Register ``(now) -> None``, called every minute: it asks for the jobs that are due by now.

    What is due once a day or an hour says so by the key of its job.
    """
    _regular.append(ask)
    return ask


def sender(send: Callable[[int], None]) -> Callable[[int], None]:
    """Register the function that tells a worker to run the job of a number."""
    _senders.append(send)
    return send


def enqueue(kind: str, *, key: str, payload: dict[str, Any], by: User | None) -> Job:
    """The job named ``key``, made now if it does not exist, and a worker notified after commit.

    ``by`` is None for what nobody but the clock asked for.
    """
    if kind not in _handlers:
        raise KeyError(f"no handler for jobs of kind {kind}")
    job, made = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": payload,
            "created_at": timezone.now(),
            "created_by": by,
        },
    )
    if made:
        transaction.on_commit(lambda: _notify(job.pk))
    return job


def retry(job: Job) -> None:
    """Put a failed job back in the queue (a person pressed “thử lại”)."""
    changed = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        attempts=0,
        error="",
        progress=0,
        step="",
        lease_until=None,
        heartbeat_at=timezone.now(),
        finished_at=None,
    )
    if changed:
        transaction.on_commit(lambda: _notify(job.pk))


def cancel(*keys: str) -> None:
    """Take back jobs that are not done: a worker stops at its next heartbeat, storing nothing.

    Call it inside the transaction that says what becomes of what was asked for, before a row is
    written that the handler writes as well: both then lock in the same order.
    """
    unfinished = Job.objects.filter(key__in=keys).exclude(state=JobState.DONE)
    unfinished.update(state=JobState.CANCELLED, finished_at=timezone.now())


def claim(job_id: int) -> Job | None:
    """Claim a job that is queued or whose lease ran out; None if another worker has it."""
    now = timezone.now()
    token = uuid.uuid4()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    claimed = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING,
        claim=token,
        attempts=F("attempts") + 1,
        lease_until=now + _lease(),
        heartbeat_at=now,
        error="",
    )
    return Job.objects.get(pk=job_id, claim=token) if claimed else None


def run(job_id: int) -> None:
    """Claim and do one job; its end is written only while the claim is still ours."""
    job = claim(job_id)
    if job is None:
        log.info("job.not_claimed", job=job_id)
        return
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)

    def heartbeat(percent: int, step: str = "", /) -> None:
        if not _renew(mine, progress=percent, step=step):
            raise LeaseLost

    try:
        with _kept_alive(mine):
            _handlers[job.kind](job, heartbeat)
    except LeaseLost:
        log.warning("job.lease_lost", job=job.pk, kind=job.kind)
    except Unavailable as problem:
        _end(job, mine, JobState.FAILED, error=problem.reason)
    except Exception:
        log.exception("job.broken", job=job.pk, kind=job.kind)
        _end(
            job,
            mine,
            JobState.FAILED,
            error="Có lỗi ngoài dự kiến khi xử lý; hãy thử lại hoặc báo quản trị kèm mã việc "
            f"{job.pk}.",
        )
    else:
        _end(job, mine, JobState.DONE, progress=100)


def _end(job: Job, mine: QuerySet[Job], state: JobState, **fields: str | int) -> None:
    """Write how ``job`` ended, if it is still ours."""
    written = mine.update(state=state, finished_at=timezone.now(), **fields)
    log.info(f"job.{state.value}" if written else "job.lease_lost", job=job.pk, kind=job.kind)


def sweep() -> int:
    """Notify workers of what stalled or was never delivered; return of how many jobs.

    After ``MAX_ATTEMPTS`` it is given up. Of a queued job they are told at most once a lease, so
    that a queue without a worker does not fill the broker; without a broker the first failure ends
    the sweep, and the next one goes on.
    """
    now = timezone.now()
    stalled = _stalled(now)
    notified = 0
    for job_id in [
        *stalled.order_by("pk").values_list("pk", flat=True),
        *Job.objects.undelivered(now - _lease()).order_by("pk").values_list("pk", flat=True),
    ]:
        if not _notify(job_id):
            break
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(heartbeat_at=now)
        notified += 1
    return notified


def ask_for_what_is_due() -> None:
    """Ask for the jobs that are due by now; called every minute."""
    for ask in _regular:
        ask(timezone.now())


def tick() -> int:
    """What happens every minute where a broker is: ask for what is due, then ``sweep``."""
    ask_for_what_is_due()
    return sweep()


def run_waiting() -> int:
    """Do every job that waits or was abandoned, here and one after the other; how many."""
    now = timezone.now()
    waiting = _stalled(now) | Job.objects.filter(state=JobState.QUEUED)
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    for job_id in found:
        run(job_id)
    return len(found)


def work(over: threading.Event) -> None:
    """Be the worker of a portal without a broker: do what waits, until ``over`` is set.

    No Celery beat is there either, so each minute it asks for what is due.
    """
    next_ask = time.monotonic()
    while not over.is_set():
        done = 0
        try:
            if time.monotonic() >= next_ask:
                next_ask = time.monotonic() + settings.JOB_SWEEP_SECONDS
                ask_for_what_is_due()
            done = run_waiting()
        except DatabaseError:
            log.exception("job.not_looked_for")
        close_old_connections()
        if not done:
            over.wait(settings.JOB_POLL_SECONDS)


def _stalled(now: datetime) -> JobQuerySet:
    """What workers abandoned, after giving up what too many of them did not survive."""
    stalled = Job.objects.stalled(now)
    stalled.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED,
        error=f"Đã thử {MAX_ATTEMPTS} lần nhưng máy xử lý đều dừng giữa chừng.",
        finished_at=now,
    )
    return stalled


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _renew(mine: QuerySet[Job], **fields: str | int) -> bool:
    now = timezone.now()
    return bool(mine.update(heartbeat_at=now, lease_until=now + _lease(), **fields))


@contextmanager
def _kept_alive(mine: QuerySet[Job]) -> Iterator[None]:
    """Renew the lease three times in its length, from a thread with its own connection."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(settings.JOB_LEASE_SECONDS / 3):
                try:
                    if not _renew(mine.all()):
                        return
                except DatabaseError:
                    # The database is locked or away for now: two more tries before it runs out.
                    log.exception("job.not_renewed")
        finally:
            connection.close()

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _notify(job_id: int) -> bool:
    """Tell the workers; False where the broker is away. The row stays queued for the sweep."""
    try:
        for send in _senders:
            send(job_id)
    except (OperationalError, RedisError):
        log.exception("job.not_notified", job=job_id)
        return False
    return True
