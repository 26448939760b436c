"""The way of a report from hand to hand: up, back, before UBND tỉnh, signed, numbered, mended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.steps.frame import action, go, headed, stated

REASON = "Đã đối chiếu với hồ sơ kiểm tra, số liệu đúng thực tế."


def create_report(page: Page, year: int) -> None:
    """Begin the report of a calendar year; ends on its page."""
    go(page, "Báo cáo")
    action(page, "Lập báo cáo")
    page.get_by_label("Năm báo cáo", exact=True).fill(str(year))
    page.get_by_label("Năm dương lịch").check()
    request = page.get_by_label("Trả lời yêu cầu báo cáo")
    if request.count():
        # One of this year is proposed where others wrote it down.
        request.select_option(label="Không theo yêu cầu nào đã ghi")
    action(page, "Lập báo cáo")
    headed(page, f"Báo cáo năm {year}")


def take_words_of_last_year(page: Page) -> None:
    """Into every heading that is empty; they stay grey until somebody stands by them."""
    action(page, "Kế thừa nội dung báo cáo năm trước")
    expect(page.locator(".paper-carried").first).to_be_visible()


# The forms of buttons one after the other as a click sends each, but for the page it leads to.
SEND = """async (buttons) => {
  for (const { form } of buttons) {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), redirect: "manual",
    });
    if (answer.type !== "opaqueredirect") throw new Error(`${form.action}: ${answer.status}`);
  }
}"""


def confirm_all_words(page: Page) -> int:
    """Stand by all words taken over, heading by heading; how many there were.

    The first by its button; the others by the same forms without the whole report, the longest
    page there is, drawn after each of them.
    """
    buttons = page.get_by_role("button", name="Xác nhận lời văn mục")
    found = buttons.count()
    buttons.first.click()
    expect(buttons).to_have_count(found - 1)
    buttons.evaluate_all(SEND)
    page.reload()
    expect(buttons).to_have_count(0)
    return found


def accept_warnings(page: Page) -> list[str]:
    """Accept with a reason all that the checks warn of, by the keyboard and in one page load; what
    they said."""
    page.get_by_role("main").get_by_role("link", name="Kiểm tra báo cáo").first.click()
    headed(page, "Kiểm tra báo cáo")
    expect(page.get_by_role("heading", name="Lỗi phải sửa")).to_have_count(0)
    boxes = page.get_by_label("Lý do chấp nhận cảnh báo")
    said = page.locator(".check:has(textarea) .check-sentence").all_inner_texts()
    if said:
        boxes.first.focus()
        for at in range(len(said)):
            expect(boxes.nth(at)).to_be_focused()
            page.keyboard.press("ControlOrMeta+A")
            page.keyboard.insert_text(REASON)
            page.keyboard.press("Tab")
            while at + 1 < len(said) and page.locator("a:focus").count():
                page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Ghi các lý do")).to_be_focused()
        keeps = page.get_by_role("button", name="Giữ lý do cũ")
        if keeps.count():
            page.keyboard.press("Tab")
            expect(keeps).to_be_focused()
        page.wait_for_load_state("load")
        loads: list[Page] = []
        page.on("load", lambda loaded: loads.append(loaded))
        page.keyboard.press("Enter")
        stated(page, f"Đã ghi lý do chấp nhận {len(said):02d} cảnh báo.")
        # What was left to do is done on the report, which is there again.
        expect(page.get_by_role("heading", level=1, name="Báo cáo năm")).to_be_visible()
        page.wait_for_load_state("load")
        assert len(loads) == 1
    else:
        page.get_by_role("navigation").get_by_role("link", name="Báo cáo năm").click()
    return said


def write_in_place(page: Page, heading: str, text: str) -> None:
    """Write a section where it stands on the report's page, without another page."""
    page.get_by_role("link", name=f"Sửa tại chỗ mục {heading}").click()
    box = page.get_by_label("Nội dung của mục")
    expect(box).to_be_focused()
    box.fill(text)
    action(page, "Lưu nội dung mục")
    stated(page, f"Đã lưu mục “{heading}”.")
    expect(box).to_have_count(0)


def accept_all_and_return(page: Page) -> None:
    """A reason for each warning; once nothing is left the report's own page is there again."""
    page.get_by_role("main").get_by_role("link", name="Kiểm tra báo cáo").first.click()
    headed(page, "Kiểm tra báo cáo")
    boxes = page.get_by_label("Lý do chấp nhận cảnh báo")
    for box in boxes.all():
        box.fill(REASON)
    action(page, "Ghi các lý do")
    expect(page.get_by_role("region", name="Trình lãnh đạo Sở")).to_be_visible()


def submit_at_foot(page: Page) -> None:
    """Send it up from where it was read."""
    foot = page.get_by_role("region", name="Trình lãnh đạo Sở")
    foot.get_by_role("button", name="Trình lãnh đạo Sở").click()
    stated(page, "Đã trình lãnh đạo Sở.")


def submit(page: Page, *, renew: bool | None = None) -> None:
    """Send it up; for one that came back, with its figures kept or counted anew."""
    page.get_by_role("main").get_by_role("link", name="Trình lãnh đạo Sở").click()
    if renew is not None:
        name = "Chốt lại số liệu" if renew else "Giữ số liệu đã chốt"
        page.get_by_label(name).check()
    action(page, "Trình lãnh đạo Sở")
    stated(page, "Đã trình lãnh đạo Sở.")


def send_back(page: Page, reasons: Mapping[str, str]) -> None:
    """The Văn phòng sends it back with a reason at each of these headings, once it gave one."""
    action(page, "Ghi lý do theo từng mục")
    action(page, "Trả lại Sở Nội vụ")
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi ít nhất một lý do")
    _pin(page, reasons)
    action(page, "Trả lại Sở Nội vụ")
    stated(page, "Đã trả lại báo cáo cho Sở Nội vụ.")


def _pin(page: Page, reasons: Mapping[str, str]) -> None:
    for heading, reason in reasons.items():
        page.locator("summary").filter(has_text=heading).click()
        page.get_by_label(heading).fill(reason)


def take_all_sentences(page: Page) -> int:
    """Take the sentences as the new numbers tell them, one by one; how many there were."""
    page.get_by_role("link", name="Xem câu cũ bên câu mới").click()
    headed(page, "Số liệu thay đổi từ khi chốt")
    buttons = page.get_by_role("button", name="Nhận câu này")
    found = buttons.count()
    for left in range(found, 0, -1):
        expect(buttons).to_have_count(left)
        buttons.first.click()
        stated(page, "Đã nhận câu theo số liệu mới.")
    expect(page.get_by_text("Đã nhận tất cả các câu")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Báo cáo năm").click()
    return found


def remark(page: Page, sentence: str, words: str) -> None:
    """Say something at the sentence that begins so, on the page it is read on; it stands there
    without another page."""
    page.get_by_role("link", name=f"Ghi ý kiến tại câu “{sentence}").click()
    page.get_by_label("Ý kiến tại câu này").fill(words)
    action(page, "Lưu ý kiến")
    expect(page.get_by_role("article", name="Ý kiến tại").filter(has_text=words)).to_be_visible()


def return_remarked(page: Page) -> None:
    """Return it with what was said at its sentences, from the page it is read on."""
    expect(page.get_by_label("Về toàn báo cáo")).to_have_value("Xem các ý kiến tại từng câu.")
    action(page, "Trả lại báo cáo")
    stated(page, "Đã trả lại báo cáo cho người soạn.")


def answer_remark(page: Page, words: str, answer: str) -> None:
    """Answer what was said so, where it stands, without another page."""
    said = page.get_by_role("article", name="Ý kiến tại").filter(has_text=words)
    said.get_by_label("Trả lời ý kiến").fill(answer)
    said.get_by_role("button", name="Lưu câu trả lời").click()
    expect(said.get_by_text("Đã trả lời", exact=True)).to_be_visible()
    expect(said.get_by_text(answer)).to_be_visible()


def approve(page: Page) -> None:
    """A leader of the Sở stands by what they read, from the page they read it on."""
    headed(page, "Duyệt báo cáo")
    action(page, "Duyệt báo cáo")
    stated(page, "Đã duyệt báo cáo")


def present(page: Page, memo: str, day: str) -> None:
    """The registrar of the Sở sends it to UBND tỉnh with a tờ trình, on the page that asks it."""
    page.get_by_label("Số tờ trình").fill(memo)
    page.get_by_label("Ngày tờ trình").fill(day)
    action(page, "Trình UBND tỉnh")
    stated(page, "Đã trình Ủy ban nhân dân tỉnh")


def sign(page: Page, day: str) -> None:
    """The Văn phòng records that the head of UBND tỉnh signed, below what it read."""
    signers = page.get_by_label("Người ký")
    signers.select_option(label=signers.get_by_text("Chủ tịch").first.inner_text())
    page.get_by_label("TM.").check()
    page.get_by_label("Ngày ký").fill(day)
    action(page, "Ghi nhận đã ký")
    stated(page, "Đã ghi nhận chữ ký")


def fill_number(page: Page, number: str, day: str) -> None:
    """Type what the register says and look at it once more."""
    page.get_by_label("Số văn bản").fill(number)
    page.get_by_label("Ngày ban hành").fill(day)
    action(page, "Xem lại trước khi ban hành")


def issue(page: Page, number: str, day: str) -> None:
    """Issue for good, from the page of number and date."""
    fill_number(page, number, day)
    expect(page.get_by_text(f"Số: {number}/BC-UBND, ngày {day}")).to_be_visible()
    action(page, "Ban hành")
    stated(page, f"Đã ban hành báo cáo số {number}/BC-UBND")


def keep_signed_copy(page: Page, file: Path) -> None:
    """File the original with its digital signature."""
    action(page, "Lưu bản gốc đã ký")
    page.get_by_label("Bản ký số").check()
    page.get_by_label("Tệp bản gốc").set_input_files(file)
    expect(page.get_by_text(file.name, exact=True)).to_be_visible()
    action(page, "Lưu bản gốc")
    stated(page, "Đã lưu bản gốc.")


def correct(page: Page, number: str, day: str, text: str, file: Path) -> None:
    """Record a công văn đính chính."""
    action(page, "Ghi đính chính")
    page.get_by_label("Số, ký hiệu công văn").fill(number)
    page.get_by_label("Ngày công văn").fill(day)
    page.get_by_label("Nội dung đính chính").fill(text)
    page.get_by_label("Tệp văn bản").set_input_files(file)
    action(page, "Ghi đính chính")
    stated(page, "Đã ghi đính chính")


def begin_replacement(page: Page) -> None:
    """Begin the report that will stand in place of the issued one on the screen."""
    action(page, "Lập báo cáo thay thế")
    action(page, "Lập báo cáo thay thế")
    stated(page, "Đã lập báo cáo thay thế")
