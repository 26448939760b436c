"""The papers that go with a report: who has them when, what they say, that nothing is kept."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from pdfminer.high_level import extract_text

from inspections.report_requests.actions import record_request
from inspections.report_requests.letter import letter_of
from inspections.rounds.actions import plan_round
from inspections.teams.models import Issuer
from reports.documents.letters.matter import summary
from reports.documents.letters.office_sheet import office_sheet
from reports.freezing.composition import composition_now
from reports.issuing.letters import matter_of
from reports.issuing.models import Rendering
from tayninh_portal.models import Change, Job, StoredFile
from tayninh_portal.paper.content import Figure, plain_text
from tests.fixtures.cast import moment
from tests.inspections.planning import plan
from tests.paper.word_reading import KEYS, W, body_of, controls, faults, keys_of, paragraphs
from tests.reports import issuing
from tests.reports.composition import a_reported_year, make_report
from tests.reports.test_report_requests import letter as cited
from tests.reports.workflow_story import approved, now, presented

pytestmark = pytest.mark.once
DAY = moment(2020, 1, 6)
NO_LETTER = {
    "request_number": "",
    "request_date": None,
    "request_title": "",
    "request_due_on": None,
}
LETTERS = ("report-memo", "report-office-sheet", "report-correction-letter")


def url(name, record):
    return reverse(name, args=[record.pk])


def words(data) -> str:
    return " ".join(" ".join(paragraphs(body_of(data))).split())


def shown(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def word_file(cast, who, name, record) -> bytes:
    answer = cast.client(who).get(url(name, record), {"dang": "docx"})
    assert answer.status_code == 200
    return answer.content


def kept() -> list[int]:
    return [rows.objects.count() for rows in (Change, Job, Rendering, StoredFile)]


def test_the_registrar_takes_the_memo_of_what_was_approved(cast):
    report = approved(cast)
    before = kept()
    data = word_file(cast, "department_registrar", "report-memo", report)
    said = words(data)
    assert faults(data) == []
    assert "TỜ TRÌNH Về việc ban hành Báo cáo thực hiện Quyết định số 1847/QĐ-TTg" in said
    assert "Thực hiện Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ" in said
    assert "Kết quả đối chiếu số liệu ghi tại Phiếu kiểm tra số liệu" in said
    assert said.index("chậm nhất ngày 15/01/2020./.") < said.index("GIÁM ĐỐC")
    assert kept() == before


def test_every_number_of_a_memo_is_a_figure_of_the_report(cast, maker):
    report = a_reported_year(maker)
    figures = composition_now(report).content["figures"]
    data = word_file(cast, "specialist", "report-memo", report)
    keys = [each.get("key") for each in keys_of(data).iter(f"{KEYS}figure")]
    assert keys[:2] == ["visits.total", "visits.agencies"]
    assert [int(text) for _, text in controls(data)] == [figures[key] for key in keys]
    bare = "".join(
        run.text for item in summary(figures) for run in item.runs if not isinstance(run, Figure)
    )
    assert not re.search(r"\d", bare)


def test_what_is_none_is_said_in_words_and_what_is_not_known_is_not_spoken_of(cast):
    figures = composition_now(make_report(cast)).content["figures"]
    none = {**figures, "visits.total": 0, "violations.total": 0, "complaints.total": 0}
    told = [plain_text(item.runs) for item in summary(none)]
    assert told[:2] == [
        "Không tổ chức lượt kiểm tra công vụ nào trong kỳ;",
        "Không ghi nhận trường hợp vi phạm nào;",
    ]
    assert told[-1] == "Không phát sinh phản ánh, kiến nghị."
    assert summary({"visits.surprise": 3}) == ()


def test_the_office_takes_its_sheet_from_the_reading_page(cast):
    report = presented(cast)
    page = cast.client("office_examiner").get(url("report-read", report))
    assert url("report-office-sheet", report) in page.content.decode()
    data = word_file(cast, "office_examiner", "report-office-sheet", report)
    said = words(data)
    assert faults(data) == []
    assert "do Sở Nội vụ trình tại Tờ trình số 123/TTr-SNV ngày 09/01/2020." in said
    assert "Không có cảnh báo số liệu phải chấp nhận." in said
    assert "không có số, ký hiệu./." in said
    assert "Số:" not in said and "CỘNG HÒA" not in said
    assert said.count("…" * 24) == 12
    # Opinions are read together: no row leaves the one before it, as on the PDF.
    (table,) = [each for each in body_of(data).iter(f"{W}tbl") if len(each.findall(f"{W}tr")) == 5]
    kept = [row.find(f".//{W}keepNext") is not None for row in table.findall(f"{W}tr")]
    assert kept == [True] * 4 + [False]
    matter = matter_of(report, report.presented_snapshot.content)
    assert "Có cảnh báo số liệu" in plain(office_sheet(replace(matter, warns=True)))


@pytest.mark.pdf
def test_who_corrects_takes_the_letter_of_the_province(cast):
    report = issuing.signed(cast)
    issuing.issue(report, cast)
    client = cast.client("province_registrar")
    page = client.get(url("report-correct", report))
    assert url("report-correction-letter", report) in page.content.decode()
    answer = client.get(url("report-correction-letter", report))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    said = " ".join(extract_text(io.BytesIO(answer.content)).split())
    assert "V/v đính chính Báo cáo số 13/BC-UBND ngày 14/01/2020" in said
    assert "TM. ỦY BAN NHÂN DÂN" in said and "/UBND-NC" in said
    assert "Các nội dung khác của Báo cáo số 13/BC-UBND ngày 14/01/2020 giữ nguyên." in said


def offered(cast, who, report) -> list[str]:
    page = cast.client(who).get(url("report-detail", report)).content.decode()
    return [name for name in LETTERS if f'"{url(name, report)}"' in page]


def test_each_is_offered_where_the_report_stands_to_whom_it_concerns(cast):
    report = approved(cast)
    assert offered(cast, "specialist", report) == ["report-memo"]
    assert offered(cast, "department_registrar", report) == ["report-memo"]
    report = presented(cast, report)
    assert offered(cast, "specialist", report) == []
    assert offered(cast, "office_examiner", report) == ["report-office-sheet"]
    issuing.sign(now(report), cast)
    issuing.issue(now(report), cast)
    for who in ("specialist", "province_registrar"):
        assert offered(cast, who, report) == ["report-correction-letter"]
    assert offered(cast, "leader", report) == []


def test_the_page_that_presents_leads_to_the_memo(cast):
    report = approved(cast)
    page = cast.client("department_registrar").get(url("report-present", report))
    assert f'"{url("report-memo", report)}?dang=docx"' in page.content.decode()


def test_another_form_is_not_found(cast):
    report = make_report(cast)
    client = cast.client("specialist")
    assert client.get(url("report-memo", report), {"dang": "xlsx"}).status_code == 404


def test_how_often_a_letter_asks_the_database(cast, django_assert_num_queries):
    address = url("report-memo", approved(cast))
    client = cast.client("department_registrar")
    client.get(address, {"dang": "docx"})
    with django_assert_num_queries(4):
        client.get(address, {"dang": "docx"})


def request_of(cast, **fields):
    ministry = cited(cast, "28/BNV-CCVC", date(2020, 1, 3), "Bộ Nội vụ", "báo cáo Đề án")
    asked = {"year": 2019, "document": ministry, "due_on": date(2020, 1, 15)} | fields
    return record_request(by=cast.specialist, at=DAY, **asked)[0]


def plain(document) -> str:
    return " ".join(plain_text(each.runs) for each in document.blocks if hasattr(each, "runs"))


def test_the_letter_to_the_agencies_asks_by_its_request(cast):
    request = request_of(cast)
    client = cast.client("specialist")
    page = client.get(url("report-request-detail", request)).content.decode()
    assert url("report-request-letter", request) in page
    before = kept()
    data = word_file(cast, "specialist", "report-request-letter", request)
    said = words(data)
    assert faults(data) == []
    assert "Thực hiện Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ" in said
    assert "Số liệu tính theo năm báo cáo 2019." in said
    assert "gửi chậm nhất ngày ……" in said
    assert kept() == before


def test_it_goes_to_the_groups_and_names_the_days_of_its_rounds(cast):
    own = cited(cast, "412/SNV-CCVC", date(2019, 10, 9), "Sở Nội vụ", "gửi số liệu")
    due = {"agencies_document": own, "agencies_due_on": date(2019, 12, 20)}
    request = request_of(cast, **due)
    round, _ = plan_round(
        by=cast.manager,
        at=DAY,
        title="Tự kiểm tra năm 2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
        reference_day=date(2019, 12, 31),
        due_on=date(2019, 12, 20),
        request=request,
    )
    others = round.due_agencies.exclude(group="provincial")
    others.update(removed_at=DAY, removed_reason="Không thuộc diện")
    document = letter_of(request, at=DAY)
    assert document.addressees == ("Các sở, ban, ngành tỉnh",)
    assert "Số liệu tính từ ngày 01/01/2019 đến ngày 31/12/2019." in plain(document)
    assert "gửi chậm nhất ngày 20/12/2019." in plain(document)


@pytest.mark.parametrize("rounds", [1, 30])
def test_how_often_the_letter_to_the_agencies_asks(cast, django_assert_num_queries, rounds):
    request = request_of(cast)
    for at in range(rounds):
        plan_round(
            by=cast.manager,
            at=DAY,
            title=f"Đợt {at}",
            period_start=date(2019, 1, 1),
            period_end=date(2019, 12, 31),
            reference_day=date(2019, 12, 31),
            due_on=date(2019, 12, 20),
            request=request,
        )
    with django_assert_num_queries(2):
        letter_of(request, at=DAY)


KINDS = (
    "Báo cáo của Ủy ban nhân dân tỉnh",
    "Phiếu kiểm tra số liệu",
    "Công văn đề nghị cung cấp nội dung, số liệu",
    "Tờ trình của Sở Nội vụ",
    "Phiếu trình của Văn phòng UBND tỉnh",
    "Công văn đính chính",
    "Kế hoạch kiểm tra",
    "Tờ trình ban hành kế hoạch kiểm tra",
    "Biên bản kiểm tra",
    "Báo cáo kết quả kiểm tra của Tổ trưởng",
    "Thông báo kết quả kiểm tra",
    "Báo cáo tổng hợp kết quả kiểm tra tháng, quý",
)


def test_the_living_page_shows_every_kind_and_each_is_to_be_had(cast, maker):
    client, page = cast.client("specialist"), reverse("paper-kinds")
    empty = shown(client.get(page))
    # The summary of a month says that there was no visit.
    assert empty.count("Chưa có hồ sơ để lập văn bản này.") == len(KINDS) - 1
    a_reported_year(maker)
    request_of(cast)
    plan(cast, issuer=Issuer.PROVINCE)
    answer = client.get(page)
    assert tuple(each["kind"].label for each in answer.context["shown"]) == KINDS
    assert answer.content.decode().count("<article") == len(KINDS) - 1
    assert "V/v đính chính Báo cáo số ………………/BC-UBND" in shown(answer)
    signs = ("THƯ KÝ", "TỔ TRƯỞNG", "ĐẠI DIỆN CƠ QUAN ĐƯỢC KIỂM TRA")
    assert [line for line in signs if line not in shown(answer)] == []
    for each in answer.context["shown"]:
        data = client.get(each["url"], {"dang": "docx"}).content
        assert faults(data) == []


def test_how_often_the_living_page_asks(cast, maker, django_assert_num_queries):
    a_reported_year(maker)
    request_of(cast)
    plan(cast, issuer=Issuer.PROVINCE)
    client, page = cast.client("specialist"), reverse("paper-kinds")
    client.get(page)
    with django_assert_num_queries(35):
        client.get(page)


def test_a_report_without_a_letter_to_answer_is_presented_all_the_same(cast):
    report = make_report(cast, **NO_LETTER)
    said = words(word_file(cast, "specialist", "report-memo", report))
    assert "Kính gửi: Ủy ban nhân dân tỉnh Tây Ninh. Sở Nội vụ đã xây dựng dự thảo" in said
    assert "ký ban hành Báo cáo để gửi Bộ Nội vụ./." in said
