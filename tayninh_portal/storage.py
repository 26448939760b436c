"""Bytes kept for good: under ``FILES_DIR`` by their SHA-256, whole or not at all, never altered.

Two files with the same bytes are one on the disk and two rows. Writing comes before the row and
outside any transaction: bytes without a row are harmless, a row without bytes is a loss.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import models
from django.utils import timezone

from tayninh_portal.errors import Unavailable
from tayninh_portal.lib.files import CannotWrite, free_bytes, write_atomically
from tayninh_portal.models import FileOpening, StoredFile, User

log = structlog.get_logger(__name__)

NO_ROOM = (
    "Chưa lưu được tệp vì ổ đĩa của máy chủ sắp đầy; hãy báo quản trị. Việc không kèm tệp vẫn làm "
    "được."
)


@dataclass(frozen=True)
class Kept:
    """Bytes that are on the disk; ``size`` in bytes."""

    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the bytes with this checksum lie; a folder for each first two digits."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def write_bytes(data: bytes) -> Kept:
    """Put ``data`` on the disk unless it is there. Raises ``Unavailable`` (full, not writable).

    Full is a disk that would keep less than ``MIN_FREE_BYTES``: rows are written beside it.
    """
    kept = Kept(hashlib.sha256(data).hexdigest(), len(data))
    path = path_of(kept.sha256)
    if not (path.is_file() and path.stat().st_size == kept.size):
        try:
            free = free_bytes(path.parent)
            if free - kept.size < settings.MIN_FREE_BYTES:
                log.error("file.no_room", free_mb=free // (1024 * 1024), size=kept.size)
                raise Unavailable(NO_ROOM)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
        except (CannotWrite, OSError) as error:
            log.error("file.not_written", sha256=kept.sha256, reason=str(error))
            raise Unavailable(
                "Chưa lưu được tệp vì máy chủ không ghi được vào kho tệp; hãy báo quản trị."
            ) from error
    return kept


def record_file(
    kept: Kept, *, name: str, media_type: str, by: User, at: datetime | None = None
) -> StoredFile:
    """The row of bytes that are on the disk; may stand in a transaction."""
    return StoredFile.objects.create(
        sha256=kept.sha256,
        size=kept.size,
        media_type=media_type,
        name=name,
        created_at=at or timezone.now(),
        created_by=by,
    )


def store_file(
    data: bytes, *, name: str, media_type: str, by: User, at: datetime | None = None
) -> StoredFile:
    """Keep ``data`` and its row; not inside a transaction."""
    return record_file(write_bytes(data), name=name, media_type=media_type, by=by, at=at)


def read_file(file: StoredFile) -> bytes:
    """The bytes as they came. Raises ``Unavailable`` when they are gone or no longer the same."""
    try:
        data = path_of(file.sha256).read_bytes()
    except OSError as error:
        log.error("file.missing", file=file.pk, sha256=file.sha256)
        raise Unavailable("Tệp không còn trong kho tệp của cổng; hãy báo quản trị.") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        log.error("file.altered", file=file.pk, sha256=file.sha256)
        raise Unavailable(
            "Tệp trong kho không còn nguyên vẹn nên cổng không đưa ra; hãy báo quản trị."
        )
    return data


def open_file(
    file: StoredFile, record: models.Model, *, by: User, at: datetime | None = None
) -> bytes:
    """The bytes of a file that may name a person, after the opening was recorded.

    ``record`` is what the file belongs to; the caller has asked for the permission. Raises
    ``Unavailable``, and then records nothing: what was not given out was not opened.
    """
    data = read_file(file)
    FileOpening.objects.create(
        file=file,
        by=by,
        at=at or timezone.now(),
        record_type=record._meta.label_lower,
        record_id=record.pk,
    )
    return data
