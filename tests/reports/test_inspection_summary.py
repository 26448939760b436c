"""The summary of a month or quarter: counted, linked, printed, and silent on visits to come."""

import io
import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from pdfminer.high_level import extract_text

from reports.issuing.inspection_summary import counted
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tests.fixtures.cast import moment
from tests.inspections.answering import finding
from tests.inspections.planning import issued, line
from tests.inspections.teaming import planned
from tests.inspections.test_visit_to_come import same
from tests.inspections.visiting import NOW, concluded
from tests.paper.word_reading import body_of, faults, paragraphs
from tests.reports.heads import Criticism
from tests.reports.planning import Foreseen

MONTH = "2019-m07"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(moment(2019, 7, 20, 9), tick=False):
        yield


def told(cast) -> None:
    """Three visits of the month, one the month before; one violation, one shortcoming."""
    finding(cast, is_leader=True)
    finding(cast, "commune", unit=True)
    concluded(cast, agency=cast.b, is_surprise=False, basis_number="1/KH", basis_date=NOW.date())
    concluded(cast, day=date(2019, 6, 14))


SENTENCES = (
    "Kế hoạch kiểm tra đã ban hành không bố trí lượt nào trong kỳ. Tổ kiểm tra đã kiểm tra 03 lượt",
    "kiểm tra công vụ tháng 7 năm 2019 (số liệu tính từ ngày 15/6/2019 đến ngày 14/7/2019)",
    "Tổ kiểm tra đã kiểm tra 03 lượt tại 03 cơ quan, đơn vị; trong đó đột xuất 02 lượt, có báo "
    "trước 01 lượt. - Sở, ban, ngành tỉnh: 02 lượt; - Xã, phường, thị trấn: 01 lượt.",
    "có mặt 114/120 lượt người; vắng không có lý do 00 lượt người.",
    "Ghi nhận 01 trường hợp vi phạm của cá nhân (01 trường hợp giữ chức vụ lãnh đạo, quản lý), gồm:"
    " - Đi muộn: 01 trường hợp.",
    "Ghi nhận 01 nội dung thiếu sót của cơ quan, đơn vị, gồm:",
    "Kiến nghị xử lý 01 trường hợp vi phạm của cá nhân; cơ quan đã xử lý và Sở Nội vụ đã xác nhận "
    "00 trường hợp. Không có đề nghị phê bình người đứng đầu. Không có nội dung đến hạn khắc phục "
    "trong kỳ.",
    "Sở Nội vụ kính báo cáo Chủ tịch Ủy ban nhân dân tỉnh./.",
)


@pytest.mark.pdf
def test_a_month_is_told_in_pdf_and_word_with_a_blank_number(cast):
    told(cast)
    client = cast.client("specialist")
    url = reverse("inspection-summary-paper")
    pdf = client.get(url, {"ky": MONTH}).content
    found = measure(pdf, KINDS["bao-cao"])
    assert [(each.rule, each.found) for each in found if each.verdict == "không đạt"] == []
    said = " ".join(extract_text(io.BytesIO(pdf)).split())
    assert "/BC-SNV" in said and "GIÁM ĐỐC" in said
    word = client.get(url, {"ky": MONTH, "dang": "docx"}).content
    assert faults(word) == []
    text = " ".join(" ".join(paragraphs(body_of(word))).split())
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    # Of a month that still runs no day is told that is to come.
    word = client.get(url, {"ky": "2019-m08", "dang": "docx"}).content
    running = "(số liệu tính từ ngày 15/7/2019 đến ngày 20/7/2019)"
    assert running in " ".join(" ".join(paragraphs(body_of(word))).split())


def test_every_number_on_the_page_opens_its_records(cast):
    told(cast)
    client = cast.client("manager")
    page = client.get(reverse("inspection-summary"), {"ky": MONTH})
    numbers = page.context["numbers"]
    assert {key: number for _, key, number in numbers}["visits.total"] == 3
    assert len(numbers) == 17
    text = page.content.decode()
    for _, key, number in numbers:
        assert f'href="{reverse("figure-detail", args=[key])}?ky={MONTH}"' in text
        shown = client.get(reverse("figure-detail", args=[key]), {"ky": MONTH})
        assert shown.context["value"] == str(number)


PLANNED = (
    "Kế hoạch kiểm tra đã ban hành bố trí 06 lượt trong kỳ (báo trước 01 lượt, đột xuất 05 lượt), "
    "trong đó bổ sung sau khi ban hành 02 lượt. Bỏ khỏi kế hoạch sau khi ban hành 01 lượt. Đã tiến "
    "hành theo kế hoạch 01 lượt. Tổ kiểm tra đã kiểm tra 01 lượt"
)
HEADS = (
    "Đề nghị phê bình người đứng đầu, cấp phó 02 trường hợp; cơ quan quản lý trực tiếp đã phê bình "
    "01 trường hợp."
)


def test_the_plan_and_the_heads_are_told_and_open_their_records(cast, maker):
    """Of surprises the numbers that the plan itself prints, and what was held."""
    maker.line(Foreseen(2019, 7, cast.a.pk))
    line = maker.line(Foreseen(2019, 7, group="commune", number=3))
    maker.line(Foreseen(2019, 7, group="provincial", number=2, added=True, reason="Chỉ đạo."))
    maker.line(Foreseen(2019, 7, cast.b.pk, dropped=True, reason="Trùng lịch."))
    maker.line(Foreseen(2019, 6, group="commune", number=9))
    decided = Criticism("head", "decided", "criticised", date(2019, 7, 14))
    late = Criticism("deputy", "decided", "criticised", date(2019, 7, 15))
    maker.visit(day=date(2019, 7, 4), place=0, line=line, criticisms=[decided, late])
    client = cast.client("manager")
    page = client.get(reverse("inspection-summary"), {"ky": MONTH})
    text = " ".join(unescape(re.sub("<[^>]+>", " ", page.content.decode())).split())
    text = re.sub(r" (?=[,.;])", "", text)
    assert [said for said in (PLANNED, HEADS) if said not in text] == []
    numbers = {key: number for _, key, number in page.context["numbers"]}
    assert {key: numbers[key] for key in numbers if key.startswith(("plans.", "head_"))} == {
        "plans.total": 6,
        "plans.announced": 1,
        "plans.surprise": 5,
        "plans.added": 2,
        "plans.dropped": 1,
        "plans.held": 1,
        "head_criticisms.proposed": 2,
        "head_criticisms.criticised": 1,
    }
    for key, number in numbers.items():
        shown = client.get(reverse("figure-detail", args=[key]), {"ky": MONTH})
        assert shown.context["value"] == str(number)


def test_a_visit_to_come_is_in_none_of_it(cast):
    told(cast)
    with time_machine.travel(NOW, tick=False):
        asked = line(cast, issued(cast), month=7, group="provincial", reason="Theo chỉ đạo.")
    period = parse_period(MONTH)
    client, url = cast.client("specialist_b"), reverse("inspection-summary")
    before = (counted(period), same(client.get(url, {"ky": MONTH})))
    with time_machine.travel(moment(2019, 7, 1, 9), tick=False):
        at, day = moment(2019, 7, 1, 9), date(2019, 7, 10)
        visit = planned(cast, at=at, day=day, plan_line=asked)
    assert (visit.plan_line, visit.is_surprise) == (asked, True)
    assert (counted(period), same(client.get(url, {"ky": MONTH}))) == before


def test_a_quarter_without_a_visit_says_so_and_a_year_is_not_asked(cast):
    client = cast.client("specialist")
    page = client.get(reverse("inspection-summary"), {"ky": "2019-q1"})
    assert "Trong kỳ không có lượt kiểm tra nào." in page.content.decode()
    assert page.context["period"].preset == "2019-q1"
    shown = "Đang hiển thị tháng 7 năm 2019 (từ 15/6/2019 đến 14/7/2019)."
    only = "Báo cáo tổng hợp chỉ lập theo tháng hoặc quý, không lập theo"
    for asked, told in (
        ("2019", f"{only} năm 2019 (từ 15/12/2018 đến 14/12/2019). {shown}"),
        ("2019-h1", f"{only} 6 tháng đầu năm 2019 (từ 15/12/2018 đến 14/6/2019). {shown}"),
        ("khong-phai", shown),
        ("", ""),
    ):
        page = client.get(reverse("inspection-summary"), {"ky": asked})
        assert page.context["period"].preset == MONTH
        assert told in page.content.decode()
        assert (shown in page.content.decode()) == bool(told)


def test_no_paper_is_handed_out_of_a_period_that_was_not_asked_for(cast):
    client, url = cast.client("specialist"), reverse("inspection-summary-paper")
    for asked in ("2019", "2019-m13"):
        answer = client.get(url, {"ky": asked, "dang": "docx"})
        assert (answer.status_code, answer.url) == (
            302,
            f"{reverse('inspection-summary')}?ky={asked}&dang=docx",
        )


def test_it_is_read_in_one_state_with_as_many_queries_for_many(cast, django_assert_num_queries):
    told(cast)
    with django_assert_num_queries(1):
        counted(parse_period(MONTH))
