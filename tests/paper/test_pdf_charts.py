"""A chart on paper: its words, its face, its place before the table, and what the checker says."""

import io

import pikepdf
import pytest

from tayninh_portal.paper.checker import check_pdf
from tayninh_portal.paper.content import Annex
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import agencies_table, months_chart, months_table, report
from tests.paper.reading import read

pytestmark = pytest.mark.pdf


def printed(*blocks):
    return render_pdf(report(annexes=(Annex("Theo tháng", blocks),)))


@pytest.fixture(scope="module")
def data():
    return printed(months_chart(), months_table())


@pytest.fixture(scope="module")
def page(data):
    return next(page for page in read(data) if page.texts[0].startswith("Phụ lục"))


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_the_checker_finds_nothing(kind):
    assert check_pdf(printed(months_chart(kind=kind), months_table())) == ()


def test_the_drawing_is_a_figure_with_words_in_its_place(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
        ]
    assert figures == [months_chart().alternative, "Mã QR của văn bản BC-2019-7F3K"]


def test_every_label_and_number_is_printed_in_the_face_of_the_paper(page):
    caption = page.line("Theo tháng")
    drawn = [
        line
        for line in page.lines
        if page.line(months_chart().title).bottom < line.top < caption.top
    ]
    assert [line.text for line in drawn if line.text.startswith(("Lượt", "Vi"))] == [
        "Lượt kiểm tra (lượt)",
        "Vi phạm (trường hợp)",
    ]
    words = [word for line in drawn for word in line.text.split()]
    assert sorted(word for word in words if word[-1].isdigit()) == sorted(
        ["6", "0", "1.204", "1", "2", "3", *("T1", "T2", "T3") * 2]
    )
    assert {face for line in drawn for face, _ in line.faces} == {"Tinos", "Tinos-Bold"}


def test_the_table_behind_it_stands_right_under_it(page):
    above = [line for line in page.lines if line.bottom < page.line("Theo tháng").top]
    assert page.line("Theo tháng").top - max(line.bottom for line in above) < 10
    below = [line.text for line in page.lines if line.top > page.line("Tháng").bottom]
    assert below[:9] == ["T1", "6", "1", "T2", "0", "2", "T3", "1.204", "3"]


@pytest.mark.parametrize("rows", [20, 24, 28])
def test_a_chart_is_not_parted_over_two_pages_nor_from_its_table(rows):
    pages = read(printed(agencies_table(rows), months_chart(), months_table()))
    (page,) = [page for page in pages if months_chart().title in page.texts]
    second = page.line("Vi phạm (trường hợp)")
    assert second.top < page.line("Theo tháng").top


def test_a_chart_of_another_colour_is_found(data):
    def paint(pdf):
        for item in pdf.pages[-1].Resources.XObject.values():
            item.write(item.read_bytes().replace(b"0 0 0 rg", b"1 0 0 rg"))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        paint(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert [problem.code for problem in check_pdf(out.getvalue())] == ["color"]
