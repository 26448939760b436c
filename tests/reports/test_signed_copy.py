"""The signed original: kept as it came, with what its signatures say; each opening recorded."""

import hashlib
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.issuing.actions.signed_copies import (
    file_signed_copy,
    newest_copy,
    verify_signed_copy,
)
from reports.issuing.models import SignedCopy
from reports.narrative.models import Report
from tayninh_portal.errors import Refused, Unavailable
from tayninh_portal.models import Change, FileOpening
from tayninh_portal.records import Act
from tayninh_portal.storage import path_of, read_file
from tests.fixtures.cast import moment
from tests.lib.signed_pdf import (
    plain_pdf,
    sign_pdf,
    with_another_page_size,
    with_something_added,
)
from tests.reports.issuing import issue, signed
from tests.reports.issuing import presented as at_province

FILED = moment(2020, 1, 15)
LEADER = "Nguyễn Văn Mẫu"
DIGITAL, SCAN = SignedCopy.Kind.DIGITAL, SignedCopy.Kind.SCAN


def scan() -> bytes:
    """A picture of a page."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()


def upload(data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it; its name is nobody's business."""
    return SimpleUploadedFile("Báo cáo của ông A.pdf", data)


@pytest.fixture
def report(cast, settings, tmp_path) -> Report:
    """Issued as number 13 of 14/01/2020."""
    settings.FILES_DIR = tmp_path
    report = signed(cast)
    issue(report, cast)
    return Report.objects.get(pk=report.pk)


def keep(report, cast, data, kind=DIGITAL, **fields):
    """The registrar files ``data``."""
    return file_signed_copy(
        report, Act(cast.province_registrar, FILED), kind=kind, upload=upload(data), **fields
    )


def test_a_digital_original_is_kept_byte_by_byte_with_its_signatures(report, cast):
    data = sign_pdf(plain_pdf(), LEADER)
    copy, new = keep(report, cast, data, note="Nhận từ trục liên thông")
    assert new and read_file(copy.file) == data
    assert copy.file.sha256 == hashlib.sha256(data).hexdigest()
    assert copy.file.name == "bao-cao-2019-ban-goc.pdf"
    (found,) = copy.findings
    assert (found["signer"], found["is_intact"], found["covers_file"]) == (LEADER, True, True)
    last = Change.objects.of(report).last()
    assert (last.label, last.note) == ("Lưu bản gốc ký số", "Nhận từ trục liên thông")


def test_a_scan_is_vouched_for_by_the_one_who_filed_it(report, cast):
    copy, _ = keep(report, cast, scan(), SCAN)
    assert (copy.findings, copy.by, copy.at) == ([], cast.province_registrar, FILED)
    assert copy.file.media_type == "image/png"


@pytest.mark.parametrize(
    ("data", "kind", "field", "says"),
    [
        (plain_pdf(), DIGITAL, "upload", "không có chữ ký số nào"),
        (scan(), DIGITAL, "upload", "phải là tệp PDF"),
        (sign_pdf(plain_pdf(), LEADER), SCAN, "kind", "chọn “Bản ký số”"),
        (with_another_page_size(sign_pdf(plain_pdf(), LEADER)), DIGITAL, "upload", "sửa sau khi"),
        (with_something_added(sign_pdf(plain_pdf(), LEADER)), DIGITAL, "upload", "thêm nội dung"),
        (b"<html>khong phai PDF</html>", DIGITAL, "upload", "Loại tệp không được nhận"),
        (b"", SCAN, "upload", "Tệp rỗng"),
        (b"%PDF-1.7 hong", SCAN, "upload", "bị hỏng"),
    ],
)
def test_what_is_no_original_is_refused_at_its_place(report, cast, data, kind, field, says):
    with pytest.raises(ValidationError) as error:
        keep(report, cast, data, kind)
    assert list(error.value.message_dict) == [field]
    assert says in error.value.message_dict[field][0]
    assert SignedCopy.objects.count() == 0


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(report, cast, settings):
    class Huge(io.BytesIO):
        """Says it is huge, and fails the test if anybody reads it."""

        def seek(self, offset, whence=0):
            return 200 * 1024 * 1024 if whence == 2 else 0

        def tell(self):
            return 200 * 1024 * 1024

        def read(self, *args):
            raise AssertionError("nobody reads a file that is too large")

    with pytest.raises(ValidationError) as error:
        file_signed_copy(report, Act(cast.province_registrar, FILED), kind=DIGITAL, upload=Huge())
    assert "vượt mức 20 MB" in error.value.message_dict["upload"][0]


def test_the_same_bytes_sent_twice_are_one_copy_and_another_file_is_the_newest(report, cast):
    data = sign_pdf(plain_pdf(), LEADER)
    first, _ = keep(report, cast, data)
    again, new = keep(report, cast, data)
    assert (again.pk, new) == (first.pk, False)
    later, _ = keep(report, cast, sign_pdf(plain_pdf(2), LEADER))
    assert newest_copy(report.issuance) == later
    assert SignedCopy.objects.count() == 2


@pytest.mark.parametrize(
    "who", ["specialist", "manager", "office_examiner", "leader", "department_registrar"]
)
def test_only_the_registrar_of_the_province_files_it(report, cast, who):
    with pytest.raises(Refused, match="Lưu bản gốc đã ký là việc của: Văn thư UBND tỉnh"):
        file_signed_copy(report, Act(cast.fresh(who), FILED), kind=SCAN, upload=upload(scan()))
    assert SignedCopy.objects.count() == 0


def test_there_is_no_original_of_what_is_not_issued(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    report = at_province(cast)
    with pytest.raises(Refused, match="chưa được ban hành"):
        keep(report, cast, scan(), SCAN)


def test_opening_it_is_recorded_and_gives_the_bytes_as_they_came(report, cast):
    data = sign_pdf(plain_pdf(), LEADER)
    copy, _ = keep(report, cast, data)
    response = cast.client("leader").post(f"/bao-cao/{report.pk}/ban-goc/{copy.pk}/tep/")
    assert (response.status_code, response.content) == (200, data)
    assert response["Cache-Control"] == "private, no-store"
    opening = FileOpening.objects.get()
    assert (opening.by, opening.file, opening.record_id) == (cast.leader, copy.file, report.pk)


def test_bytes_that_changed_on_the_disk_are_not_given_out(report, cast):
    copy, _ = keep(report, cast, sign_pdf(plain_pdf(), LEADER))
    assert verify_signed_copy(copy) == ""
    path_of(copy.file.sha256).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Unavailable, match="không còn nguyên vẹn"):
        verify_signed_copy(copy)
    response = cast.client("leader").post(f"/bao-cao/{report.pk}/ban-goc/{copy.pk}/tep/")
    assert response.status_code == 503
    assert FileOpening.objects.count() == 0


def test_the_form_says_what_is_wrong_and_asks_for_the_file_again(report, cast):
    client, address = cast.client("province_registrar"), f"/bao-cao/{report.pk}/ban-goc/"
    page = client.get(address).content.decode()
    assert "Lưu bản gốc đã ký" in page
    form = {"seen_version": report.version, "kind": DIGITAL}
    wrong = client.post(address, form | {"upload": upload(plain_pdf()), "note": "Ghi chú"})
    assert "không có chữ ký số nào" in wrong.content.decode()
    assert "Ghi chú" in wrong.content.decode()
    right = form | {"upload": upload(sign_pdf(plain_pdf(), LEADER))}
    assert client.post(address, right).url == f"/bao-cao/{report.pk}/"
    assert SignedCopy.objects.get().at.date() >= date(2020, 1, 15)
