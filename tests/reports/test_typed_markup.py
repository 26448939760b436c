"""What people type prints as it stands: it becomes no markup, reads no file, reaches no network."""

import io
import socket
from pathlib import Path

import pikepdf
import pytest

from reports.documents.annual import annual_report
from reports.freezing.composition import compose_now
from reports.narrative.models import Report, Section
from reports.narrative.reports import write_section
from reports.narrative.sections import rename_section
from tayninh_portal.paper import pdf
from tests.paper.reading import text_of
from tests.reports.composition import make_report

# What the boxes take: braces serve tokens alone, and in the words of a section alone.
TYPED = (
    "<script>alert(1)</script> <img src=file:///etc/hostname> url(http://127.0.0.1:9/x) "
    "@import 'http://127.0.0.1:9/x.css' <link rel=attachment href=file:///etc/passwd> </p> &lt;"
)
# What was stored before braces meant anything.
BRACES = "{{ report.pk }} {% include 'base.html' %} #{1}"

pytestmark = pytest.mark.pdf


def flat(text: str) -> str:
    return "".join(text.split())


def with_braces(report: Report) -> Report:
    """The report with a title and a letter from before braces meant anything."""
    stored = {"title": f"Tên {TYPED} {BRACES}", "request_number": f"28/{BRACES}"[:60]}
    Report.objects.filter(pk=report.pk).update(**stored)
    return report


@pytest.fixture
def fetched(monkeypatch):
    """Addresses that WeasyPrint asked for, whoever answers; the network is shut."""
    asked: list[str] = []
    own = pdf.own_bytes
    monkeypatch.setattr(pdf, "own_bytes", lambda url: asked.append(url) or own(url))

    def shut(*args, **kwargs):
        raise AssertionError(f"the network was reached: {args}")

    monkeypatch.setattr(socket.socket, "connect", shut)
    monkeypatch.setattr(socket, "create_connection", shut)
    return asked


@pytest.fixture
def printed(cast, fetched):
    """The draft of a report full of it, as bytes."""
    report = with_braces(make_report(cast))
    section = report.sections.get(code="causes")
    write_section(section, by=cast.specialist, text=f"{TYPED}\n- {TYPED}", seen_version=1)
    heading = report.sections.get(code="directions")
    rename_section(heading, by=cast.specialist, heading=TYPED, seen_version=1)
    for code, stored in (
        ("directions", {"heading": f"{TYPED} {BRACES}"}),
        ("strengths", {"text": BRACES}),
    ):
        Section.objects.filter(report=report, code=code).update(**stored)
    content, _ = compose_now(Report.objects.get(pk=report.pk))
    return pdf.render_pdf(annual_report(content))


def test_it_prints_letter_by_letter(printed):
    text = flat(text_of(printed))
    # The title, two lines of a section, a heading.
    assert text.count(flat("<script>alert(1)</script>")) == 4
    assert text.count(flat("url(http://127.0.0.1:9/x)")) == 4
    # The title, the number it answers, a heading, the words from before.
    assert text.count(flat("{% include 'base.html' %}")) == 4
    assert flat("28/{{ report.pk }}") in text


def test_no_file_but_our_own_is_read_and_the_network_is_not_touched(printed, fetched):
    assert fetched != []
    assert [url for url in fetched if not url.startswith("portal:")] == []
    secret = Path("/etc/hostname").read_text().strip()
    assert flat(f"/etc/hostname>{secret}") not in flat(text_of(printed))
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert list(document.attachments) == ["bao-cao.json"]


def test_on_the_screen_it_is_text(cast):
    report = with_braces(make_report(cast))
    section = report.sections.get(code="causes")
    write_section(section, by=cast.specialist, text=TYPED, seen_version=1)
    client = cast.client("specialist")
    for address in (
        f"/bao-cao/{report.pk}/",
        f"/bao-cao/{report.pk}/muc/{section.pk}/",
        f"/bao-cao/{report.pk}/muc/{section.pk}/phien-ban/",
        f"/bao-cao/{report.pk}/thong-tin/",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=file" not in page


def test_braces_are_refused_in_the_box(cast):
    report = make_report(cast)
    section = report.sections.get(code="causes")
    sent = {"seen_version": 1, "text": BRACES}
    page = cast.client("specialist").post(f"/bao-cao/{report.pk}/muc/{section.pk}/", sent)
    assert page.context["form"]["text"].value() == BRACES
    assert list(page.context["form"].errors) == ["text"]
