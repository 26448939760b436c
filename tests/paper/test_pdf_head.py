"""The head of page 1 as Phụ lục I asks, read back from the file; numbers written by hand."""

import itertools

import pytest

from tayninh_portal.paper.content import OrganLine
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import for_signature, report
from tests.paper.reading import read

pytestmark = pytest.mark.pdf

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@pytest.fixture(scope="module")
def page():
    return read(render_pdf(report()))[0]


@pytest.fixture(scope="module")
def blank_page():
    return read(render_pdf(for_signature()))[0]


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        (STATE, "Tinos-Bold", 13.0),
        (MOTTO, "Tinos-Bold", 14.0),
        ("ỦY BAN NHÂN DÂN", "Tinos-Bold", 13.0),
        ("TỈNH TÂY NINH", "Tinos-Bold", 13.0),
        ("Số: 05/BC-UBND", "Tinos", 13.0),
        ("Tây Ninh, ngày 14 tháng 01 năm 2020", "Tinos-Italic", 14.0),
        ("BÁO CÁO", "Tinos-Bold", 14.0),
        ("Kính gửi: Bộ Nội vụ.", "Tinos", 14.0),
    ],
)
def test_each_part_has_its_face_and_size(page, text, face, size):
    assert page.line(text).faces == {(face, size)}


def test_the_parts_of_a_column_share_its_middle(page):
    right = [page.line(text).centre for text in (STATE, MOTTO)]
    right.append(page.line("Tây Ninh, ngày 14 tháng 01 năm 2020").centre)
    left = [page.line(text).centre for text in ("ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH")]
    left.append(page.line("Số: 05/BC-UBND").centre)
    assert right == pytest.approx([right[0]] * 3, abs=0.5)
    assert left == pytest.approx([left[0]] * 3, abs=0.5)
    # Left column 30-96 mm, right column 96-195 mm.
    assert left[0] == pytest.approx(63, abs=0.5)
    assert right[0] == pytest.approx(145.5, abs=0.5)


def test_number_and_date_stand_on_one_line(page):
    number = page.line("Số: 05/BC-UBND")
    place = page.line("Tây Ninh, ngày 14 tháng 01 năm 2020")
    assert number.bottom == pytest.approx(place.bottom, abs=0.5)


def test_the_rule_under_the_motto_is_as_long_as_its_text(page):
    motto = page.line(MOTTO)
    rule = page.under(motto)[0]
    assert (rule.left, rule.right) == pytest.approx((motto.left, motto.right), abs=0.3)


@pytest.mark.parametrize("text", ["TỈNH TÂY NINH", "vụ năm 2019 trên địa bàn tỉnh Tây Ninh"])
def test_the_rule_under_issuer_and_subject_is_a_third_to_a_half_of_the_text(page, text):
    line = page.line(text)
    (rule,) = {box.length: box for box in page.under(line)}.values()
    assert 1 / 3 <= rule.length / (line.right - line.left) <= 1 / 2
    assert rule.centre == pytest.approx(line.centre, abs=0.3)


def test_the_subject_is_broken_evenly_under_the_kind(page):
    assert page.texts[page.texts.index("BÁO CÁO") + 1 :][:2] == [
        "Kết quả thực hiện Đề án Văn hóa công",
        "vụ năm 2019 trên địa bàn tỉnh Tây Ninh",
    ]


def test_title_lines_are_centred_on_the_text(page):
    # Between the margins at 30 and 195 mm.
    for text in ("BÁO CÁO", "vụ năm 2019 trên địa bàn tỉnh Tây Ninh", "Kính gửi: Bộ Nội vụ."):
        assert page.line(text).centre == pytest.approx(112.5, abs=0.5)


def test_before_signing_there_is_room_to_write_the_number(blank_page):
    before, after = blank_page.line("Số:"), blank_page.line("/BC-UBND")
    assert before.bottom == pytest.approx(after.bottom, abs=0.1)
    assert after.left - before.right >= 12


def test_before_signing_there_is_room_to_write_the_date(blank_page):
    parts = [line for line in blank_page.lines if line.faces == {("Tinos-Italic", 14.0)}]
    assert " ".join(line.text for line in parts) == "Tây Ninh, ngày tháng năm 2020"
    gaps = [after.left - before.right for before, after in itertools.pairwise(parts)]
    assert min(gaps) >= 9


def test_a_paper_of_the_so_names_the_body_above_in_regular_letters():
    organ = (OrganLine("UBND tỉnh Tây Ninh", parent=True), OrganLine("Sở Nội vụ"))
    page = read(render_pdf(report(organ=organ)))[0]
    above, own = page.line("UBND TỈNH TÂY NINH"), page.line("SỞ NỘI VỤ")
    assert above.faces == {("Tinos", 13.0)}
    assert own.faces == {("Tinos-Bold", 13.0)}
    assert above.top < own.top
    assert len({box.length for box in page.under(own)}) == 1


def test_several_addressees_have_a_line_each():
    page = read(render_pdf(report(addressees=("Bộ Nội vụ", "Văn phòng Chính phủ;"))))[0]
    at = page.texts.index("Kính gửi:")
    assert page.texts[at + 1 : at + 3] == ["- Bộ Nội vụ;", "- Văn phòng Chính phủ."]
    # The dashes stand under the colon (Phụ lục I, II.9.d).
    colon = page.lines[at].right
    assert [line.left for line in page.lines[at + 1 : at + 3]] == pytest.approx(
        [colon - 0.9] * 2, abs=0.5
    )


@pytest.mark.parametrize(("urgency", "width"), [("HOẢ TỐC", 30), ("THƯỢNG KHẨN", 40), ("KHẨN", 20)])
def test_a_degree_of_urgency_stands_in_its_frame(urgency, width):
    page = read(render_pdf(report(urgency=urgency)))[0]
    line = page.line(urgency)
    assert line.faces == {("Tinos-Bold", 14.0)}
    frames = [box for box in page.boxes if box.top < line.top < box.bottom and box.left < line.left]
    frame = max(frames, key=lambda box: box.length)
    assert (frame.length, frame.bottom - frame.top) == pytest.approx((width, 8), abs=0.1)
