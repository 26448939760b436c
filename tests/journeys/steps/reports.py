"""The annual report: read with its records, written, put on paper, downloaded."""

import re
from pathlib import Path

from pdfminer.high_level import extract_text
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps.frame import action, go, stated


def open_report(page: Page, year: int) -> Locator:
    """Open the report of a year; gives its paper."""
    go(page, "Báo cáo")
    page.get_by_role("main").get_by_role("link", name=f"Báo cáo năm {year}", exact=True).click()
    return page.get_by_role("article", name="Nội dung báo cáo như khi in")


def records_of(page: Page, paper: Locator, number: str) -> list[str]:
    """Click a figure on the paper and page through the records behind it; gives their addresses."""
    paper.get_by_role("link", name=number, exact=True).first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_role("link", name="Mở trang đầy đủ").click()
    page.wait_for_url(re.compile("/so-lieu(-chot)?/"))
    return all_pages(page)


def all_pages(page: Page) -> list[str]:
    """Addresses of the records of a list, over all its pages."""
    found = []
    while True:
        found += addresses(page.get_by_role("main"))
        onward = page.get_by_role("link", name="Trang sau")
        if not onward.count():
            return found
        address = onward.get_attribute("href")
        onward.click()
        page.wait_for_url(f"**{address}")


def addresses(place: Locator) -> list[str]:
    """Addresses of the records listed there, one a row."""
    rows = place.get_by_role("rowheader").get_by_role("link")
    return [link.get_attribute("href") for link in rows.all()]


def write_section(page: Page, heading: str, words: str) -> None:
    """Write the specialist's own words under a heading."""
    page.get_by_role("link", name=f"Soạn thảo mục {heading}").click()
    page.get_by_label("Nội dung của mục").fill(words)
    action(page, "Lưu nội dung mục")
    stated(page, f"Đã lưu mục “{heading}”.")


def render(page: Page) -> None:
    """Put it on paper and wait until it is."""
    action(page, "Kết xuất dự thảo")
    expect(page.get_by_text("Xong: bản PDF ghi lại báo cáo")).to_be_visible(timeout=60_000)


def download(page: Page, folder: Path) -> str:
    """Download the newest PDF; gives its text with the line breaks made blanks."""
    with page.expect_download() as waiting:
        action(page, "Tải bản PDF")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return " ".join(extract_text(path).split())
