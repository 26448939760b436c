"""What stands on the page “Kiểm tra báo cáo”: every problem, its place, its rows, what mends it."""

import re

import pytest
from django.urls import reverse

from inspections.rounds.models import Round
from reports.checks.models import Acceptance
from reports.freezing.acceptances import accept_warning
from reports.freezing.reading import reading_of
from reports.narrative.models import Report, ReportState, Section
from tests.reports.checks_screen import OVERDUE, REASON, Screen, missing, page_of, section_of
from tests.reports.composition import a_reported_year
from tests.reports.reading import words

pytestmark = pytest.mark.once


@pytest.fixture
def report(cast, maker) -> Report:
    """The report of 2019 over a year with a little of everything: eleven warnings, no error."""
    return a_reported_year(maker)


def links_of(answer, text: str) -> list[tuple[str, str]]:
    """Label and address of the links beside the problem that says so."""
    (item,) = [
        each
        for each in re.findall(
            r'<li class="check.*?(?=<li class="check|</form|</section)',
            answer.content.decode(),
            re.S,
        )
        if text in each
    ]
    found = re.search(r'<ul class="check-ways">(.*?)</ul>', item, re.S)
    links = re.findall(r'<a href="(.*?)">(.*?)</a>', found[1] if found else "", re.S)
    hidden = re.compile(r"<span.*?</span>", re.S)
    return [(hidden.sub("", label), url.replace("&amp;", "&")) for url, label in links]


def test_problems_stand_by_level_with_place_sentence_and_advice(cast, report):
    causes = report.sections.get(code="causes")
    Section.objects.filter(pk=causes.pk).update(text="Lời năm trước.", is_confirmed=False)
    answer = cast.client("specialist").get(page_of(report))
    assert section_of(answer, "Lỗi phải sửa") == (
        "Lỗi phải sửa (01) 3. Nguyên nhân của những hạn chế "
        "Lời văn của mục “Nguyên nhân của những hạn chế” lấy từ báo cáo trước, chưa ai xác nhận "
        "còn đúng. Đọc lại, sửa cho đúng với kỳ này rồi xác nhận lời văn ở màn hình soạn mục. "
        "Đọc và xác nhận mục này : 3. Nguyên nhân của những hạn chế"
    )
    warned = section_of(answer, "Cảnh báo chưa chấp nhận")
    assert warned.startswith("Cảnh báo chưa chấp nhận (10) ")
    assert (
        f"{OVERDUE} Đôn đốc các cơ quan này; nếu vẫn báo cáo, chấp nhận và ghi lý do. "
        "Mở đợt “Đợt minh họa 1” : d) Công tác tự kiểm tra Xem hồ sơ của số liệu: "
        f"{OVERDUE} Lý do chấp nhận cảnh báo 7"
    ) in warned
    assert words(answer).index("Lỗi phải sửa") < words(answer).index("Cảnh báo chưa chấp nhận")


def test_each_problem_leads_to_the_control_that_mends_it_and_to_the_rows(cast, report):
    causes = report.sections.get(code="causes")
    Section.objects.filter(pk=causes.pk).update(
        text="Có 87 lượt và một số vi phạm do thói quen.", is_confirmed=False
    )
    answer = cast.client("specialist").get(page_of(report))
    editor = reverse("section-update", args=[report.pk, causes.pk])
    mend = ("Sửa mục này", editor)
    due = Round.objects.get()
    assert links_of(answer, OVERDUE) == [
        (
            "Mở đợt “Đợt minh họa 1”",
            f"{reverse('round-detail', args=[due.pk])}?state=unfiled#danh-sach",
        ),
        (
            "Xem hồ sơ",
            reverse("figure-detail", args=["self_inspections.total.overdue"]) + "?ky=calendar-2019",
        ),
    ]
    assert links_of(answer, "lấy từ báo cáo trước") == [("Đọc và xác nhận mục này", editor)]
    assert links_of(answer, "Số “87” trong") == [mend]
    assert links_of(answer, "“một số vi phạm”") == [
        mend,
        ("Xem hồ sơ", reverse("figure-detail", args=["violations.total"]) + "?ky=calendar-2019"),
    ]
    # An annex is not written by hand: there is nothing to open.
    assert links_of(answer, "Phụ lục “Vi phạm của cá nhân theo nội dung") == []


def test_period_and_cut_off_are_mended_while_no_numbers_are_frozen(cast, report, time_machine):
    time_machine.move_to("2019-12-30 08:00:00+07:00")
    early = "Kỳ báo cáo đến hết ngày 31/12/2019 mới đủ"
    answer = cast.client("specialist").get(page_of(report))
    assert links_of(answer, early) == [
        ("Đổi kỳ hoặc ngày chốt kết quả xử lý", reverse("report-update", args=[report.pk]))
    ]


def test_once_the_report_went_up_the_page_is_read_and_says_why_nothing_is_accepted(cast, report):
    screen = Screen(cast.client("manager"), report)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
    assert screen.press({OVERDUE: REASON}).status_code == 403
    assert REASON in screen.answer.content.decode()
    assert Acceptance.objects.count() == 0
    html = screen.load().answer.content.decode()
    assert "Báo cáo đang chờ lãnh đạo Sở duyệt." in words(screen.answer)
    assert [each for each in ("<textarea", "Ghi các lý do", "/muc/") if each in html] == []


def test_the_report_says_how_many_are_open(cast, report):
    client = cast.client("specialist")
    detail = reverse("report-detail", args=[report.pk])
    assert "Còn 11 cảnh báo chưa chấp nhận ." in words(client.get(detail))
    accept_warning(
        report, by=cast.specialist, fingerprint=missing(report).fingerprint, reason=REASON
    )
    text = words(client.get(detail))
    assert "Còn 10 cảnh báo chưa chấp nhận . 01 cảnh báo đã được chấp nhận." in text


def test_what_keeps_the_report_down_leads_to_its_place_among_the_checks(cast, report):
    client = cast.client("specialist")
    form = client.get(reverse("report-submit", args=[report.pk])).content.decode()
    links = re.findall(rf'href="{page_of(report)}(#van-de-[0-9a-f]+)"', form)
    page = client.get(page_of(report)).content.decode()
    assert len(links) == 11
    assert [link for link in links if f'id="{link[1:]}"' not in page] == []


def test_what_stands_around_a_report_is_read_in_a_fixed_number_of_queries(
    cast, report, django_assert_num_queries
):
    with django_assert_num_queries(2):
        reading_of(report)
