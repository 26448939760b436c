"""The hotline: a complaint from the call to its end, and the citizen who follows it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.steps.frame import action, day, go, stated

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def fill_complaint(page: Page, agency: str) -> None:
    """Write down what the caller says."""
    page.get_by_label("Họ và tên").fill("Người gọi minh họa")
    page.get_by_label("Số điện thoại").fill("0900000000")
    page.get_by_label("Địa chỉ").fill("Phường 1, thành phố Tây Ninh")
    page.get_by_label("Nội dung phản ánh").fill("Đến hai lần vẫn chưa được nhận hồ sơ.")
    page.get_by_label("Cơ quan bị phản ánh").fill(agency)
    page.get_by_label("Tóm tắt").fill("Chậm tiếp nhận hồ sơ tại Bộ phận Một cửa")


def log_complaint(page: Page, agency: str) -> str:
    """Take the call; ends on the complaint's page. Gives the code that the caller is told."""
    go(page, "Đường dây nóng")
    action(page, "Ghi phản ánh")
    fill_complaint(page, agency)
    action(page, "Tiếp nhận phản ánh")
    code = page.get_by_text(CODE).inner_text()
    action(page, "Mở hồ sơ phản ánh")
    return code


def classify(page: Page) -> None:
    """About the conduct of an agency."""
    action(page, "Phân loại")
    page.get_by_label("Về hành vi của cơ quan").check()
    page.get_by_label("Loại hành vi").select_option(label="Né tránh, đùn đẩy trách nhiệm")
    action(page, "Phân loại")
    stated(page, "Đã phân loại")


def hand_on(page: Page) -> None:
    """To the agency it is about, which the form proposes."""
    action(page, "Giao cơ quan xử lý")
    page.get_by_label("Số văn bản").fill("215/SNV-CCVC")
    page.get_by_label("Ngày văn bản").fill(day())
    action(page, "Giao cơ quan xử lý")
    stated(page, "Đã giao")


def reply(page: Page, words: str) -> None:
    """The agency says what it did."""
    action(page, "Báo cáo kết quả xử lý")
    page.get_by_label("Kết quả xử lý").fill(words)
    action(page, "Báo cáo kết quả xử lý")
    stated(page, "Đã báo cáo kết quả xử lý")


def answer(page: Page) -> None:
    """The operator calls back."""
    action(page, "Ghi kết quả trả lời")
    page.get_by_label("Nội dung đã trả lời").fill("Cơ quan đã xin lỗi và nhận hồ sơ.")
    action(page, "Ghi kết quả trả lời")
    stated(page, "Đã ghi kết quả trả lời")


def close(page: Page) -> None:
    """Nothing more to do."""
    action(page, "Kết thúc")
    action(page, "Kết thúc")
    stated(page, "Đã kết thúc")


def ask(page: Page, code: str) -> None:
    """A citizen types a code; signed in nowhere, and led there by the portal's front page."""
    page.goto("/")
    page.get_by_role("link", name="Tra cứu phản ánh bằng mã").click()
    page.get_by_label("Mã tra cứu").fill(code)
    page.get_by_role("main").get_by_role("button", name="Tra cứu").click()


def follow(page: Page, code: str) -> None:
    """The citizen reads how far the complaint is."""
    ask(page, code.lower())
    expect(page.get_by_role("heading", level=2)).to_be_visible()
