"""Put a report on paper: asked for once for the same words, done in the background, kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from reports.documents.annual import Added, IssuedAs, Kind, ToSign
from reports.documents.drawing import CURRENT, draw
from reports.freezing.models import Snapshot
from reports.freezing.snapshots import take_snapshot
from reports.issuing.models import Issuance, PaperForSigning, PaperKind, Rendering, Standing
from reports.issuing.signing_rights import RIGHTS
from reports.narrative.models import Report
from tayninh_portal import jobs
from tayninh_portal.errors import Unavailable
from tayninh_portal.models import Job, Seal, User
from tayninh_portal.sealing.seals import seal_log
from tayninh_portal.storage import record_file, write_bytes

KIND = "render_report"
# How a file is called when it is saved.
FILE_NAMES = {
    PaperKind.DRAFT: "bao-cao-{year}-du-thao.pdf",
    PaperKind.FOR_SIGNATURE: "bao-cao-{year}-ban-trinh-ky{edition}.pdf",
    PaperKind.ISSUED: "bao-cao-{year}-so-{number:02d}.pdf",
}


def request_rendering(report: Report, *, by: User, at: datetime | None = None) -> Job:
    """The job that puts the report, as it says now, on paper as a draft.

    The same words are rendered once: asking again while nothing changed gives the same job.
    Raises ``Refused``.
    """
    snapshot = take_snapshot(report, by=by, at=at)
    return request_paper(snapshot, kind=PaperKind.DRAFT, by=by)


def request_paper(
    snapshot: Snapshot,
    *,
    kind: PaperKind,
    issuance: Issuance | None = None,
    paper: PaperForSigning | None = None,
    by: User,
) -> Job:
    """The job that makes the paper of ``kind`` of ``snapshot``; one for both, ever.

    Of a bản trình ký there is one job for each row ``paper``, which says what it prints.
    Whoever calls has asked whether ``by`` may. Call it inside the transaction of the action that
    asks for the paper: the job is then there if and only if its rows are, and starts after commit.
    """
    key = f"{KIND}:{snapshot.pk}:{snapshot.sha256}:{kind.value}"
    return jobs.enqueue(
        KIND,
        key=f"{key}:{paper.pk}" if paper else key,
        payload={
            "snapshot": snapshot.pk,
            "report": snapshot.report_id,
            "kind": kind.value,
            "issuance": issuance.pk if issuance else None,
            "paper": paper.pk if paper else None,
        },
        by=by,
    )


def kind_of(job: Job) -> PaperKind:
    """Which paper a job of ``KIND`` makes; jobs from before the three kinds made drafts."""
    return PaperKind(job.payload.get("kind", PaperKind.DRAFT))


def made_by(job: Job) -> QuerySet[Rendering]:
    """The paper that a job of ``KIND`` is for: one row, or none yet."""
    return Rendering.objects.filter(
        snapshot=job.payload["snapshot"], kind=kind_of(job), paper=job.payload.get("paper")
    )


def issued_as(issuance: Issuance) -> IssuedAs:
    """What number, date and signature add to the words of the paper."""
    return IssuedAs(
        number=issuance.number,
        issued_on=issuance.issued_on,
        authority=tuple(issuance.signing.authority.splitlines()),
        signer=issuance.signing.signer,
    )


def to_sign(paper: PaperForSigning) -> ToSign:
    """What the intended standing adds to the words of the bản trình ký."""
    return ToSign(authority=RIGHTS[Standing(paper.standing)].authority, year=paper.year)


def version_of(issuance: Issuance) -> int:
    """The version of the paper a report was issued with, however long ago."""
    versions = issuance.renderings.values_list("template_version", flat=True)
    return versions.first() or CURRENT


def added_to(issuance: Issuance | None, paper: PaperForSigning | None) -> Added:
    """What the row that a paper was made for adds to the words of its snapshot."""
    if issuance:
        return issued_as(issuance)
    return to_sign(paper) if paper else None


def redraw(rendering: Rendering) -> bytes:
    """The PDF of exactly what the row says: snapshot, kind, issuance or paper, template version.

    On the engine that drew it (``rendering.engine``) these are the stored bytes again. Raises
    ``Unavailable`` where this machine draws no PDF, ValueError for a version that is not there.
    """
    return _draw(
        rendering.snapshot,
        PaperKind(rendering.kind),
        added_to(rendering.issuance, rendering.paper),
        version=rendering.template_version,
        seal=rendering.seal,
    )


@jobs.handler(KIND)
def render_report(job: Job, heartbeat: Callable[[int], None]) -> None:
    """Make the paper of ``job`` and keep its bytes; a second run finds them and stops."""
    kind = kind_of(job)
    snapshot = Snapshot.objects.select_related("report", "by").get(pk=job.payload["snapshot"])
    if made_by(job).exists():
        return
    issuance, paper = None, None
    if kind == PaperKind.ISSUED:
        rows = Issuance.objects.select_related("signing", "by")
        issuance = rows.get(pk=job.payload["issuance"], snapshot=snapshot)
    elif job.payload.get("paper"):
        paper = PaperForSigning.objects.get(pk=job.payload["paper"], snapshot=snapshot)
    heartbeat(10)
    seal = _newest_seal() if issuance else None
    pdf = _draw(snapshot, kind, added_to(issuance, paper), version=CURRENT, seal=seal)
    heartbeat(80)
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.engine import fingerprint

    kept = write_bytes(pdf)
    now = timezone.now()
    name = FILE_NAMES[kind].format(
        year=snapshot.report.year,
        number=issuance.number if issuance else 0,
        edition=f"-lan-{paper.edition}" if paper and paper.edition > 1 else "",
    )
    try:
        with transaction.atomic():
            # Locks the job: of two workers only the one that holds the lease stores anything.
            heartbeat(90)
            file = record_file(
                kept,
                name=name,
                media_type="application/pdf",
                by=(issuance or paper or snapshot).by,
                at=now,
            )
            Rendering.objects.create(
                snapshot=snapshot,
                report=snapshot.report,
                kind=kind,
                issuance=issuance,
                paper=paper,
                edition=paper.edition if paper else 1,
                template_version=CURRENT,
                engine=fingerprint(),
                seal=seal,
                file=file,
                at=now,
            )
    except IntegrityError:
        # Another worker, whose lease ran out and who lived after all, was faster: the same bytes.
        if not made_by(job).exists():
            raise


def _newest_seal() -> Seal | None:
    """The seal an issued paper takes with it: the log up to the issue, where nobody is writing
    for too long; else the one of the night."""
    with suppress(Unavailable):
        seal_log(timezone.now())
    return Seal.objects.defer("leaves").last()


def _draw(
    snapshot: Snapshot, kind: PaperKind, added: Added, *, version: int, seal: Seal | None
) -> bytes:
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import PaperUnavailable

    try:
        told = seal.told() if seal else None
        return draw(snapshot.content, cast(Kind, kind.value), added, version=version, seal=told)
    except PaperUnavailable as error:
        raise Unavailable(error.reason) from error
