"""What becomes of an issued report that has a mistake: thay thế, đính chính, thu hồi.

Nghị định 30/2020/NĐ-CP, Điều 18: a wrong content is replaced by a document of the same kind, a
mistake of form or procedure is corrected by a công văn. The issued report itself never changes;
where it stands is derived from the rows written here and from the report that replaces it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from reports.issuing.models import Correction, Issuance, Withdrawal
from reports.narrative.models import Report, ReportQuerySet, ReportState
from reports.narrative.reports import create_report
from reports.narrative.writing import locked, may_record
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.states import State
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import StoredFile, User
from tayninh_portal.records import Act
from tayninh_portal.storage import Kept, open_file, record_file

Row = TypeVar("Row", Correction, Withdrawal)


class Force(State):
    """Where an issued report stands today."""

    IN_FORCE = "in_force", "done", "check-circle", "Còn hiệu lực"
    CORRECTED = "corrected", "warning", "pencil", "Đã đính chính"
    REPLACED = "replaced", "neutral", "arrow-repeat", "Đã bị thay thế"
    WITHDRAWN = "withdrawn", "danger", "x-circle", "Đã thu hồi"


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
    report: Report, act: Act, *, number: str, day: date, text: str, upload: IO[bytes] | None
) -> Correction:
    """Record the công văn that corrects an issued report.

    Raises ``Refused``, ``Conflict``, ``ValidationError``, ``Unavailable``.
    """
    may_record(report, act, "report.correct")
    number, text = tidy_number(clean_text(number)), clean_text(text)
    _check_paper(report.issuance, act, number=number, day=day, text=text, name="text")
    kept = _kept(upload)
    with _recorded(report, act, "report.correct", "Ghi đính chính", text) as now:
        return _written(
            Correction(
                issuance=now.issuance,
                number=number,
                day=day,
                text=text,
                file=_file(kept, f"dinh-chinh-bao-cao-{report.year}", act),
                at=act.at,
                by=act.by,
            )
        )


def withdraw_report(
    report: Report, act: Act, *, number: str, day: date, reason: str, upload: IO[bytes] | None
) -> Withdrawal:
    """Record the paper that withdraws an issued report. Raises like ``correct_report``."""
    may_record(report, act, "report.withdraw")
    number, reason = tidy_number(clean_text(number)), clean_text(reason)
    _check_paper(report.issuance, act, number=number, day=day, text=reason, name="reason")
    kept = _kept(upload)
    with _recorded(report, act, "report.withdraw", "Ghi thu hồi", reason) as now:
        return _written(
            Withdrawal(
                issuance=now.issuance,
                number=number,
                day=day,
                reason=reason,
                file=_file(kept, f"thu-hoi-bao-cao-{report.year}", act),
                at=act.at,
                by=act.by,
            )
        )


def replace_report(
    report: Report, *, by: User, at: datetime | None = None, client_id: uuid.UUID | None = None
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
            request=report.request,
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


def open_paper(row: Correction | Withdrawal, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of the paper that corrects or withdraws, after the opening was recorded."""
    report = row.issuance.report
    records.require(by, "report.list", at=at)
    return open_file(row.file, report, by=by, at=at)


def _check_paper(
    issuance: Issuance, act: Act, *, number: str, day: date, text: str, name: str
) -> None:
    problems = {}
    if not number:
        problems["number"] = "Ghi số, ký hiệu của văn bản."
    if day < issuance.issued_on:
        issued = short_date(issuance.issued_on)
        problems["day"] = f"Ngày văn bản không được trước ngày ban hành báo cáo ({issued})."
    elif day > act.day:
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


@contextmanager
def _recorded(report: Report, act: Act, permission: str, label: str, note: str) -> Iterator[Report]:
    """A transaction for a row about ``report``, which leaves a line in its log; the report as it
    now is, asked about once more: somebody may have withdrawn it while the file was kept."""
    try:
        with locked(report) as now:
            may_record(now, act, permission)
            yield now
            records.touch(
                now, by=act.by, at=act.at, client_id=act.client_id, label=label, note=note
            )
    except IntegrityError:
        raise ValidationError("Văn bản này đã được ghi; tải lại trang để xem.") from None


def _file(kept: tuple[Kept, str], name: str, act: Act) -> StoredFile:
    stored, media_type = kept
    named = f"{name}{FILE_KINDS[media_type]}"
    return record_file(stored, name=named, media_type=media_type, by=act.by, at=act.at)


def _written(row: Row) -> Row:
    row.full_clean()
    row.save(force_insert=True)
    return row
