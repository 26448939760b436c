"""The report that is asked for, and reports in the search over everything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from reports.models import Report
from reports.models.reports import WRITABLE
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.work import TASKS_A_SOURCE, Hit, Task, search_source, todo_source

# There is one report a year: so many years are looked through without a search column.
YEARS_SEARCHED = 50


@todo_source
def reports_to_finish(user: Any, today: date) -> Iterable[Task]:
    """Drafts with a due day, for those who draft."""
    if not roles_of(user, today) & DEPARTMENT:
        return
    waiting = Report.objects.filter(state__in=WRITABLE, request_due_on__isnull=False).order_by(
        "request_due_on"
    )
    for report in waiting[:TASKS_A_SOURCE]:
        yield Task(
            what=f"Hoàn thành báo cáo năm {report.year} gửi Bộ Nội vụ",
            whose=report.request_number,
            due=report.request_due_on,
            url=reverse("report-detail", args=[report.pk]),
        )


@search_source
def find_reports(user: Any, folded: str, limit: int) -> Iterable[Hit]:
    """Reports whose year, title or request holds the words."""
    if not may(user, "report.list"):
        return
    found = 0
    for report in Report.objects.visible_to(user)[:YEARS_SEARCHED]:
        text = fold(f"{report} {report.title} {report.request_number}")
        if folded in text and found < limit:
            found += 1
            yield Hit(
                kind="Báo cáo",
                label=str(report),
                url=reverse("report-detail", args=[report.pk]),
                note=report.period.label,
            )
