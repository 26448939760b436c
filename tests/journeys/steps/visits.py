"""Inspectors at work: a visit from its first line to its conclusion."""

from playwright.sync_api import Page, expect

from tests.journeys.steps.frame import action, go, headed, stated


def fill_visit(page: Page, agency: str) -> None:
    """A surprise visit of today; its team is the person who writes it down."""
    page.get_by_label("Cơ quan được kiểm tra").fill(agency)
    page.get_by_label("Bắt đầu lúc").fill("8h05")
    page.get_by_label("Đột xuất").check()
    page.get_by_label("Lý do kiểm tra").select_option(label="Lý do khác")
    page.get_by_label("Tổng số theo danh sách").fill("40")
    page.get_by_label("Có mặt").fill("38")
    page.get_by_label("Vắng không lý do").fill("2")


def log_visit(page: Page, agency: str) -> None:
    """Log a draft; ends on its page."""
    go(page, "Kiểm tra")
    action(page, "Ghi nhận lượt kiểm tra")
    fill_visit(page, agency)
    action(page, "Lưu nháp")
    headed(page, agency)


def log_late_visit(page: Page, agency: str, day: str) -> None:
    """Log a draft of a visit of more than a year ago, which the form asks about once more."""
    go(page, "Kiểm tra")
    action(page, "Ghi nhận lượt kiểm tra")
    fill_visit(page, agency)
    page.get_by_label("Ngày kiểm tra").fill(day)
    action(page, "Lưu nháp")
    page.get_by_label("Đúng, lượt kiểm tra này diễn ra cách đây hơn một năm").check()
    action(page, "Lưu nháp")
    headed(page, agency)


def open_visit(page: Page, agency: str) -> None:
    """Open the newest visit of an agency from the list."""
    go(page, "Kiểm tra")
    page.get_by_role("rowheader").get_by_role("link", name=agency).first.click()
    headed(page, agency)


def reopen(page: Page, reason: str) -> None:
    """Open a concluded visit again, for a correction."""
    action(page, "Mở lại để đính chính")
    page.get_by_label("Lý do").fill(reason)
    action(page, "Mở lại lượt kiểm tra")
    stated(page, "Đã mở lại")


def recount(page: Page, *, present: int, unexcused: int) -> None:
    """Correct the head-count of a visit that is open."""
    action(page, "Sửa")
    page.get_by_label("Có mặt").fill(str(present))
    page.get_by_label("Vắng không lý do").fill(str(unexcused))
    action(page, "Lưu nháp")
    stated(page, "Đã lưu lượt kiểm tra.")


def add_person(page: Page, *, category: str, name: str) -> None:
    """One person, one act; the name goes under the sealed part."""
    action(page, "Thêm vi phạm của cá nhân")
    page.get_by_label("Loại vi phạm").select_option(label=category)
    page.get_by_label("Công chức", exact=True).check()
    page.get_by_label("Nội dung ghi nhận").fill("Có mặt lúc 08:20, sau giờ làm việc buổi sáng.")
    page.get_by_label("Kiến nghị xử lý").select_option(label="Nhắc nhở bằng văn bản")
    page.get_by_text("Thông tin người vi phạm (được mã hóa)").click()
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Chức vụ, bộ phận").fill("Chuyên viên, Bộ phận Một cửa")
    action(page, "Lưu nội dung")
    expect(page.get_by_role("listitem").filter(has_text=category)).to_be_visible()


def add_unit(page: Page, *, matter: str) -> None:
    """A matter of the unit."""
    action(page, "Thêm nội dung về đơn vị")
    page.get_by_label("Nội dung", exact=True).select_option(label=matter)
    action(page, "Lưu nội dung")
    expect(page.get_by_role("listitem").filter(has_text=matter)).to_be_visible()


def conclude(page: Page) -> None:
    """From then on it counts."""
    action(page, "Kết thúc lượt kiểm tra")
    page.get_by_label("Kết thúc lúc").fill("11:00")
    page.get_by_label("Nhận xét, kết luận của Tổ").fill("Đa số chấp hành giờ làm việc.")
    action(page, "Kết thúc lượt kiểm tra")
    stated(page, "Đã kết thúc lượt kiểm tra")
