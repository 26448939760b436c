"""What the signatures of a PDF say, and what they say when somebody tampered with it."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from tayninh_portal.uploads import opening
from tayninh_portal.uploads.signatures import MOST
from tests.lib.signed_pdf import (
    ORGANIZATION,
    plain_pdf,
    sign_pdf,
    with_another_page_size,
    with_something_added,
)

LEADER = "Nguyễn Văn Mẫu"


def read_signatures(data):
    return opening.read_signatures(BytesIO(data))


def test_a_pdf_without_signature_has_none():
    assert read_signatures(plain_pdf()) == ()


def test_it_says_who_signed_when_and_that_the_whole_file_is_covered():
    before = datetime.now(UTC).replace(microsecond=0)
    (found,) = read_signatures(sign_pdf(plain_pdf(), LEADER))
    assert (found.signer, found.organization) == (LEADER, ORGANIZATION)
    assert found.at is not None and before <= found.at <= datetime.now(UTC)
    assert (found.is_intact, found.covers_file, found.is_altered) == (True, True, False)
    assert found.is_timestamped is False


def test_a_second_signature_alters_nothing_and_the_first_covers_its_part():
    leader = sign_pdf(plain_pdf(), LEADER)
    first, second = read_signatures(sign_pdf(leader, "Văn thư UBND tỉnh", "Chữ ký 2"))
    assert [first.signer, second.signer] == [LEADER, "Văn thư UBND tỉnh"]
    assert (first.is_intact, first.covers_file, first.is_altered) == (True, False, False)
    assert (second.is_intact, second.covers_file, second.is_altered) == (True, True, False)


def test_a_flipped_byte_breaks_the_signature():
    (found,) = read_signatures(with_another_page_size(sign_pdf(plain_pdf(), LEADER)))
    assert found.is_intact is False


def test_something_added_after_it_is_an_alteration():
    (found,) = read_signatures(with_something_added(sign_pdf(plain_pdf(), LEADER)))
    assert (found.is_intact, found.covers_file, found.is_altered) == (True, False, True)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing else", plain_pdf()[:200]])
def test_what_cannot_be_read_is_refused_with_a_sentence(data):
    with pytest.raises(ValueError, match="Không đọc được chữ ký số"):
        read_signatures(data)


def test_too_many_signatures_are_refused():
    data = plain_pdf()
    for at in range(MOST + 1):
        data = sign_pdf(data, LEADER, f"Chữ ký {at}")
    with pytest.raises(ValueError, match=f"hơn {MOST} chữ ký"):
        read_signatures(data)
