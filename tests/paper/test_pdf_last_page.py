"""What stands on the last page of a document and of an annex, whatever its length.

A page that carries the signature or the code has at least two lines of what they belong to; the
lengths go over a whole page and more of lines of the body, and of rows of an annex.
"""

import pytest

from tayninh_portal.paper.content import Annex, Item, runs
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import LONG_SENTENCE, agencies_table, paragraph, report
from tests.paper.reading import read

pytestmark = pytest.mark.pdf

# Lines of the body, and rows, of which the first page takes fewer and two pages take more.
LENGTHS = range(12, 43)
# How the body ends: a last paragraph of one line must not be alone over the signature.
ENDS = (("Xem Phụ lục.",), ("Câu ngắn.", "Xem Phụ lục."), (LONG_SENTENCE, "Xem Phụ lục."))


def pages_of(length):
    """A report of so many lines and its end, whose annex has as many rows."""
    items = (Item("-", runs(f"Ý thứ {at}.")) for at in range(length))
    document = report(
        blocks=(*items, *(paragraph(text) for text in ENDS[length % 3])),
        annexes=(Annex("Danh sách", (agencies_table(length),)),),
        # Its line takes room from the words.
        marks=("DỰ THẢO",) * (length // 3 % 2),
    )
    return read(render_pdf(document))


@pytest.fixture(scope="module")
def papers():
    return [pages_of(length) for length in LENGTHS]


def above(page, text):
    """The lines of the words over the one that says ``text``."""
    place = page.line(text)
    return [line for line in page.lines if 20 < line.bottom < place.top - 1]


def test_the_lengths_go_over_the_end_of_a_page(papers):
    ends = [
        next(at for at, page in enumerate(pages) if "Nơi nhận:" in page.texts) for pages in papers
    ]
    assert set(ends) == {0, 1}
    assert {len(pages) - 1 - end for pages, end in zip(papers, ends, strict=True)} == {1, 2}


def test_the_page_of_the_signature_has_two_lines_of_the_body(papers):
    for pages in papers:
        (page,) = [page for page in pages if "Nơi nhận:" in page.texts]
        assert len(above(page, "Nơi nhận:")) >= 2
        assert {"- Lưu: VT, SNV.", "Phó Chủ tịch (minh họa)"} <= set(page.texts)


def test_the_page_of_the_code_has_two_rows_of_the_annex(papers):
    for pages in papers:
        rows = [text for text in pages[-1].texts if text.startswith("Cơ quan minh họa")]
        assert len(rows) >= 2
        assert "Mã văn bản: BC-2019-7F3K" in pages[-1].texts
