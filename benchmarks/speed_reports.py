"""The home page, the dashboard, the figures and the pages of a report, for ``benchmarks.speed``.

The report is that of one year out of ten, with 20,000 visits in it. What changed since a freeze is
asked of a report of one month, since its rows have to be kept first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks import by_hand
from benchmarks.speed import LAST_YEAR

if TYPE_CHECKING:
    from benchmarks.speed import Scene, Work

MOST_QUERIES = 12
HOME, REPORT, DASHBOARD, BY_HAND = 12, 50, 25, 1.5
# Nobody said how long these may take; they are told beside the others.
ANY = 1000
RUNS = 5


def works(scene: Scene) -> Iterator[Work]:
    """Pages as a specialist sees them, and all figures of a year beside hand-written SQL."""
    from django.urls import reverse

    from benchmarks.speed import Work
    from reports.figures.catalog import compute
    from tayninh_portal.lib.periods import parse_period

    period = parse_period(f"calendar-{LAST_YEAR}")
    asked = f"?ky={period.preset}"
    draft, returned = report_of(scene.user, period), returned_report(scene.user)

    def page(words: str, address: str, wanted: float) -> Work:
        return scene.page(words, address, wanted, MOST_QUERIES, RUNS)

    yield page("trang chủ", reverse("home"), HOME)
    yield page("dự thảo báo cáo", reverse("report-detail", args=[draft.pk]), REPORT)
    yield page("toàn cảnh", reverse("dashboard") + asked, DASHBOARD)
    yield page("số liệu", reverse("figure-list") + asked, ANY)
    yield page("kiểm tra báo cáo", reverse("report-checks", args=[draft.pk]), ANY)
    yield page("thay đổi sau khi chốt", reverse("report-changes", args=[returned.pk]), ANY)
    hand = partial(by_hand.numbers, period.start, period.end, date.today())
    if compute(period) != hand():
        raise RuntimeError("the catalogue and the hand-written SQL count differently")
    yield Work("mọi số liệu của một năm", partial(compute, period), hand, BY_HAND, 1, RUNS)


# Any: models may be imported only once the portal is set up.
def report_of(user: Any, period: Any) -> Any:
    """The draft of the annual report of ``period``."""
    from reports.narrative.models import Report
    from reports.narrative.reports import create_report

    year = period.end.year
    found = Report.objects.filter(year=year).first()
    return found or create_report(by=user, year=year, period=period)[0]


def returned_report(user: Any) -> Any:
    """A report of one month that went up and came back, with its figures frozen."""
    from django.db import transaction
    from django.utils import timezone

    from reports.freezing.freezes import read_report, store
    from reports.narrative.models import Report, ReportState
    from tayninh_portal.lib.periods import parse_period

    month = f"{LAST_YEAR - 1}-01-01..{LAST_YEAR - 1}-01-31"
    report = report_of(user, parse_period(month))
    if not report.freezes.exists():
        reading = read_report(report)
        with transaction.atomic():
            store(reading, by=user, at=timezone.now())
            Report.objects.filter(pk=report.pk).update(state=ReportState.RETURNED)
    return report
