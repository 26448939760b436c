"""Equal data have equal bytes, other data have others."""

import enum
import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tayninh_portal.lib.canonical import LARGEST_INTEGER, canonical_bytes, sha256_hex

TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


class Kind(enum.StrEnum):
    SURPRISE = "surprise"


class Level(enum.IntEnum):
    HIGH = 3


def test_keys_are_sorted_and_nothing_is_escaped_or_spaced():
    data = {"đến": date(2019, 12, 31), "a": [True, None, 87], "Số": "13/BC-UBND"}
    assert canonical_bytes(data).decode() == (
        '{"Số":"13/BC-UBND","a":[true,null,87],"đến":"2019-12-31"}'
    )


def test_the_checksum_is_the_sha256_of_the_bytes():
    assert sha256_hex({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


def test_the_form_of_accents_does_not_change_the_bytes():
    spread = unicodedata.normalize("NFD", "Hòa Thành")
    assert canonical_bytes({spread: spread}) == '{"Hòa Thành":"Hòa Thành"}'.encode()


def test_a_moment_is_written_in_utc_whatever_its_zone():
    there = datetime(2019, 7, 5, 10, 42, tzinfo=timezone(timedelta(hours=7)))
    assert canonical_bytes(there) == b'"2019-07-05T03:42:00.000000+00:00"'
    assert canonical_bytes(there.astimezone(UTC)) == canonical_bytes(there)


def test_choices_uuids_and_tuples_are_written_as_what_they_stand_for():
    number = UUID("12345678-1234-5678-1234-567812345678")
    assert canonical_bytes((Kind.SURPRISE, Level.HIGH, number)) == (
        b'["surprise",3,"12345678-1234-5678-1234-567812345678"]'
    )


@pytest.mark.parametrize("value", [1.0, Decimal("1.5"), b"x", {1, 2}, object()])
def test_what_has_no_single_way_to_be_written_is_refused(value):
    with pytest.raises(TypeError) as refusal:
        canonical_bytes({"a": [value]})
    assert str(refusal.value) == f"Không ghi được kiểu {type(value).__name__} vào JSON chuẩn."


def test_keys_must_be_text():
    with pytest.raises(TypeError) as refusal:
        canonical_bytes({1: "a"})
    assert str(refusal.value) == "Khóa JSON phải là chữ, không phải int."


def test_two_keys_that_become_one_are_refused():
    with pytest.raises(ValueError) as refusal:
        canonical_bytes({"Hòa": 1, unicodedata.normalize("NFD", "Hòa"): 2})
    assert str(refusal.value) == "Hai khóa JSON trùng nhau sau khi chuẩn hóa: “Hòa”."


def test_integers_that_readers_would_round_and_moments_without_zone_are_refused():
    with pytest.raises(ValueError, match=r"^Số nguyên quá lớn"):
        canonical_bytes(2**53)
    with pytest.raises(ValueError, match=r"^Thời điểm không có múi giờ"):
        canonical_bytes(datetime(2019, 7, 5))


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert json.loads(canonical_bytes(value)) == value


@given(VALUES)
def test_writing_what_was_read_gives_the_same_bytes(value):
    written = canonical_bytes(value)
    assert canonical_bytes(json.loads(written)) == written


@given(st.dictionaries(TEXT, VALUES, min_size=2, max_size=5))
def test_the_order_in_which_keys_were_put_in_does_not_matter(mapping):
    turned = dict(reversed(mapping.items()))
    assert canonical_bytes(turned) == canonical_bytes(mapping)
