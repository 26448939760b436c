"""Every kind of paper the portal draws keeps the decree, as ``check_document`` measures it.

Drawn by the portal's own ways, in the version of the paper that is drawn now.
"""

import io
from collections import Counter
from datetime import date

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reports.documents.drawing import draw
from reports.freezing.composition import composition_now
from reports.issuing.models import PaperKind, Rendering
from reports.issuing.paper_kinds import KINDS as KINDS_OF_PAPER
from reports.management.commands.build_report import as_file, stated
from reports.narrative.models import Outline, Report, ReportState
from reports.narrative.outline_drafts import apply_outline, end_heading, make_outline
from tayninh_portal.models import User
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tayninh_portal.records import Act
from tayninh_portal.storage import path_of
from tests.fixtures.cast import moment
from tests.paper.said import in_pdf, in_word
from tests.paper.word_reading import faults
from tests.reports.composition import make_report
from tests.reports.workflow_story import returned

pytestmark = pytest.mark.pdf
NOW = moment(2026, 11, 20, 10)


def broken(data, kind="bao-cao"):
    """What is broken, with what was found; that a sheet is no kind of the decree is said."""
    found = measure(data, KINDS[kind])
    assert ("no-kind" in {each.code for each in found}) == kind.startswith("phieu")
    return [(each.rule, each.found) for each in found if each.verdict == "không đạt"]


@pytest.mark.sqlite
def test_the_papers_kept_of_2019_and_2025_and_of_what_replaces_them(demo_2026):
    rows = Rendering.objects.exclude(kind=PaperKind.FOR_SIGNATURE, report__replaces=None)
    papers = rows.order_by("pk").values_list("kind", "report__year", "file__sha256")
    assert [(kind, year) for kind, year, _ in papers] == [
        ("check_sheet", 2019),
        ("issued", 2019),
        ("check_sheet", 2025),
        ("issued", 2025),
        ("check_sheet", 2025),
        ("for_signature", 2025),
        ("check_sheet", 2019),
    ]
    for kind, year, sha256 in papers:
        measured_as = "phieu-kiem-tra" if kind == PaperKind.CHECK_SHEET else "bao-cao"
        found = broken(path_of(sha256).read_bytes(), measured_as)
        assert (kind, year, found) == (kind, year, [])


@pytest.mark.sqlite
@pytest.mark.parametrize("period", [None, ["2026-01-01..2026-03-31"]], ids=["year", "quarter"])
def test_the_draft_of_the_year_under_way_and_of_a_quarter(demo_2026, period):
    with time_machine.travel(NOW, tick=False):
        data = as_file(".pdf", *stated("2026", period))
    assert broken(data) == []
    verdicts = {each.code: each.verdict for each in measure(data, KINDS["bao-cao"])}
    assert (verdicts["marks"], verdicts["beside"]) == ("đạt", "lưu ý")


@pytest.mark.sqlite
def test_every_kind_keeps_the_decree_and_says_the_same_as_pdf_and_word(demo_2026):
    """Those of the page “Các loại văn bản”, of the newest records of the demo."""
    client = Client()
    with time_machine.travel(NOW, tick=False):
        client.force_login(User.objects.get(username="chuyenvien1"))
        for kind in KINDS_OF_PAPER:
            if kind.word == NOT_IN_THE_DEMO:
                continue
            address = reverse("paper-kind", args=[kind.word])
            pdf, word = (client.get(address, asked).content for asked in ({}, {"dang": "docx"}))
            assert (kind.word, broken(pdf, kind.measured), faults(word)) == (kind.word, [], [])
            if kind.word not in OVER_PAGES:
                assert (kind.word, letters(in_pdf(pdf))) == (kind.word, letters(in_word(word)))


# The demo's plan is issued by the Giám đốc Sở: ``tests/inspections/test_plan.py``.
NOT_IN_THE_DEMO = "to-trinh-ke-hoach"
# Their tables go over pages, where the PDF writes the head again: ``test_one_paper_in_all_forms``.
OVER_PAGES = {"bao-cao", "ke-hoach-kiem-tra", "phieu-kiem-tra"}


def letters(words: Counter) -> Counter:
    """A symbol may end a line of the PDF at its stroke, so words are counted letter by letter."""
    return Counter("".join(words.elements()))


# The correction is of a report that was issued, the memo of one that was approved.
LETTERS = [
    ("vanthuso", "report-memo", ReportState.APPROVED, "to-trinh"),
    ("vanthutinh", "report-correction-letter", ReportState.ISSUED, "cong-van"),
]


@pytest.mark.sqlite
@pytest.mark.parametrize(("who", "page", "state", "kind"), LETTERS)
def test_the_papers_that_go_with_a_report(demo_2026, who, page, state, kind):
    client = Client()
    with time_machine.travel(NOW, tick=False):
        client.force_login(User.objects.get(username=who))
        answer = client.get(reverse(page, args=[Report.objects.filter(state=state).first().pk]))
    assert broken(answer.content, kind) == []


def test_a_draft_that_came_back(cast):
    content = composition_now(returned(cast)).content
    assert broken(draw(content, "draft")) == []


def test_a_report_of_one_page(cast):
    """In an outline with what is said in a sentence where nothing happened."""
    base = Outline.objects.get()
    basis, starts_on = "Công văn số 15/BNV-CCVC ngày 05/01/2027", date(2019, 1, 1)
    outline, _ = make_outline(
        base, Act(cast.specialist), name="Rút gọn", basis=basis, starts_on=starts_on
    )
    kept = ("part_results", "results", "inspections", "self_inspections")
    for heading in outline.sections.exclude(code__in=kept).order_by("-order"):
        end_heading(heading, Act(cast.specialist))
    apply_outline(outline, Act(cast.manager))
    data = draw(composition_now(make_report(cast)).content, "for_signature")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    assert broken(data) == []
