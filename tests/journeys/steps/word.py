"""The report as a Word file: handed out, given back, taken over by choice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps.frame import action, headed, stated


def download_word(page: Page, kind: str, folder: Path) -> Path:
    """Download the Word file beside the newest paper of that kind, once it is there."""
    link = page.get_by_role("link", name=f"Word của {kind}").first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        link.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def give_back(page: Page, file: Path) -> None:
    """Give a file back from the page of the report; ends on what was changed in it."""
    action(page, "Đưa bản Word về")
    page.get_by_label("Tệp Word của báo cáo").set_input_files(file)
    action(page, "Đọc tệp")
    headed(page, "Bản Word đưa về lúc")


def place(page: Page, heading: str) -> Locator:
    """What came back under a heading."""
    return page.locator("section.word-place").filter(
        has=page.get_by_role("heading", level=2, name=heading)
    )


def line(where: Locator, kind: str, words: str) -> Locator:
    """What there says so: of “Chỗ sửa”, “Số bị sửa” or “Nhận xét”."""
    lines = where.get_by_role("list", name=kind, exact=True).get_by_role("listitem")
    return lines.filter(has_text=words)


def take(page: Page, heading: str, *said: str) -> None:
    """Take the changes that say so into their section."""
    lines = [line(place(page, heading), "Chỗ sửa", words) for words in said]
    for each in lines:
        each.get_by_role("checkbox").check()
    place(page, heading).get_by_role("button", name="Lấy các chỗ đã chọn").click()
    stated(page, "Đã lấy vào mục")
    for each in lines:
        expect(each.get_by_text("Đã có trong mục")).to_be_visible()


def make_remarks(page: Page, heading: str, *said: str) -> None:
    """Make remarks of the comments that say so."""
    lines = [line(place(page, heading), "Nhận xét", words) for words in said]
    for each in lines:
        each.get_by_role("checkbox").check()
    place(page, heading).get_by_role("button", name="Ghi nhận xét đã chọn thành ý kiến").click()
    stated(page, f"Đã ghi {len(said):02d} nhận xét thành ý kiến tại câu")
    for each in lines:
        expect(each.get_by_text("Đã ghi thành ý kiến")).to_be_visible()
