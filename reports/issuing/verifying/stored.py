"""Bytes on the disk, and how a report is called in a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from reports.issuing.models import Correction, Rendering, SignedCopy, Withdrawal
from tayninh_portal.models import StoredFile
from tayninh_portal.storage import path_of

# Enough of a hash to find its file.
SHORT = 12
# Whose bytes a file is, for those of reports.
_BELONGS = (
    (Rendering, "report", "bản PDF"),
    (SignedCopy, "issuance__report", "bản gốc đã ký"),
    (Correction, "issuance__report", "công văn đính chính"),
    (Withdrawal, "issuance__report", "văn bản thu hồi"),
)


def report_named(year: int, pk: int) -> str:
    """How a report is called in a line: two of a year are told apart by their number."""
    return f"Báo cáo năm {year} (số {pk} trong cổng)"


def check_files() -> Iterator[str | None]:
    """Every stored file has the bytes it came with."""
    owners = _owners()
    wrong: dict[str, str] = {}
    for file in StoredFile.objects.order_by("pk").iterator(500):
        if file.sha256 not in wrong:
            wrong[file.sha256] = wrong_with(file)
        if wrong[file.sha256]:
            whose = owners.get(file.pk, "tệp của hồ sơ khác")
            yield f"Tệp số {file.pk} ({file.sha256[:SHORT]}…), {whose}: {wrong[file.sha256]}"
        yield None


def wrong_with(file: StoredFile) -> str:
    """What is wrong with the bytes of ``file``, '' for nothing."""
    try:
        with path_of(file.sha256).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError:
        return "không còn trong kho tệp."
    if digest != file.sha256:
        return "nội dung trên đĩa không khớp mã kiểm tra đã ghi."
    return "" if size == file.size else f"dài {size} byte, đã ghi là {file.size}."


def _owners() -> dict[int, str]:
    owners = {}
    for model, path, what in _BELONGS:
        rows = model._default_manager.values_list("file_id", f"{path}__year", f"{path}__pk")
        owners.update({file: f"{what} của {report_named(year, pk)}" for file, year, pk in rows})
    return owners
