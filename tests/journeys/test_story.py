"""The story of the portal: from records in the browser to the annual report as a PDF."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import complaints, reports, rounds, visits
from tests.journeys.steps.frame import task

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

AGENCY = "Sở Xây dựng"
CLERK, HEAD = "daumoi.so-xay-dung", "thutruong.so-xay-dung"
# In charge of Sở Xây dựng (reports/demo/registry_2019.py shares the agencies out by turns).
IN_CHARGE = "chuyenvien2"
PERSON = "Trần Thị Minh Họa"
WORDS = "Kỷ cương hành chính có chuyển biến rõ nét ở cấp cơ sở."


def test_from_a_record_in_the_browser_to_the_report_as_a_pdf(
    live_portal, at_screen, open_page, viewport, tmp_path
):
    """The whole story, each at his own screen."""
    inspector = at_screen(IN_CHARGE)
    visits.log_visit(inspector, AGENCY)
    visits.add_person(inspector, category="Đi muộn", name=PERSON)
    visits.add_unit(inspector, matter="Mỹ quan công sở chưa bảo đảm")
    visits.conclude(inspector)

    operator, clerk = at_screen("trucduongday"), at_screen(CLERK)
    code = complaints.log_complaint(operator, AGENCY)
    complaints.classify(operator)
    complaints.hand_on(operator)
    task(clerk, "Báo cáo kết quả xử lý phản ánh số")
    complaints.reply(clerk, "Đã kiểm điểm bộ phận tiếp nhận và xin lỗi người dân.")
    operator.reload()
    complaints.answer(operator)
    complaints.close(operator)
    citizen = open_page()
    complaints.follow(citizen, code)
    expect(citizen.get_by_role("heading", level=2, name="Đã xử lý xong.")).to_be_visible()

    writer = at_screen("chuyenvien1")
    title = rounds.open_round(writer, date.today().year)
    rounds.fill_result(clerk, title)
    rounds.certify(at_screen(HEAD), title)
    rounds.accept(inspector, title)

    listed = reports.records_of(writer, reports.open_report(writer, 2019), "87")
    assert (len(listed), len(set(listed))) == (87, 87)
    reports.open_report(writer, 2019)
    reports.write_section(writer, "Ưu điểm", WORDS)
    paper = writer.get_by_role("article", name="Nội dung báo cáo như khi in")
    expect(paper.get_by_text(WORDS)).to_be_visible()
    reports.render(writer)

    official = at_screen("lanhdaotinh")
    reports.open_report(official, 2019)
    text = reports.download(official, tmp_path)
    assert [words for words in ("87 ", "03 ", "26/26", "09/09", WORDS) if words not in text] == []
