"""One hand on a screen, and what it does counted: taps, typed fields, pages."""

from playwright.sync_api import Locator, Page


class Hand:
    """What a person does on ``page`` from now on.

    A tap counts one, a typed field one; taking one out of a closed list two, since it is opened
    first. ``pages`` are the pages opened.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.activations = self.pages = 0
        page.on("framenavigated", self._opened)

    def _opened(self, frame) -> None:
        self.pages += frame == self.page.main_frame

    def tap(self, control: Locator) -> None:
        """Tap a button, a link, a summary, a choice."""
        self.activations += 1
        control.click()

    def put(self, field: Locator, text: str) -> None:
        """Type into a field."""
        self.activations += 1
        field.fill(text)

    def take(self, field: Locator, label: str) -> None:
        """Take one out of a list."""
        self.activations += 2
        field.select_option(label=label)
