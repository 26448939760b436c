"""A report comes back: reasons pinned to its sections, and who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.issuing.actions.carrying_out import carry_out
from reports.issuing.models import ReturnNote
from reports.issuing.workflow import NEEDS_REASON, RETURN, SEND_BACK
from reports.narrative.models import Report, ReportState, Section
from tayninh_portal import records
from tayninh_portal.access import DEPARTMENT, Role, roles_of
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import Change
from tayninh_portal.records import Move

NOT_A_SECTION = "Có lý do gắn với một mục không còn trong báo cáo; hãy tải lại trang."
# A reason and the section it is pinned to, None for the report as a whole.
Note = tuple[Section | None, str]
# Until somebody approves, what it came back for is worth reading.
NOTED = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED)


def return_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    notes: Sequence[Note],
) -> Report:
    """A leader of the Sở returns it, with at least one reason.

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` without a reason.
    """
    return _give_back(report, RETURN, by=by, at=at, seen_version=seen_version, notes=notes)


def send_back_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    notes: Sequence[Note],
) -> Report:
    """The Văn phòng of UBND tỉnh returns it, signed or not, with at least one reason.

    Raises ``Refused``, ``Conflict``, and ``ValidationError`` without a reason.
    """
    return _give_back(report, SEND_BACK, by=by, at=at, seen_version=seen_version, notes=notes)


def notes_for(report: Report, user: Any) -> list[ReturnNote]:
    """The reasons of the newest return, for those whom it concerns, until somebody approves.

    Whoever drafts sees all; UBND tỉnh the reasons it gave itself, not what the Sở says within.
    """
    newest = report.return_notes.order_by("-report_version").values("report_version")[:1]
    notes = report.return_notes.filter(report_version__in=newest).select_related("section", "by")
    roles = roles_of(user)
    if roles & DEPARTMENT:
        return list(notes) if report.state in NOTED else []
    sent_back = Change.objects.of(report).filter(action=SEND_BACK.name)
    if Role.OFFICE_EXAMINER in roles and report.state in (*NOTED, ReportState.APPROVED):
        return list(notes.filter(report_version__in=sent_back.values("version")))
    return []


def _give_back(
    report: Report,
    transition: Move,
    *,
    by: Any,
    at: datetime | None,
    seen_version: int,
    notes: Sequence[Note],
) -> Report:
    at = at or timezone.now()
    records.require(by, transition.permission, at=at)
    kept = [(section, clean_text(text)) for section, text in notes]
    kept = [(section, text) for section, text in kept if text]
    if not kept:
        records.require(by, transition.permission, Report.objects.get(pk=report.pk), at=at)
        raise ValidationError({"whole": NEEDS_REASON})
    for section, _ in kept:
        if section is not None and (section.report_id != report.pk or section.is_removed):
            raise ValidationError(NOT_A_SECTION)

    def pin(now: Report) -> None:
        ReturnNote.objects.bulk_create(
            ReturnNote(
                report=now,
                report_version=now.version,
                section=section,
                text=text,
                at=at,
                by=by,
            )
            for section, text in kept
        )

    told = "\n".join(f"{_place(section)}: {text}" for section, text in kept)
    return carry_out(
        report, transition, by=by, at=at, seen_version=seen_version, note=told, then=pin
    )


def _place(section: Section | None) -> str:
    return "Toàn báo cáo" if section is None else f"Mục “{section.heading}”"
