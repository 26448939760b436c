"""Issuances against what they name, and the signed originals against their signatures."""

from __future__ import annotations

from collections.abc import Iterator

from reports.issuing.actions.signed_copies import verify_signed_copy
from reports.issuing.models import Issuance, PaperKind, SignedCopy
from reports.issuing.verifying.stored import report_named, wrong_with
from reports.narrative.models import Report, ReportState
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState


def check_issuances() -> Iterator[str | None]:
    """An issuance names the words UBND tỉnh signed; an issued report has one, and its paper."""
    rows = Issuance.objects.select_related("report", "snapshot", "signing").order_by("pk")
    for issuance in rows:
        place = issuance_named(issuance)
        for wrong in _wrong_with_issuance(issuance):
            yield f"{place}: {wrong}"
        yield None
    for report in Report.objects.filter(state=ReportState.ISSUED, issuance__isnull=True):
        yield f"{report_named(report.year, report.pk)}: đã ban hành mà không có số, ngày."


def check_signed_copies() -> Iterator[str | None]:
    """A signed original still has the signatures that were found when it was filed."""
    rows = SignedCopy.objects.select_related("file", "issuance__report").order_by("pk")
    for copy in rows:
        # Bytes that are gone or altered are told with the files.
        if not wrong_with(copy.file):
            wrong = verify_signed_copy(copy)
            if wrong:
                yield f"{issuance_named(copy.issuance)}, bản gốc đã ký số {copy.pk}: {wrong}"
        yield None


def issuance_named(issuance: Issuance) -> str:
    """How an issuance is called in a line."""
    report = report_named(issuance.report.year, issuance.report_id)
    return f"{report}, ban hành số {issuance} năm {issuance.year}"


def _wrong_with_issuance(issuance: Issuance) -> Iterator[str]:
    yield from _wrong_with_what_was_signed(issuance)
    if issuance.year != issuance.issued_on.year:
        yield "năm của số không phải là năm ban hành."
    if issuance.report.state != ReportState.ISSUED:
        yield "báo cáo không còn ở trạng thái đã ban hành."
    if issuance.snapshot.freeze_id is None:
        yield "không có lần chốt số liệu nào đứng sau các con số đã in."
    if not _has_paper(issuance) and not _waits_for_paper(issuance):
        yield "không có bản PDF phát hành."


def _wrong_with_what_was_signed(issuance: Issuance) -> Iterator[str]:
    """The words that were issued are those that were put before UBND tỉnh and signed there."""
    report, snapshot, signing = issuance.report, issuance.snapshot, issuance.signing
    if issuance.sha256 != snapshot.sha256:
        yield "mã kiểm tra không phải là mã của bản chụp được ban hành."
    if {snapshot.report_id, signing.report_id} != {report.pk}:
        yield "bản chụp hoặc lần ký là của một báo cáo khác."
    if signing.snapshot_id != snapshot.pk:
        yield "bản được ký không phải là bản được ban hành."
    if report.presented_snapshot_id != snapshot.pk:
        yield "bản trình Ủy ban nhân dân tỉnh không phải là bản được ban hành."


def _has_paper(issuance: Issuance) -> bool:
    return issuance.renderings.filter(kind=PaperKind.ISSUED, snapshot=issuance.snapshot_id).exists()


def _waits_for_paper(issuance: Issuance) -> bool:
    """Just issued: the paper is on its way."""
    jobs = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    return jobs.filter(payload__issuance=issuance.pk).exists()
