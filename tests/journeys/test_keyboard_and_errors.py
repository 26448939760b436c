"""Slips, haste, two at once, no mouse, no JavaScript: nothing is lost and nothing happens twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import complaints, rounds, visits
from tests.journeys.steps.frame import action, go, headed, stated

pytestmark = pytest.mark.browser

# No form has so many stops before the one that is looked for.
MOST_TABS = 120
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0] : at;
  return (label.getAttribute("aria-label") || label.innerText || "").trim();
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what bears this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"Tab không đến được “{name}”.")


def arrow_to(page: Page, option: str) -> None:
    """Press the down arrow until the focused list shows this option."""
    for _ in range(MOST_TABS):
        page.keyboard.press("ArrowDown")
        shown = "document.activeElement.selectedOptions[0].label"
        if page.evaluate(shown) == option:
            return
    raise AssertionError(f"Danh sách không có “{option}”.")


def visits_listed(page: Page) -> str:
    """How many visits the list says there are."""
    go(page, "Kiểm tra")
    words = page.get_by_role("navigation", name="của danh sách").locator("> span").inner_text()
    return words.split(",")[0]


def test_a_visit_is_logged_by_the_keyboard_alone(at_screen):
    page = at_screen("chuyenvien1")
    tab_to(page, "Kiểm tra")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kiem-tra/")
    tab_to(page, "Ghi nhận lượt kiểm tra")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ghi-nhan/")
    tab_to(page, "Bắt đầu lúc")
    page.keyboard.type("805")
    tab_to(page, "Cơ quan được kiểm tra")
    page.keyboard.type("so y te")
    tab_to(page, "Đột xuất")
    page.keyboard.press("Space")
    tab_to(page, "Lý do kiểm tra")
    arrow_to(page, "Sau kỳ nghỉ Tết Nguyên đán")
    tab_to(page, "Lưu nháp")
    page.keyboard.press("Enter")
    headed(page, "Sở Y tế")
    stated(page, "Đã lưu nháp.")
    expect(page.get_by_text("Đột xuất, sau kỳ nghỉ Tết Nguyên đán")).to_be_visible()


def test_the_first_tab_leads_past_the_navigation(at_screen):
    page = at_screen("chuyenvien1")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_wrong_form_comes_back_with_what_was_typed_and_saves_nothing(at_screen, viewport):
    page = at_screen("chuyenvien1")
    before = visits_listed(page)
    action(page, "Ghi nhận lượt kiểm tra")
    page.get_by_label("Bắt đầu lúc").fill("25h70")
    page.get_by_label("Địa điểm").fill("Bộ phận Một cửa")
    action(page, "Lưu nháp")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").all_inner_texts() == [
        "Bắt đầu lúc: Ghi giờ theo dạng 08:05.",
        "Cơ quan được kiểm tra: Chọn cơ quan được kiểm tra.",
        "Hình thức: Chọn đột xuất hay báo trước.",
        "Lý do kiểm tra: Chọn lý do kiểm tra.",
    ]
    summary.get_by_role("link", name="Bắt đầu lúc").click()
    hour = page.get_by_label("Bắt đầu lúc")
    expect(hour).to_be_focused()
    expect(hour).to_have_value("25h70")
    expect(hour).to_have_accessible_description("Ghi giờ theo dạng 08:05.")
    expect(page.get_by_label("Địa điểm")).to_have_value("Bộ phận Một cửa")
    page.on("dialog", lambda dialog: dialog.accept())
    assert visits_listed(page) == before


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_double_click_logs_one(at_screen, scripts):
    page = at_screen("chuyenvien1", java_script_enabled=scripts)
    before = int(visits_listed(page).split()[0])
    action(page, "Ghi nhận lượt kiểm tra")
    visits.fill_visit(page, "Sở Tư pháp")
    page.get_by_role("main").get_by_role("button", name="Lưu nháp").dblclick()
    headed(page, "Sở Tư pháp")
    assert visits_listed(page) == f"{before + 1} dòng"


def test_going_back_after_saving_and_saving_again_logs_one(at_screen):
    page = at_screen("chuyenvien1")
    before = int(visits_listed(page).split()[0])
    visits.log_visit(page, "Sở Tài chính")
    page.go_back()
    headed(page, "Ghi nhận lượt kiểm tra")
    action(page, "Lưu nháp")
    page.wait_for_load_state()
    page.on("dialog", lambda dialog: dialog.accept())
    assert visits_listed(page) == f"{before + 1} dòng"


def test_the_second_of_two_people_is_told_and_keeps_what_he_typed(at_screen):
    first, second = at_screen("chuyenvien1"), at_screen("lanhdaoso")
    visits.log_visit(first, "Sở Công Thương")
    go(second, "Kiểm tra")
    second.get_by_role("main").get_by_role("link", name="Sở Công Thương").first.click()
    for page in (first, second):
        action(page, "Sửa")
    first.get_by_label("Địa điểm").fill("Phòng Tiếp dân")
    action(first, "Lưu nháp")
    stated(first, "Đã lưu lượt kiểm tra.")
    second.get_by_label("Địa điểm").fill("Bộ phận Một cửa")
    action(second, "Lưu nháp")
    expect(second.get_by_role("alert")).to_contain_text("đã được người khác sửa sau khi bạn mở")
    expect(second.get_by_label("Địa điểm")).to_have_value("Bộ phận Một cửa")
    first.reload()
    expect(first.get_by_text("Phòng Tiếp dân")).to_be_visible()


def test_two_clerks_on_one_result_are_told_and_lose_nothing(at_screen):
    title = rounds.open_round(at_screen("chuyenvien2"), 2025)
    clerk, head = at_screen("daumoi.so-y-te"), at_screen("thutruong.so-y-te")
    rounds.fill_result(clerk, title)
    for page in (clerk, head):
        rounds.open_own_result(page, title)
    clerk.get_by_label("Kiến nghị, đề xuất").fill("Bồi dưỡng kỹ năng giao tiếp.")
    action(clerk, "Lưu bản nháp")
    stated(clerk, "Đã lưu kết quả tự kiểm tra.")
    head.get_by_label("Kiến nghị, đề xuất").fill("Tăng kiểm tra đột xuất.")
    action(head, "Lưu bản nháp")
    expect(head.get_by_role("alert")).to_contain_text("đã được người khác sửa")
    expect(head.get_by_label("Kiến nghị, đề xuất")).to_have_value("Tăng kiểm tra đột xuất.")
    expect(head.get_by_role("main")).to_contain_text("Bồi dưỡng kỹ năng giao tiếp.")


def test_everything_is_entered_without_javascript(at_screen):
    inspector = at_screen("chuyenvien3", java_script_enabled=False)
    visits.log_visit(inspector, "Sở Y tế")
    visits.add_person(inspector, category="Đi muộn", name="Lê Văn Minh Họa")
    visits.add_unit(inspector, matter="Thiếu bảng tên, chức danh")
    visits.conclude(inspector)
    operator = at_screen("trucduongday", java_script_enabled=False)
    complaints.log_complaint(operator, "Sở Y tế")
    complaints.classify(operator)
    complaints.hand_on(operator)
    title = rounds.open_round(inspector, 2024)
    clerk = at_screen("daumoi.so-y-te", java_script_enabled=False)
    rounds.fill_result(clerk, title, saves_itself=False)
    clerk.get_by_role("button", name="Tài khoản của tôi").focus()
    clerk.get_by_role("button", name="Đăng xuất").click()
    headed(clerk, "Đăng nhập")
    expect(clerk).to_have_url(re.compile("/tai-khoan/dang-nhap/"))


def test_a_refusal_says_whose_work_it_is(at_screen, browser_problems):
    browser_problems.expect("status of 403")
    page = at_screen("trucduongday")
    page.goto("/kiem-tra/ghi-nhan/")
    headed(page, "Không được phép")
    expect(page.get_by_role("main")).to_contain_text("Ghi nhận lượt kiểm tra là việc của")


def test_an_agency_never_sees_the_records_of_another(at_screen, browser_problems):
    browser_problems.expect("status of 404")
    own, other = at_screen("daumoi.huyen-trang-bang"), at_screen("daumoi.huyen-go-dau")
    for entry, record in (
        ("Kiểm tra", "UBND huyện Trảng Bàng"),
        ("Đường dây nóng", "Số "),
        ("Tự kiểm tra", "văn hóa công vụ năm 2019"),
    ):
        go(own, entry)
        own.get_by_role("rowheader").get_by_role("link", name=record).first.click()
        own.wait_for_url(re.compile("/[0-9]+/$"))
        expect(own.get_by_role("main")).to_contain_text("Trảng Bàng")
        assert other.goto(own.url).status == 404
        headed(other, "Không tìm thấy trang này")
        expect(other.get_by_text("Trảng Bàng")).to_have_count(0)
