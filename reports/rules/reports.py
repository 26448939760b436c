"""Rules on reports. Who sees which is ``Report.objects.visible_to``."""

from __future__ import annotations

from datetime import date
from typing import Any

from reports.models.reports import Report, ReportState
from tayninh_portal.access import rule

NOT_A_DRAFT = "Báo cáo không còn là dự thảo nên không sửa được nội dung."


@rule("report.write")
def write_rule(user: Any, report: Report, day: date) -> str | None:
    """Words are changed in a draft only."""
    return None if report.state == ReportState.DRAFT else NOT_A_DRAFT


@rule("report.download")
def download_rule(user: Any, report: Report, day: date) -> str | None:
    """There must be something to download."""
    if report.renderings.exists():
        return None
    return "Báo cáo chưa được kết xuất ra PDF lần nào."
