"""A visit noted standing, on a phone: what it asks of one hand, and that nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.fixtures.browser import VIEWPORTS
from tests.journeys.steps.frame import headed, stated
from tests.journeys.steps.hand import Hand

pytestmark = pytest.mark.browser

PHONE = VIEWPORTS["390x844"]
# The number; docs/performance.md tells the way of before.
MOST = 25


def person(hand: Hand, number: int, category: str, kind: str, name: str) -> None:
    """One person, with what is proposed."""
    row = hand.page.locator(f"#ca-nhan .finding-row:nth-of-type({number})")
    if number > 1:
        hand.tap(row.locator("> summary"))
    hand.take(row.get_by_label("Loại vi phạm"), category)
    hand.tap(row.get_by_text(kind, exact=True))
    hand.put(row.get_by_label("Họ và tên"), name)
    hand.take(row.get_by_label("Kiến nghị xử lý"), "Nhắc nhở bằng văn bản")


def test_a_surprise_visit_takes_one_page_and_few_taps(at_screen):
    page = at_screen("chuyenvien1", viewport=PHONE)
    hand = Hand(page)
    hand.tap(page.get_by_role("link", name="Ghi nhanh tại chỗ"))
    hand.put(page.get_by_label("Cơ quan được kiểm tra"), "so tu phap")
    hand.put(page.get_by_label("Tổng số theo danh sách"), "40")
    hand.put(page.get_by_label("Có mặt"), "38")
    hand.put(page.get_by_label("Vắng không lý do"), "2")
    person(hand, 1, "Đi muộn", "Công chức", "Trần Thị Minh Họa")
    person(hand, 2, "Không đeo thẻ khi thi hành công vụ", "Viên chức", "Lê Văn Minh Họa")
    unit = page.locator("#don-vi")
    hand.take(unit.get_by_label("Nội dung", exact=True).first, "Mỹ quan công sở chưa bảo đảm")
    hand.take(unit.get_by_label("Kiến nghị xử lý").first, "Chấn chỉnh, khắc phục")
    # As long after its beginning as a visit takes, which a test does not wait for.
    page.locator("#id_starts_at").evaluate("box => { box.value = '00:00'; }")
    hand.put(page.get_by_label("Nhận xét, kết luận của Tổ"), "Đa số chấp hành giờ làm việc.")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert hand.pages == 1
    hand.tap(page.get_by_role("button", name="Kết thúc ngay"))
    stated(page, "Đã kết thúc lượt kiểm tra")
    headed(page, "Sở Tư pháp")
    expect(page.locator("#noi-dung .findings > li")).to_have_count(3)
    assert hand.activations <= MOST, f"{hand.activations} activations, {MOST} at most"


def test_what_was_typed_comes_back_row_by_row_and_the_sum_is_checked_meanwhile(at_screen):
    page = at_screen("chuyenvien3", viewport=PHONE)
    page.goto("/kiem-tra/tai-cho/")
    page.get_by_label("Tổng số theo danh sách").fill("40")
    page.get_by_label("Có mặt").fill("37")
    page.get_by_label("Vắng không lý do").fill("2")
    page.keyboard.press("Tab")
    expect(page.locator("#giai-trinh").get_by_role("status")).to_contain_text("khác với 40")
    hand = Hand(page)
    person(hand, 1, "Đi muộn", "Công chức", "Trần Thị Minh Họa")
    third = page.locator("#ca-nhan .finding-row:nth-of-type(3)")
    expect(third).to_be_hidden()
    person(hand, 2, "Về sớm", "Viên chức", "Lê Văn Minh Họa")
    expect(third).to_be_visible()
    expect(page.locator("[data-saved-note]")).to_contain_text("Đã lưu nháp lúc")
    page.goto("/kiem-tra/tai-cho/")
    page.get_by_role("button", name="Điền lại bản nháp").click()
    second = page.locator("#ca-nhan .finding-row:nth-of-type(2)")
    expect(second.get_by_label("Họ và tên")).to_have_value("Lê Văn Minh Họa")
    expect(second.get_by_label("Viên chức")).to_be_checked()
