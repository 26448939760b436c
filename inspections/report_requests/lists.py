"""The list of requests, one a year."""

from __future__ import annotations

from django.urls import reverse

from inspections.report_requests.models import ReportRequest
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register

REQUEST_LIST: Listing[ReportRequest, ReportRequest] = Listing(
    "report-request-list",
    "report_request.list",
    (
        ListColumn("request", "Yêu cầu", str),
        ListColumn("document", "Văn bản của Bộ", lambda row: str(row.document or "")),
        ListColumn("due_on", "Hạn báo cáo Bộ", lambda row: row.due_on),
        ListColumn(
            "agencies_document", "Văn bản của Sở", lambda row: str(row.agencies_document or "")
        ),
        ListColumn("agencies_due_on", "Hạn các cơ quan", lambda row: row.agencies_due_on),
        illustrative_column(lambda row: row.is_illustrative, within="request"),
    ),
    rows=lambda user: ReportRequest.objects.visible_to(user).with_documents(),
    link=lambda row: reverse("report-request-detail", args=[row.pk]),
    keeps_filters=False,
)
register(REQUEST_LIST)
