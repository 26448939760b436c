"""Notes about claims on the page of a report: told, underlined, and in nobody's way."""

import re

import pytest
from django.urls import reverse

from reports.freezing.acceptances import blocking, findings_of
from reports.narrative.reports import write_section
from tests.reports.composition import WRITTEN, a_reported_year

# What is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


def write(cast, report, text):
    """Write the causes."""
    section = report.sections.get(code="causes")
    write_section(section, by=cast.specialist, at=WRITTEN, text=text, seen_version=section.version)


def test_a_note_stands_in_nobodys_way(cast, maker):
    report = a_reported_year(maker)
    write(cast, report, "Công chức còn chủ quan.")
    before = blocking(report)
    write(cast, report, "Kinh phí thực hiện tăng.")
    found = findings_of(report)
    assert [note.check for note in found.notes] == ["claims"]
    assert found.open == blocking(report) == before
    assert (found.accepted, found.doubted) == (
        (),
        {"causes": [("Kinh phí thực hiện ", "tăng")]},
    )


def test_the_words_are_underlined_and_explained_beside_the_text(cast, maker):
    report = a_reported_year(maker)
    write(cast, report, "Qua {visits.total} lượt kiểm tra, kinh phí thực hiện tăng; chi phí giảm.")
    page = cast.client("specialist").get(reverse("report-detail", args=[report.pk]))
    html = page.content.decode()
    assert re.findall(r'<mark class="doc-doubted">(\w+)<', html) == ["tăng", "giảm"]
    assert html.count("paper-problem-note") == 2
    assert "02 lưu ý khi soạn thảo, không phải chấp nhận." in html
    assert "không có số liệu nào chứng minh." in html
