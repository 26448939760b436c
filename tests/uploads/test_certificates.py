"""Signatures whose certificates come from an authority of the tests, and of no real one."""

from io import BytesIO

import pytest
from django.core.checks import run_checks

from tayninh_portal.uploads import opening
from tayninh_portal.uploads.signatures import EXPIRED, REVOKED, TRUSTED, UNCHECKED, UNKNOWN
from tests.lib.signed_pdf import (
    Authority,
    plain_pdf,
    sign_pdf,
    with_list_of_revoked,
    with_something_added,
)

pytestmark = pytest.mark.slow

LEADER, BODY = "Nguyễn Văn Mẫu", "Ủy ban nhân dân tỉnh Tây Ninh"


@pytest.fixture
def authority():
    return Authority()


def judged(data, trust):
    found = opening.read_signatures(BytesIO(data), trust=trust)
    return [(each.signer, each.certificate, each.is_altered) for each in found]


def test_one_signature_of_a_known_authority_is_trusted(authority, tmp_path):
    trust = authority.write(tmp_path, authority.revoked(99))
    data = sign_pdf(plain_pdf(), authority.signer(LEADER))
    (found,) = opening.read_signatures(BytesIO(data), trust=trust)
    assert (found.signer, found.certificate, found.issuer) == (LEADER, TRUSTED, "CA minh họa")


def test_the_person_and_the_body_sign_one_after_the_other(authority, tmp_path):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER))
    data = sign_pdf(data, authority.signer(BODY, BODY, serial=2), "Chữ ký 2")
    assert judged(data, authority.write(tmp_path)) == [
        (LEADER, TRUSTED, False),
        (BODY, TRUSTED, False),
    ]


def test_what_was_put_in_between_them_alters_the_first_alone(authority, tmp_path):
    data = with_something_added(sign_pdf(plain_pdf(), authority.signer(LEADER)))
    data = sign_pdf(data, authority.signer(BODY, BODY, serial=2), "Chữ ký 2")
    first, second = judged(data, authority.write(tmp_path))
    assert (first[2], second[2]) == (True, False)


@pytest.mark.parametrize("years", [(2019, 2022), (2035, 2040)])
def test_a_certificate_that_was_not_good_that_day_is_expired(authority, tmp_path, years):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER, years=years))
    assert judged(data, authority.write(tmp_path)) == [(LEADER, EXPIRED, False)]


def test_a_certificate_that_was_taken_back_is_revoked(authority, tmp_path):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER, serial=7))
    trust = authority.write(tmp_path, authority.revoked(7))
    assert judged(data, trust) == [(LEADER, REVOKED, False)]


def test_the_list_may_come_with_the_file(authority, tmp_path):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER, serial=7))
    data = with_list_of_revoked(data, authority.revoked(7))
    assert judged(data, authority.write(tmp_path)) == [(LEADER, REVOKED, False)]


def test_a_list_somebody_else_signed_neither_takes_back_nor_vouches(authority, tmp_path):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER, serial=7))
    forged = Authority("Kẻ giả mạo")
    forged.name = authority.name
    assert judged(data, authority.write(tmp_path, forged.revoked(7))) == [(LEADER, UNKNOWN, False)]


def test_an_authority_nobody_laid_down_is_unknown(authority, tmp_path):
    data = sign_pdf(plain_pdf(), Authority("CA khác").signer(LEADER))
    assert judged(data, authority.write(tmp_path)) == [(LEADER, UNKNOWN, False)]


def test_without_an_authority_no_trust_is_claimed(authority, tmp_path):
    data = sign_pdf(plain_pdf(), authority.signer(LEADER))
    (tmp_path / "ghi-chu.txt").write_text("không phải chứng thư")
    (tmp_path / "thu-muc").mkdir()
    for trust in ("", str(tmp_path), str(tmp_path / "không có")):
        assert judged(data, trust) == [(LEADER, UNCHECKED, False)]


def test_a_folder_that_is_not_there_stops_the_start(settings, tmp_path):
    found = []
    for folder in (tmp_path / "không có", tmp_path):
        settings.SIGNATURE_TRUST = str(folder)
        found.append([each.id for each in run_checks() if each.id == "portal.E005"])
    assert found == [["portal.E005"], []]
