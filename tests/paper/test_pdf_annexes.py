"""Annexes: heading, own page numbers, landscape, the code at the end."""

import pytest

from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import annex, for_signature, report
from tests.paper.reading import read

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def pages():
    annexes = (annex("Kết quả theo cơ quan", 60), annex("Danh sách tự kiểm tra", 60, True))
    return read(render_pdf(report(annexes=annexes)))


def starts(pages):
    return [at for at, page in enumerate(pages) if page.texts[0].startswith("Phụ lục")]


def number(page):
    found = [line.text for line in page.lines if line.text.isdigit() and line.bottom < 20]
    return found[0] if found else ""


def test_each_annex_counts_its_own_pages(pages):
    first, second = starts(pages)
    assert [number(page) for page in pages[first:second]] == ["", "2"]
    assert [number(page) for page in pages[second:]] == ["", "2", "3"]


def test_the_body_counts_without_its_annexes(pages):
    assert [number(page) for page in pages[: starts(pages)[0]]] == ["", "2"]


def test_only_the_annex_that_asks_lies_across(pages):
    second = starts(pages)[1]
    assert {(round(page.width), round(page.height)) for page in pages[:second]} == {(210, 297)}
    assert {(round(page.width), round(page.height)) for page in pages[second:]} == {(297, 210)}


def test_an_annex_says_what_it_belongs_to(pages):
    page = pages[starts(pages)[0]]
    assert page.texts[:4] == [
        "Phụ lục I",
        "KẾT QUẢ THEO CƠ QUAN",
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 14 tháng 01 năm 2020",
        "của Ủy ban nhân dân tỉnh Tây Ninh)",
    ]
    assert page.lines[0].faces == {("Tinos-Bold", 14.0)}
    assert page.lines[1].faces == {("Tinos-Bold", 14.0)}
    assert page.lines[2].faces == {("Tinos-Italic", 14.0)}
    for line in page.lines[:4]:
        assert line.centre == pytest.approx(112.5, abs=0.5)


def test_annexes_are_numbered_only_when_there_are_several(pages):
    assert [pages[at].texts[0] for at in starts(pages)] == ["Phụ lục I", "Phụ lục II"]
    alone = read(render_pdf(report(annexes=(annex(),))))
    assert [alone[at].texts[0] for at in starts(alone)] == ["Phụ lục"]


def test_before_signing_the_annex_has_room_too():
    pages = read(render_pdf(for_signature(annexes=(annex(),))))
    page = pages[starts(pages)[0]]
    reference = " ".join(line.text for line in page.lines if line.faces == {("Tinos-Italic", 14.0)})
    assert reference == (
        "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2020 của Ủy ban nhân dân tỉnh Tây Ninh)"
    )


def test_the_header_of_a_table_comes_again_on_each_page(pages):
    first, second = starts(pages)
    assert ["Cơ quan, đơn vị" in page.texts for page in pages[first:second]] == [True, True]


def test_every_row_is_printed_once(pages):
    first, second = starts(pages)
    rows = [text for page in pages[first:second] for text in page.texts if "minh họa" in text]
    assert sorted(rows) == sorted(f"Cơ quan minh họa {at}" for at in range(1, 61))


def test_the_code_stands_at_the_end_of_the_last_annex(pages):
    found = [at for at, page in enumerate(pages) if "Mã văn bản: BC-2019-7F3K" in page.texts]
    assert found == [len(pages) - 1]
    assert pages[-1].texts[-1] == "Mã văn bản: BC-2019-7F3K"


def test_without_annex_the_code_stands_after_the_signature():
    pages = read(render_pdf(report(code_url="https://vi-du.example/tra-cuu/BC-2019-7F3K")))
    assert pages[-1].texts[-2:] == [
        "Mã văn bản: BC-2019-7F3K",
        "Tra cứu tại: https://vi-du.example/tra-cuu/BC-2019-7F3K",
    ]
