"""What a report says of itself: title, the letter it answers, period and cut-off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from reports.narrative.forms import ReportUpdateForm
from reports.narrative.models import Report
from reports.narrative.reports import update_report
from tayninh_portal.http import Request
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before


@require_http_methods(["GET", "POST"])
def report_update(request: Request, pk: int) -> HttpResponse:
    """Change them; period and cut-off only while no figures were frozen."""
    user = request.user
    report = get_object_or_404(Report.objects.visible_to(user), pk=pk)
    if sent_before(report, client_id_of(request), user):
        return redirect("report-detail", report.pk)
    require(user, "report.update", None if is_stale(request, report) else report)
    form = ReportUpdateForm(request.POST or None, record=report, user=user)
    do = lambda: update_report(report, by=user, **form.changes())  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu thông tin chung của báo cáo.")
        return redirect("report-detail", report.pk)
    context = {"report": report, "form": form}
    return render(request, "reports/update.html", context)
