"""The report that is asked for, and reports in the search over everything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from inspections.report_requests.models import ReportRequest
from reports.issuing.models import ReturnNote, SignedCopy
from reports.issuing.particulars import particulars_for
from reports.issuing.workflow import SUBMIT
from reports.narrative.forms import ASKED_BY
from reports.narrative.models import Report
from reports.narrative.models import ReportState as S
from tayninh_portal.access import DEPARTMENT, Role, may, roles_of
from tayninh_portal.lib.dates import count2
from tayninh_portal.lib.together import Rows
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import Change, User
from tayninh_portal.tasks import TASKS_A_SOURCE, Hit, Task, search_source, task_source

# There is one report a year: so many years are looked through without a search column.
YEARS_SEARCHED = 50


# State → who is to act, and what the line on the home page says.
AWAITED: dict[S, tuple[frozenset[Role], str]] = {
    S.DRAFT: (DEPARTMENT, "Hoàn thành {report} gửi Bộ Nội vụ"),
    S.RETURNED: (DEPARTMENT, "Sửa {report} theo {reasons} lý do trả lại"),
    S.SUBMITTED: (frozenset({Role.MANAGER}), "Duyệt {report}"),
    S.APPROVED: (frozenset({Role.DEPARTMENT_REGISTRAR}), "Trình UBND tỉnh {report}"),
    S.PRESENTED: (frozenset({Role.OFFICE_EXAMINER}), "Xem xét, trình ký {report}"),
    S.SIGNED: (frozenset({Role.PROVINCE_REGISTRAR}), "Cấp số, ban hành {report}"),
    S.ISSUED: (frozenset({Role.PROVINCE_REGISTRAR}), "Lưu bản gốc đã ký của {report}"),
}


class Place(NamedTuple):
    """A page (its name) and the permission of who works there."""

    page: str
    permission: str


# Where the work is done, if not on the report's own page: who approves or signs reads there, who
# keeps the register fills in what it says.
OPENS = {
    S.SUBMITTED: Place("report-approve", "report.approve"),
    S.APPROVED: Place("report-present", "report.present"),
    S.PRESENTED: Place("report-read", "remark.create"),
    S.SIGNED: Place("report-issue", "report.issue"),
    S.ISSUED: Place("signed-copy-create", "report.file_signed"),
}


ITSELF = Place("report-detail", "report.list")


@task_source
def reports_to_act_on(user: User, today: date) -> Iterable[Task | Rows]:
    """Reports that wait for a role of the person: one query, the nearest due day first.

    A draft is work once somebody asked for it by a day, or once it is to replace an issued report,
    which was there by that day; an issued report until its signed copy is kept; nobody is asked to
    approve what they sent up themselves.
    """
    roles = roles_of(user, today)
    states = [state for state, (who, _) in AWAITED.items() if roles & who]
    if not states:
        return
    waiting = (
        _with_reasons()
        .filter(state__in=states)
        .exclude(state=S.DRAFT, request_due_on__isnull=True, replaces__isnull=True)
        .exclude(state=S.SUBMITTED, sent_by=user.pk)
        .exclude(Exists(SignedCopy.objects.filter(issuance__report=OuterRef("pk"))))
        .order_by(F("request_due_on").asc(nulls_last=True), "pk")
    )
    nearest = waiting[:TASKS_A_SOURCE]
    yield (nearest,)
    for report in nearest:
        what = AWAITED[S(report.state)][1]
        name = str(report)[0].lower() + str(report)[1:]
        yield Task(
            what=what.format(report=name, reasons=count2(report.reasons)),
            whose=f"Trả lời {report.request_number}" if report.request_number else "",
            due=None if report.state == S.ISSUED else report.request_due_on,
            url=reverse(OPENS.get(S(report.state), ITSELF).page, args=[report.pk]),
            whose_url=reverse("report-request-detail", args=[report.request_id])
            if report.request_id and may(user, "report_request.list", on=today)
            else "",
        )


@task_source
def reports_to_begin(user: User, today: date) -> Iterable[Task | Rows]:
    """Years whose report was asked for by a day and is not begun."""
    if not may(user, "report.create", on=today):
        return
    begun = Report.objects.filter(is_annual=True, year=OuterRef("year"))
    asked = ReportRequest.objects.filter(~Exists(begun), due_on__isnull=False)
    asked = asked.with_documents().order_by("due_on", "pk")[:TASKS_A_SOURCE]
    yield (asked,)
    for request in asked:
        yield Task(
            what=f"Lập báo cáo năm {request.year} gửi Bộ Nội vụ",
            whose=f"Trả lời {request.asks_report[0]}",
            due=request.due_on,
            url=reverse("report-create", query={ASKED_BY: request.pk}),
            whose_url=reverse("report-request-detail", args=[request.pk])
            if may(user, "report_request.list", on=today)
            else "",
        )


# Any, since the types of Django lose the columns of a query once it is filtered.
def _with_reasons() -> Any:
    """Reports with ``sent_by`` (who sent it up last) and ``reasons`` (of the newest return)."""
    notes = ReturnNote.objects.filter(report=OuterRef("pk")).order_by("-report_version")
    lines = Change.objects.filter(
        record_type=Report._meta.label_lower, record_id=OuterRef("pk"), action=SUBMIT.name
    ).order_by("-version")
    of_newest = Q(return_notes__report_version=F("returned_at_version"))
    return Report.objects.annotate(
        sent_by=Subquery(lines.values("by")[:1]),
        returned_at_version=Subquery(notes.values("report_version")[:1]),
        reasons=Count("return_notes", filter=of_newest),
    )


@search_source
def find_reports(user: User, folded: str, limit: int) -> Iterable[Hit]:
    """Reports whose year, title, request or number of issue holds every word."""
    if not may(user, "report.list"):
        return
    found = 0
    seen = Report.objects.visible_to(user).select_related("issuance")
    reports = list(seen[:YEARS_SEARCHED])
    stated = particulars_for(reports, user)
    for report in reports:
        said = stated[report.pk]
        number = str(report.issuance) if hasattr(report, "issuance") else ""
        text = fold(f"{report} {said.title} {said.request_number} {number}")
        if found < limit and all(word in text for word in folded.split()):
            found += 1
            yield Hit(
                kind="Báo cáo",
                label=str(report),
                url=reverse("report-detail", args=[report.pk]),
                note=said.period.label,
            )
