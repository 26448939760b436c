"""The spellings of Nghị định 30/2020/NĐ-CP, with the expected ones written by hand."""

import pytest

from tayninh_portal.paper.form import (
    ND30_2020,
    Range,
    heading_mark,
    heading_number,
    letter,
    month,
    roman,
    two_digits,
)


def test_points_follow_the_vietnamese_alphabet():
    assert " ".join(letter(at) for at in range(1, 24)) == (
        "a b c d đ e g h i k l m n o p q r s t u v x y"
    )


@pytest.mark.parametrize("position", [0, 24])
def test_there_is_no_letter_outside_the_alphabet(position):
    with pytest.raises(ValueError, match="Không có chữ cái"):
        letter(position)


def test_parts_are_numbered_in_roman():
    assert [roman(at) for at in (1, 2, 3, 4, 5, 8, 9, 10, 14, 40, 49)] == (
        ["I", "II", "III", "IV", "V", "VIII", "IX", "X", "XIV", "XL", "XLIX"]
    )


def test_headings_are_numbered_by_level():
    assert [heading_number(level, 5) for level in (1, 2, 3, 4)] == ["V", "5", "đ", ""]
    assert [heading_mark(level, heading_number(level, 5)) for level in (1, 2, 3, 4)] == (
        ["V.", "5.", "đ)", "-"]
    )


def test_a_title_without_number_has_no_mark():
    assert heading_mark(1, "") == ""


@pytest.mark.parametrize(
    ("typed", "printed"), [("5", "05"), ("05", "05"), ("13", "13"), ("105", "105"), ("5a", "5a")]
)
def test_a_document_number_below_ten_takes_a_zero(typed, printed):
    assert two_digits(typed) == printed


def test_only_the_first_two_months_take_a_zero():
    assert [month(at) for at in (1, 2, 3, 9, 10, 12)] == ["01", "02", "3", "9", "10", "12"]


def test_a_choice_outside_the_decree_is_refused():
    with pytest.raises(ValueError, match="outside"):
        Range(20, 25, 19)


def test_the_degrees_of_urgency_have_their_frames():
    assert ND30_2020.urgency_frame_mm == {
        "HOẢ TỐC": (30, 8),
        "THƯỢNG KHẨN": (40, 8),
        "KHẨN": (20, 8),
    }
