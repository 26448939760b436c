"""A report of the demo on its way: written, through the Sở, before UBND tỉnh, issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from demo.clock import moment
from demo.doing import do
from demo.engine import Course
from demo.people import People
from inspections.agencies.models import Agency
from inspections.cited_documents.actions import record_document
from inspections.cited_documents.models import CitedDocument, DocumentKind
from inspections.report_requests.actions import record_request
from inspections.report_requests.models import ReportRequest
from inspections.rounds.actions import update_round
from inspections.rounds.models import Round, RoundState
from reports.freezing.acceptances import accept_warnings, findings_of
from reports.issuing import workflow
from reports.issuing.actions import mistakes
from reports.issuing.models import Standing
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report
from reports.narrative.numbers import numbers_of
from reports.narrative.reports import create_report, write_section
from reports.narrative.suggestions import suggestion
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Appointment, User
from tayninh_portal.records import Act

# Why a warning of the checks stands: the demo's numbers are made up to tell a story.
ACCEPTED = "Số liệu minh họa, đã đối chiếu với hồ sơ của cổng."


@dataclass(frozen=True)
class Way:
    """The days on which a report went on; None: not yet. ``words`` by the code of their section.

    ``memo``: number of the tờ trình it was presented with; ``number``: the one it was issued under.
    """

    written: date
    words: dict[str, str]
    submitted: date | None = None
    approved: date | None = None
    presented: date | None = None
    memo: str = ""
    issued: date | None = None
    number: int = 0


@dataclass(frozen=True)
class Asked:
    """The report of ``year``: its period, and the letter that asked for it.

    ``agencies_number``: the Sở's own letter to the agencies, by which their round was called; with
    it both letters stand in one request.
    """

    year: int
    period: str
    request_number: str
    request_date: date
    request_title: str
    request_due_on: date | None = None
    agencies_number: str = ""
    agencies_date: date | None = None
    agencies_title: str = ""
    agencies_due_on: date | None = None


def write_report(people: People, asked: Asked, way: Way) -> Course:
    """Open a report and take it as far as its days say."""
    at = moment(way.written, 8)
    yield at
    report, _ = create_report(
        by=people.specialists[0],
        at=at,
        year=asked.year,
        request=_request(people, asked, at=at) if asked.agencies_number else None,
        period=parse_period(asked.period),
        request_number=asked.request_number,
        request_date=asked.request_date,
        request_title=asked.request_title,
        request_due_on=asked.request_due_on,
        is_illustrative=True,
    )
    _write_words(report, way.words, by=people.specialists[0], at=at)
    yield from _go_its_way(people, report.pk, way)


def _request(people: People, asked: Asked, *, at: datetime) -> ReportRequest:
    """Both letters in one request; the open round the Sở's letter called is held for it."""
    by, department = people.specialists[0], Agency.objects.get(is_department=True)

    def letter(number: str, day: date | None, issuer: str, subject: str) -> CitedDocument:
        document, _ = record_document(
            by=by,
            at=at,
            agency=department,
            kind=DocumentKind.LETTER,
            number=number,
            issued_on=day or local_day(at),
            issuer=issuer,
            subject=subject,
            is_shared=True,
            is_illustrative=True,
        )
        return document

    request, _ = record_request(
        by=by,
        at=at,
        year=asked.year,
        document=letter(asked.request_number, asked.request_date, "Bộ Nội vụ", asked.request_title),
        due_on=asked.request_due_on,
        agencies_document=letter(
            asked.agencies_number, asked.agencies_date, "Sở Nội vụ", asked.agencies_title
        ),
        agencies_due_on=asked.agencies_due_on,
        is_illustrative=True,
    )
    called = Round.objects.filter(request_number=asked.agencies_number, state=RoundState.OPEN)
    for round_ in called:
        update_round(round_, by=by, at=at, seen_version=round_.version, request=request)
    return request


def replace_report(people: People, year: int, way: Way) -> Course:
    """Write another in the place of the issued report of ``year``."""
    at = moment(way.written, 8)
    yield at
    issued = Report.objects.get(year=year, replaces=None)
    report, _ = mistakes.replace_report(issued, by=people.specialists[0], at=at)
    _write_words(report, way.words, by=people.specialists[0], at=at)
    yield from _go_its_way(people, report.pk, way)


def _write_words(report: Report, words: Mapping[str, str], *, by: User, at: datetime) -> None:
    """The writer's words under what is suggested; words taken over elsewhere are stood by."""
    facts = numbers_of(report).facts
    for section in report.sections.all():
        suggested, own = suggestion(section.code, facts), words.get(section.code, "")
        if not (own or section.is_written):
            continue
        text = f"{suggested}\n{own}".strip() if own else section.text
        seen = section.version
        write_section(section, by=by, at=at, text=text, seen_version=seen, suggested=suggested)


def _go_its_way(people: People, pk: int, way: Way) -> Course:
    if way.submitted is not None:
        at = moment(way.submitted, 9)
        yield at
        _submit(people, Report.objects.get(pk=pk), at=at)
    if way.approved is not None:
        at = moment(way.approved, 15)
        yield at
        do(workflow.APPROVE, Report.objects.get(pk=pk), by=people.manager, at=at)
    if way.presented is not None:
        at = moment(way.presented, 9)
        yield at
        do(
            workflow.PRESENT,
            Report.objects.get(pk=pk),
            by=people.officers["vanthuso"],
            at=at,
            memo_number=way.memo,
            memo_date=way.presented,
        )
    if way.issued is not None:
        yield from _sign_and_issue(people, pk, way.issued, way.number)


def _submit(people: People, report: Report, *, at: datetime) -> None:
    """Accept what the checks warn of, and bring it to the Sở's leader."""
    writer = people.specialists[0]
    warnings = findings_of(report, at=at).warnings
    reasons = {warning.fingerprint: ACCEPTED for warning in warnings}
    if reasons:
        accept_warnings(report, by=writer, at=at, reasons=reasons)
    send_up(report, Act(writer, at))


def _sign_and_issue(people: People, pk: int, day: date, number: int) -> Course:
    """Signed by the Chủ tịch in the morning, numbered and dated two hours later."""
    at = moment(day, 8)
    yield at
    do(
        workflow.SIGN,
        Report.objects.get(pk=pk),
        by=people.officers["vanphong"],
        at=at,
        appointment=Appointment.objects.on(day).get(user=people.officers["lanhdaotinh"]),
        standing=Standing.HEAD,
        signed_on=day,
    )
    at = moment(day, 10)
    yield at
    do(
        workflow.ISSUE,
        Report.objects.get(pk=pk),
        by=people.officers["vanthutinh"],
        at=at,
        number=number,
        issued_on=day,
    )
