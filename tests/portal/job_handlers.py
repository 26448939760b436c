"""Jobs for the tests of the machinery; a worker gets them by ``--include``.

``test.store`` stores one file row in the way every handler should: ``heartbeat`` first, inside the
transaction that stores, and nothing where it is stored already. Its payload can make it wait at a
place (``wait_at``: "start", "storing" or "stored"), on the first attempt, until ``go`` exists:

* ``at``   file it makes when it has come there
* ``go``   file it waits for
"""

import time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import StoredFile


@jobs.handler("test.store")
def store(job, heartbeat):
    """Store one row named after the job."""
    _wait(job, "start")
    heartbeat(50)
    with transaction.atomic():
        heartbeat(90)
        if not StoredFile.objects.filter(name=job.key).exists():
            StoredFile.objects.create(
                sha256="0" * 64,
                size=1,
                media_type="application/pdf",
                name=job.key,
                created_at=timezone.now(),
                created_by=job.created_by,
            )
        _wait(job, "storing")
    _wait(job, "stored")


def _wait(job, place):
    if job.attempts == 1 and job.payload.get("wait_at") == place:
        Path(job.payload["at"]).touch()
        while not Path(job.payload["go"]).exists():
            time.sleep(0.02)
