"""What an uploaded file really is: opened with the parser of its kind, in the process apart.

What a parser would unpack is bounded before it unpacks: a few kilobytes can claim to be gigabytes.
Parsers meet broken input with exceptions of any class, so all of them mean a damaged file here; but
a file that takes more memory than it is given is no damaged file. The libraries are imported where
they are used, since one file needs one of them.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from tayninh_portal.uploads.kinds import PDF, XLSX, NotTaken, damaged

# A page scanned at 600 dpi on A3 has 70 million pixels; nothing honest is larger.
MAX_PIXELS = 80_000_000
# A workbook of 10,000 rows by 30 columns unpacks to some 30 MB in a dozen parts.
MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
# Readers of PDF look for its first words so far into a file.
_HEAD = 1024


def check(file: BinaryIO, *, media_type: str) -> None:
    """Look whether a file is what its first bytes say. Raises ``NotTaken``.

    A PDF has pages and no password, a picture decodes and is not immense, a workbook is a sound zip
    without macros that unpacks to a bearable size; and none of them is a file of a second kind.
    """
    if media_type == PDF:
        _open_pdf(file)
    elif media_type == XLSX:
        _open_workbook(file)
    else:
        _open_picture(file, media_type)
    _refuse_second_face(file, media_type)


def _open_pdf(file: BinaryIO) -> None:
    import pikepdf

    try:
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
    except MemoryError:
        raise
    except pikepdf.PasswordError:
        raise NotTaken("Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại.") from None
    except Exception:
        raise damaged("PDF") from None
    if pages == 0:
        raise NotTaken("Tệp PDF không có trang nào. Xuất lại tệp rồi tải lên.")


def _open_picture(file: BinaryIO, media_type: str) -> None:
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
    except MemoryError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        large = True
    except Exception:
        raise damaged("ảnh") from None
    if large:
        raise NotTaken("Ảnh có quá nhiều điểm ảnh. Giảm kích thước ảnh rồi tải lên lại.")


def _open_workbook(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as workbook:
            parts = workbook.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            small = len(parts) <= MAX_PARTS and unpacked <= MAX_UNPACKED
            broken = workbook.testzip() if small else None
    except MemoryError:
        raise
    except Exception:
        raise damaged("Excel") from None
    if not small:
        raise NotTaken("Tệp Excel quá lớn sau khi giải nén. Xóa các trang tính và ảnh thừa.")
    # Of two parts with one name two readers read different ones; letters alone do not tell them
    # apart everywhere.
    twice = len({name.lower() for name in names}) < len(parts)
    if broken or twice or not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise damaged("Excel")
    if "xl/vbaProject.bin" in names:
        raise NotTaken("Tệp Excel có macro. Lưu lại thành dạng .xlsx không có macro.")


def _refuse_second_face(file: BinaryIO, media_type: str) -> None:
    """A file that another program opens as something else was made to pass by somebody."""
    file.seek(0)
    is_pdf = b"%PDF-" in file.read(_HEAD)
    if is_pdf != (media_type == PDF) or zipfile.is_zipfile(file) != (media_type == XLSX):
        raise NotTaken("Tệp này chứa thêm một tệp thuộc loại khác. Tạo lại tệp rồi tải lên.")
