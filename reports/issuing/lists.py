"""The list of reports: by year and by where they stand on their way."""

from __future__ import annotations

from dataclasses import dataclass

import django_filters
from django import forms
from django.urls import reverse

from reports.issuing.actions.mistakes import Force, force_of, with_what_became_of_them
from reports.issuing.models import Issuance
from reports.issuing.particulars import Particulars, particulars_for
from reports.narrative.models import Report, ReportState
from tayninh_portal.lib.dates import short_date
from tayninh_portal.list_filters import ListFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User


class ReportFilter(ListFilter):
    """Over the reports the person may see."""

    year = django_filters.NumberFilter(
        label="Năm báo cáo",
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    state = choice("Trạng thái", ReportState.choices)


@dataclass(frozen=True)
class ReportLine:
    """A report, what the person reads of it, and what became of it (None before its issue)."""

    report: Report
    said: Particulars
    force: Force | None

    @property
    def period(self) -> str:
        """From day to day."""
        return f"{short_date(self.said.period.start)} – {short_date(self.said.period.end)}"

    @property
    def issued_as(self) -> str:
        """Number and day of the issue, "" before it."""
        issuance: Issuance | None = getattr(self.report, "issuance", None)
        return f"{issuance}, {short_date(issuance.issued_on)}" if issuance else ""

    @property
    def answers(self) -> str:
        """Number and day of what the report answers."""
        number, day = self.said.request_number, self.said.request_date
        return f"{number}, {short_date(day) if day else ''}" if number else ""


def _lines(user: User, reports: list[Report]) -> list[ReportLine]:
    said = particulars_for(reports, user)
    return [ReportLine(report, said[report.pk], force_of(report)) for report in reports]


REPORT_LIST: Listing[Report, ReportLine] = Listing(
    "report-list",
    "report.list",
    (
        ListColumn("report", "Báo cáo", lambda line: str(line.report)),
        ListColumn("period", "Kỳ số liệu", lambda line: line.period),
        ListColumn("state", "Trạng thái", lambda line: line.report.get_state_display()),
        ListColumn("issued_as", "Số, ngày ban hành", lambda line: line.issued_as),
        ListColumn("answers", "Trả lời văn bản", lambda line: line.answers),
        ListColumn("due", "Hạn báo cáo", lambda line: line.said.request_due_on),
    ),
    rows=lambda user: with_what_became_of_them(Report.objects.visible_to(user)),
    filter=ReportFilter,
    lines=_lines,
    link=lambda line: reverse("report-detail", args=[line.report.pk]),
    # One report a year: nobody needs them as a table, nor a filter for every morning.
    keeps_filters=False,
)
register(REPORT_LIST)
