"""Files that are a zip archive of parts (DOCX, open data): the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime


def archive(parts: Mapping[str, bytes], at: datetime) -> bytes:
    """A zip of ``parts``, name → bytes, every one dated ``at`` (in UTC)."""
    day = at.astimezone(UTC).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            named = zipfile.ZipInfo(name, day)
            named.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(named, data)
    return out.getvalue()


def dated(data: bytes, at: datetime) -> bytes:
    """The zip with its parts dated ``at``, instead of the minute it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as written:
        return archive({name: written.read(name) for name in written.namelist()}, at)
