"""The body, the signature and the marks of the pages, read back from the file."""

import itertools

import pytest

from tayninh_portal.paper.content import Annex, Heading, Item, Table, TableColumn, row, runs
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import LONG_SENTENCE, agencies_table, paragraph, report
from tests.paper.reading import read, text_of

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def pages():
    return read(render_pdf(report(blocks=tuple(paragraph(LONG_SENTENCE) for _ in range(20)))))


@pytest.fixture(scope="module")
def first():
    return read(render_pdf(report()))[0]


def test_pages_are_a4(pages):
    assert [(page.width, page.height) for page in pages] == (
        [pytest.approx((210, 297), abs=0.1)] * 3
    )


def test_text_keeps_the_margins(pages):
    for page in pages:
        lines = [line for line in page.lines if line.faces != {("Tinos", 14.0)} or line.top > 20]
        assert min(line.left for line in lines) >= 29.9
        assert max(line.right for line in lines) <= 195.3
        assert max(line.bottom for line in lines) <= 277.5
    body = pages[1].lines[1:]
    assert min(line.left for line in body) == pytest.approx(30, abs=0.1)
    assert max(line.right for line in body) == pytest.approx(195, abs=0.3)
    assert 20 <= min(line.top for line in body) <= 25


def test_body_is_14_pt_with_an_indented_first_line(pages):
    first_lines = [line for line in pages[1].lines if line.text.startswith("Các cơ quan")]
    assert {face for line in first_lines for face in line.faces} == {("Tinos", 14.0)}
    # 30 mm of margin and 12.7 mm of indent.
    assert {round(line.left, 1) for line in first_lines} == {42.7}


def test_paragraphs_stand_apart_more_than_lines(pages):
    lines = pages[1].lines[1:]
    steps = [below.top - above.top for above, below in itertools.pairwise(lines)]
    line_step = min(steps)
    # 14 pt x 1.15 x 1.1, and 6 pt between paragraphs, in millimetres.
    assert line_step == pytest.approx(6.25, abs=0.1)
    assert max(steps) - line_step == pytest.approx(2.12, abs=0.1)


def test_the_page_number_is_in_the_top_margin_from_page_2_on(pages):
    numbers = [
        [line for line in page.lines if line.text.isdigit() and line.bottom < 20] for page in pages
    ]
    assert [[line.text for line in found] for found in numbers] == [[], ["2"], ["3"]]
    assert numbers[1][0].faces == {("Tinos", 14.0)}
    assert numbers[1][0].centre == pytest.approx(112.5, abs=0.3)


def test_titles_are_set_by_level(first):
    assert first.line("I. KẾT QUẢ ĐẠT ĐƯỢC").faces == {("Tinos-Bold", 14.0)}
    assert first.line("1. Công tác kiểm tra").faces == {("Tinos-Bold", 14.0)}
    assert first.line("a) Kiểm tra đột xuất").faces == {("Tinos", 14.0)}


def test_figures_are_printed_as_plain_text(first):
    assert first.line("Đã kiểm tra 87 lượt, cụ thể:").faces == {("Tinos", 14.0)}


def test_the_table_stands_with_its_total_and_note(first):
    assert first.line("Vi phạm phát hiện qua kiểm tra").faces == {("Tinos-Bold", 13.0)}
    assert first.line("Tổng cộng").faces == {("Tinos-Bold", 13.0)}
    assert first.line("Số liệu minh họa.").faces == {("Tinos", 12.0)}
    numbers = [first.line(text).right for text in ("07", "04", "11")]
    assert numbers == pytest.approx([numbers[0]] * 3, abs=0.1)


def test_the_body_ends_with_its_mark():
    text = text_of(render_pdf(report()))
    assert "Trên đây là báo cáo của Ủy ban nhân dân tỉnh./." in text
    assert text.count("./.") == 1


def test_the_grounds_are_italic_and_end_in_order():
    bases = ("Căn cứ Luật Cán bộ, công chức", "Căn cứ Quyết định số 1847/QĐ-TTg;")
    page = read(render_pdf(report(bases=bases)))[0]
    for text in ("Căn cứ Luật Cán bộ, công chức;", "Căn cứ Quyết định số 1847/QĐ-TTg."):
        assert page.line(text).faces == {("Tinos-Italic", 14.0)}


def test_recipients_stand_level_with_the_authority():
    pages = read(render_pdf(report(drafter="nva.12")))
    page = next(page for page in pages if "Nơi nhận:" in page.texts)
    title, authority = page.line("Nơi nhận:"), page.line("TM. ỦY BAN NHÂN DÂN")
    assert title.faces == {("Tinos-Bold-Italic", 12.0)}
    assert authority.faces == {("Tinos-Bold", 14.0)}
    assert title.left == pytest.approx(30, abs=0.1)
    assert title.centre < 112.5 < authority.left
    assert title.bottom == pytest.approx(authority.bottom, abs=1)
    for text in ("- Như trên;", "- CT, các PCT UBND tỉnh;", "- Lưu: VT, SNV. NVA.12"):
        assert page.line(text).faces == {("Tinos", 11.0)}


def test_there_is_room_for_signature_and_seal():
    pages = read(render_pdf(report()))
    page = next(page for page in pages if "Nơi nhận:" in page.texts)
    lines = [
        page.line(text) for text in ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phó Chủ tịch (minh họa)")
    ]
    assert lines[2].faces == {("Tinos-Bold", 14.0)}
    assert lines[2].top - lines[1].bottom >= 25
    centres = [line.centre for line in lines]
    assert centres == pytest.approx([centres[0]] * 3, abs=0.3)


def test_a_title_is_never_the_last_line_of_a_page():
    for before in range(18, 30):
        blocks = (
            *(Item("-", runs(f"Ý thứ {at}.")) for at in range(before)),
            Heading(2, "1", "Đề mục"),
            *(paragraph(LONG_SENTENCE) for _ in range(3)),
        )
        for page in read(render_pdf(report(blocks=blocks))):
            assert page.texts[-1] != "1. Đề mục"


@pytest.mark.parametrize("before", range(14, 24))
def test_a_table_is_not_parted_from_its_sentence_nor_its_sum_from_its_rows(before):
    table = Table(
        columns=(
            TableColumn("Loại vi phạm", names_row=True),
            TableColumn("Số", "right", None, "number"),
        ),
        rows=tuple(row(f"Loại {at}", str(at)) for at in range(1, 8)),
        total=row("Cộng", "28"),
        caption="Vi phạm theo loại",
    )
    blocks = (
        *(Item("-", runs(f"Ý thứ {at}.")) for at in range(before)),
        paragraph("Ghi nhận 28 trường hợp, cụ thể:"),
        table,
        *(paragraph(LONG_SENTENCE) for _ in range(2)),
    )
    pages = read(render_pdf(report(blocks=blocks)))

    def page_of(text):
        (found,) = [at for at, page in enumerate(pages) if text in page.texts]
        return found

    sentence = page_of("Ghi nhận 28 trường hợp, cụ thể:")
    assert sentence == page_of("Vi phạm theo loại") == page_of("Loại 1")
    assert page_of("Loại 7") == page_of("28")


def test_marks_are_the_lowest_line_of_the_words_on_every_page():
    blocks = tuple(paragraph(LONG_SENTENCE) for _ in range(20))
    wide = Annex("Danh sách", (agencies_table(60),), landscape=True)
    document = report(blocks=blocks, annexes=(wide,), marks=("BẢN MINH HỌA", "DỰ THẢO"))
    pages = read(render_pdf(document))
    assert {page.width > page.height for page in pages} == {True, False}
    for page in pages:
        first, second = page.line("BẢN MINH HỌA"), page.line("DỰ THẢO")
        assert first.faces == second.faces == {("Tinos-Bold", 11.0)}
        # Its frame ends where the margin begins, 20 mm from the edge; words end above it.
        frames = [box for box in page.boxes if box.top < first.top < first.bottom < box.bottom]
        assert max(box.bottom for box in frames) == pytest.approx(page.height - 20, abs=0.1)
        rest = [line for line in page.lines if line not in (first, second)]
        assert max(line.bottom for line in rest) < min(box.top for box in frames)
        margin = [line.text for line in page.lines if not 20 < line.bottom < page.height - 20]
        assert all(text.isdigit() for text in margin)


def test_a_paper_without_marks_has_no_line_for_them():
    blocks = tuple(paragraph(LONG_SENTENCE) for _ in range(20))
    bare, marked = (read(render_pdf(report(blocks=blocks, marks=m))) for m in ((), ("DỰ THẢO",)))
    assert max(line.bottom for line in bare[1].lines) > max(
        line.bottom for line in marked[1].lines if line.text != "DỰ THẢO"
    )
    assert max(line.bottom for line in bare[1].lines) > bare[1].height - 27
