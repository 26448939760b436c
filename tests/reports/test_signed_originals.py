"""The PDF that was signed by person and body: read before the issue, filed after it."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.issuing.actions.signed_copies import file_signed_copy, verify_signed_copy
from reports.issuing.models import Issuance, SignedCopy
from reports.narrative.models import Report
from tayninh_portal.models import StoredFile
from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.records import Act
from tests.fixtures.cast import ZONE, moment
from tests.lib.signed_pdf import Authority, plain_pdf, sign_pdf
from tests.paper.documents import report as paper
from tests.reports.issuing import issue, signed

pytestmark = [pytest.mark.pdf, pytest.mark.once]

LEADER, BODY = "Nguyễn Văn Mẫu", "UBND tỉnh Tây Ninh"
FILED = moment(2020, 1, 15)


@pytest.fixture(scope="module")
def printed():
    """Its number is 05/BC-UBND, its day 14/01/2020."""
    return render_pdf(paper())


@pytest.fixture
def authority(settings, tmp_path):
    """Known to the portal; it took the certificate with serial 9 back."""
    settings.FILES_DIR = tmp_path / "files"
    found, folder = Authority(), tmp_path / "trust"
    folder.mkdir()
    settings.SIGNATURE_TRUST = found.write(folder, found.revoked(9))
    return found


@pytest.fixture
def by_both(printed, authority):
    """Signed by the person, then by the body."""
    data = sign_pdf(printed, authority.signer(LEADER))
    return sign_pdf(data, authority.signer(BODY, BODY, serial=2), "Chữ ký 2")


def upload(data):
    return SimpleUploadedFile("ban-da-ky.pdf", data)


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


def page_of(cast, report, **sent):
    """The page of number and day, and its answer to what is sent there."""
    with time_machine.travel(datetime(2020, 1, 14, 12, tzinfo=ZONE), tick=False):
        client, address = cast.client("province_registrar"), f"/bao-cao/{report.pk}/ban-hanh/"
        return client.post(address, {"seen_version": report.version} | sent)


def keep(report, cast, data):
    return file_signed_copy(
        report,
        Act(cast.province_registrar, FILED),
        kind=SignedCopy.Kind.DIGITAL,
        upload=upload(data),
    )[0]


def test_number_and_day_are_proposed_and_the_registrar_confirms_them(cast, by_both):
    report = signed(cast)
    answer = page_of(cast, report, upload=upload(by_both))
    form, shown = answer.context["form"], words(answer)
    assert (form["number"].value(), form["issued_on"].value()) == (5, date(2020, 1, 14))
    assert 'name="number" value="5"' in answer.content.decode()
    assert 'value="14/01/2020"' in answer.content.decode()
    assert "Số, ký hiệu 05/BC-UBND" in shown
    assert f"Chữ ký của người ký: {LEADER}" in shown
    assert f"Chữ ký của cơ quan: {BODY}" in shown
    assert shown.count("chứng thư số hợp lệ vào lúc ký") == 2
    assert "Chưa thấy chữ ký số" not in shown
    assert (Issuance.objects.count(), StoredFile.objects.count()) == (0, 0)
    review = page_of(cast, report, number="5", issued_on="14/01/2020")
    assert "Số: 05/BC-UBND, ngày 14/01/2020" in words(review)
    page_of(cast, report, number="5", issued_on="14/01/2020", confirmed="1")
    assert Issuance.objects.get().number == 5


def test_what_was_typed_stands_and_one_signature_is_told_as_one(cast, printed, authority):
    data = sign_pdf(printed, authority.signer(LEADER))
    answer = page_of(cast, signed(cast), upload=upload(data), number="7", issued_on="")
    form = answer.context["form"]
    assert (form["number"].value(), form["issued_on"].value()) == ("7", date(2020, 1, 14))
    assert "Chưa thấy chữ ký số của cơ quan." in words(answer)
    assert "Chưa thấy chữ ký số của người" not in words(answer)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (plain_pdf(), "không có chữ ký số nào"),
        (b"\x89PNG\r\n\x1a\n and nothing", "bị hỏng"),
        (b"<html>", "Loại tệp không được nhận"),
    ],
)
def test_what_is_no_signed_pdf_is_told_at_its_field(cast, authority, data, says):
    answer = page_of(cast, signed(cast), upload=upload(data), number="7", issued_on="14/01/2020")
    assert says in answer.context["form"].errors["upload"][0]
    assert answer.context["form"]["number"].value() == "7"
    assert Issuance.objects.count() == 0


def test_the_original_shows_both_signatures_with_their_time(cast, by_both):
    report = signed(cast)
    issue(report, cast, number=5)
    copy = keep(Report.objects.get(pk=report.pk), cast, by_both)
    shown = words(cast.client("leader").get(f"/bao-cao/{report.pk}/"))
    assert [each["certificate"] for each in copy.findings] == ["trusted", "trusted"]
    assert f"Chữ ký của người ký: {LEADER} , UBND tỉnh Tây Ninh (minh họa), lúc" in shown
    assert f"Chữ ký của cơ quan: {BODY} , lúc" in shown
    assert shown.count("(giờ máy người ký)") == 2
    assert shown.count("nơi cấp: CA minh họa.") == 2


@pytest.mark.parametrize(
    ("given", "number", "says"),
    [
        ({"years": (2019, 2022)}, 5, "chứng thư số không có hiệu lực vào lúc ký"),
        ({"serial": 9}, 5, "chứng thư số đã bị thu hồi"),
        ({}, 13, "ghi số 05/BC-UBND, báo cáo đã ban hành số 13/BC-UBND"),
        ({"day": 13}, 5, "ghi ngày 14/01/2020, báo cáo đã ban hành ngày 13/01/2020"),
    ],
)
def test_what_cannot_be_this_original_is_refused(cast, printed, authority, given, number, says):
    report = signed(cast)
    issue(report, cast, number=number, issued_on=date(2020, 1, given.pop("day", 14)))
    data = sign_pdf(printed, authority.signer(LEADER, **given))
    with pytest.raises(ValidationError) as error:
        keep(Report.objects.get(pk=report.pk), cast, data)
    assert says in error.value.message_dict["upload"][0]
    assert SignedCopy.objects.count() == 0


def test_an_unknown_authority_is_filed_and_said(cast, printed, authority):
    report = signed(cast)
    issue(report, cast, number=5)
    data = sign_pdf(printed, Authority("CA khác").signer(LEADER))
    copy = keep(Report.objects.get(pk=report.pk), cast, data)
    assert copy.findings[0]["certificate"] == "unknown"
    shown = words(cast.client("leader").get(f"/bao-cao/{report.pk}/"))
    assert "chứng thư số của nơi cấp mà cổng không biết, nơi cấp: CA khác." in shown


def test_a_certificate_taken_back_later_leaves_what_was_filed_as_it_is(
    cast, by_both, authority, settings, tmp_path
):
    report = signed(cast)
    issue(report, cast, number=5)
    copy = keep(Report.objects.get(pk=report.pk), cast, by_both)
    authority.write(tmp_path / "trust", authority.revoked(1, 2))
    assert verify_signed_copy(copy) == ""


def test_a_copy_from_before_certificates_were_asked_is_shown_and_verified(cast, by_both):
    report = signed(cast)
    issue(report, cast, number=5)
    copy = keep(Report.objects.get(pk=report.pk), cast, by_both)
    for each in copy.findings:
        del each["certificate"], each["issuer"]
    assert verify_signed_copy(copy) == ""
    old = SignedCopy.objects.create(
        issuance=copy.issuance,
        kind=copy.kind,
        file=copy.file,
        findings=copy.findings,
        at=moment(2020, 1, 16),
        by=copy.by,
    )
    assert old.findings[0].keys() == {
        "signer",
        "organization",
        "at",
        "is_timestamped",
        "is_intact",
        "covers_file",
        "is_altered",
    }
    shown = words(cast.client("leader").get(f"/bao-cao/{report.pk}/"))
    assert shown.count("nơi cấp chứng thư số chưa được kiểm tra.") == 2
