"""The reports that answer a request, and the outlines it brought, on the page of the request."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.urls import reverse

from inspections.report_requests.models import ReportRequest
from reports.narrative.models import Outline, Report
from reports.narrative.outline_list import standing_of
from tayninh_portal.access import may, today
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def reports_of_request(
    record: models.Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``report_requests/_answers.html`` draws; None for any other record."""
    if not isinstance(record, ReportRequest) or not may(user, "report.list"):
        return None
    reports = Report.objects.visible_to(user).filter(request=record)
    return {
        "heading": "Báo cáo trả lời yêu cầu này",
        "none": "Chưa có báo cáo nào.",
        "rows": [
            (str(each), reverse("report-detail", args=[each.pk]), each.get_state, None)
            for each in reports
        ],
        "create": reverse("report-create") if may(user, "report.create") else "",
        "create_label": "Lập báo cáo",
    }


def outlines_of_request(
    record: models.Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """The same of the outlines a request brought; None where it brought none."""
    if not isinstance(record, ReportRequest) or not may(user, "outline.list"):
        return None
    outlines = list(Outline.objects.kept().filter(request=record))
    if not outlines:
        return None
    used = Outline.objects.used_on(today())
    return {
        "heading": "Đề cương theo yêu cầu này",
        "none": "",
        "rows": [
            (str(each), reverse("outline-detail", args=[each.pk]), standing_of(each, used), None)
            for each in outlines
        ],
        "create": "",
        "create_label": "",
    }


register(Panel("report_requests/_answers.html", reports_of_request))
register(Panel("report_requests/_answers.html", outlines_of_request))
