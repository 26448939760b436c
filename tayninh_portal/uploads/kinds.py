"""The kinds of files people may upload, known by their first bytes and never by their names."""

from __future__ import annotations

from collections.abc import Collection

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NAMES = {
    PDF: "PDF",
    PNG: "ảnh PNG",
    JPEG: "ảnh JPEG",
    XLSX: "Excel (.xlsx)",
    DOCX: "Word (.docx)",
}
_ZIP = b"PK\x03\x04"
_MAGIC = {
    PDF: b"%PDF-",
    PNG: b"\x89PNG\r\n\x1a\n",
    JPEG: b"\xff\xd8\xff",
    XLSX: _ZIP,
    DOCX: _ZIP,
}

EMPTY = "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."


class NotTaken(ValueError):
    """The file is refused; the message is a sentence that says what to do."""


def kind_of(first_bytes: bytes, kinds: Collection[str]) -> str:
    """The one of ``kinds`` that a file says it is. Raises ``NotTaken``.

    Whether it tells the truth is asked by who opens it (``opening.check_upload``).
    """
    for media_type in kinds:
        if first_bytes.startswith(_MAGIC[media_type]):
            return media_type
    names = ", ".join(_NAMES[media_type] for media_type in kinds)
    raise NotTaken(f"Loại tệp không được nhận. Chỉ nhận {names}; đổi tên tệp không đổi được loại.")


def damaged(name: str) -> NotTaken:
    """What is said of a file its own parser cannot read."""
    return NotTaken(f"Tệp {name} bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên.")
