"""A draft that meets a record, a form or a session that is no longer as it was."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.steps.drafts import clear_desk
from tests.journeys.steps.frame import action, headed, stated
from tests.journeys.steps.visits import log_visit

pytestmark = pytest.mark.browser

KEPT = "Đã lưu nháp lúc"
CREATE = "/kiem-tra/ghi-nhan/"
END_SOON = """
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
row = Session.objects.get(session_key="{key}")
row.expire_date = timezone.now() + timedelta(minutes=4)
row.save()
"""


def offered(page: Page):
    """The draft beside its form."""
    return page.get_by_role("region", name="Bản nháp chưa gửi")


def begin(page: Page) -> None:
    """A new visit, by somebody who keeps no drafts and whose page knows that."""
    clear_desk(page)
    page.goto(CREATE)
    page.wait_for_load_state("networkidle")


def no_barrier(page: Page) -> None:
    """What a machine finds of barriers."""
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_a_draft_that_meets_a_changed_record_shows_both(at_screen, viewport):
    first, second = at_screen("chuyenvien1"), at_screen("lanhdaoso")
    log_visit(first, "Sở Công Thương")
    record = first.url
    for page in (first, second):
        page.goto(record)
        action(page, "Sửa")
    first.get_by_label("Địa điểm").fill("Phòng Tiếp dân")
    expect(first.locator("[data-saved-note]")).to_contain_text(KEPT)
    second.get_by_label("Địa điểm").fill("Bộ phận Một cửa")
    action(second, "Lưu nháp")
    stated(second, "Đã lưu lượt kiểm tra.")
    first.reload()
    offer = offered(first)
    expect(offer).to_contain_text("Hồ sơ đã được sửa sau khi bạn gõ bản nháp này")
    cells = offer.get_by_role("row").nth(1).locator("th, td").all_inner_texts()
    assert cells == ["Địa điểm", "Bộ phận Một cửa", "Phòng Tiếp dân"]
    assert first.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    no_barrier(first)
    offer.get_by_role("button", name="Điền lại bản nháp").click()
    expect(first.get_by_label("Địa điểm")).to_have_value("Phòng Tiếp dân")
    action(first, "Lưu nháp")
    stated(first, "Đã lưu lượt kiểm tra.")
    first.goto("/ban-nhap/")
    expect(first.get_by_text("Sở Công Thương")).to_have_count(0)


def test_a_form_that_comes_back_with_errors_is_still_its_own_draft(at_screen):
    page = at_screen("chuyenvien2")
    begin(page)
    page.get_by_label("Bắt đầu lúc").fill("25h70")
    action(page, "Lưu nháp")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(offered(page)).to_have_count(0)
    page.goto("/ban-nhap/")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="Ghi nhận lượt kiểm tra").click()
    expect(page.get_by_role("definition").filter(has_text="25h70")).to_be_visible()
    no_barrier(page)
    page.get_by_role("link", name="Mở lại biểu mẫu").click()
    offered(page).get_by_role("button", name="Điền lại bản nháp").click()
    expect(page.get_by_label("Bắt đầu lúc")).to_have_value("25h70")
    offered_again_and_deleted(page)


def offered_again_and_deleted(page: Page) -> None:
    """From its form to the question, and gone."""
    page.reload()
    offered(page).get_by_role("link", name="Xóa bản nháp").click()
    action(page, "Xóa bản nháp")
    stated(page, "Đã xóa bản nháp.")


def test_a_box_that_is_gone_from_the_form_gives_its_words_to_be_copied(at_screen):
    page = at_screen("chuyenvien2")
    begin(page)
    page.get_by_label("Địa điểm").evaluate(
        """(box) => {
          const old = document.createElement("input");
          old.name = old.id = "old_box";
          old.value = "Lời ở ô cũ";
          const label = document.createElement("label");
          label.htmlFor = "old_box";
          label.textContent = "Ô cũ";
          box.after(label, old);
        }"""
    )
    page.get_by_label("Địa điểm").fill("Phòng 1")
    expect(page.locator("[data-saved-note]")).to_contain_text(KEPT)
    page.reload()
    expect(offered(page)).to_contain_text("Biểu mẫu đã thay đổi")
    expect(offered(page)).to_contain_text("Lời ở ô cũ")
    offered_again_and_deleted(page)


def test_one_megabyte_stays_in_this_browser_and_says_so(at_screen, browser_problems):
    browser_problems.expect("status of 413")
    page = at_screen("chuyenvien2")
    begin(page)
    page.get_by_label("Địa điểm").evaluate(
        """(box) => {
          box.value = "dài ".repeat(250000);
          box.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    note = page.locator("[data-saved-note]")
    expect(note).to_contain_text(re.compile("Nội dung dài hơn 500 KB.*Nội dung được giữ trên máy"))
    page.goto("/ban-nhap/")
    here = page.locator("[data-drafts-here]")
    expect(here).to_contain_text("Nội dung dài hơn 500 KB")
    here.get_by_text("Ghi nhận lượt kiểm tra").click()
    assert len(here.get_by_role("definition").filter(has_text="dài dài").inner_text()) > 990_000
    page.on("dialog", lambda dialog: dialog.accept())
    here.get_by_role("button", name="Xóa bản nháp").click()
    expect(here.get_by_text("Ghi nhận lượt kiểm tra")).to_have_count(0)


def test_a_session_that_ends_soon_says_so_and_is_prolonged(at_screen, shared_portal):
    page = at_screen("chuyenvien3")
    [key] = [c["value"] for c in page.context.cookies() if c["name"] == "portal_session"]
    shared_portal.manage("shell", "-c", END_SOON.format(key=key))
    page.goto(CREATE)
    dialog = page.get_by_role("dialog", name="Phiên làm việc sắp hết hạn")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Làm việc tiếp")).to_be_focused()
    no_barrier(page)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    state = page.evaluate(
        "async () => (await fetch('/ban-nhap/cua-bieu-mau/', {cache: 'no-store'})).json()"
    )
    assert 3_500 < state["ends_in"] <= 3_600


def change_person(page: Page, sign_in, username: str) -> None:
    """Somebody signs in in another window of the browser."""
    other = page.context.new_page()
    page.context.clear_cookies(name="portal_session")
    sign_in(other, username)


def test_a_page_of_one_person_sends_nothing_under_another(at_screen, sign_in, browser_problems):
    browser_problems.expect("status of 403")
    page = at_screen("chuyenvien2")
    begin(page)
    change_person(page, sign_in, "chuyenvien3")
    page.get_by_label("Địa điểm").fill("Lời của chuyên viên 2")
    action(page, "Lưu nháp")
    expect(page.locator("[data-saved-note]")).to_contain_text("Người khác đang đăng nhập cổng")
    headed(page, "Ghi nhận lượt kiểm tra")


def test_the_same_person_goes_on_after_signing_in_in_another_window(
    at_screen, sign_in, browser_problems
):
    browser_problems.expect("status of 403")
    page = at_screen("chuyenvien2")
    log_visit(page, "Sở Tài chính")
    action(page, "Sửa")
    page.wait_for_load_state("networkidle")
    change_person(page, sign_in, "chuyenvien2")
    page.get_by_label("Địa điểm").fill("Hội trường")
    action(page, "Lưu nháp")
    stated(page, "Đã lưu lượt kiểm tra.")
    expect(page.get_by_text("Hội trường")).to_be_visible()


def test_a_chosen_file_is_asked_for_again_at_its_field(at_screen):
    page = at_screen("chuyenvien2")
    page.goto(reverse("cited-document-create"))
    file = {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.get_by_label("Tệp văn bản").set_input_files(file)
    page.get_by_label("Trích yếu").fill("Về việc tự kiểm tra")
    expect(page.locator("[data-saved-note]")).to_contain_text(KEPT)
    page.reload()
    offered(page).get_by_role("button", name="Điền lại bản nháp").click()
    expect(page.get_by_label("Trích yếu")).to_have_value("Về việc tự kiểm tra")
    expect(page.get_by_text("Tệp đã chọn không nằm trong bản nháp; hãy chọn lại")).to_be_visible()


def test_a_form_whose_draft_is_kept_is_sent_at_once_and_takes_it_along(at_screen):
    page = at_screen("chuyenvien3")
    log_visit(page, "Sở Y tế")
    action(page, "Sửa")
    page.get_by_label("Địa điểm").fill("Hội trường B")
    expect(page.locator("[data-saved-note]")).to_contain_text(KEPT)
    action(page, "Lưu nháp")
    stated(page, "Đã lưu lượt kiểm tra.")
    page.goto("/ban-nhap/")
    expect(page.get_by_text("Hội trường B")).to_have_count(0)
