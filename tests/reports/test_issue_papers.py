"""The three papers of one snapshot, read back: marks, number and date, the place of signature."""

import pytest

from reports.documents.annual import IssuedAs, code_of
from reports.documents.drawing import draw
from tayninh_portal.paper.checker import check_pdf
from tests.paper.reading import read, text_of
from tests.reports.issuing import CONTENT
from tests.reports.test_issue_versions import ISSUED, KINDS

pytestmark = pytest.mark.pdf
REAL = {**CONTENT, "wording": {**CONTENT["wording"], "is_illustrative": False}}


@pytest.fixture(scope="module")
def papers():
    """Kind → the bytes of a paper that bears no mark of the demo."""
    return {kind: draw(REAL, kind, ISSUED if kind == "issued" else None) for kind in KINDS}


@pytest.fixture(scope="module")
def words(papers):
    return {kind: " ".join(text_of(data).split()) for kind, data in papers.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_passes_the_checker(papers, kind):
    assert check_pdf(papers[kind]) == ()


def test_only_the_draft_is_marked_as_one(words):
    assert {kind: "DỰ THẢO" in text for kind, text in words.items()} == {
        "draft": True,
        "for_signature": False,
        "issued": False,
    }


def test_a_paper_of_the_demo_says_so_in_every_kind():
    for kind in KINDS:
        data = draw(CONTENT, kind, ISSUED if kind == "issued" else None)
        assert "BẢN MINH HỌA" in read(data)[0].texts, kind


def test_the_paper_to_be_signed_leaves_room_for_number_and_date(words):
    text = words["for_signature"]
    assert text.count("Số: /BC-UBND") == 1
    assert text.count("Tây Ninh, ngày tháng năm 2020") == 1
    assert text.count("(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2020 của") == 2


def test_the_issued_paper_bears_them_on_page_one_and_on_every_annex(words):
    text = words["issued"]
    assert text.count("Số: 05/BC-UBND") == 1
    assert text.count("Tây Ninh, ngày 14 tháng 01 năm 2020") == 1
    reference = (
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 14 tháng 01 năm 2020 của Ủy ban nhân dân tỉnh Tây "
        "Ninh)"
    )
    assert text.count(reference) == 2


def test_the_year_of_the_paper_is_that_of_the_number():
    later = IssuedAs(7, ISSUED.issued_on.replace(year=2021, month=7, day=5), ISSUED.authority, "A")
    text = " ".join(text_of(draw(REAL, "issued", later)).split())
    assert "Số: 07/BC-UBND Tây Ninh, ngày 05 tháng 7 năm 2021" in text


@pytest.mark.parametrize(
    "authority",
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
    ],
)
def test_authority_room_for_the_signature_and_name_stand_under_one_another(authority):
    issued = IssuedAs(5, ISSUED.issued_on, authority, "Nguyễn Văn Mẫu")
    page = next(p for p in read(draw(REAL, "issued", issued)) if "Nguyễn Văn Mẫu" in p.texts)
    lines = [page.line(text) for text in (*authority, "Nguyễn Văn Mẫu")]
    tops = [line.top for line in lines]
    assert tops == sorted(tops)
    # A round seal of an office is 36 mm wide; a third of the signature lies under its edge.
    assert lines[-1].top - lines[-2].bottom > 26
    assert max(abs(line.centre - lines[0].centre) for line in lines) < 0.5


def test_the_paper_to_be_signed_has_the_same_room_and_no_name(papers):
    page = next(p for p in read(papers["for_signature"]) if "CHỦ TỊCH" in p.texts)
    bottom = page.line("CHỦ TỊCH").bottom
    below = [line for line in page.lines if line.top > bottom and line.left > page.width / 2]
    assert below == []
    assert page.height - 20 - bottom > 28


def test_the_issued_paper_breaks_where_the_signed_one_did(papers):
    ends = {
        kind: [line.text for page in read(papers[kind]) for line in page.lines[1:2]]
        for kind in ("for_signature", "issued")
    }
    assert len(read(papers["for_signature"])) == len(read(papers["issued"]))
    assert ends["for_signature"] == ends["issued"]


def test_all_papers_of_a_snapshot_bear_its_code(words):
    code = code_of(REAL)
    assert [text.count(f"Mã văn bản: {code}") for text in words.values()] == [1, 1, 1]
