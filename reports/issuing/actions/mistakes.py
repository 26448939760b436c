"""What becomes of an issued report that has a mistake: thay thế, đính chính, thu hồi.

Nghị định 30/2020/NĐ-CP, Điều 18: a wrong content is replaced by a document of the same kind, a
mistake of form or procedure is corrected by a công văn. The issued report itself never changes;
where it stands is derived from the rows written here and from the report that replaces it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import timezone

from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from reports.issuing.models import Correction, Issuance, Withdrawal
from reports.narrative.models import Report, ReportQuerySet, ReportState
from reports.narrative.reports import create_report
from reports.narrative.writing import locked
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.states import State
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import StoredFile
from tayninh_portal.storage import Kept, open_file, record_file


class Force(State):
    """Where an issued report stands today."""

    IN_FORCE = "in_force", "Còn hiệu lực"
    CORRECTED = "corrected", "Đã đính chính"
    REPLACED = "replaced", "Đã bị thay thế"
    WITHDRAWN = "withdrawn", "Đã thu hồi"

    def _look(self) -> tuple[str, str]:
        return {
            "corrected": ("warning", "pencil"),
            "replaced": ("neutral", "arrow-repeat"),
            "withdrawn": ("danger", "x-circle"),
        }.get(self.value, ("done", "check-circle"))


def force_of(report: Report) -> Force | None:
    """Where an issued report stands, None for one that is not issued.

    A replacement counts from its own issue: a draft of it changes nothing.
    """
    if report.state != ReportState.ISSUED:
        return None
    issuance = report.issuance
    if hasattr(issuance, "withdrawal"):
        return Force.WITHDRAWN
    if _replaced_on(report) is not None:
        return Force.REPLACED
    return Force.CORRECTED if issuance.corrections.all() else Force.IN_FORCE


def _replaced_on(report: Report) -> date | None:
    """The day from which another report stands in place of this one."""
    successor: Report | None = getattr(report, "replacement", None)
    if successor is None or successor.state != ReportState.ISSUED:
        return None
    return successor.issuance.issued_on


def with_what_became_of_them(reports: ReportQuerySet) -> ReportQuerySet:
    """``reports`` with all that ``force_of`` asks, in two queries for however many."""
    joined = reports.select_related("issuance__withdrawal", "replacement")
    return joined.prefetch_related("issuance__corrections")


def correct_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    number: str,
    day: date,
    text: str,
    upload: IO[bytes] | None,
) -> tuple[Correction, bool]:
    """Record the công văn that corrects an issued report; ``(row, False)`` if it was recorded.

    Raises ``Refused``, ``ValidationError``, ``Unavailable``.
    """
    at = at or timezone.now()
    records.require(by, "report.correct", report, at=at)
    number, text = tidy_number(clean_text(number)), clean_text(text)
    before = report.issuance.corrections.filter(number=number, day=day).first()
    if before is not None and before.by_id == by.pk and before.text == text:
        return before, False
    _check_paper(report.issuance, at, number=number, day=day, text=text, name="text")
    kept = _kept(upload)

    def row(file: StoredFile) -> Correction:
        return Correction(
            issuance=report.issuance, number=number, day=day, text=text, file=file, at=at, by=by
        )

    name = f"dinh-chinh-bao-cao-{report.year}"
    written = _write(
        report,
        row,
        kept,
        name,
        by=by,
        at=at,
        label="Ghi đính chính",
        note=text,
        # Somebody may have withdrawn the report while the file was kept.
        ask=lambda now: records.require(by, "report.correct", now, at=at),
    )
    return written, True


def withdraw_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    number: str,
    day: date,
    reason: str,
    upload: IO[bytes] | None,
) -> tuple[Withdrawal, bool]:
    """Record the paper that withdraws an issued report. Raises like ``correct_report``."""
    at = at or timezone.now()
    number, reason = tidy_number(clean_text(number)), clean_text(reason)
    before = Withdrawal.objects.filter(issuance__report=report, number=number, day=day).first()
    if before is not None and before.by_id == by.pk:
        return before, False
    records.require(by, "report.withdraw", report, at=at)
    _check_paper(report.issuance, at, number=number, day=day, text=reason, name="reason")
    kept = _kept(upload)

    def row(file: StoredFile) -> Withdrawal:
        return Withdrawal(
            issuance=report.issuance, number=number, day=day, reason=reason, file=file, at=at, by=by
        )

    name = f"thu-hoi-bao-cao-{report.year}"
    return _write(report, row, kept, name, by=by, at=at, label="Ghi thu hồi", note=reason), True


def replace_report(
    report: Report, *, by: Any, at: datetime | None = None, client_id: uuid.UUID | None = None
) -> tuple[Report, bool]:
    """A new draft that stands in place of an issued report once it is issued itself.

    It has the same year, period, request and headings, but no due day, which the issued one met or
    missed; the words are taken over unconfirmed, so that somebody reads each of them again.
    ``(draft, False)`` for a form sent before.
    """
    at = at or timezone.now()
    if client_id is not None:
        before = Report.objects.filter(client_id=client_id, replaces=report).first()
        if before is not None and before.created_by_id == by.pk:
            return before, False
    records.require(by, "report.replace", report, at=at)
    try:
        return create_report(
            by=by,
            at=at,
            client_id=client_id,
            year=report.year,
            period=report.period,
            cutoff_on=report.cutoff_on,
            request_number=report.request_number,
            request_date=report.request_date,
            request_title=report.request_title,
            outline=report.outline,
            title=report.title,
            is_illustrative=report.is_illustrative,
            replaces=report,
            headings=report.sections.active(),
        )
    except IntegrityError:
        raise Conflict("Có người vừa lập báo cáo thay thế báo cáo này.") from None


def open_paper(row: Correction | Withdrawal, *, by: Any, at: datetime | None = None) -> bytes:
    """The bytes of the paper that corrects or withdraws, after the opening was recorded."""
    report = row.issuance.report
    records.require(by, "report.list", at=at)
    return open_file(row.file, report, by=by, at=at)


def _check_paper(
    issuance: Issuance, at: datetime, *, number: str, day: date, text: str, name: str
) -> None:
    problems = {}
    if not number:
        problems["number"] = "Ghi số, ký hiệu của văn bản."
    if day < issuance.issued_on:
        issued = short_date(issuance.issued_on)
        problems["day"] = f"Ngày văn bản không được trước ngày ban hành báo cáo ({issued})."
    elif day > timezone.localdate(at):
        problems["day"] = "Ngày văn bản không được sau hôm nay."
    elif (since := _replaced_on(issuance.report)) is not None and day > since:
        problems["day"] = (
            f"Báo cáo đã bị thay thế từ ngày {short_date(since)}; văn bản sau ngày đó là về báo "
            "cáo thay thế."
        )
    if not text:
        problems[name] = "Không được để trống."
    if problems:
        raise ValidationError(problems)


def _kept(upload: IO[bytes] | None) -> tuple[Kept, str]:
    kept = keep_upload(upload)
    if kept is None:
        raise ValidationError({"upload": "Chọn tệp của văn bản."})
    return kept


def _write(
    report: Report,
    row: Callable[[StoredFile], Any],
    kept: tuple[Kept, str],
    name: str,
    *,
    by: Any,
    at: datetime,
    label: str,
    note: str,
    ask: Callable[[Report], Any] = lambda now: None,
) -> Any:
    """The row with its file and a line of the report's log, in one transaction.

    ``ask`` is asked once more with the report's row held.
    """
    stored, media_type = kept
    try:
        with locked(report) as now:
            ask(now)
            file = record_file(
                stored, name=f"{name}{FILE_KINDS[media_type]}", media_type=media_type, by=by, at=at
            )
            written: models.Model = row(file)
            written.full_clean()
            written.save(force_insert=True)
            now = records.touch(now, by=by, at=at, label=label, note=note)
    except IntegrityError:
        raise ValidationError("Văn bản này đã được ghi; tải lại trang để xem.") from None
    return written
