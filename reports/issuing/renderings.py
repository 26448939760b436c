"""Put a report on paper: asked for once for the same words, done in the background, kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from reports.documents.annual import IssuedAs, ToSign
from reports.documents.check_sheet import SealedBy
from reports.documents.drawing import CURRENT, Added, Kind, draw, finish_of
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
    PaperKind.CHECK_SHEET: "bao-cao-{year}-phieu-kiem-tra.pdf",
}
# What names the log up to the minute it is printed.
SEALED = (PaperKind.ISSUED, PaperKind.CHECK_SHEET)


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


def added_to(rendering: Rendering) -> Added:
    """What the rows that a paper was made for add to the words of its snapshot."""
    if rendering.issuance:
        return issued_as(rendering.issuance)
    if rendering.paper:
        return to_sign(rendering.paper)
    return sealed_by(rendering.seal) if rendering.kind == PaperKind.CHECK_SHEET else None


def sealed_by(seal: Seal | None) -> SealedBy | None:
    """What the check sheet says of a seal."""
    return SealedBy(seal.number, seal.at, seal.head) if seal else None


def seal_within(rendering: Rendering) -> dict[str, Any] | None:
    """What travels with the issued paper. The check sheet prints the head alone: how long the log
    is would tell its readers how much goes on that they do not see."""
    is_issued = rendering.kind == PaperKind.ISSUED
    return rendering.seal.public() if rendering.seal and is_issued else None


def redraw(rendering: Rendering) -> bytes:
    """The PDF of exactly what the row says: snapshot, kind, issuance or paper, seal, version.

    On the engine that drew it (``rendering.engine``) these are the stored bytes again. Raises
    ``Unavailable`` where this machine draws no PDF, ValueError for a version that is not there.
    """
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import PaperUnavailable

    try:
        return draw(
            rendering.snapshot.content,
            cast(Kind, str(rendering.kind)),
            added_to(rendering),
            version=rendering.template_version,
            seal=seal_within(rendering),
        )
    except PaperUnavailable as error:
        raise Unavailable(error.reason) from error


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
    made = Rendering(
        snapshot=snapshot,
        report=snapshot.report,
        kind=kind,
        issuance=issuance,
        paper=paper,
        edition=paper.edition if paper else 1,
        template_version=CURRENT,
        seal=_newest_seal() if kind in SEALED else None,
    )
    pdf = redraw(made)
    heartbeat(80)
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.engine import fingerprint

    kept = write_bytes(pdf)
    made.at, made.engine = timezone.now(), fingerprint(finish_of(CURRENT))
    name = FILE_NAMES[kind].format(
        year=snapshot.report.year,
        number=issuance.number if issuance else 0,
        edition=f"-lan-{paper.edition}" if paper and paper.edition > 1 else "",
    )
    try:
        with transaction.atomic():
            # Locks the job: of two workers only the one that holds the lease stores anything.
            heartbeat(90)
            made.file = record_file(
                kept,
                name=name,
                media_type="application/pdf",
                by=(issuance or paper or snapshot).by,
                at=made.at,
            )
            made.save(force_insert=True)
    except IntegrityError:
        # Another worker, whose lease ran out and who lived after all, was faster: the same bytes.
        if not made_by(job).exists():
            raise


def _newest_seal() -> Seal | None:
    """The seal of an issued paper or a check sheet: the log up to now, where nobody is writing for
    too long; else the one of the night."""
    with suppress(Unavailable):
        seal_log(timezone.now())
    return Seal.objects.defer("leaves").last()
