"""What an uploaded file really is: opened with the parser of its kind, in the process apart.

What a parser would unpack is bounded before it unpacks: a few kilobytes can claim to be gigabytes.
Parsers meet broken input with exceptions of any class, so all of them mean a damaged file here; but
a file that takes more memory than it is given is no damaged file. The libraries are imported where
they are used, since one file needs one of them.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO, NamedTuple

from tayninh_portal.uploads.kinds import DOCX, PDF, XLSX, NotTaken, damaged

# A page scanned at 600 dpi on A3 has 70 million pixels; nothing honest is larger.
MAX_PIXELS = 80_000_000
# A workbook of 10,000 rows by 30 columns unpacks to some 30 MB in a dozen parts.
MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
# Readers of PDF look for its first words so far into a file.
_HEAD = 1024


class _Office(NamedTuple):
    """A kind of office file: its name on the screen, its ending, the part that holds it, where its
    macros would lie, and how it is made smaller."""

    name: str
    ending: str
    part: str
    macros: str
    smaller: str


_OFFICE = {
    XLSX: _Office(
        "Excel", ".xlsx", "xl/workbook.xml", "xl/vbaProject.bin", "Xóa các trang tính và ảnh thừa."
    ),
    DOCX: _Office(
        "Word", ".docx", "word/document.xml", "word/vbaProject.bin", "Xóa các ảnh và phần thừa."
    ),
}


def check(file: BinaryIO, *, media_type: str) -> None:
    """Look whether a file is what its first bytes say. Raises ``NotTaken``.

    A PDF has pages and no password, a picture decodes and is not immense, an office file is a sound
    zip without macros that unpacks to a bearable size; and none of them is a file of a second kind.
    """
    if media_type == PDF:
        _open_pdf(file)
    elif media_type in _OFFICE:
        _open_office(file, _OFFICE[media_type])
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


def _open_office(file: BinaryIO, kind: _Office) -> None:
    try:
        with zipfile.ZipFile(file) as office:
            parts = office.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            small = len(parts) <= MAX_PARTS and unpacked <= MAX_UNPACKED
            broken = office.testzip() if small else None
    except MemoryError:
        raise
    except Exception:
        raise damaged(kind.name) from None
    if not small:
        raise NotTaken(f"Tệp {kind.name} quá lớn sau khi giải nén. {kind.smaller}")
    # Of two parts with one name two readers read different ones; letters alone do not tell them
    # apart everywhere.
    twice = len({name.lower() for name in names}) < len(parts)
    if broken or twice or not {"[Content_Types].xml", kind.part} <= names:
        raise damaged(kind.name)
    if kind.macros in names:
        raise NotTaken(
            f"Tệp {kind.name} có macro. Lưu lại thành dạng {kind.ending} không có macro."
        )


def _refuse_second_face(file: BinaryIO, media_type: str) -> None:
    """A file that another program opens as something else was made to pass by somebody."""
    file.seek(0)
    is_pdf = b"%PDF-" in file.read(_HEAD)
    if is_pdf != (media_type == PDF) or zipfile.is_zipfile(file) != (media_type in _OFFICE):
        raise NotTaken("Tệp này chứa thêm một tệp thuộc loại khác. Tạo lại tệp rồi tải lên.")
