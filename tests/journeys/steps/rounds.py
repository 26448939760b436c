"""A round of self-inspection: planned and opened, filled in, certified, accepted."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.steps.frame import action, go, stated, task


def open_round(page: Page, year: int) -> str:
    """Plan a round over a year and open it; gives its title."""
    title = f"Tự kiểm tra văn hóa công vụ năm {year}"
    go(page, "Tự kiểm tra")
    action(page, "Lập đợt tự kiểm tra")
    page.get_by_label("Tên đợt").fill(title)
    page.get_by_label("Kỳ từ ngày").fill(f"01/01/{year}")
    page.get_by_label("Kỳ đến ngày").fill(f"31/12/{year}")
    page.get_by_label("Hạn gửi").fill((date.today() + timedelta(days=14)).strftime("%d/%m/%Y"))
    action(page, "Lập đợt")
    action(page, "Mở đợt")
    action(page, "Mở đợt")
    expect(page.get_by_text("Đang nhận kết quả").first).to_be_visible()
    return title


def fill_result(page: Page, title: str, *, saves_itself: bool = True) -> None:
    """The clerk enters the agency's result, from their own list of tasks."""
    task(page, f"Nhập kết quả tự kiểm tra – {title}")
    action(page, "Bắt đầu nhập kết quả")
    page.get_by_label("Số kế hoạch của cơ quan").fill("12/KH-SXD")
    page.get_by_label("Ngày ban hành kế hoạch").fill("15/01/2026")
    page.get_by_label("Công tác phổ biến, tuyên truyền").fill("02 hội nghị, 05 tin bài.")
    page.get_by_label("Có tổ chức tự kiểm tra", exact=True).check()
    page.get_by_label("Số cuộc tự kiểm tra").fill("2")
    page.get_by_label("Số phòng, đơn vị được kiểm tra").fill("6")
    page.get_by_label("Đi muộn", exact=True).fill("3")
    page.get_by_label("Không đeo thẻ khi thi hành công vụ").fill("1")
    if saves_itself:
        expect(page.get_by_text("Đã lưu nháp lúc")).to_be_visible()
    action(page, "Lưu và xem lại")
    stated(page, "Đã lưu kết quả tự kiểm tra.")


def open_own_result(page: Page, title: str) -> None:
    """Go to the form of the agency's own result by way of its round."""
    go(page, "Tự kiểm tra")
    page.get_by_role("main").get_by_role("link", name=title).click()
    # A clerk enters it, a head corrects it.
    words = re.compile("^ ?(Nhập|Sửa) kết quả$")
    page.get_by_role("main").get_by_role("link", name=words).click()


def certify(page: Page, title: str) -> None:
    """The head reads it on one screen and signs for it."""
    task(page, f"Xác nhận kết quả tự kiểm tra – {title}")
    expect(page.get_by_role("row", name="Cộng")).to_contain_text("4")
    action(page, "Xác nhận và gửi")
    stated(page, "Đã xác nhận và gửi kết quả tới Sở Nội vụ.")


def accept(page: Page, title: str) -> None:
    """The specialist in charge takes it."""
    task(page, f"chấp nhận hoặc trả lại kết quả tự kiểm tra – {title}")
    action(page, "Chấp nhận")
    stated(page, "Đã chấp nhận kết quả")
