"""Why a report came back, and who reads it."""

from __future__ import annotations

from django.db.models import QuerySet

from reports.issuing.models import ReturnNote
from reports.issuing.workflow import SEND_BACK
from reports.narrative.models import Report, ReportState
from tayninh_portal.access import DEPARTMENT, Role, roles_of
from tayninh_portal.models import Change, User

# Until somebody approves, what it came back for is worth reading.
NOTED = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED)


def notes_for(report: Report, user: User) -> QuerySet[ReturnNote]:
    """The reasons of the newest return, for those whom it concerns, until somebody approves.

    Whoever drafts sees all; UBND tỉnh the reasons it gave itself, not what the Sở says within.
    """
    newest = report.return_notes.order_by("-report_version").values("report_version")[:1]
    notes = report.return_notes.filter(report_version__in=newest).select_related("section", "by")
    roles = roles_of(user)
    if roles & DEPARTMENT:
        return notes if report.state in NOTED else notes.none()
    sent_back = Change.objects.of(report).filter(action=SEND_BACK.name)
    if Role.OFFICE_EXAMINER in roles and report.state in (*NOTED, ReportState.APPROVED):
        return notes.filter(report_version__in=sent_back.values("version"))
    return notes.none()
