"""Folding, normal form and sort keys; the order is checked against an alphabet written by hand."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib.vietnamese import (
    fold,
    has_control_characters,
    has_emoji,
    normalise,
    normalise_lines,
    search_text,
    sort_key,
    words_with_control_characters,
)

# The oracle: a table of composed letters in dictionary order, no Unicode arithmetic.
ALPHABET = [
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h",
    "iìỉĩíị", "j", "k", "l", "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t",
    "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
]  # fmt: skip
PLACE = {
    letter: (row, tone) for row, group in enumerate(ALPHABET) for tone, letter in enumerate(group)
}
LETTERS = "".join(ALPHABET)

SYLLABLES = st.text(LETTERS, min_size=1, max_size=4)
# At most one tone mark a word, as in Vietnamese.
WORDS = SYLLABLES.filter(lambda word: sum(PLACE[letter][1] > 0 for letter in word) <= 1)
NUMBERS = st.integers(0, 12_000).map(str)
NAMES = st.lists(st.one_of(WORDS, NUMBERS), min_size=1, max_size=3).map(" ".join)


def dictionary_place(name):
    """Where a name stands: word by word, numbers first; letters before tones in each word."""
    places = []
    for word in name.split():
        if word.isdigit():
            places.append((0, int(word), 0))
        else:
            letters = [PLACE[letter][0] for letter in word]
            places.append((1, letters, max(PLACE[letter][1] for letter in word)))
    return places


@given(NAMES, NAMES)
def test_keys_compare_as_the_dictionary_does(one, other):
    keys = sort_key(one), sort_key(other)
    places = dictionary_place(one), dictionary_place(other)
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (
        places[0] < places[1],
        places[0] == places[1],
    )


@given(WORDS, WORDS)
def test_keys_of_one_word_compare_as_the_dictionary_does(one, other):
    assert (sort_key(one) < sort_key(other)) == (dictionary_place(one) < dictionary_place(other))


@given(st.text())
def test_a_key_holds_digits_only(text):
    assert re.fullmatch(r"[0-9]*", sort_key(text)) is not None


@given(st.text())
def test_a_key_is_the_same_for_composed_and_decomposed_text(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(text)


@given(NAMES)
def test_a_key_is_the_same_for_capitals(name):
    assert sort_key(name.upper()) == sort_key(name)


def test_all_letters_with_all_tones_come_in_the_order_of_the_alphabet():
    keys = [sort_key(letter) for letter in LETTERS]
    assert keys == sorted(set(keys))


def test_names_come_in_the_order_of_the_alphabet():
    names = ["Ếch", "Em", "Đà", "Da", "Ba", "Ân", "Ăn", "An"]
    assert sorted(names, key=sort_key) == ["An", "Ăn", "Ân", "Ba", "Da", "Đà", "Em", "Ếch"]


def test_tones_come_in_the_order_of_the_dictionary():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip


def test_a_word_stands_together_whatever_follows_it():
    names = ["Thạnh Bắc", "Thanh Điền", "Thành Long", "Thạnh Đức", "Thanh Phước"]
    assert sorted(names, key=sort_key) == [
        "Thanh Điền", "Thanh Phước", "Thành Long", "Thạnh Bắc", "Thạnh Đức",
    ]  # fmt: skip


def test_a_shorter_name_comes_before_a_longer_one_that_starts_with_it():
    assert sorted(["Tân Biên", "Tâng", "Tân"], key=sort_key) == ["Tân", "Tân Biên", "Tâng"]


def test_numbers_sort_by_value_and_before_letters():
    names = ["Phường IV", "Phường 10", "Phường 2", "Phường 02A", "Phường 1", "Phường"]
    assert sorted(names, key=sort_key) == [
        "Phường", "Phường 1", "Phường 2", "Phường 02A", "Phường 10", "Phường IV",
    ]  # fmt: skip


def test_the_two_spellings_of_a_name_have_one_key_and_one_folded_form():
    spellings = ["Hoà Thành", "Hòa Thành", "HÒA  THÀNH", unicodedata.normalize("NFD", "Hòa Thành")]
    assert {sort_key(name) for name in spellings} == {sort_key("hòa thành")}
    assert {fold(name) for name in spellings} == {"hoa thanh"}


def test_other_scripts_come_after_z():
    assert sorted(["Жук", "Zalo", "北"], key=sort_key) == ["Zalo", "Жук", "北"]


def test_punctuation_does_not_count_in_the_order():
    assert sort_key("Sở Nội vụ (Tây Ninh)") == sort_key("sở nội vụ, Tây Ninh")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("  Trảng\u00a0Bàng \n", "trang bang"),
        ("Số 13/BC-UBND", "so 13/bc-ubnd"),
        ("ÐÔNG", "dong"),
        ("Tây\u200b Ninh", "tay ninh"),
        ("", ""),
    ],
)
def test_folding_leaves_no_accent_and_no_capital(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_search_text_joins_what_is_there():
    assert search_text("Sở Y tế", None, "", " ", "SYT") == "so y te syt"


def test_normalising_composes_and_collapses_and_keeps_the_spelling():
    typed = unicodedata.normalize("NFD", "\ufeff Ủy  ban\u00a0nhân dân\u200b ")
    assert normalise(typed) == "Ủy ban nhân dân"
    assert (normalise("Hoà"), normalise("Hòa")) == ("Hoà", "Hòa")
    assert normalise("\u00d0ồng") == "\u0110ồng"


def test_normalising_lines_keeps_paragraphs():
    assert (
        normalise_lines("\r\n Nơi  làm việc \r\n\r\n\r\n\r\n- sạch\n") == "Nơi làm việc\n\n- sạch"
    )


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "\u202eabc", "\ud800", "\ue000", "\u2028"])
def test_what_no_keyboard_types_is_a_control_character(text):
    assert has_control_characters(text) is True


def test_plain_text_has_no_control_characters_and_line_breaks_pass_where_lines_do():
    assert has_control_characters("Sở Nội vụ – số 05/2019\t“…”") is False
    assert has_control_characters("một\nhai") is True
    assert has_control_characters("một\r\nhai", lines=True) is False


def test_a_search_with_a_nul_in_it_is_one_without_for_postgresql_takes_none():
    assert fold("Sở\x00Nội vụ\x00") == "so noi vu"


@pytest.mark.parametrize("text", ["Họp \U0001f600", "\u2764\ufe0f", "\U0001f1fb\U0001f1f3"])
def test_a_picture_of_a_telephone_is_an_emoji(text):
    assert has_emoji(text) is True


@pytest.mark.parametrize("text", ["25 °C, 50 m², №", "➢ Một ✓ hai → ba ☐", "“Đề án” – 1847/QĐ-TTg"])
def test_signs_of_papers_are_no_emoji(text):
    assert has_emoji(text) is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Không có gì\nlạ.", []),
        ("Một \u202elời\u202c văn", ["□lời□"]),
        ("a\x07b c\x00d\ne\ue000", ["a□b", "c□d", "e□"]),
    ],
)
def test_words_with_what_nobody_sees_are_named(text, words):
    assert words_with_control_characters(text) == words
