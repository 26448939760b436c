"""Whose step is next, on the home page and by the link of a notice; a section where it stands."""

import pytest

from reports.narrative.models import ReportState as S
from reports.narrative.reports import write_section
from tests.reports.reading import words
from tests.reports.workflow_story import at_state

PROVINCE = ("office_examiner", "province_registrar", "leader")


# The page on which each step is done, where that is not the report's own.
WORKED_ON = {
    S.SUBMITTED: "duyet/",
    S.APPROVED: "trinh-ubnd-tinh/",
    S.PRESENTED: "doc/",
    S.SIGNED: "ban-hanh/",
    S.ISSUED: "ban-goc/",
}


@pytest.mark.parametrize("state", S)
def test_a_notice_leads_to_the_step_of_who_takes_it_and_others_to_the_report(cast, state):
    report = at_state(cast, state)
    takes = {
        S.SUBMITTED: "manager",
        S.APPROVED: "department_registrar",
        S.PRESENTED: "office_examiner",
        S.SIGNED: "province_registrar",
        S.ISSUED: "province_registrar",
    }.get(state)
    for name in ("specialist", "manager"):
        page = cast.client(name).get(f"/bao-cao/{report.pk}/tiep/")
        own = WORKED_ON[state] if name == takes else ""
        assert page.url == f"/bao-cao/{report.pk}/{own}", name
    if takes:
        page = cast.client(takes).get(f"/bao-cao/{report.pk}/tiep/", follow=True)
        assert page.redirect_chain == [(f"/bao-cao/{report.pk}/{WORKED_ON[state]}", 302)]
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("state", "who", "what"),
    [
        (S.DRAFT, "specialist", "Hoàn thành báo cáo năm 2019 gửi Bộ Nội vụ"),
        (S.RETURNED, "specialist", "Sửa báo cáo năm 2019 theo 01 lý do trả lại"),
        (S.SUBMITTED, "manager", "Duyệt báo cáo năm 2019"),
        (S.APPROVED, "department_registrar", "Trình UBND tỉnh báo cáo năm 2019"),
        (S.PRESENTED, "office_examiner", "Xem xét, trình ký báo cáo năm 2019"),
        (S.SIGNED, "province_registrar", "Cấp số, ban hành báo cáo năm 2019"),
        (S.ISSUED, "province_registrar", "Lưu bản gốc đã ký của báo cáo năm 2019"),
    ],
)
def test_the_next_step_is_work_of_the_one_who_takes_it_and_of_nobody_else(cast, state, who, what):
    report = at_state(cast, state)
    people = ("specialist", "manager", "department_registrar", *PROVINCE, "operator", "clerk_a")
    where = f"/bao-cao/{report.pk}/{WORKED_ON.get(state, '')}"
    stated = {
        name for name in people if f'href="{where}"' in cast.client(name).get("/").content.decode()
    }
    drafters = {"specialist", "manager"}
    assert stated == (drafters if state in (S.DRAFT, S.RETURNED) else {who})
    assert what in words(cast.client(who).get("/"))


def test_a_section_is_written_where_it_stands(cast):
    report = at_state(cast, S.DRAFT)
    section = report.sections.get(code="causes")
    client, url = cast.client("specialist"), f"/bao-cao/{report.pk}/muc/{section.pk}/"
    here = {"HX-Request": "true", "HX-Target": "muc-causes"}
    box = client.get(url, headers=here)
    shown = box.content.decode()
    assert shown.count('id="muc-causes"') == 1
    assert "<html" not in shown
    assert f'id="muc-{section.pk}-text"' in shown
    sent = {"seen_version": section.version, "text": "Ý thức {khong.co} chưa cao."}
    refused = client.post(url, sent, headers=here).content.decode()
    assert "Không có số liệu nào có mã “khong.co”" in refused
    assert "Ý thức {khong.co} chưa cao.</textarea>" in refused
    written = client.post(url, sent | {"text": "Ý thức chưa cao."}, headers=here, follow=True)
    assert written.redirect_chain == [(f"/bao-cao/{report.pk}/#muc-causes", 302)]
    page = written.content.decode()
    # What is put right beside the section: the message, the checks, the foot.
    for place in ("muc-causes", "thong-bao", "kiem-tra", "trinh"):
        assert page.count(f'id="{place}"') == 1, place
    assert "Ý thức chưa cao." in page


def test_who_comes_second_to_a_section_in_its_place_keeps_their_words(cast):
    report = at_state(cast, S.DRAFT)
    section = report.sections.get(code="causes")
    seen = section.version
    write_section(section, by=cast.manager, text="Lời người khác.", seen_version=seen)
    page = cast.client("specialist").post(
        f"/bao-cao/{report.pk}/muc/{section.pk}/",
        {"seen_version": seen, "text": "Lời của tôi."},
        headers={"HX-Request": "true", "HX-Target": "muc-causes"},
    )
    shown = page.content.decode()
    assert "Lời của tôi.</textarea>" in shown
    assert "Lời người khác." in shown
    assert report.sections.get(code="causes").text == "Lời người khác."
