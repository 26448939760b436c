"""The demo told up to a day, whatever day that is: work for each account, nothing of the future.

What is expected is written by hand for each day; the figures are counted again in plain Python.
"""

import io
from datetime import date, datetime
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.cited_documents.models import CitedDocument
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.implementation.models import ImplementationFact
from inspections.remedies.models import Remedy
from inspections.rounds.models import DueAgency
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from reports.issuing.models import Issuance
from reports.narrative.models import Report
from tayninh_portal.illustrative import offered_posts
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Appointment, Change

# Five builds of the demo, each the better part of a minute.
pytestmark = [pytest.mark.sqlite, pytest.mark.once]
KEYS = (
    "visits.total",
    "violations.total",
    "complaints.total",
    "self_inspections.total.due",
    "self_inspections.total.done",
)
# What the home page of an account says on any of these days; further words stand with the day.
ALWAYS = {
    "lanhdaoso": "Kết thúc lượt kiểm tra UBND xã Dương Minh Châu ngày",
    "trucduongday": "Chuyển phản ánh số",
    "vanthuso": "Trình UBND tỉnh báo cáo năm 2019 (thay thế)",
    "vanthutinh": "Lưu bản gốc đã ký của báo cáo năm 2019",
    "lanhdaotinh": "Trả lời phản ánh số",
    "daumoi.so-cong-thuong": "Báo cáo kết quả xử lý phản ánh số",
    "thutruong.so-cong-thuong": "Báo cáo kết quả xử lý phản ánh số",
    "quantri": "nội dung chưa khắc phục xong",
}


class Wording(NamedTuple):
    """What a day is to bring: reports by state, figures by year (as ``KEYS``), more of the work."""

    reports: list[tuple[str, str]]
    figures: dict[int, list[int]]
    work: dict[str, str]


def stands(day: date, stated: Wording) -> None:
    """The portal on ``day`` is as ``stated``, and opens with work for each account offered."""
    assert [(str(r), r.state) for r in Report.objects.order_by("year", "pk")] == stated.reports
    for year, numbers in stated.figures.items():
        assert list(compute(parse_period(f"{year}"), list(KEYS)).values()) == numbers, year
        assert recount(year) == numbers, year
    expected = ALWAYS | stated.work
    posts = {post.user.username: post for post in offered_posts(day)}
    assert posts.keys() == expected.keys()
    assert [name for name, words in expected.items() if words not in home(posts[name])] == []
    assert newest() < day
    out = io.StringIO()
    call_command("verify_issued", "--no-render", stdout=out)
    assert out.getvalue().splitlines()[-1] == "Không có gì khác với lúc lưu."


def home(post: Appointment) -> str:
    """The home page of who holds ``post``."""
    client = Client()
    client.force_login(post.user)
    return client.get(reverse("home")).content.decode()


def newest() -> date:
    """The newest day of anything that is said to have happened."""
    days = [
        *Change.objects.values_list("at", flat=True),
        *Appointment.objects.values_list("starts_on", flat=True),
        *Visit.objects.values_list("day", flat=True),
        *Complaint.objects.values_list("received_on", flat=True),
        *Complaint.objects.values_list("answered_on", flat=True),
        *Handling.objects.values_list("starts_on", flat=True),
        *Remedy.objects.values_list("done_on", flat=True),
        *ImplementationFact.objects.values_list("day", flat=True),
        *CitedDocument.objects.values_list("issued_on", flat=True),
        *Submission.objects.values_list("filed_on", flat=True),
        *Issuance.objects.values_list("issued_on", flat=True),
    ]
    return max(timezone.localdate(d) if isinstance(d, datetime) else d for d in days if d)


def recount(year: int) -> list[int]:
    """``KEYS`` over the reporting year, row by row."""
    first, last = date(year - 1, 12, 15), date(year, 12, 14)
    visits = [
        v.pk for v in Visit.objects.all() if v.state == "concluded" and first <= v.day <= last
    ]
    found = [f for f in Finding.objects.all() if f.visit_id in visits and f.subject == "person"]
    calls = [
        c
        for c in Complaint.objects.all()
        if first <= c.received_on <= last and not c.merged_into_id
        if c.classification not in ("grievance", "denunciation")
        # A year under way does not count what is reserved; one that is over and told does.
        if not c.reserved_for_id or last < timezone.localdate()
    ]
    due = [
        (d.round_id, d.agency_id)
        for d in DueAgency.objects.select_related("round")
        if d.removed_at is None and first <= d.round.period_end <= last
    ]
    done = [
        s
        for s in Submission.objects.all()
        if (s.round_id, s.agency_id) in due and (s.state, s.held) == ("accepted", "held")
    ]
    return [len(visits), len(found), len(calls), len(due), len(done)]


ISSUED_2019 = [("Báo cáo năm 2019", "issued"), ("Báo cáo năm 2019 (thay thế)", "approved")]
REPLACED_2025 = [("Báo cáo năm 2025", "issued"), ("Báo cáo năm 2025 (thay thế)", "presented")]
REPLACED_2026 = [("Báo cáo năm 2026", "issued"), ("Báo cáo năm 2026 (thay thế)", "presented")]
REPLACED_2027 = [("Báo cáo năm 2027", "issued"), ("Báo cáo năm 2027 (thay thế)", "presented")]


def test_on_the_first_day_of_a_reporting_year_last_years_report_is_being_written(standing_on):
    day = date(2026, 12, 15)
    with standing_on(day):
        stands(
            day,
            Wording(
                [*ISSUED_2019, *REPLACED_2025, ("Báo cáo năm 2026", "draft")],
                {2025: [47, 29, 3, 119, 111], 2026: [76, 52, 20, 110, 86], 2027: [0, 0, 0, 0, 0]},
                {
                    "chuyenvien1": "Hoàn thành báo cáo năm 2026",
                    "vanphong": "Xem xét, trình ký báo cáo năm 2025 (thay thế)",
                },
            ),
        )


def test_on_the_last_day_of_the_year_last_years_report_is_issued(standing_on):
    day = date(2026, 12, 31)
    with standing_on(day):
        stands(
            day,
            Wording(
                [*ISSUED_2019, *REPLACED_2025, ("Báo cáo năm 2026", "issued")],
                {2026: [75, 52, 11, 110, 86], 2027: [7, 4, 7, 0, 0]},
                {
                    "chuyenvien1": "Kết thúc lượt kiểm tra",
                    "vanphong": "Xem xét, trình ký báo cáo năm 2025 (thay thế)",
                },
            ),
        )


def test_after_the_new_year_the_desks_are_full(standing_on):
    day = date(2027, 1, 2)
    with standing_on(day):
        stands(
            day,
            Wording(
                [*ISSUED_2019, *REPLACED_2025, ("Báo cáo năm 2026", "issued")],
                {2026: [75, 51, 11, 110, 86], 2027: [7, 4, 7, 0, 0]},
                {
                    "chuyenvien1": "Kết thúc lượt kiểm tra UBND phường Kiến Tường ngày 31/12/2026",
                    "vanphong": "Xem xét, trình ký báo cáo năm 2025 (thay thế)",
                },
            ),
        )


def test_in_the_middle_of_a_year_last_years_report_is_read_again(standing_on):
    day = date(2027, 6, 30)
    with standing_on(day):
        stands(
            day,
            Wording(
                [*ISSUED_2019, *REPLACED_2026],
                {2026: [74, 51, 9, 110, 86], 2027: [50, 27, 15, 0, 0]},
                {
                    "chuyenvien1": "Kết thúc lượt kiểm tra UBND phường Kiến Tường ngày 29/6/2027",
                    "vanphong": "Xem xét, trình ký báo cáo năm 2026 (thay thế)",
                },
            ),
        )


def test_on_a_leap_day_the_year_under_way_has_its_first_months(standing_on):
    day = date(2028, 2, 29)
    with standing_on(day):
        stands(
            day,
            Wording(
                [*ISSUED_2019, *REPLACED_2027],
                {2027: [74, 36, 9, 110, 86], 2028: [17, 17, 11, 0, 0]},
                {
                    "chuyenvien1": "Kết thúc lượt kiểm tra UBND phường Kiến Tường ngày 28/02/2028",
                    "vanphong": "Xem xét, trình ký báo cáo năm 2027 (thay thế)",
                },
            ),
        )
