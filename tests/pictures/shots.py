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

from django.utils import timezone

from inspections.rounds import workflow as rounds
from inspections.rounds.models import Round
from inspections.submissions import workflow as submissions
from inspections.submissions.actions import save_submission
from reports.freezing.acceptances import accept_warning, findings_of
from reports.issuing.actions.mistakes import replace_report
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report
from reports.narrative.reports import write_section
from tayninh_portal.models import User
from tayninh_portal.records import Act
from tests.doing import do

FOLDER = Path(__file__).resolve().parents[2] / "static" / "img" / "help"
OUTLINES = FOLDER / "outlines.json"
DESK, PHONE = (1100, 700), (390, 700)


@dataclass(frozen=True)
class Shot:
    """``first``: the page that the first row at ``address`` leads to, or one ``below`` it.

    ``link``: the page behind the first address there that looks like it.
    ``at_end``: its lower end, where the button is, and not its top.
    ``prepared``: once ``prepare`` has brought something there for its person to do.
    """

    name: str
    who: str
    address: str
    first: bool = False
    size: tuple[int, int] = DESK
    below: str = ""
    link: str = ""
    at_end: bool = False
    prepared: bool = False


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
    # After all others: what is prepared for them shows on those.
    Shot(
        "submission-certify-phone",
        "thutruong.so-xay-dung",
        "/",
        size=PHONE,
        link="/tu-kiem-tra/ket-qua/[0-9]+/xac-nhan/",
        at_end=True,
        prepared=True,
    ),
    Shot(
        "report-approve",
        "lanhdaoso",
        "/bao-cao/?state=submitted",
        first=True,
        below="duyet/",
        prepared=True,
    ),
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
    if shot.link:
        return re.search(f'href="({shot.link})', get(shot.address))[1]
    if not shot.first:
        return shot.address
    listed = get(shot.address)
    rows = listed[listed.index("<tbody") :]
    return re.search(r'<a[^>]* href="([^"]+)"', rows)[1] + shot.below


def prepare() -> None:
    """A result back with its agency, to be certified anew, and a report that waits for the word of
    the Sở's leader: the province of 2019 has neither."""
    names = ("lanhdaoso", "chuyenvien1", "daumoi.so-xay-dung")
    leader, writer, clerk = (User.objects.get(username=name) for name in names)
    at = timezone.now()
    round_ = do(rounds.REOPEN, Round.objects.get(), by=leader, at=at, note="Bổ sung kết quả.")
    submission = round_.submissions.get(agency__name="Sở Xây dựng")
    submission = do(submissions.REOPEN, submission, by=leader, at=at, note="Thiếu một cuộc.")
    save_submission(
        submission,
        by=clerk,
        at=at,
        seen_version=submission.version,
        counts={row.category: row.count for row in submission.counts.select_related("category")},
        inspections_held=submission.inspections_held + 1,
    )
    report, _ = replace_report(Report.objects.get(), by=writer, at=at)
    for section in report.sections.filter(is_confirmed=False):
        write_section(section, by=writer, at=at, text=section.text, seen_version=section.version)
    for warning in findings_of(report, at=at).warnings:
        accept_warning(
            report, by=writer, at=at, fingerprint=warning.fingerprint, reason="Đã đối chiếu hồ sơ."
        )
    send_up(report, Act(writer, at))


def stored() -> dict[str, str]:
    """Picture → the outline of the page when it was taken."""
    return json.loads(OUTLINES.read_text())
