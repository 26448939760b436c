"""Background work: asked for once, claimed with a lease, taken up again when a worker dies.

The row is the truth, the broker's message only a nudge. ``enqueue`` writes the row and sends the
nudge after commit; ``run`` claims by a conditional UPDATE, so that a message delivered twice does
the work once; ``sweep`` nudges again what is queued for too long or whose lease ran out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tayninh_portal.errors import Unavailable
from tayninh_portal.models.jobs import Job, JobState

log = structlog.get_logger(__name__)

# A job that three workers did not survive is not tried a fourth time by itself.
MAX_ATTEMPTS = 3
_handlers: dict[str, Callable[[Job, Callable[[int], None]], None]] = {}


def handler(kind: str) -> Callable[[Any], Any]:
    """Register the function ``(job, beat) -> None`` that does jobs of ``kind``.

    It must be safe to run twice; ``beat(percent)`` renews the lease and says how far it is.
    """

    def register(function: Any) -> Any:
        _handlers[kind] = function
        return function

    return register


def enqueue(kind: str, *, key: str, payload: dict[str, Any], by: Any) -> Job:
    """The job named ``key``, made now if it does not exist, and nudged after commit."""
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
        transaction.on_commit(lambda: _nudge(job.pk))
    return job


def retry(job: Job) -> None:
    """Put a failed job back in the queue (a person pressed “thử lại”)."""
    changed = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, error="", progress=0, lease_until=None
    )
    if changed:
        transaction.on_commit(lambda: _nudge(job.pk))


def claim(job_id: int) -> Job | None:
    """Claim a job that is queued or whose lease ran out; None if another worker has it."""
    now = timezone.now()
    token = uuid.uuid4()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    claimed = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING,
        claim=token,
        attempts=F("attempts") + 1,
        lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
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

    def beat(percent: int) -> None:
        now = timezone.now()
        mine.update(
            progress=percent,
            heartbeat_at=now,
            lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        )

    try:
        _handlers[job.kind](job, beat)
    except Unavailable as problem:
        mine.update(
            state=JobState.FAILED, error=problem.reason, finished_at=timezone.now()
        )
    except Exception:
        log.exception("job.failed", job=job.pk, kind=job.kind)
        mine.update(
            state=JobState.FAILED,
            error="Có lỗi ngoài dự kiến khi xử lý; hãy thử lại hoặc báo quản trị kèm mã việc "
            f"{job.pk}.",
            finished_at=timezone.now(),
        )
    else:
        mine.update(state=JobState.DONE, progress=100, finished_at=timezone.now())
        log.info("job.done", job=job.pk, kind=job.kind)


def sweep() -> int:
    """Nudge what stalled or was never delivered; give up after ``MAX_ATTEMPTS``. Returns nudges."""
    now = timezone.now()
    stalled = Job.objects.stalled(now)
    stalled.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED,
        error=f"Đã thử {MAX_ATTEMPTS} lần nhưng máy xử lý đều dừng giữa chừng.",
        finished_at=now,
    )
    undelivered = Job.objects.filter(
        state=JobState.QUEUED,
        created_at__lt=now - timedelta(seconds=settings.JOB_LEASE_SECONDS),
    )
    ids = [
        *stalled.values_list("pk", flat=True),
        *undelivered.values_list("pk", flat=True),
    ]
    for job_id in ids:
        _nudge(job_id)
    return len(ids)


def _nudge(job_id: int) -> None:
    from tayninh_portal.tasks import run_job

    run_job.delay(job_id)
