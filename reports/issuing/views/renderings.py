"""Put a report on paper, follow the work, list and download what was made."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from reports.issuing.further_forms import PDF, form_of
from reports.issuing.models import PaperForSigning, PaperKind, Rendering, kinds_shown_to
from reports.issuing.renderings import KIND, kind_of, made_by, request_rendering
from reports.narrative.models import Report
from tayninh_portal import jobs
from tayninh_portal.access import DEPARTMENT, roles_of
from tayninh_portal.http import Request
from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Job, User
from tayninh_portal.models.jobs import JobState
from tayninh_portal.records import require


@dataclass(frozen=True)
class UnderWork:
    """A paper that is asked for and not there yet, or that could not be made."""

    job: Job
    kind: PaperKind

    @property
    def waits(self) -> bool:
        """Whether it comes by itself."""
        return self.job.under_way


@dataclass(frozen=True)
class Papers:
    """The papers of a report as far as one person may read them, the newest first.

    ``to_sign``: the newest bản trình ký asked for, once one is made; it supersedes older ones.
    """

    made: list[Rendering]
    under_work: list[UnderWork]
    to_sign: PaperForSigning | None = None

    @property
    def newest(self) -> Rendering | None:
        """The newest paper of the report itself; the check sheet stands beside it."""
        papers = (each for each in self.made if each.kind != PaperKind.CHECK_SHEET)
        return next(papers, None)

    @property
    def wait(self) -> bool:
        """Whether the list should ask again by itself."""
        return any(paper.waits for paper in self.under_work)


def papers_of(report: Report, user: User) -> Papers:
    """What ``reports/issues/_papers.html`` shows; one query, and one for a bản trình ký."""
    return read(ask_papers(report, user))


def ask_papers(report: Report, user: User) -> Question[Papers]:
    """``papers_of``, to be read together with something else."""
    made = report.renderings.visible_to(user).select_related(
        "file", "snapshot", "issuance", "paper"
    )
    rows = Job.objects.filter(kind=KIND, payload__report=report.pk).exclude(state=JobState.DONE)
    jobs_left = rows.order_by("-pk")

    def answer() -> Papers:
        there = {(rendering.snapshot_id, rendering.kind, rendering.paper_id) for rendering in made}
        under_work = [
            UnderWork(job, kind_of(job))
            for job in jobs_left
            if _is_shown(job, report, user)
            and (job.payload["snapshot"], kind_of(job), job.payload.get("paper")) not in there
        ]
        is_there = any(rendering.kind == PaperKind.FOR_SIGNATURE for rendering in made)
        to_sign = report.papers_for_signing.first() if is_there else None
        return Papers(list(made), under_work, to_sign)

    return Question((made, jobs_left), answer)


@require_safe
def report_papers(request: Request, pk: int) -> HttpResponse:
    """The list of papers, which asks again by itself while one is made."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.download")
    if not request.htmx:
        return redirect("report-detail", report.pk)
    context = {"report": report, "papers": papers_of(report, request.user)}
    return render(request, "reports/issues/_papers.html", context)


@require_POST
def report_render(request: Request, pk: int) -> HttpResponse:
    """Ask for a PDF of what the report says now."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    job = request_rendering(report, by=request.user)
    return redirect("report-job", report.pk, job.pk)


@require_safe
def report_job(request: Request, pk: int, job_pk: int) -> HttpResponse:
    """How far it is: a page, or the fragment that asks again by itself."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    job = _job_of(report, job_pk, request.user)
    context = {
        "report": report,
        "job": job,
        "waiting": job.under_way,
        "rendering": made_by(job).select_related("snapshot").first(),
    }
    template = "reports/_job.html" if request.htmx else "reports/job.html"
    return render(request, template, context)


@require_POST
def job_retry(request: Request, pk: int, job_pk: int) -> HttpResponse:
    """Put a job that failed back in the queue; it makes the same paper, whoever asks."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    job = _job_of(report, job_pk, request.user)
    jobs.retry(job)
    return redirect("report-job", report.pk, job.pk)


@require_safe
@cache_control(private=True, no_store=True)
def report_download(request: Request, pk: int) -> HttpResponse:
    """The newest PDF of the report, or the one named by ``?ban=``; its bytes are verified first.

    ``?dang=docx``, ``xlsx``, ``zip`` and ``luu-tru`` ask for the same paper as a Word file, for its
    annexes as a workbook, for its numbers as open data, for its archive copy.
    """
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.download", report)
    renderings = report.renderings.visible_to(request.user).select_related("file")
    asked = request.GET.get("ban", "")
    if asked:
        # Of thousands of digits int() makes no number at all.
        known = asked.isascii() and asked.isdecimal() and len(asked) < 19
        renderings = renderings.filter(pk=int(asked)) if known else renderings.none()
    else:
        renderings = renderings.exclude(kind=PaperKind.CHECK_SHEET)
    rendering = renderings.first()
    made = form_of(rendering, request.GET.get("dang", PDF)) if rendering else None
    if made is None:
        raise Http404
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _job_of(report: Report, job_pk: int, user: User) -> Job:
    """A job of the report, for one who may read the paper it makes."""
    require(user, "report.download")
    job = get_object_or_404(Job, pk=job_pk, kind=KIND, payload__report=report.pk)
    if not _is_shown(job, report, user):
        raise Http404
    return job


def _is_shown(job: Job, report: Report, user: User) -> bool:
    """Whether they may read the paper it makes: as ``Rendering.objects.visible_to`` says."""
    kind = kind_of(job)
    of_what_they_read = (
        kind != PaperKind.CHECK_SHEET
        or roles_of(user) & DEPARTMENT
        or job.payload["snapshot"] == report.presented_snapshot_id
    )
    return kind in kinds_shown_to(user) and bool(of_what_they_read)
