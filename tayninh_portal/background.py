"""What Celery does for the frame: three lines each, the rest is in ``jobs``.

Not ``tasks``: those are what people have to do.
"""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from tayninh_portal import jobs
from tayninh_portal.drafts.store import sweep_drafts


@shared_task
def run_job(job_id: int) -> None:
    """Run one job if it is still to be had; safe to deliver twice."""
    jobs.run(job_id)


@jobs.sender
def send_to_worker(job_id: int) -> None:
    """Hand a job to whichever worker is free; without a broker the worker looks by itself."""
    if settings.REDIS_URL:
        run_job.delay(job_id)


@shared_task
def sweep_jobs() -> None:
    """Ask for what is due, and take up every job whose worker fell silent."""
    jobs.tick()


@shared_task
def sweep_old_drafts() -> None:
    """Let go of drafts nobody went on with; embedded, the next new draft does the same."""
    sweep_drafts()
