"""Finding one's way in the frame of the portal."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

# From here up the navigation stands at the left (static/css/frame.css).
WIDE = 992


def day(back: int = 0) -> str:
    """Today in Tây Ninh, or so many days back, as people type it."""
    return (timezone.localdate() - timedelta(days=back)).strftime("%d/%m/%Y")


def go(page: Page, entry: str) -> None:
    """Follow an entry of the navigation, wherever it stands at this size."""
    wide = page.viewport_size["width"] >= WIDE
    name = "Điều hướng chính" if wide else "Điều hướng trên điện thoại"
    link = page.get_by_role("navigation", name=name).get_by_role("link", name=entry, exact=True)
    if not link.count():
        page.get_by_role("navigation", name=name).get_by_text("Thêm", exact=True).click()
    link.click()


def action(page: Page, name: str) -> None:
    """Press the one button or follow the one link in the page that bears the action's name."""
    main = page.get_by_role("main")
    found = main.get_by_role("link", name=name, exact=True).or_(
        main.get_by_role("button", name=name, exact=True)
    )
    found.click()


def stated(page: Page, words: str) -> None:
    """The portal says so above the page."""
    expect(page.locator("#thong-bao").get_by_text(words)).to_be_visible()


def headed(page: Page, words: str) -> None:
    """The page bears this heading."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def task(page: Page, words: str) -> None:
    """Open the one line of "Việc cần làm" with these words."""
    go(page, "Việc cần làm")
    page.get_by_role("main").get_by_role("link", name=words).click()
