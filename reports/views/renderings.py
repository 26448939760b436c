"""Put a report on paper, follow the work, download the file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from reports.domain.renderings import KIND, request_rendering
from reports.models import Rendering, Report
from tayninh_portal import jobs
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState
from tayninh_portal.records import require
from tayninh_portal.storage import read_file

WAITING = (JobState.QUEUED, JobState.RUNNING)


@require_POST
def report_render(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a PDF of what the report says now."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    job = request_rendering(report, by=request.user)
    return redirect("report-job", report.pk, job.pk)


@require_safe
def report_job(request: HttpRequest, pk: int, job_pk: int) -> HttpResponse:
    """How far it is: a page, or the fragment that asks again by itself."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.render", report)
    job = _job_of(report, job_pk)
    context = {
        "report": report,
        "job": job,
        "waiting": job.state in WAITING,
        "rendering": Rendering.objects.filter(snapshot=job.payload["snapshot"]).first(),
    }
    template = "reports/_job.html" if request.htmx else "reports/job.html"
    return render(request, template, context)


@require_POST
def job_retry(request: HttpRequest, pk: int, job_pk: int) -> HttpResponse:
    """Put a job that failed back in the queue."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.render", report)
    job = _job_of(report, job_pk)
    jobs.retry(job)
    return redirect("report-job", report.pk, job.pk)


@require_safe
@cache_control(private=True, no_store=True)
def report_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest PDF, or the one named by ``?ban=``; its bytes are verified first."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.download", report)
    renderings = report.renderings.select_related("file")
    asked = request.GET.get("ban", "")
    if asked:
        renderings = renderings.filter(pk=asked if asked.isdecimal() else None)
    rendering = renderings.first()
    if rendering is None:
        raise Http404
    response = HttpResponse(read_file(rendering.file), content_type=rendering.file.media_type)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{report.year}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _job_of(report: Report, job_pk: int) -> Job:
    return get_object_or_404(Job, pk=job_pk, kind=KIND, payload__report=report.pk)
