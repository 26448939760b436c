"""Files that show what was put right: each is kept by itself, so that what is wrong with one loses
none of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from time import monotonic
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.cited_documents.actions import FILE_KINDS, keep_upload
from inspections.remedies.models import Proof, Remedy
from tayninh_portal import records
from tayninh_portal.models import User
from tayninh_portal.storage import open_file, record_file

# Photos of every room; more is put together into a PDF.
MOST = 100
# A request has 60 s and one file may take 25 of them (uploads/limits.py).
SECONDS = 30
NO_TIME = "Chưa kịp mở trong lần gửi này; gửi lại tệp này."
TOO_MANY = f"Đã có {MOST} tệp minh chứng; ghép các ảnh thành một tệp PDF rồi gửi."


def add_proofs(
    remedy: Remedy, files: Iterable[IO[bytes]], *, by: User, at: datetime | None = None
) -> tuple[list[Proof], list[str]]:
    """Keep ``files``; those kept, and a sentence for each that was refused.

    A file that is there already is not kept twice. Raises ``Refused``, ``Unavailable`` (the file
    store cannot be written; what was kept before stays).
    """
    records.require(by, "remedy.prove", remedy, at=at)
    until = monotonic() + SECONDS
    kept, refused = [], []
    for file in files:
        try:
            if monotonic() > until:
                raise ValidationError(NO_TIME)
            kept.append(_keep(remedy, file, by=by, at=at or timezone.now()))
        except ValidationError as error:
            refused.append(f"{file.name}: {' '.join(error.messages)}")
    return kept, refused


def remove_proof(proof: Proof, *, by: User, at: datetime | None = None) -> bool:
    """Take a file back, the row stays; False where it was taken back before. Raises ``Refused``."""
    records.require(by, "remedy.prove", proof.remedy, at=at)
    rows = Proof.objects.filter(pk=proof.pk, removed_at=None)
    return bool(rows.update(removed_at=at or timezone.now(), removed_by=by))


def open_proof(proof: Proof, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "remedy.open_proof", proof.remedy, at=at)
    return open_file(proof.file, proof.remedy, by=by, at=at)


def _keep(remedy: Remedy, file: IO[bytes], *, by: User, at: datetime) -> Proof:
    kept = keep_upload(file)
    assert kept is not None  # a file was given
    with transaction.atomic():
        # Two that are sent at one moment stand in a queue.
        Remedy.objects.select_for_update().get(pk=remedy.pk)
        there = list(Proof.objects.filter(remedy=remedy, removed_at=None).select_related("file"))
        for proof in there:
            if proof.file.sha256 == kept[0].sha256:
                return proof
        if len(there) >= MOST:
            raise ValidationError(TOO_MANY)
        # What the upload was called may tell of persons and is dropped.
        number = Proof.objects.filter(remedy=remedy).count() + 1
        name = f"minh-chung-{remedy.pk}-{number}{FILE_KINDS[kept[1]]}"
        stored = record_file(kept[0], name=name, media_type=kept[1], by=by, at=at)
        return Proof.objects.create(remedy=remedy, file=stored)
