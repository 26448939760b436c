"""Who is told of what about a report."""

from __future__ import annotations

from django.urls import reverse

from reports.issuing.workflow import APPROVE, ISSUE, PRESENT, REPORTS, SUBMIT, reports_of
from reports.narrative.models import Report, ReportState
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, News, Subject, register
from tayninh_portal.scope import Scope, wrote

# Who sent it up, approved it or presented it: they are told that it was issued.
REPORT_SENDERS = Scope((wrote(Report, SUBMIT.name, APPROVE.name, PRESENT.name),))


def _named(report: Report) -> str:
    name = str(report)
    return name[0].lower() + name[1:]


register(
    Subject(
        Report,
        reports_of,
        title=_named,
        where=lambda report: "Báo cáo của tỉnh",
        url=lambda report: reverse("report-next", args=[report.pk]),
        until=lambda report: None if report.state == ReportState.ISSUED else report.request_due_on,
        workflow=REPORTS,
        own=(News(NoticeKind.ANSWERED, (ISSUE.name,), REPORT_SENDERS),),
        clock=Clock(
            lambda: Report.objects.exclude(state=ReportState.ISSUED).exclude(request_due_on=None),
            "request_due_on",
            REPORTS,
        ),
    )
)
