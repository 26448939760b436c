"""The story of the portal: from records in the browser to the annual report as a PDF."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import complaints, reports, rounds, visits, way
from tests.journeys.steps.frame import action, go, task

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

AGENCY = "Sở Xây dựng"
CLERK, HEAD = "daumoi.so-xay-dung", "thutruong.so-xay-dung"
# In charge of Sở Xây dựng (demo/people.py shares the agencies out by turns).
IN_CHARGE = "chuyenvien2"
PERSON = "Trần Thị Minh Họa"
WORDS = "Kỷ cương hành chính có chuyển biến rõ nét ở cấp cơ sở."


@pytest.mark.first
def test_from_a_record_in_the_browser_to_the_report_as_a_pdf(
    live_portal, at_screen, open_page, viewport, tmp_path
):
    """The whole story, each at their own screen."""
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
    way.create_report(writer, date.today().year)
    reports.write_section(writer, "Ưu điểm", WORDS)
    paper = writer.get_by_role("article", name="Nội dung báo cáo như khi in")
    expect(paper.get_by_text(WORDS)).to_be_visible()
    reports.render(writer)
    text = reports.download(writer, tmp_path)
    assert [words for words in ("kiểm tra 01 lượt", WORDS) if words not in text] == []

    official = at_screen("lanhdaotinh")
    reports.open_report(official, 2019)
    text = reports.download(official, tmp_path)
    assert [words for words in ("87 ", "03 ", "26/26", "09/09") if words not in text] == []


def test_a_figure_of_the_report_opens_exactly_its_records(at_screen, viewport):
    page = at_screen("lanhdaoso")
    paper = reports.open_report(page, 2019)
    paper.get_by_role("link", name="87", exact=True).first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("87 lượt")
    beside = reports.addresses(panel)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    listed = reports.records_of(page, paper, "87")
    assert beside == listed[: len(beside)]
    go(page, "Kiểm tra")
    fold = page.locator("details.fold > summary")
    if fold.is_visible():
        fold.click()
    page.get_by_label("Trạng thái").select_option(label="Đã kết thúc")
    page.get_by_text("Thêm điều kiện lọc").click()
    page.get_by_label("Từ ngày").fill("01/01/2019")
    page.get_by_label("Đến ngày").fill("31/12/2019")
    page.get_by_role("main").get_by_role("button", name="Lọc").click()
    page.wait_for_url("**state=concluded**")
    assert sorted(listed) == sorted(reports.all_pages(page))


def test_a_name_is_read_with_a_reason_alone(at_screen):
    page = at_screen("chuyenvien3")
    visits.log_visit(page, "Sở Tư pháp")
    visits.add_person(page, category="Đi muộn", name=PERSON)
    expect(page.get_by_text(PERSON)).to_have_count(0)
    page.get_by_role("link", name="Xem người vi phạm").click()
    action(page, "Xem người vi phạm")
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi rõ lý do xem")
    expect(page.get_by_text(PERSON)).to_have_count(0)
    page.get_by_label("Lý do xem").fill("Soạn văn bản đề nghị xử lý")
    action(page, "Xem người vi phạm")
    expect(page.get_by_text(PERSON)).to_be_visible()
    page.get_by_role("link", name="Về lượt kiểm tra").click()
    expect(page.get_by_text(PERSON)).to_have_count(0)


def test_a_citizen_with_a_wrong_code_learns_nothing(open_page, viewport):
    page = open_page()
    complaints.ask(page, "0000-0000-0000")
    expect(page.get_by_role("alert")).to_contain_text("Không tìm thấy phản ánh nào với mã này.")
    expect(page.get_by_label("Mã tra cứu")).to_have_value("0000-0000-0000")
