"""What people do with a workbook: upload it, have it imported, stop that, discard it.

Nothing here opens a workbook; that is done in the background (``work``).
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.imports.models import ImportBatch, ImportState
from inspections.imports.reader import MAX_BYTES
from inspections.imports.template import write_template
from inspections.imports.work import GONE, KEPT_FOR, KIND, KINDS, too_old
from inspections.imports.workflow import CONFIRM, DISCARD, PERMISSION, STOP
from tayninh_portal import jobs, records
from tayninh_portal.errors import Conflict
from tayninh_portal.keyring import keyring
from tayninh_portal.models import Job, User
from tayninh_portal.records import Act, StateChange, transit
from tayninh_portal.uploads.kinds import XLSX, kind_of


def template_of(kind: str, *, by: User, at: datetime | None = None) -> tuple[str, bytes]:
    """File name and bytes of the empty workbook. Raises ``Refused``."""
    records.require(by, PERMISSION[kind], at=at)
    form = KINDS[kind].form
    return form.file_name, write_template(form, today=timezone.localdate(at))


def store_upload(
    kind: str,
    upload: IO[bytes],
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
) -> tuple[ImportBatch, bool]:
    """Keep a workbook, encrypted, for ``KEPT_FOR``, and have it checked in the background.

    One person keeps one file of a kind. Raises ``Refused``; ``ValidationError`` at ``upload`` for
    what is too large or no workbook by its first bytes.
    """
    at = at or timezone.now()
    records.require(by, PERMISSION[kind], at=at)
    if upload.seek(0, 2) > MAX_BYTES:
        raise ValidationError({"upload": "Tệp nặng quá 5 MB; tách thành nhiều tệp."})
    upload.seek(0)
    data = upload.read()
    try:
        kind_of(data[:8], (XLSX,))
    except ValueError as error:
        raise ValidationError({"upload": str(error)}) from None
    batch = ImportBatch(
        client_id=client_id or uuid.uuid4(),
        kind=kind,
        state=ImportState.UPLOADED,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        upload=keyring().encrypt(base64.b64encode(data).decode()),
    )
    with transaction.atomic():
        batch, new = records.create(batch, by=by, at=at, label="Tải tệp lên để kiểm tra")
        if new:
            _forget_others(batch, Act(by, at))
            _have_it_done(batch, by)
    return batch, new


def confirm_import(batch: ImportBatch, *, by: User, at: datetime | None = None) -> ImportBatch:
    """Have a checked workbook imported in the background, whole or not at all.

    The second of two clicks gets ``Conflict``, as does who comes too late. Raises ``Refused``.
    """
    act = Act(by, at or timezone.now())
    records.require(by, PERMISSION[batch.kind], batch, at=act.at)
    if too_old(batch, act.at):
        raise Conflict(GONE)
    with transaction.atomic():
        batch = transit([batch], CONFIRM, act)[0]
        _have_it_done(batch, by)
    return batch


def stop_import(batch: ImportBatch, *, by: User, at: datetime | None = None) -> ImportBatch:
    """Stop an import before it has written; the file waits to be imported again, or discarded.

    Raises ``Refused``; ``Conflict`` where everything is written already.
    """
    act = Act(by, at or timezone.now())
    records.require(by, PERMISSION[batch.kind], batch, at=act.at)
    return _take_back([batch], STOP, act)[0]


def discard_batch(batch: ImportBatch, *, by: User, at: datetime | None = None) -> ImportBatch:
    """Forget a workbook that is not to be imported. Raises ``Refused``, ``Conflict``."""
    act = Act(by, at or timezone.now())
    records.require(by, PERMISSION[batch.kind], batch, at=act.at)
    return _take_back([batch], DISCARD, act, upload="")[0]


def job_of(batch: ImportBatch) -> Job | None:
    """The job that checks or imports it; None while nothing is to be done."""
    return Job.objects.filter(key=batch.job_key).first() if batch.at_work else None


def _have_it_done(batch: ImportBatch, by: User) -> None:
    jobs.enqueue(KIND, key=batch.job_key, payload={"batch": batch.pk}, by=by)


def _take_back(
    batches: list[ImportBatch], change: StateChange, act: Act, **fields: str
) -> list[ImportBatch]:
    with transaction.atomic():
        # The jobs first, as their worker does.
        jobs.cancel(*(batch.job_key for batch in batches if batch.at_work))
        return transit(batches, change, act, **fields)


def _forget_others(batch: ImportBatch, act: Act) -> None:
    """Erase what the person kept before, and what anybody kept for too long."""
    rows = ImportBatch.objects.filter(kind=batch.kind).exclude(pk=batch.pk)
    old = rows.waiting().filter(created_by=act.by) | rows.stale(act.at - KEPT_FOR)
    _take_back(list(old.defer("upload")), DISCARD, act, upload="")
