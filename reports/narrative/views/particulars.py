"""What a report says of itself: title, the letter it answers, period and cut-off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from reports.narrative.forms import ReportUpdateForm, shown_in_update
from reports.narrative.models import Report
from reports.narrative.reports import update_report
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.records import require


@require_http_methods(["GET", "POST"])
def report_update(request: Request, pk: int) -> HttpResponse:
    """Change them; period and cut-off only while no figures were frozen."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "report.update", report)
    form = ReportUpdateForm(request.POST or None, report=report, initial=shown_in_update(report))
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, lambda: _save(request, report, form))
        if saved is not None:
            messages.success(request, "Đã lưu thông tin chung của báo cáo.")
            return redirect("report-detail", report.pk)
    context = {"report": report, "form": form}
    return render(request, "reports/update.html", context)


def _save(request: Request, report: Report, form: ReportUpdateForm) -> Report:
    sent = form.cleaned_data
    names = ("title", "request_number", "request_date", "request_title", "request_due_on")
    changes = {name: sent[name] for name in names}
    if not form.is_frozen:
        changes |= {"period": form.period(), "cutoff_on": sent["cutoff_on"]}
    return update_report(
        Report.objects.get(pk=report.pk),
        by=request.user,
        seen_version=sent["seen_version"],
        **changes,
    )
