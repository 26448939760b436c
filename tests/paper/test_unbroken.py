"""What stays on one line of a paper, and that nothing but spaces is changed for it."""

import pytest

from tayninh_portal.paper.content import (
    Annex,
    Figure,
    Item,
    Signature,
    Table,
    TableColumn,
    Text,
    row,
    runs,
)
from tayninh_portal.paper.form import ND30_2020
from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.paper.reading import read_back
from tayninh_portal.paper.unbroken import unbroken
from tayninh_portal.paper.word.file import render_docx
from tests.paper.documents import paragraph, report
from tests.paper.reading import read
from tests.paper.said import in_pdf, in_word
from tests.paper.word_reading import body_of, paragraphs

# “~” is the space at which no line ends.
NAMES = [
    ("UBND huyện Dương Minh Châu", "UBND huyện Dương~Minh~Châu"),
    ("UBND thành phố Hồ Chí Minh", "UBND thành phố Hồ~Chí~Minh"),
    ("UBND phường 3", "UBND phường~3"),
    ("UBND xã Cầu Khởi (đến\u00a030/6/2025)", "UBND xã Cầu~Khởi (đến~30/6/2025)"),
    ("Ban, ngành tỉnh số 1 (minh họa)", "Ban, ngành tỉnh số~1 (minh~họa)"),
    ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã~hội"),
    ("Nội dung theo Quyết định 1847", "Nội dung theo Quyết~định~1847"),
    ("13/02/2025; 23/4/2025", "13/02/2025; 23/4/2025"),
    ("Cộng", "Cộng"),
    ("", ""),
]


def table(label="Cơ quan", names=("Sở Y tế",), width=40):
    columns = (TableColumn(label, width_percent=width, names_row=True), TableColumn("Số"))
    return Table(columns=columns, rows=tuple(row(name, "1") for name in names))


def spaced(block):
    return unbroken(report(blocks=(block, paragraph("Hết."))), ND30_2020).blocks[0]


@pytest.mark.parametrize(("name", "held"), NAMES)
def test_a_name_in_a_table_breaks_where_it_is_read(name, held):
    (cells,) = spaced(table(names=(name,))).rows
    assert cells[0] == runs(held.replace("~", "\u00a0"))


def test_the_name_under_a_signature_breaks_where_it_is_read():
    who = Signature(("Chủ tịch",), "Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh (minh họa)")
    held = unbroken(report(signature=who), ND30_2020).signature
    assert held.name == "Chủ tịch Ủy ban nhân dân tỉnh Tây\u00a0Ninh (minh\u00a0họa)"


def test_words_wider_than_their_column_break_anyway():
    """“Cá nhân” in bold is 15 mm wide: a column of 20 mm takes it, one of 13 mm does not."""
    wide, narrow = (spaced(table("Vi phạm của cá nhân", width=at)) for at in (12, 8))
    assert wide.columns[0].label == "Vi phạm của cá\u00a0nhân"
    assert narrow.columns[0].label == "Vi phạm của cá nhân"


@pytest.mark.parametrize("said", ["cụ thể:", "Cụ thể như sau:", "cụ thể"])
def test_cu_the_is_one_word_in_a_sentence(said):
    figure = Figure("visits.total", 87, "87")
    for block in (paragraph(figure, f" lượt, {said}"), Item("-", runs(figure, f" lượt, {said}"))):
        held = said.replace("ụ thể", "ụ\u00a0thể")
        assert spaced(block).runs == (figure, Text(f" lượt, {held}"))
    assert spaced(paragraph("Cụ thểm.")).runs == runs("Cụ thểm.")


@pytest.mark.pdf
def test_no_line_of_a_paper_ends_between_cu_and_the():
    blocks = tuple(paragraph(f"{'Kết quả ' * (5 + at)}cụ thể: đã làm.") for at in range(14))
    document = report(blocks=blocks, annexes=(Annex("Danh sách", (table(),)),))
    data = render_pdf(document)
    lines = [line.text for page in read(data) for line in page.lines]
    assert sum("cụ thể:" in line for line in lines) == len(blocks)
    # Some of them began a line for it.
    assert any(line.startswith("cụ thể:") for line in lines)
    assert read_back(data).document == document


@pytest.mark.pdf
def test_pdf_and_word_say_what_was_written():
    tables = (table(names=(name,)) for name, _ in NAMES if name)
    document = report(blocks=(*tables, paragraph("Đã làm, cụ thể: hết.")))
    data = render_docx(document)
    assert in_pdf(render_pdf(document)) == in_word(data)
    words = " ".join(paragraphs(body_of(data)))
    assert "Dương\u00a0Minh\u00a0Châu" in words
    assert "cụ\u00a0thể:" in words
