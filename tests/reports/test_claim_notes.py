"""Notes about claims on the page of a report and beside the box: told, underlined, and in nobody's
way."""

import re
from datetime import date

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


CAUSES = "Qua {visits.total} lượt kiểm tra, kinh phí thực hiện tăng."
MARKED = re.compile(r'<mark class="doc-doubted">(\w+)<')


def preview_of(html):
    """What stands under “Xem trước”."""
    return html.partition('id="xem-truoc"')[2].partition("</section>")[0]


def test_what_is_typed_is_doubted_in_the_preview_and_saved_all_the_same(cast, maker):
    report = a_reported_year(maker)
    section = report.sections.get(code="causes")
    url = reverse("section-update", args=[report.pk, section.pk])
    client = cast.client("specialist")
    assert MARKED.findall(preview_of(client.get(url).content.decode())) == []
    sent = {"text": CAUSES, "seen_version": section.version, "seen": ""}
    seen = preview_of(client.post(url, sent | {"xem-truoc": "1"}).content.decode())
    assert MARKED.findall(seen) == ["tăng"]
    assert seen.count("paper-problem-note") == 1
    assert "kinh phí thực hiện tăng.”: không có số liệu nào chứng minh." in seen
    assert client.post(url, sent).status_code == 302
    assert report.sections.get(code="causes").text == CAUSES
    assert MARKED.findall(preview_of(client.get(url).content.decode())) == ["tăng"]


def test_what_the_figures_bear_is_not_doubted_beside_the_box(cast, maker):
    """Held against the numbers the section is told from, with those of the year before."""
    report = a_reported_year(maker)
    maker.visit(day=date(2018, 5, 4), place=0)
    section = report.sections.get(code="causes")
    url = reverse("section-update", args=[report.pk, section.pk])
    sent = {"seen_version": section.version, "seen": "", "xem-truoc": "1"}
    for text, doubted in (("Số lượt kiểm tra tăng.", []), ("Số lượt kiểm tra giảm.", ["giảm"])):
        page = cast.client("specialist").post(url, sent | {"text": text})
        assert MARKED.findall(preview_of(page.content.decode())) == doubted
