"""The pages of the way: who sees what, each person their next step, the forms of the steps."""

import re
import uuid
from datetime import date

import pytest
import time_machine

from reports.freezing.acceptances import accept_warning, findings_of
from reports.freezing.models import Freeze
from reports.issuing.models import ReturnNote
from reports.issuing.tasks import reports_to_act_on
from reports.narrative.models import Report, ReportState
from reports.narrative.reports import update_report
from tayninh_portal.access import today
from tayninh_portal.tasks import search_everything
from tests.doing import said_by
from tests.fixtures.cast import moment
from tests.reports.composition import a_year, make_report
from tests.reports.reading import rows, words
from tests.reports.workflow_story import (
    BACK,
    approved,
    at_state,
    now,
    presented,
    returned,
    sent,
    sent_back,
    written,
)

pytestmark = pytest.mark.once

S = ReportState
INSIDE = ("specialist", "manager")
PROVINCE = ("office_examiner", "province_registrar", "leader")


@pytest.fixture(autouse=True)
def _the_day_of_issue():
    """The pages do what they do now."""
    with time_machine.travel(moment(2020, 1, 14, 17), tick=False):
        yield


def steps_on(response) -> list[str]:
    """The steps the page offers: what stands in the head beside the title."""
    head = re.search(r'class="page-actions">(.*?)</div>\s*</div>', response.content.decode(), re.S)
    names = re.findall(r"<(?:a|button) class=\"btn[^>]*>(.*?)</(?:a|button)>", head.group(1), re.S)
    return [" ".join(re.sub(r"<[^>]*>", " ", name).split()) for name in names]


DRAFT_TOOLS = [
    "Thêm mục",
    "Sửa thông tin chung",
    "Kế thừa nội dung báo cáo năm trước",
    "Kết xuất dự thảo",
    "Đưa bản Word về",
]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            S.DRAFT,
            {
                "specialist": ["Trình lãnh đạo Sở", *DRAFT_TOOLS],
                "manager": ["Trình lãnh đạo Sở", *DRAFT_TOOLS],
            },
        ),
        (
            S.RETURNED,
            {
                "specialist": ["Trình lãnh đạo Sở", *DRAFT_TOOLS],
                "manager": ["Trình lãnh đạo Sở", *DRAFT_TOOLS],
            },
        ),
        (
            S.SUBMITTED,
            {
                "specialist": ["Rút lại để sửa"],
                "specialist_b": [],
                "manager": ["Duyệt báo cáo", "Trả lại"],
            },
        ),
        (
            S.APPROVED,
            {"specialist": [], "manager": ["Trả lại"], "department_registrar": ["Trình UBND tỉnh"]},
        ),
        (
            S.PRESENTED,
            {
                "manager": [],
                "department_registrar": [],
                "office_examiner": [
                    "Ghi nhận đã ký",
                    "Đổi người ký dự kiến",
                    "Trả lại Sở Nội vụ",
                    "Đọc, ghi ý kiến",
                ],
                "province_registrar": ["Ghi nhận đã ký"],
                "leader": [],
            },
        ),
        (
            S.SIGNED,
            {
                "office_examiner": ["Trả lại Sở Nội vụ", "Đọc, ghi ý kiến"],
                "province_registrar": ["Cấp số, ban hành"],
                "leader": [],
            },
        ),
        (S.ISSUED, {"specialist": [], "manager": [], "province_registrar": [], "leader": []}),
    ],
)
def test_everybody_sees_only_his_own_step(cast, state, expected):
    report = at_state(cast, state)
    address = f"/bao-cao/{report.pk}/"
    assert {who: steps_on(cast.client(who).get(address)) for who in expected} == expected


def test_a_report_is_seen_as_far_as_it_has_come(cast):
    report = written(cast)
    address = f"/bao-cao/{report.pk}/"

    def seen(*people):
        return [cast.client(who).get(address).status_code for who in people]

    everybody = (*INSIDE, "department_registrar", *PROVINCE)
    assert seen(*everybody) == [200, 200, 404, 404, 404, 404]
    report = sent(cast, report)
    assert seen(*everybody) == [200, 200, 404, 404, 404, 404]
    report = approved(cast, report)
    assert seen(*everybody) == [200, 200, 200, 404, 404, 404]
    presented(cast, report)
    assert seen(*everybody) == [200] * 6
    assert rows(cast.client("leader").get("/bao-cao/")) == 1


def test_the_province_keeps_reading_what_came_to_it_and_not_what_is_written_since(cast):
    report = sent_back(cast)
    section = report.sections.get(code="causes")
    client = cast.client("specialist")
    client.post(
        f"/bao-cao/{report.pk}/muc/{section.pk}/",
        {"seen_version": section.version, "text": "Lời chưa trình."},
    )
    assert "Lời chưa trình." in words(client.get(f"/bao-cao/{report.pk}/"))
    for who in (*PROVINCE, "department_registrar"):
        page = words(cast.client(who).get(f"/bao-cao/{report.pk}/"))
        assert "Lời chưa trình." not in page
        assert "Nội dung của đơn vị soạn thảo." in page


def test_the_province_keeps_reading_what_the_report_said_of_itself(cast):
    report = sent_back(cast)
    update_report(
        report,
        by=cast.specialist,
        seen_version=report.version,
        title="Trích yếu chưa trình",
        request_number="99/BNV-CCVC",
        request_date=date(2020, 1, 5),
        request_due_on=date(2020, 2, 20),
    )
    address = f"/bao-cao/{report.pk}/"

    def stated(who):
        pages = [words(cast.client(who).get(page)) for page in ("/bao-cao/", address)]
        found = [
            hit.url for hit in search_everything(cast.fresh(who), "99/bnv") if hit.kind == "Báo cáo"
        ]
        return [("99/BNV-CCVC" in page, "20/02/2020" in page) for page in pages], found

    assert stated("specialist") == ([(True, True)] * 2, [address])
    for who in (*PROVINCE, "department_registrar"):
        assert stated(who) == ([(False, False)] * 2, [])
        assert "28/BNV-CCVC, 03/01/2020" in words(cast.client(who).get("/bao-cao/"))
    approved(cast, sent(cast, now(report), at=BACK))
    assert stated("department_registrar") == ([(True, True)] * 2, [address])
    for who in PROVINCE:
        assert stated(who) == ([(False, False)] * 2, [])


def test_words_that_went_up_again_are_the_departments_until_they_are_presented(cast, maker):
    a_year(maker)
    report = sent_back(cast)
    section = report.sections.get(code="causes")
    words_since = {"seen_version": section.version, "text": "Lời chưa trình: {visits.total}."}
    cast.client("specialist").post(f"/bao-cao/{report.pk}/muc/{section.pk}/", words_since)
    warnings = findings_of(now(report)).warnings
    for warning in warnings:
        accept_warning(
            report, by=cast.specialist, fingerprint=warning.fingerprint, reason="Đã đối chiếu lại."
        )
    again = sent(cast, report, at=BACK)
    maker.visit(day=date(2019, 6, 3), place=0)
    for report in (again, approved(cast, again)):
        address = f"/bao-cao/{report.pk}/thay-doi/"
        assert "Lời chưa trình" in words(cast.client("manager").get(address))
        for who in PROVINCE:
            page = words(cast.client(who).get(address))
            assert "Lượt kiểm tra 3 lượt 4 lượt +1" in page
            assert "Lời chưa trình" not in page


def test_reasons_stand_on_top_and_at_their_sections(cast):
    report = sent(cast)
    section = report.sections.get(code="causes")
    client = cast.client("manager")
    answer = client.post(
        f"/bao-cao/{report.pk}/tra-lai/",
        {
            "seen_version": report.version,
            "whole": "",
            f"section_{section.pk}": "Nêu rõ nguyên nhân <chủ quan>.",
        },
    )
    assert answer.url == f"/bao-cao/{report.pk}/"
    page = cast.client("specialist").get(answer.url)
    assert f"Trả lại với 01 lý do Minh họa manager, 17:00 ngày 14/01/2020 {section.heading}" in (
        words(page)
    )
    pinned = re.search(r'id="muc-causes".*?</section>', page.content.decode(), re.S).group()
    assert "paper-reason" in pinned
    assert "Nêu rõ nguyên nhân &lt;chủ quan&gt;." in pinned


def test_the_return_form_has_a_box_for_every_section_and_keeps_what_was_typed(cast):
    report = sent(cast)
    client, address = cast.client("manager"), f"/bao-cao/{report.pk}/tra-lai/"
    page = client.get(address).content.decode()
    assert page.count("<textarea") == 1 + report.sections.count()
    assert "<details open" not in page
    section = report.sections.first()
    form = {"seen_version": report.version, f"section_{section.pk}": "x" * 2001}
    page = client.post(address, form).content.decode()
    assert page.count("<details open") == 1
    assert "x" * 2001 in page
    empty = client.post(address, {"seen_version": report.version})
    assert "Hãy ghi ít nhất một lý do để người soạn biết phải sửa gì, ở mục nào." in words(empty)
    assert (now(report).state, ReturnNote.objects.count()) == (S.SUBMITTED, 0)


def test_a_draft_with_open_problems_shows_them_in_place_of_the_button(cast):
    report = make_report(cast)
    page = cast.client("specialist").get(f"/bao-cao/{report.pk}/trinh-lanh-dao-so/")
    text = words(page)
    assert "điểm phải xử lý trước khi trình" in text
    assert "Xử lý hết các điểm nêu trên rồi trình." in text
    assert 'name="seen_version"' not in page.content.decode()
    forced = cast.client("specialist").post(
        f"/bao-cao/{report.pk}/trinh-lanh-dao-so/", {"seen_version": 1}
    )
    assert forced.status_code == 200
    assert (now(report).state, Freeze.objects.count()) == (S.DRAFT, 0)


def test_a_report_goes_through_its_pages_from_draft_to_the_province(cast, maker):
    a_year(maker)
    report = written(cast)
    base = f"/bao-cao/{report.pk}"
    page = cast.client("specialist").get(f"{base}/trinh-lanh-dao-so/")
    assert "không còn điểm nào phải xử lý" in words(page)
    assert "được chốt đúng vào phút bấm nút" in words(page)
    steps = [
        ("specialist", "trinh-lanh-dao-so", {"note": "Kính trình."}, S.SUBMITTED),
        ("manager", "duyet", {}, S.APPROVED),
        (
            "department_registrar",
            "trinh-ubnd-tinh",
            {"memo_number": "123/TTr-SNV", "memo_date": "14/01/2020", "standing": "head"},
            S.PRESENTED,
        ),
        ("office_examiner", "tra-lai-so", {"whole": "Rút gọn."}, S.RETURNED),
    ]
    for version, (who, step, form, state) in enumerate(steps, 1):
        client = cast.client(who)
        form |= {"seen_version": version, "client_id": str(uuid.uuid4())}
        assert client.get(f"{base}/{step}/").status_code == 200
        answers = [client.post(f"{base}/{step}/", form) for _ in range(2)]
        assert [(a.status_code, a.url) for a in answers] == [(302, f"{base}/")] * 2
        assert (now(report).state, now(report).version) == (state, version + 1)
    page = words(cast.client("specialist").get(f"{base}/"))
    assert "Trả lại với 01 lý do" in page
    assert "Toàn báo cáo : Rút gọn." in page
    assert "Kính trình." in page


def test_a_returned_report_is_asked_whether_its_figures_are_kept(cast):
    report = returned(cast)
    page = words(cast.client("specialist").get(f"/bao-cao/{report.pk}/trinh-lanh-dao-so/"))
    assert "Số liệu của báo cáo đã chốt lúc 09:00 ngày 08/01/2020" in page
    assert "Giữ số liệu đã chốt lúc 09:00 ngày 08/01/2020" in page
    assert "Chốt lại số liệu từ hồ sơ hiện nay" in page


def test_ones_own_second_window_is_told_on_its_form(cast):
    report = sent(cast)
    seen = {"seen_version": report.version}
    approved(cast, report)
    page = cast.client("manager").post(
        f"/bao-cao/{report.pk}/tra-lai/", seen | {"whole": "Lý do của tôi."}
    )
    assert (
        "Bạn đã lưu bản ghi này từ một cửa sổ khác, hoặc ở cửa sổ này trước khi bấm quay lại."
        in words(page)
    )
    assert "Lý do của tôi.</textarea>" in page.content.decode()
    assert now(report).state == S.APPROVED


@pytest.mark.parametrize("number", ["", "  ", "x" * 61, "12\u2611/TTr"])
def test_a_memo_without_a_number_that_prints_comes_back(cast, number):
    report = approved(cast)
    page = cast.client("department_registrar").post(
        f"/bao-cao/{report.pk}/trinh-ubnd-tinh/",
        {"seen_version": report.version, "memo_number": number, "memo_date": "14/01/2020"},
    )
    assert page.status_code == 200
    assert "chỗ cần sửa" in words(page)
    assert now(report).state == S.APPROVED


def test_a_leader_who_sent_it_up_himself_sees_why_he_cannot_approve(cast):
    report = sent(cast, written(cast), by=cast.manager)
    page = words(cast.client("manager").get(f"/bao-cao/{report.pk}/"))
    assert "Người trình không tự duyệt báo cáo của mình; một lãnh đạo Sở khác phải duyệt." in page


def test_the_issued_paper_bears_number_day_and_signer(cast):
    report = at_state(cast, S.ISSUED)
    page = words(cast.client("leader").get(f"/bao-cao/{report.pk}/"))
    assert "Số: 13/BC-UBND" in page
    assert "ngày 14 tháng 01 năm 2020" in page
    assert "CHỦ TỊCH Nguyễn Văn Mẫu" in page
    assert "DỰ THẢO" not in page


def test_the_list_is_asked_by_state_and_year(cast):
    presented(cast)
    make_report(cast, year=2020)
    client = cast.client("specialist")
    assert rows(client.get("/bao-cao/")) == 2
    assert rows(client.get("/bao-cao/?state=draft")) == 1
    assert rows(client.get("/bao-cao/?state=draft&year=2019")) == 0
    assert "Không có báo cáo nào khớp bộ lọc" in words(client.get("/bao-cao/?state=issued"))
    assert "Đã trình UBND tỉnh" in words(client.get("/bao-cao/?year=2019"))


def test_nobody_is_asked_to_approve_what_he_sent_up_himself(cast):
    sent(cast, written(cast), by=cast.manager)
    assert "Duyệt báo cáo năm 2019" not in words(cast.client("manager").get("/"))


def test_home_asks_as_often_for_one_report_as_for_ten(cast, django_assert_num_queries):
    made = [returned(cast)]
    for year in range(2001, 2010):
        made.append(make_report(cast, year=year))
    user = cast.fresh("specialist")
    Report.objects.exclude(pk=made[0].pk).update(request_due_on=None)
    said_by(reports_to_act_on, user, today())
    for due, tasks in ((None, 1), (made[0].request_due_on, 10)):
        Report.objects.exclude(pk=made[0].pk).update(request_due_on=due)
        with django_assert_num_queries(1):
            assert len(said_by(reports_to_act_on, user, today())) == tasks
