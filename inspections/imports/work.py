"""What the background does with an uploaded workbook: read and check it, and import it whole."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from inspections.imports.complaint_sheets import COMPLAINT_WORKBOOK
from inspections.imports.complaints import plan_complaints, write_complaints
from inspections.imports.models import ImportBatch, ImportKind, ImportState
from inspections.imports.plans import Plan
from inspections.imports.reader import NotOurWorkbook, read_workbook
from inspections.imports.sheets import Problem, Wording, Workbook
from inspections.imports.visit_sheets import VISIT_WORKBOOK
from inspections.imports.visits import plan_visits, write_visits
from inspections.imports.workflow import CHECK, FAIL, IMPORT, PERMISSION
from tayninh_portal import jobs, records
from tayninh_portal.errors import Conflict, Refused, Unavailable
from tayninh_portal.jobs import Beat
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.secrets import CannotDecrypt
from tayninh_portal.models import Job
from tayninh_portal.notifications.notifying import tell_together
from tayninh_portal.records import Act, transit
from tayninh_portal.rows import lines_together
from tayninh_portal.uploads.opening import HostCannot

KIND = "import_workbook"
# Long enough to ask a colleague, short enough that names do not lie about.
KEPT_FOR = timedelta(days=1)
# More errors than this are one error (a column out of place); the number is told nevertheless.
MOST_PROBLEMS = 2000
# A person sees it move, and nobody waits for the writing of it.
ROWS_A_WORD = 500
GONE = "Tệp không còn được giữ; tải lên lại."
MEANWHILE = "Dữ liệu của cổng vừa thay đổi trong lúc nhập, chưa ghi gì; thử lại để kiểm tra lại."


@dataclass(frozen=True)
class Kind:
    """What is done with one kind of workbook."""

    form: Workbook
    plan: Callable[..., Plan[Any]]
    write: Callable[..., None]


KINDS = {
    ImportKind.VISITS.value: Kind(VISIT_WORKBOOK, plan_visits, write_visits),
    ImportKind.COMPLAINTS.value: Kind(COMPLAINT_WORKBOOK, plan_complaints, write_complaints),
}


@jobs.handler(KIND)
def work_on(job: Job, beat: Beat) -> None:
    """Check the workbook of ``job``, and write its records where the person confirmed that.

    Rows are read and checked without a lock. All that is written goes into one transaction that
    locks the job first: whoever lost the lease, or was told to stop, leaves nothing, and who takes
    up after a death begins anew. What is confirmed is checked once more, since the portal may have
    moved on; with new errors nothing is written. Raises ``Unavailable`` with what to do.
    """
    batch = ImportBatch.objects.select_related("created_by").get(pk=job.payload["batch"])
    if batch.job_key != job.key:
        # A worker that died before it could say so was through with it.
        return
    act = Act(batch.created_by, timezone.now())
    try:
        records.require(act.by, PERMISSION[batch.kind], batch, at=act.at)
        plan = _plan(batch, _bytes_of(batch, at=act.at), act, beat)
    except (Refused, Conflict) as problem:
        raise Unavailable(problem.reason) from None
    if plan.problems or batch.state == ImportState.UPLOADED:
        _keep_found(batch, plan, act, beat)
    else:
        _import(batch, plan, act, beat)


def too_old(batch: ImportBatch, at: datetime) -> bool:
    """Whether it was kept long enough."""
    return batch.created_at < at - KEPT_FOR


def _bytes_of(batch: ImportBatch, *, at: datetime) -> bytes:
    if too_old(batch, at):
        raise Conflict(GONE)
    try:
        return base64.b64decode(keyring().decrypt(batch.upload))
    except CannotDecrypt:
        # The field keys were changed meanwhile.
        raise Conflict(GONE) from None


def _plan(batch: ImportBatch, data: bytes, act: Act, beat: Beat) -> Plan[Any]:
    kind = KINDS[batch.kind]
    try:
        filled = read_workbook(data, kind.form, stated=_stated(beat, "Đã đọc", 0, 30))
    except HostCannot as problem:
        # The file may be sound: it is kept, and who uploaded it tries again.
        raise Unavailable(str(problem)) from None
    except NotOurWorkbook as error:
        return Plan([], [Problem("Cả tệp", "", str(error))], {})
    stated = _stated(beat, "Đã kiểm tra", 30, 60)
    return kind.plan(filled, sha256=batch.sha256, by=act.by, at=act.at, stated=stated)


def _stated(beat: Beat, doing: str, first: int, last: int) -> Wording:
    """Say every so many rows how far the job is, between two percentages."""

    def stated(done: int, total: int) -> None:
        if done % ROWS_A_WORD == 0 or done == total:
            words = f"{doing} {number_vi(done)} trên {number_vi(total)} dòng"
            beat(first + (last - first) * done // total, words)

    return stated


def _keep_found(batch: ImportBatch, plan: Plan[Any], act: Act, beat: Beat) -> None:
    """Write what was found; with an error the bytes are forgotten."""
    found = _found(plan)
    if plan.problems:
        found["upload"] = ""
    with transaction.atomic():
        beat(99)
        if batch.state == ImportState.IMPORTING:
            found["totals"]["since_check"] = True
            transit([batch], FAIL, act, **found)
        else:
            to = ImportState.FAULTY if plan.problems else ImportState.CHECKED
            transit([batch], CHECK, act, to=to, **found)


def _import(batch: ImportBatch, plan: Plan[Any], act: Act, beat: Beat) -> None:
    """Write the records whole, or not at all, and forget the bytes."""
    words = f"Đang ghi {number_vi(sum(plan.totals.values()))} dòng vào cổng"
    beat(60, words)
    try:
        with transaction.atomic():
            beat(60, words)
            transit([batch], IMPORT, act, upload="", imported_at=act.at, **_found(plan))
            with lines_together() as written:
                KINDS[batch.kind].write(plan, act)
            tell_together(written, about=batch, by=act.by, at=act.at)
            # The lease of the first beat may have run out in a long write, unseen by anybody.
            beat(99, words)
    except IntegrityError:
        # The same rows came in by another way between the check and the write.
        raise Unavailable(MEANWHILE) from None


def _found(plan: Plan[Any]) -> dict[str, Any]:
    problems = [list(astuple(problem)) for problem in plan.problems]
    return {
        "totals": {**plan.totals, "problems": len(problems)},
        "problems": problems[:MOST_PROBLEMS],
    }
