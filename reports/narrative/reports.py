"""Open a report, write its sections, and say which period a year stands for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inspections.report_requests.actions import FOLLOWED, follow
from inspections.report_requests.models import ReportRequest
from reports.figures.periods import is_a_year, register_annual_periods, register_reports
from reports.narrative import tokens
from reports.narrative.models import WRITABLE, Outline, OutlineSection, Report, Section
from reports.narrative.writing import check_seen, locked_for_writing
from tayninh_portal import records
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.periods import Period, default_period
from tayninh_portal.lib.text import clean_text
from tayninh_portal.lib.together import Question
from tayninh_portal.models import User

# The trích yếu of the real report (số 13/BC-UBND ngày 14/01/2020).
DEFAULT_TITLE = (
    "Thực hiện Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Thủ tướng Chính phủ về việc phê duyệt "
    "Đề án Văn hóa công vụ"
)
REQUEST_BY_HALVES = "Nhập cả số và ngày của văn bản yêu cầu, hoặc để trống cả hai."
EARLY_CUTOFF = "Ngày chốt số liệu không được trước ngày cuối kỳ."
FROZEN = "Số liệu của báo cáo đã được chốt nên không đổi được kỳ số liệu và ngày chốt."


def create_report(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    year: int,
    period: Period,
    cutoff_on: date | None = None,
    request: ReportRequest | None = None,
    request_number: str = "",
    request_date: date | None = None,
    request_title: str = "",
    request_due_on: date | None = None,
    outline: Outline | None = None,
    title: str | None = None,
    is_illustrative: bool = False,
    replaces: Report | None = None,
    headings: Iterable[OutlineSection | Section] | None = None,
) -> tuple[Report, bool]:
    """The annual report of ``year`` with the headings of ``outline`` (default: the one used on
    the day it is made).

    ``replaces``: the issued report of the same year it stands in place of, whose rule the caller
    has asked. ``headings``: sections of that report to begin with, in place of the outline's; their
    words are taken over unconfirmed. ``request``: what it answers, in place of what is typed of it.
    ``(report, False)`` when the form with this ``client_id`` was sent before. Raises ``Refused``,
    and ``ValidationError`` when the year has its report, the request is named by halves or is of
    another year, or a figure stands where words print as they are.
    """
    records.require(by, "report.create", at=at)
    if bool(request_number) != bool(request_date):
        raise ValidationError({"request_number": REQUEST_BY_HALVES})
    if cutoff_on and cutoff_on < period.end:
        raise ValidationError({"cutoff_on": EARLY_CUTOFF})
    if replaces is None and _others_of(year, client_id).exists():
        raise ValidationError({"year": f"Năm {year} đã có báo cáo năm."})
    if replaces is None:
        tokens.refuse_in(
            title=title or "", request_number=request_number, request_title=request_title
        )
    typed = {
        "request": request,
        "request_number": clean_text(request_number),
        "request_date": request_date,
        "request_title": clean_text(request_title),
        "request_due_on": request_due_on,
    }
    outline = outline or Outline.objects.used_on(local_day(at or timezone.now()))
    report = Report(
        year=year,
        preset=period.preset,
        period_start=period.start,
        period_end=period.end,
        cutoff_on=cutoff_on,
        outline=outline,
        title=clean_text(title or DEFAULT_TITLE),
        **(typed if request is None or replaces else asked_by(request, year)),
        is_illustrative=is_illustrative,
        replaces=replaces,
        period_moved=bool(replaces and (replaces.period_moved or _moves(replaces, period, at))),
    )
    if client_id is not None:
        report.client_id = client_id
    with transaction.atomic():
        report, made = records.create(report, by=by, at=at, label="Lập báo cáo")
        if made:
            for heading in headings or outline.sections.all():
                records.create(
                    _section_from(heading, report), by=by, at=at, label=_ORIGIN[type(heading)]
                )
    return report, made


def asked_by(request: ReportRequest, year: int) -> dict[str, Any]:
    """The columns of the report of ``year`` that say what it answers, as its request has them.
    Raises ``ValidationError`` for the request of another year."""
    if request.year != year:
        raise ValidationError(
            {"request": f"Báo cáo này của năm {year}, không phải {request.year}."}
        )
    number, day, title, due_on = request.asks_report
    return {
        "request": request,
        "request_number": number,
        "request_date": day,
        "request_title": title,
        "request_due_on": due_on,
    }


@follow
def follow_request(was: ReportRequest, now: ReportRequest, act: records.Act) -> None:
    """A report that is still written answers the letter as it is corrected."""
    changes = asked_by(now, now.year)
    for report in Report.objects.filter(request=now, state__in=WRITABLE, replaces=None):
        if any(getattr(report, name) != value for name, value in changes.items()):
            records.amend(
                report, changes, by=act.by, at=act.at, seen_version=report.version, label=FOLLOWED
            )


_ORIGIN = {OutlineSection: "Đưa vào từ đề cương", Section: "Đưa vào từ báo cáo bị thay thế"}


def _others_of(year: int, client_id: uuid.UUID | None) -> QuerySet[Report]:
    """The annual reports of ``year``, but for the one this very form made."""
    found = Report.objects.annual_of(year)
    return found if client_id is None else found.exclude(client_id=client_id)


def _section_from(heading: OutlineSection | Section, report: Report) -> Section:
    earlier = heading if isinstance(heading, Section) else None
    return Section(
        report=report,
        code=heading.code,
        order=heading.order,
        level=heading.level,
        number=heading.number,
        heading=heading.heading,
        guidance=heading.guidance,
        expects=heading.expects,
        text=earlier.text if earlier else "",
        is_written=bool(earlier and earlier.is_written),
        suggested=earlier.suggested if earlier else "",
        carried_from=earlier,
        is_confirmed=not (earlier and earlier.text),
    )


def write_section(
    section: Section,
    *,
    by: User,
    at: datetime | None = None,
    text: str,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    confirm: bool = True,
    suggested: str | None = None,
) -> Section:
    """Replace the text under a heading; who writes it stands by it.

    ``confirm`` false leaves words of an earlier report as unconfirmed as they are. ``suggested`` is
    the suggestion that stood beside the box, so that the next one can be told from it; None leaves
    what was known of it. A text that stands there already is not written again. Raises ``Refused``,
    ``ValidationError`` (control characters, a token that names no figure), and ``Conflict`` when
    somebody saved other words meanwhile.
    """
    records.require(by, "report.write", section.report, at=at)
    text = clean_text(text)
    if wrong := tokens.check(text):
        raise ValidationError({"text": wrong})
    changes = {
        "text": text,
        "is_written": True,
        "is_confirmed": confirm or section.is_confirmed,
        "suggested": section.suggested if suggested is None else suggested,
    }
    if all(getattr(section, name) == value for name, value in changes.items()):
        return section
    label = "Soạn thảo nội dung" if text != section.text else "Xác nhận lời văn"
    with locked_for_writing(section.report):
        return records.amend(
            section,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label=label,
        )


def update_report(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    title: str,
    request: ReportRequest | None = None,
    request_number: str = "",
    request_date: date | None = None,
    request_title: str = "",
    request_due_on: date | None = None,
    opening: str = "",
    closing: str = "",
    period: Period | None = None,
    cutoff_on: date | None = None,
) -> Report:
    """Change what the report says of itself; ``period`` None leaves period and cut-off alone.

    ``opening`` and ``closing``: one paragraph each, empty for what is suggested.

    Once figures were frozen, period and cut-off are those of the freeze. Raises ``Refused``,
    ``Conflict`` and ``ValidationError``.
    """
    records.require(by, "report.update", at=at)
    check_seen(report, seen_version)
    records.require(by, "report.update", report, at=at)
    if bool(request_number) != bool(request_date):
        raise ValidationError({"request_number": REQUEST_BY_HALVES})
    plain = {"title": title, "opening": opening, "closing": closing}
    tokens.refuse_in(**plain, request_number=request_number, request_title=request_title)
    changes: dict[str, Any] = {
        **{name: " ".join(clean_text(text).split()) for name, text in plain.items()},
        "request": None,
        "request_number": clean_text(request_number),
        "request_date": request_date,
        "request_title": clean_text(request_title),
        "request_due_on": request_due_on,
    }
    if request is not None:
        changes |= asked_by(request, report.year)
    if period is not None:
        if report.freezes.exists():
            raise ValidationError(FROZEN)
        if cutoff_on and cutoff_on < period.end:
            raise ValidationError({"cutoff_on": EARLY_CUTOFF})
        changes |= {
            "preset": period.preset,
            "period_start": period.start,
            "period_end": period.end,
            "cutoff_on": cutoff_on,
            "period_moved": report.period_moved or _moves(report, period, at),
        }
    if all(getattr(report, name) == value for name, value in changes.items()):
        return report
    with locked_for_writing(report):
        return records.amend(
            report,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa thông tin chung",
        )


def annual_periods() -> Question[dict[int, Period]]:
    """Year → period of its annual report, the newest year first."""
    reports = Report.objects.filter(is_annual=True)

    def answer() -> dict[int, Period]:
        periods: dict[int, Period] = {}
        for report in reports:
            periods.setdefault(report.year, report.period)
        return periods

    return Question((reports,), answer)


def reports(year: int, period: Period) -> QuerySet[Report]:
    """The annual reports of ``year`` that tell ``period``, and told no other that was over."""
    told = Report.objects.filter(is_annual=True, year=year, period_moved=False)
    return told.filter(period_start=period.start, period_end=period.end)


def _moves(report: Report, period: Period, at: datetime | None) -> bool:
    """Whether the report told a whole year, that is over, and ``period`` is another."""
    was = report.period
    is_another = (was.start, was.end) != (period.start, period.end)
    return is_another and is_a_year(was) and was.end < local_day(at or timezone.now())


register_annual_periods(annual_periods)
register_reports(reports)


def period_of_year(year: int) -> Period:
    """The period stored with the annual report of ``year``, else the year of Nghị định 09/2019."""
    report = Report.objects.annual_of(year).first()
    return report.period if report else default_period(year)
