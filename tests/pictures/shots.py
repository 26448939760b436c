"""Which pictures the help pages show: whose screen, which page, and how its outline is taken.

The outline of a page is what it asks and offers: labels, buttons, heads of tables, names of facts.
Rows, numbers and the paper of a report are left out: they are the demo's and of the day.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "img" / "help"
OUTLINES = FOLDER / "outlines.json"
DESK, PHONE = (1100, 700), (390, 700)


@dataclass(frozen=True)
class Shot:
    """``first``: the page that the first row at ``address`` leads to, or one ``below`` it."""

    name: str
    who: str
    address: str
    first: bool = False
    size: tuple[int, int] = DESK
    below: str = ""


SHOTS = (
    Shot("visit-create", "chuyenvien1", "/kiem-tra/ghi-nhan/"),
    Shot("remedy-list", "chuyenvien1", "/kiem-tra/khac-phuc/"),
    Shot("round-detail", "chuyenvien1", "/tu-kiem-tra/", first=True),
    Shot("report-detail", "chuyenvien1", "/bao-cao/?year=2019", first=True),
    Shot("agency-detail", "lanhdaoso", "/co-quan/?q=Xây+dựng", first=True),
    Shot("handover-create", "lanhdaoso", "/ban-giao/moi/"),
    Shot("dashboard", "lanhdaoso", "/toan-canh/?ky=calendar-2019"),
    Shot("complaint-create", "trucduongday", "/duong-day-nong/ghi-nhan/"),
    Shot("complaint-detail", "trucduongday", "/duong-day-nong/?state=closed", first=True),
    Shot("report-list", "vanthuso", "/bao-cao/"),
    Shot("signed-copy-create", "vanthutinh", "/bao-cao/?year=2019", True, below="ban-goc/"),
    Shot("submission-detail", "daumoi.so-xay-dung", "/tu-kiem-tra/", first=True),
    Shot("implementation-create", "daumoi.so-xay-dung", "/trien-khai/ghi/"),
    Shot("visit-detail", "daumoi.so-xay-dung", "/kiem-tra/", first=True),
    Shot("submission-detail-phone", "thutruong.so-xay-dung", "/tu-kiem-tra/", True, PHONE),
    Shot("account-create", "quantri", "/nguoi-dung/them/"),
)
# Elements whose words are the page's own and not a record's; in what stands in those of WITHOUT
# they are a record's all the same.
SAID = {"label", "legend", "summary", "button", "thead", "dt"}
WITHOUT = {"article", "aside"}


class Outline(HTMLParser):
    """Element and words of all that ``SAID`` names within <main>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[str] = []
        self.feed(html[html.index("<main") : html.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SAID | WITHOUT:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        said = self._open and not WITHOUT & set(self._open)
        if said and words and not re.search(r"[0-9]", words):
            self.found.add(f"{self._open[-1]} {words}")


def outline_of(html: str) -> str:
    """The hash of a page's outline."""
    said = "\n".join(sorted(Outline(html).found))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def page_of(shot: Shot, get: Callable[[str], str]) -> str:
    """The address of the page of a shot; ``get`` reads one as its person."""
    if not shot.first:
        return shot.address
    listed = get(shot.address)
    rows = listed[listed.index("<tbody") :]
    return re.search(r'<a[^>]* href="([^"]+)"', rows)[1] + shot.below


def stored() -> dict[str, str]:
    """Picture → the outline of the page when it was taken."""
    return json.loads(OUTLINES.read_text())
