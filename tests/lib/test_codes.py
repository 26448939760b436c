"""Tracking codes: unguessable, and understood however they are copied."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib.codes import ALPHABET, new_tracking_code, normalise_code


def test_a_code_has_three_groups_of_four_unambiguous_characters():
    codes = [new_tracking_code() for _ in range(2000)]
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)
    assert len(set(codes)) == 2000


def test_all_characters_of_the_alphabet_are_drawn_at_every_place():
    codes = [new_tracking_code().replace("-", "") for _ in range(2000)]
    assert [set(place) for place in zip(*codes, strict=True)] == [set(ALPHABET)] * 12


@pytest.mark.parametrize(
    "copied",
    [
        "70A1-8KXQ-01ZZ",
        "70a1 8kxq 01zz",
        " 70A18KXQ01ZZ\n",
        "7OAI-8KXQ-OLZZ",
        "70A1\u20138KXQ\u201401ZZ",
        "70A1.8KXQ_01ZZ",
        "\uff17\uff10A1-8KXQ-01ZZ",
    ],
)
def test_a_code_is_understood_however_it_is_copied(copied):
    assert normalise_code(copied) == "70A1-8KXQ-01ZZ"


@given(st.text(ALPHABET, min_size=12, max_size=12))
def test_a_normalised_code_stays_as_it_is(plain):
    code = normalise_code(plain)
    assert (normalise_code(code), code.replace("-", "")) == (code, plain)


@pytest.mark.parametrize("text", ["", "70A1-8KXQ", "70A1-8KXQ-01ZZ-7", "70A1-8KXQ-01ZU", "Đ" * 12])
def test_what_is_no_code_is_refused_with_its_form(text):
    with pytest.raises(ValueError) as refusal:
        normalise_code(text)
    assert str(refusal.value) == (
        "Mã tra cứu gồm 12 chữ và số, viết dạng XXXX-XXXX-XXXX. "
        "Kiểm tra lại mã trên phiếu tiếp nhận."
    )
