"""Enter documents (văn bản liên quan) with their files, and correct them."""

from __future__ import annotations

import copy
import re
import uuid
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.agencies.models import Agency
from inspections.cited_documents.models import CitedDocument
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import fold, normalise, sort_key
from tayninh_portal.models import User
from tayninh_portal.storage import Kept, record_file, write_bytes
from tayninh_portal.uploads.kinds import JPEG, PDF, PNG
from tayninh_portal.uploads.opening import check_upload

# A scan is a PDF, or a picture taken where there is no scanner.
FILE_KINDS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
CHANGEABLE = frozenset(
    {
        "kind",
        "other_kind",
        "number",
        "issued_on",
        "issuer",
        "issuer_agency",
        "subject",
        "is_shared",
    }
)


def record_document(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency,
    kind: str,
    other_kind: str = "",
    number: str,
    issued_on: date,
    issuer: str,
    issuer_agency: Agency | None = None,
    subject: str,
    upload: IO[bytes] | None = None,
    is_shared: bool = False,
    is_illustrative: bool = False,
) -> tuple[CitedDocument, bool]:
    """Enter a document with its file, if there is one; ``(document, True)``.

    A second call with the same ``client_id`` returns the first document with False. Raises
    ``Refused``, ``ValidationError``, ``Unavailable`` (the file store cannot be written).
    """
    at = at or timezone.now()
    document = CitedDocument(
        client_id=client_id or uuid.uuid4(),
        agency=agency,
        kind=kind,
        other_kind=normalise(other_kind),
        number=tidy_number(number),
        issued_on=issued_on,
        issuer=normalise(issuer),
        issuer_agency=issuer_agency or _registered(issuer, issued_on),
        subject=_tidy_subject(subject),
        is_shared=is_shared,
        is_illustrative=is_illustrative,
    )
    records.require(by, "cited_document.create", document, at=at)
    _check_day(issued_on, at)
    kept = keep_upload(upload)
    with transaction.atomic():
        mine = CitedDocument.objects.filter(client_id=document.client_id, created_by=by)
        existing = mine.first()
        if existing is not None:
            return existing, False
        _give_file(document, kept, by=by, at=at)
        return records.create(document, by=by, at=at, label="Ghi văn bản")


def update_document(
    document: CitedDocument,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    upload: IO[bytes] | None = None,
    # Columns, each of its own type: the row is cleaned before it is written.
    **changes: Any,
) -> CitedDocument:
    """Correct what is cited; ``upload`` replaces the file, the old bytes stay in the store."""
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a document does not change {sorted(unknown)}")
    at = at or timezone.now()
    records.require(by, "cited_document.update", at=at)
    if seen_version != document.version:
        raise Conflict(records.STALE)
    records.require(by, "cited_document.update", document, at=at)
    for name, tidy in (
        ("number", tidy_number),
        ("issuer", normalise),
        ("other_kind", normalise),
        ("subject", _tidy_subject),
    ):
        if name in changes:
            changes[name] = tidy(changes[name])
    day = changes.get("issued_on", document.issued_on)
    _check_day(day, at)
    if "issuer_agency" not in changes and {"issuer", "issued_on"} & changes.keys():
        changes["issuer_agency"] = _registered(changes.get("issuer", document.issuer), day)
    if changes.get("is_shared", document.is_shared) != document.is_shared:
        wanted = CitedDocument(agency=document.agency, is_shared=True)
        records.require(by, "cited_document.create", wanted, at=at)
    kept = keep_upload(upload)
    row = copy.copy(document)
    for name, value in changes.items():
        setattr(row, name, value)
    with transaction.atomic():
        _give_file(row, kept, by=by, at=at)
        return records.amend(
            document,
            {**changes, "file": row.file},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa văn bản" if kept is None else "Sửa văn bản, thay tệp",
        )


def tidy_number(number: str) -> str:
    """Số, ký hiệu as the decree writes it: '1441/KH-UBND', '05/CT-UBND'.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3: no spaces around the signs, a number below 10 with a
    zero. The word "Số" before it is left out.
    """
    bare = re.sub(r"^số\s*:?\s*", "", normalise(number), flags=re.IGNORECASE)
    close = re.sub(r"\s*([/–-])\s*", lambda sign: sign[1].replace("–", "-"), bare)
    return re.sub(r"^(\d)(?=/|$)", r"0\1", close)


def keep_upload(upload: IO[bytes] | None) -> tuple[Kept, str] | None:
    """The bytes of an upload on the disk with their media type; outside any transaction.

    Raises ``ValidationError`` like ``check_paper``; what is refused comes to no disk.
    """
    if upload is None:
        return None
    kind = check_paper(upload)
    return write_bytes(upload.read()), kind


def check_paper(upload: IO[bytes]) -> str:
    """The media type of an uploaded paper, which is left at its beginning.

    Raises ``ValidationError`` on ``upload`` for what is no sound PDF or picture.
    """
    try:
        return check_upload(upload, kinds=tuple(FILE_KINDS), max_bytes=settings.MAX_UPLOAD_BYTES)
    except ValueError as error:
        raise ValidationError({"upload": str(error)}) from None


def file_name_of(document: CitedDocument, media_type: str) -> str:
    """The name its file is downloaded by; the uploaded name may tell of persons and is dropped."""
    return f"{slugify(fold(str(document)).replace('/', '-'))[:100]}{FILE_KINDS[media_type]}"


def _tidy_subject(subject: str) -> str:
    return normalise(subject).rstrip(" .;")


def _registered(issuer: str, day: date) -> Agency | None:
    """The body of that name in the registry, if there is exactly one on the day."""
    key = sort_key(normalise(issuer))
    found = list(Agency.objects.on(day).filter(name_key=key)[:2]) if key else []
    return found[0] if len(found) == 1 else None


def _check_day(issued_on: date, at: datetime) -> None:
    if issued_on > timezone.localdate(at):
        raise ValidationError({"issued_on": "Ngày ban hành chưa đến."})


def _give_file(
    document: CitedDocument, kept: tuple[Kept, str] | None, *, by: User, at: datetime
) -> None:
    if kept is not None:
        name = file_name_of(document, kept[1])
        document.file = record_file(kept[0], name=name, media_type=kept[1], by=by, at=at)
