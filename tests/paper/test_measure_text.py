import pytest

from tayninh_portal.paper.form import ND30_2020
from tayninh_portal.paper.measure import balanced_lines, missing_characters, width_mm

BOLD_14 = ND30_2020.subject


def test_lines_are_even_and_no_more_than_needed():
    assert balanced_lines("một hai ba bốn năm sáu", BOLD_14, 40) == ("một hai ba", "bốn năm sáu")


def test_a_title_that_fits_stays_on_one_line():
    assert balanced_lines("Kết quả năm 2019", BOLD_14, 150) == ("Kết quả năm 2019",)


def test_a_word_wider_than_the_column_stays_whole():
    assert balanced_lines("một hainămsáubảytámchín", BOLD_14, 10) == ("một", "hainămsáubảytámchín")


def test_words_held_together_are_not_parted():
    assert balanced_lines("số\u00a05 hai", BOLD_14, 1) == ("số\u00a05", "hai")


def test_a_width_is_that_of_times_new_roman():
    # Ten digits of half an em at 14 pt: 10 x 7 pt.
    assert width_mm("0123456789", BOLD_14) == pytest.approx(70 * 25.4 / 72)


def test_characters_the_face_lacks_are_named_once():
    assert missing_characters("Đạt ☐, chưa ☐ 中") == "☐中"
