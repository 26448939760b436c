"""What an uploaded file really is: opened with the parser of its kind, never trusted by its name.

Sizes are bounded before a parser sees anything, and what a parser would unpack is bounded before
it unpacks: a few kilobytes can claim to be gigabytes. Parsers meet broken input with exceptions of
any class, so all of them mean a damaged file here. The libraries are imported where they are
used, since most processes never look at an upload.
"""

import os
import zipfile
from collections.abc import Collection
from typing import IO, BinaryIO, cast

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NAMES = {PDF: "PDF", PNG: "ảnh PNG", JPEG: "ảnh JPEG", XLSX: "Excel (.xlsx)"}
_MAGIC = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff", XLSX: b"PK\x03\x04"}

# A page scanned at 600 dpi on A3 has 70 million pixels; nothing honest is larger.
MAX_PIXELS = 80_000_000
# A workbook of 10,000 rows by 30 columns unpacks to some 30 MB in a dozen parts.
MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024

_MEGABYTE = 1024 * 1024


def check_upload(file: IO[bytes], *, kinds: Collection[str], max_bytes: int) -> str:
    """Return the media type of a file, one of `kinds` (PDF, PNG, JPEG, XLSX of this module).

    1. Not empty, not larger than `max_bytes`.
    2. The first bytes are those of an allowed kind.
    3. Its own parser opens it: a PDF has pages and no password, a picture decodes and is not
       immense, a workbook is a sound zip without macros that unpacks to a bearable size.

    Raises ValueError with a sentence that says what to do. The file is left at its beginning.
    """
    size = _size(file)
    if size == 0:
        raise ValueError("Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại.")
    if size > max_bytes:
        raise ValueError(
            f"Tệp nặng {_megabytes(size)} MB, vượt mức {_megabytes(max_bytes)} MB. "
            "Quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
        )
    media_type = kind_of(file.read(8), kinds)
    file.seek(0)
    try:
        if media_type == PDF:
            _open_pdf(file)
        elif media_type == XLSX:
            _open_workbook(file)
        else:
            _open_picture(file, media_type)
    finally:
        file.seek(0)
    return media_type


def _size(file: IO[bytes]) -> int:
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    return size


def kind_of(first_bytes: bytes, kinds: Collection[str]) -> str:
    """Return the kind that a file says it is, for who only stores it. Raises like `check_upload`.

    Whoever opens it later asks `check_upload`.
    """
    for media_type in kinds:
        if first_bytes.startswith(_MAGIC[media_type]):
            return media_type
    names = ", ".join(_NAMES[media_type] for media_type in kinds)
    raise ValueError(
        f"Loại tệp không được nhận. Chỉ nhận {names}; đổi tên tệp không đổi được loại."
    )


def _open_pdf(file: IO[bytes]) -> None:
    import pikepdf

    try:
        with pikepdf.open(cast(BinaryIO, file)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise ValueError("Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại.") from None
    except Exception:
        raise _damaged("PDF") from None
    if pages == 0:
        raise ValueError("Tệp PDF không có trang nào. Xuất lại tệp rồi tải lên.")


def _open_picture(file: IO[bytes], media_type: str) -> None:
    from PIL import Image

    try:
        formats = [media_type.removeprefix("image/").upper()]
        picture = Image.open(file, formats=formats)
        large = picture.width * picture.height > MAX_PIXELS
        if not large:
            # The checksums, which load() does not look at and after which nothing can be loaded.
            picture.verify()
            file.seek(0)
            Image.open(file, formats=formats).load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        large = True
    except Exception:
        raise _damaged("ảnh") from None
    if large:
        raise ValueError("Ảnh có quá nhiều điểm ảnh. Giảm kích thước ảnh rồi tải lên lại.")


def _open_workbook(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as workbook:
            parts = workbook.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            small = len(parts) <= MAX_PARTS and unpacked <= MAX_UNPACKED
            damaged = workbook.testzip() if small else None
    except Exception:
        raise _damaged("Excel") from None
    if not small:
        raise ValueError("Tệp Excel quá lớn sau khi giải nén. Xóa các trang tính và ảnh thừa.")
    if damaged or not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise _damaged("Excel")
    if "xl/vbaProject.bin" in names:
        raise ValueError("Tệp Excel có macro. Lưu lại thành dạng .xlsx không có macro.")


def _damaged(name: str) -> ValueError:
    return ValueError(f"Tệp {name} bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên.")


def _megabytes(size: int) -> str:
    # Up, so that a file a little too large does not read as allowed.
    tenths = -(-size * 10 // _MEGABYTE)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")
