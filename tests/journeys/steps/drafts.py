"""The drafts of whoever is signed in, on their page."""

from playwright.sync_api import Page

from tests.journeys.steps.frame import action, stated


def delete_newest(page: Page) -> None:
    """Of the list of drafts that is open."""
    page.get_by_role("row").nth(1).get_by_role("link", name="Xóa").click()
    action(page, "Xóa bản nháp")
    stated(page, "Đã xóa bản nháp.")


def clear_desk(page: Page) -> None:
    """Whoever is signed in keeps no drafts: other journeys on this portal leave theirs."""
    page.goto("/ban-nhap/")
    while page.get_by_role("row").count():
        delete_newest(page)
        page.goto("/ban-nhap/")
