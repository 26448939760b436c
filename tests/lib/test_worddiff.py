"""Two texts compared by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib.worddiff import Kind, word_diff

TEXTS = st.lists(
    st.sampled_from(["Sở", "đã", "kiểm tra", " ", "\n", "87", "{visits.total}", "{", "lượt.", "  "])
).map("".join)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("như cũ", "như cũ", [("same", "như cũ")]),
        ("", "lời mới", [("new", "lời mới")]),
        ("lời cũ", "", [("gone", "lời cũ")]),
        (
            "Tổ kiểm tra 86 lượt.",
            "Tổ kiểm tra 87 lượt.",
            [("same", "Tổ kiểm tra "), ("gone", "86"), ("new", "87"), ("same", " lượt.")],
        ),
        (
            "còn một số vi phạm",
            "còn {violations.total} trường hợp vi phạm",
            [
                ("same", "còn "),
                ("gone", "một số"),
                ("new", "{violations.total} trường hợp"),
                ("same", " vi phạm"),
            ],
        ),
        (
            "dòng một\ndòng hai",
            "dòng một\ndòng ba",
            [("same", "dòng một\ndòng "), ("gone", "hai"), ("new", "ba")],
        ),
    ],
)
def test_words_that_changed_are_told_apart(old, new, found):
    assert [(kind.value, text) for kind, text in word_diff(old, new)] == found


@given(TEXTS, TEXTS)
def test_no_piece_of_either_text_is_lost(old, new):
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind is not Kind.NEW) == old
    assert "".join(text for kind, text in pieces if kind is not Kind.GONE) == new


@given(TEXTS)
def test_a_text_compared_with_itself_shows_no_change(text):
    assert {kind for kind, _ in word_diff(text, text)} <= {Kind.SAME}
