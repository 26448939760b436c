"""Check an upload, keep it until it is imported, import it whole, and forget its bytes."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inspections.imports.complaint_sheets import COMPLAINT_WORKBOOK
from inspections.imports.complaints import plan_complaints, write_complaints
from inspections.imports.models import ImportBatch, ImportKind, ImportState
from inspections.imports.plans import Plan
from inspections.imports.reader import MAX_BYTES, Filled, NotOurWorkbook, read_workbook
from inspections.imports.sheets import Workbook
from inspections.imports.template import write_template
from inspections.imports.visit_sheets import VISIT_WORKBOOK
from inspections.imports.visits import plan_visits, write_visits
from inspections.imports.workflow import DISCARD, FAIL, IMPORT, PERMISSION
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.secrets import CannotDecrypt
from tayninh_portal.models import User
from tayninh_portal.records import Act, transit

# Long enough to ask a colleague, short enough that names do not lie about.
KEPT_FOR = timedelta(days=1)
# More errors than this are one error (a column out of place); the number is told nevertheless.
MOST_PROBLEMS = 2000
GONE = "Tệp không còn được giữ; tải lên lại."
MEANWHILE = "Dữ liệu của cổng vừa thay đổi trong lúc nhập; tải tệp lên lại để kiểm tra."


@dataclass(frozen=True)
class _Kind:
    """What is done with one kind of workbook."""

    form: Workbook
    plan: Callable[..., Plan[Any]]
    write: Callable[..., None]


KINDS = {
    ImportKind.VISITS.value: _Kind(VISIT_WORKBOOK, plan_visits, write_visits),
    ImportKind.COMPLAINTS.value: _Kind(COMPLAINT_WORKBOOK, plan_complaints, write_complaints),
}


def template_of(kind: str, *, by: User, at: datetime | None = None) -> tuple[str, bytes]:
    """File name and bytes of the empty workbook. Raises ``Refused``."""
    records.require(by, PERMISSION[kind], at=at)
    form = KINDS[kind].form
    return form.file_name, write_template(form, today=timezone.localdate(at))


def preview_upload(
    kind: str,
    upload: IO[bytes],
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
) -> tuple[ImportBatch, bool]:
    """Check a workbook and store what was found; none of its records is written.

    Without an error its bytes are kept, encrypted, for ``KEPT_FOR``; one person keeps one file of
    a kind. Raises ``Refused``; ``ValidationError`` at ``upload`` for what is no such workbook.
    """
    at = at or timezone.now()
    records.require(by, PERMISSION[kind], at=at)
    client_id = client_id or uuid.uuid4()
    if upload.seek(0, 2) > MAX_BYTES:
        raise ValidationError({"upload": "Tệp nặng quá 5 MB; tách thành nhiều tệp."})
    upload.seek(0)
    data = upload.read()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        filled = read_workbook(data, KINDS[kind].form)
    except NotOurWorkbook as error:
        raise ValidationError({"upload": str(error)}) from None
    plan = _plan(kind, filled, sha256=sha256, by=by, at=at)
    faulty = bool(plan.problems)
    batch = ImportBatch(
        client_id=client_id,
        kind=kind,
        state=ImportState.FAULTY if faulty else ImportState.CHECKED,
        sha256=sha256,
        size=len(data),
        upload="" if faulty else keyring().encrypt(base64.b64encode(data).decode()),
        **_found(plan),
    )
    with transaction.atomic():
        batch, new = records.create(batch, by=by, at=at, label="Kiểm tra tệp")
        if new:
            _forget_others(batch, by=by, at=at)
    return batch, new


def import_batch(batch: ImportBatch, *, by: User, at: datetime | None = None) -> ImportBatch:
    """Import a checked workbook whole, or not at all, and erase its bytes.

    It is checked once more first, since the portal may have moved on; with new errors it becomes
    ``FAULTY`` and nothing is written. Its own change of state comes before the records in one
    transaction, so that the second of two clicks gets ``Conflict`` and writes nothing. Raises
    ``Refused``.
    """
    act = Act(by, at or timezone.now())
    records.require(by, PERMISSION[batch.kind], batch, at=act.at)
    if batch.state != ImportState.CHECKED:
        raise Conflict()
    data = _bytes_of(batch, at=act.at)
    filled = read_workbook(data, KINDS[batch.kind].form)
    plan = _plan(batch.kind, filled, sha256=batch.sha256, by=by, at=act.at)
    try:
        with transaction.atomic():
            if plan.problems:
                return transit([batch], FAIL, act, upload="", **_found(plan))[0]
            fields = {"imported_at": act.at, **_found(plan)}
            imported = transit([batch], IMPORT, act, upload="", **fields)[0]
            KINDS[batch.kind].write(plan, act)
    except IntegrityError:
        # The same rows came in by another way between the check and the write.
        raise Conflict(MEANWHILE) from None
    return imported


def discard_batch(batch: ImportBatch, *, by: User, at: datetime | None = None) -> ImportBatch:
    """Forget a workbook that is not to be imported. Raises ``Refused``, ``Conflict``."""
    act = Act(by, at or timezone.now())
    records.require(by, PERMISSION[batch.kind], batch, at=act.at)
    with transaction.atomic():
        return transit([batch], DISCARD, act, upload="")[0]


def _plan(kind: str, filled: Filled, *, sha256: str, by: User, at: datetime) -> Plan[Any]:
    return KINDS[kind].plan(filled, sha256=sha256, by=by, at=at)


def _found(plan: Plan[Any]) -> dict[str, Any]:
    problems = [list(astuple(problem)) for problem in plan.problems]
    return {
        "totals": {**plan.totals, "problems": len(problems)},
        "problems": problems[:MOST_PROBLEMS],
    }


def _bytes_of(batch: ImportBatch, *, at: datetime) -> bytes:
    if batch.created_at < at - KEPT_FOR:
        raise Conflict(GONE)
    try:
        return base64.b64decode(keyring().decrypt(batch.upload))
    except CannotDecrypt:
        # The field keys were changed meanwhile.
        raise Conflict(GONE) from None


def _forget_others(batch: ImportBatch, *, by: User, at: datetime) -> None:
    """Erase what the person kept before, and what anybody kept for too long."""
    waiting = ImportBatch.objects.waiting().filter(kind=batch.kind).exclude(pk=batch.pk)
    old = waiting.filter(created_by=by) | waiting.stale(at - KEPT_FOR)
    transit(list(old), DISCARD, Act(by, at), upload="")
