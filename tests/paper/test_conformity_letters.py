"""A công văn and a sheet of the file spoiled one rule at a time, made by hand as the report is."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tests.paper.test_conformity import PAGE, SENTENCES, broken, made, paper

pytestmark = pytest.mark.pdf
LETTER = Path(__file__).with_name("by_hand_letter.html").read_text()


@cache
def letter(before="", after=""):
    """The good letter, or one where ``before`` was put as ``after``."""
    assert before in LETTER
    return made(LETTER.replace(before, after))


def test_a_letter_made_by_hand_breaks_no_rule():
    assert broken(letter(), "cong-van") == set()


# What is written wrongly, how, and the one rule (by its code) that has to say so.
SPOILED = [
    (".about { font-size: 13pt", ".about { font-size: 14pt", {"letter-subject"}),
    (".about {", ".about { font-weight: bold;", {"letter-subject"}),
    (".about {", ".about { font-style: italic;", {"letter-subject"}),
    ("V/v chấn", "Về việc chấn", {"letter-subject-form"}),
    (".about {", ".about { text-align: left;", {"letter-subject-place"}),
    (
        ".about { font-size: 13pt; margin-top: 6pt",
        ".about { font-size: 13pt",
        {"letter-subject-gap"},
    ),
    (
        "13pt; margin-top: 6pt; }\n.urgent",
        "13pt; margin-top: 12pt; }\n.urgent",
        {"letter-subject-gap"},
    ),
    ('<div class="to">', '<p class="signs">CÔNG VĂN</p><div class="to">', {"letter-kind"}),
    ("215/PNV-CCHC", "215/PNV", {"number-form"}),
    ("215/PNV-CCHC", "215/BC-PNV", {"number-form"}),
    (".number { font-size: 13pt", ".number { font-size: 12pt", {"number"}),
    (".number {", ".number { text-align: left;", {"number-place", "letter-subject-place"}),
    ("italic; margin-top: 6pt", "italic; margin-top: 12pt", {"date-row"}),
    (
        ".to { display: table; font-size: 13pt",
        ".to { display: table; font-size: 12pt",
        {"addressee"},
    ),
    ("của huyện;", "của huyện,", {"addressee-form"}),
    ("nhân dân các xã.", "nhân dân các xã;", {"addressee-form"}),
    ("<span>:</span>", "<span></span>", {"addressee-form"}),
    ("<span>- Ủy", '<span style="padding-left: 3mm">- Ủy', {"addressee-place"}),
    (
        ".to span {",
        ".to p + p span { text-indent: -15mm; } .to span {",
        {"addressee-place"},
    ),
    ("p.text { text-indent: 12.7mm", "p.text { text-indent: 0", {"indent"}),
    ("p.text { text-indent", "p.text { font-size: 12pt; text-indent", {"body"}),
    ("Trân trọng./.", "Trân trọng.", {"closing"}),
    ("TRƯỞNG PHÒNG", "KT.TRƯỞNG PHÒNG", {"authority-form"}),
    ("- Như trên;", "- Các xã;", {"recipients-form"}),
    (
        ".urgent { font-size: 13pt; font-weight: bold; color: #f00",
        ".urgent { color: #000",
        {"color"},
    ),
]


@pytest.mark.parametrize(("before", "after", "codes"), SPOILED)
def test_what_was_set_wrongly_in_a_letter_is_the_rule_that_is_broken(before, after, codes):
    assert broken(letter(before, after), "cong-van") == codes


# A part that is not there, and the rules that miss it.
GONE = [
    (
        r'<p class="about">.*?</p>',
        {"letter-subject", "letter-subject-form", "letter-subject-place"},
    ),
    (r'<div class="to">.*?</div>', {"addressee", "addressee-form"}),
    (r'<p class="urgent">.*?</p>', set()),
]


@pytest.mark.parametrize(("part", "codes"), GONE)
def test_a_part_that_is_missing_of_a_letter_breaks_its_rules(part, codes):
    page, count = re.subn(part, "", LETTER)
    assert count == 1
    assert broken(made(page), "cong-van") == codes


def test_a_letter_to_one_body_says_it_on_one_line():
    one = '<p class="to">Kính gửi: Sở Nội vụ</p>'
    page = re.sub(r'<div class="to">.*?</div>', one, LETTER)
    assert broken(made(page), "cong-van") == set()


def test_a_report_is_no_letter_and_a_letter_no_report():
    as_report = {"kind", "kind-place", "subject", "subject-place", "subject-rule", "number-form"}
    assert as_report <= broken(letter(), "bao-cao")
    as_letter = {"letter-subject", "letter-subject-form", "letter-subject-place", "number-form"}
    assert as_letter <= broken(paper(), "cong-van")


@cache
def sheet(before="", after=""):
    """A sheet with the words of the report, and nothing of what the decree asks above and below."""
    assert before in PAGE
    page = PAGE.replace(before, after).replace("BÁO CÁO", "PHIẾU TRÌNH")
    page = re.sub(r'<p class="(state|motto|number|date|to)">.*?</p>', "", page)
    page = re.sub(r'<p class="copies">.*?</p>', "", page)
    return made(re.sub(r'<div class="annex.*?</div>', "", page))


# Of any page, and of any body.
SPOILED_SHEETS = [
    ("", "", set()),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 22mm 12mm 23mm 32mm", {"right"}),
    ("@page :first { @top-center { content: none; } }", "", {"page-numbers"}),
    ("Kết quả ghi", "<i>Kết quả</i> ghi", {"body"}),
    (">2. Công tác", ">3. Công tác", {"numbering"}),
    ("tới./.</p>", "tới.</p>", {"closing"}),
    (".kind { font-size: 13pt", ".kind { font-size: 16pt", set()),
]


@pytest.mark.parametrize(("before", "after", "codes"), SPOILED_SHEETS)
def test_of_a_sheet_that_is_no_kind_of_the_decree_page_and_body_are_measured(before, after, codes):
    assert broken(sheet(before, after), "phieu-trinh") == codes


def test_that_its_head_is_not_measured_is_said(tmp_path):
    path, out = tmp_path / "phieu.pdf", io.StringIO()
    path.write_bytes(sheet())
    call_command("check_document", str(path), "--kind", "phieu-trinh", stdout=out)
    said = out.getvalue()
    assert "loại văn bản: phiếu trình" in said
    assert re.search(
        r"^lưu ý +Phần đầu, nơi nhận, người ký +không đo +giấy nội bộ, nghị định không có loại",
        said,
        re.MULTILINE,
    )
    codes = {each.code for each in measure(sheet(), KINDS["phieu-trinh"])}
    assert codes.isdisjoint({"state", "number", "kind", "authority", "recipients-form"})


def test_the_foot_of_a_letter_of_several_pages_is_measured():
    page = LETTER.replace("18mm 21mm", "18mm 9mm")
    assert broken(made(page, SENTENCES * 9), "cong-van") == {"bottom"}
