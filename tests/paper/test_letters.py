"""Papers with a blank number: công văn, tờ trình, internal sheet; read back from PDF and DOCX."""

from datetime import UTC, date, datetime

import pytest

from tayninh_portal.paper.content import Figure, Item, runs
from tayninh_portal.paper.letterheads import DEPARTMENT, OFFICE, PROVINCE, drafted, paragraph
from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.paper.word.file import render_docx
from tests.paper.documents import report
from tests.paper.reading import read
from tests.paper.word_reading import body_of, controls, faults, paragraphs, parts_of

SUBJECT = "cung cấp nội dung, số liệu xây dựng báo cáo năm 2019"


def paper(head=DEPARTMENT, **changes):
    fields = {
        "subject": SUBJECT,
        "blocks": (
            paragraph("Sở Nội vụ đề nghị các cơ quan cung cấp số liệu như sau:"),
            Item("-", runs("Đã kiểm tra ", Figure("visits.total", 3, "03"), " lượt.")),
            paragraph("Đề nghị thủ trưởng các cơ quan chỉ đạo, thực hiện."),
        ),
        "recipients": ("Như trên", "Lưu: VT"),
        "place": "Tây Ninh",
        "at": datetime(2020, 1, 8, 2, tzinfo=UTC),
        "on": date(2020, 1, 8),
        "is_illustrative": False,
        "symbol": "SNV-CCVC",
        "addressees": ("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân cấp xã"),
    }
    return drafted(head, **fields | changes)


MEMO = {"kind": "Tờ trình", "symbol": "TTr-SNV", "subject": "Về việc ban hành Báo cáo năm 2019"}


@pytest.fixture(scope="module")
def letter():
    return read(render_pdf(paper()))[0]


@pytest.mark.pdf
def test_a_letter_has_no_name_of_kind_and_its_subject_stands_under_the_number(letter):
    number = next(line for line in letter.lines if line.text.startswith("Số:"))
    about = [line for line in letter.lines if line.faces == {("Tinos", 12.0)}]
    assert " ".join(line.text for line in about) == f"V/v {SUBJECT}"
    # 6 points under the number, in the middle of its column.
    assert 1 < about[0].top - number.bottom < 4
    assert [line.centre for line in about] == pytest.approx([63] * len(about), abs=0.5)
    assert "CÔNG VĂN" not in letter.texts
    assert max(line.bottom for line in about) < letter.line("Kính gửi:").top


@pytest.mark.pdf
def test_a_paper_of_the_department_stands_under_the_province_and_is_signed_by_its_head(letter):
    assert letter.line("UBND TỈNH TÂY NINH").faces == {("Tinos", 13.0)}
    assert letter.line("SỞ NỘI VỤ").faces == {("Tinos-Bold", 13.0)}
    assert letter.line("GIÁM ĐỐC").faces == {("Tinos-Bold", 14.0)}
    assert not [text for text in letter.texts if text.startswith(("TM.", "Mã văn bản"))]
    assert letter.line("Đề nghị thủ trưởng các cơ quan chỉ đạo, thực hiện./.")


@pytest.mark.pdf
def test_a_memo_has_its_kind_its_sign_with_a_small_letter_and_no_code():
    page = read(render_pdf(paper(**MEMO)))[0]
    assert page.line("TỜ TRÌNH").faces == {("Tinos-Bold", 14.0)}
    assert [text for text in page.texts if "TTr-SNV" in text] == ["/TTr-SNV"]
    assert not [text for text in page.texts if text.startswith(("V/v", "Mã văn bản"))]


def words_of(data):
    return " ".join(" ".join(paragraphs(body_of(data))).split())


@pytest.mark.pdf
@pytest.mark.parametrize(
    "document",
    [
        paper(),
        paper(**MEMO),
        paper(PROVINCE, symbol="UBND-NC"),
        paper(OFFICE, kind="Phiếu trình", symbol="", addressees=(), internal=True),
    ],
    ids=["letter", "memo", "of the province", "internal"],
)
def test_the_word_file_opens_and_says_what_the_pdf_says(document):
    data = render_docx(document)
    assert faults(data) == []
    assert controls(data) == [("s1", "03")]
    printed = " ".join(text for page in read(render_pdf(document)) for text in page.texts)
    assert sorted(words_of(data).split()) == sorted(printed.split())
    assert not [name for name in parts_of(data) if "media" in name]


def test_only_a_letter_goes_without_a_name_of_kind():
    with pytest.raises(ValueError, match="Tên loại văn bản không được để trống"):
        report(kind="")
    assert "letter" not in report().to_json()["document"]
    letter = paper()
    assert type(letter).from_json(letter.to_json()) == letter
