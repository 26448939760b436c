"""Put a report on paper: asked for once for the same words, done in the background, kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.documents.annual import annual_report
from reports.domain.snapshot import take_snapshot
from reports.models import Rendering, Report, Snapshot
from tayninh_portal import jobs
from tayninh_portal.errors import Unavailable
from tayninh_portal.models import Job
from tayninh_portal.storage import record_file, write_bytes

KIND = "render_report"


def request_rendering(report: Report, *, by: Any, at: datetime | None = None) -> Job:
    """The job that puts the report, as it says now, on paper.

    The same words are rendered once: asking again while nothing changed gives the same job.
    Raises ``Refused``.
    """
    snapshot = take_snapshot(report, by=by, at=at)
    return jobs.enqueue(
        KIND,
        key=f"{KIND}:{snapshot.pk}:{snapshot.sha256}",
        payload={"snapshot": snapshot.pk, "report": report.pk},
        by=by,
    )


@jobs.handler(KIND)
def render_report(job: Job, beat: Callable[[int], None]) -> None:
    """Render the snapshot of ``job`` and keep the bytes; a second run finds them and stops."""
    snapshot = Snapshot.objects.select_related("report", "by").get(pk=job.payload["snapshot"])
    if Rendering.objects.filter(snapshot=snapshot).exists():
        return
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import PaperUnavailable, render_pdf

    beat(10)
    try:
        pdf = render_pdf(annual_report(snapshot.content))
    except PaperUnavailable as error:
        raise Unavailable(error.reason) from error
    beat(80)
    kept = write_bytes(pdf)
    now = timezone.now()
    try:
        with transaction.atomic():
            file = record_file(
                kept,
                name=f"bao-cao-{snapshot.report.year}.pdf",
                media_type="application/pdf",
                by=snapshot.by,
                at=now,
            )
            Rendering.objects.create(snapshot=snapshot, report=snapshot.report, file=file, at=now)
    except IntegrityError:
        # Another worker, whose lease ran out and who lived after all, was faster: the same bytes.
        if not Rendering.objects.filter(snapshot=snapshot).exists():
            raise
