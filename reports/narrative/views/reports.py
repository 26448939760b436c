"""Begin the report of a year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inspections.report_requests.models import ReportRequest
from reports.narrative.forms import ASKED_BY, ReportForm
from reports.narrative.models import Outline, Report
from reports.narrative.reports import create_report
from tayninh_portal.access import today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.records import require


@require_http_methods(["GET", "POST"])
def report_create(request: Request) -> HttpResponse:
    """Open the report of a year; ``?van-ban=`` is the request it answers."""
    require(request.user, "report.create")
    asked = request.GET.get(ASKED_BY, "")
    letter = ReportRequest.objects.filter(pk=asked).first() if asked.isdecimal() else None
    initial = {"year": letter.year, "request": letter.pk} if letter else {"year": today().year}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _create(request, form))
        if made is not None:
            report, is_new = made
            if is_new:
                messages.success(request, f"Đã lập báo cáo năm {report.year}.")
            return redirect("report-detail", report.pk)
    context = {"form": form, "outline": Outline.objects.used_on(today())}
    return render(request, "reports/create.html", context)


def _create(request: Request, form: ReportForm) -> tuple[Report, bool]:
    names = ("client_id", "year", "cutoff_on", "title", *form.of_request)
    return create_report(
        by=request.user,
        period=form.period(),
        **{name: form.cleaned_data[name] for name in names},
    )
