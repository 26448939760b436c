"""Reports: the list, opening one, and the column as it will print."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reports.documents.annual import annual_report
from reports.documents.told import thaw
from reports.domain.reports import create_report
from reports.domain.snapshot import telling_now
from reports.forms.reports import ReportForm
from reports.models import Report, Snapshot
from reports.views.paper import Paper
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.forms import attempt
from tayninh_portal.lists import page_of
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports the person may see, the newest year first."""
    require(request.user, "report.list")
    reports = Report.objects.visible_to(request.user).with_last_rendering()
    return render(
        request,
        "reports/list.html",
        {
            "page": page_of(reports, request),
            "may_create": may(request.user, "report.create"),
        },
    )


@require_http_methods(["GET", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Open the report of a year."""
    require(request.user, "report.create")
    form = ReportForm(request.POST or None, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _create(request, form))
        if made is not None:
            report, is_new = made
            if is_new:
                messages.success(request, f"Đã lập báo cáo năm {report.year}.")
            return redirect("report-detail", report.pk)
    return render(request, "reports/create.html", {"form": form})


def _create(request: HttpRequest, form: ReportForm) -> tuple[Report, bool]:
    names = (
        "client_id",
        "year",
        "cutoff_on",
        "request_number",
        "request_date",
        "request_title",
        "request_due_on",
        "title",
    )
    return create_report(
        by=request.user,
        period=form.period(),
        **{name: form.cleaned_data[name] for name in names},
    )


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will print; for those above the Sở, as it was last put on paper."""
    require(request.user, "report.list")
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    drafting = bool(roles_of(request.user) & DEPARTMENT)
    telling = telling_now(report) if drafting else None
    content = telling.content if telling else _last_printed(report).content
    told = thaw(content)
    return render(
        request,
        "reports/detail.html",
        {
            "report": report,
            "told": told,
            "paper": Paper(annual_report(content), told, report, request.user),
            "problems": telling.findings.open if telling else (),
            "findings": telling.findings if telling else None,
            "drafting": drafting,
            "renderings": report.renderings.select_related("file", "snapshot"),
            "moves": timeline_of(report) if drafting else [],
            "may_write": may(request.user, "report.write", report),
            "may_render": may(request.user, "report.render", report),
            "may_download": may(request.user, "report.download", report),
        },
    )


def _last_printed(report: Report) -> Snapshot:
    return report.renderings.select_related("snapshot").first().snapshot
