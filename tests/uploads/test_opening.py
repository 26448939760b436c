"""Uploads are opened with the parser of their kind; names and claims count for nothing."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image

from tayninh_portal.uploads.kinds import JPEG, PDF, PNG, XLSX
from tayninh_portal.uploads.opening import check_upload
from tayninh_portal.uploads.parsers import MAX_UNPACKED

ALL = [PDF, PNG, JPEG, XLSX]
DAMAGED = "Tệp {} bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên."


def pdf(pages=1, **save):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    written = io.BytesIO()
    document.save(written, **save)
    return written.getvalue()


def picture(kind, size=(20, 10)):
    written = io.BytesIO()
    Image.new("1", size).save(written, kind)
    return written.getvalue()


def workbook(**parts):
    names = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"} | parts
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return written.getvalue()


def check(data, kinds=ALL, max_bytes=1_000_000):
    return check_upload(io.BytesIO(data), kinds=kinds, max_bytes=max_bytes)


def refusal_of(data, **limits):
    with pytest.raises(ValueError) as refusal:
        check(data, **limits)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (pdf(), PDF),
        (picture("PNG"), PNG),
        (picture("JPEG"), JPEG),
        (workbook(), XLSX),
    ],
)
def test_a_sound_file_gives_its_media_type_and_is_left_at_its_beginning(data, media_type):
    file = io.BytesIO(data)
    file.seek(3)
    assert check_upload(file, kinds=ALL, max_bytes=len(data)) == media_type
    assert file.read() == data


def test_the_name_and_the_claimed_type_of_an_upload_count_for_nothing():
    data = pdf()
    upload = SimpleUploadedFile("bien-ban.png", data, "image/png")
    assert check_upload(upload, kinds=ALL, max_bytes=1_000_000) == PDF
    assert upload.read() == data


def test_a_large_upload_kept_on_disk_is_read_as_well():
    upload = TemporaryUploadedFile("a.xlsx", XLSX, 0, None)
    upload.write(workbook())
    assert check_upload(upload, kinds=[XLSX], max_bytes=1_000_000) == XLSX
    upload.close()


def test_an_empty_file_is_refused():
    assert refusal_of(b"") == "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."


def test_a_file_one_byte_too_large_is_refused_with_both_sizes():
    data = b"%PDF-" + bytes(1024 * 1024)
    assert refusal_of(data, max_bytes=1024 * 1024) == (
        "Tệp nặng 1,1 MB, vượt mức 1 MB. "
        "Quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
    )


@pytest.mark.parametrize("data", [b"MZ\x90\x00 program", b"<html>", picture("PNG")])
def test_a_kind_that_is_not_asked_for_is_refused(data):
    assert refusal_of(data, kinds=[PDF, XLSX]) == (
        "Loại tệp không được nhận. Chỉ nhận PDF, Excel (.xlsx); đổi tên tệp không đổi được loại."
    )


def test_a_pdf_with_a_password_is_refused():
    locked = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal_of(locked) == "Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại."


def test_a_pdf_without_pages_is_refused():
    assert refusal_of(pdf(pages=0)) == ("Tệp PDF không có trang nào. Xuất lại tệp rồi tải lên.")


def test_a_damaged_file_is_refused_with_its_kind():
    assert refusal_of(b"%PDF-1.7\nnothing more") == DAMAGED.format("PDF")
    assert refusal_of(picture("PNG")[:50]) == DAMAGED.format("ảnh")
    assert refusal_of(picture("JPEG")[:200]) == DAMAGED.format("ảnh")
    assert refusal_of(workbook()[:-40]) == DAMAGED.format("Excel")


def test_a_zip_that_is_no_workbook_is_refused():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal_of(written.getvalue()) == DAMAGED.format("Excel")


def test_a_workbook_whose_parts_do_not_match_their_checksums_is_refused():
    plain = workbook(**{"xl/a.xml": b"x" * 100})
    compressed = zlib.compressobj(wbits=-15)
    body = compressed.compress(b"x" * 100) + compressed.flush()
    assert body in plain
    assert refusal_of(plain.replace(body, body[:2] + b"\xff" * (len(body) - 2))) == (
        DAMAGED.format("Excel")
    )


def test_a_workbook_with_macros_is_refused():
    assert refusal_of(workbook(**{"xl/vbaProject.bin": b"x"})) == (
        "Tệp Excel có macro. Lưu lại thành dạng .xlsx không có macro."
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = workbook(**{"xl/a.xml": bytes(MAX_UNPACKED)})
    assert len(bomb) < 250_000
    assert refusal_of(bomb) == (
        "Tệp Excel quá lớn sau khi giải nén. Xóa các trang tính và ảnh thừa."
    )


@pytest.mark.parametrize("side", [9_000, 9_500, 14_000])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded(side):
    # 81 million (our limit), 90 (Pillow warns), 196 (Pillow refuses); a few kilobytes each.
    bomb = picture("PNG", (side, side))
    assert refusal_of(bomb) == ("Ảnh có quá nhiều điểm ảnh. Giảm kích thước ảnh rồi tải lên lại.")
