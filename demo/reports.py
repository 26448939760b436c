"""A report of the demo on its way: written, through the Sở, before UBND tỉnh, issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from demo.clock import moment
from demo.doing import do
from demo.engine import Course
from demo.people import People
from reports.freezing.acceptances import accept_warnings, findings_of
from reports.issuing import workflow
from reports.issuing.actions import mistakes
from reports.issuing.models import Standing
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report
from reports.narrative.numbers import numbers_of
from reports.narrative.reports import create_report, write_section
from reports.narrative.suggestions import suggestion
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
    """The report of ``year``: its period, and the letter that asked for it."""

    year: int
    period: str
    request_number: str
    request_date: date
    request_title: str
    request_due_on: date | None = None


def write_report(people: People, asked: Asked, way: Way) -> Course:
    """Open a report and take it as far as its days say."""
    at = moment(way.written, 8)
    yield at
    report, _ = create_report(
        by=people.specialists[0],
        at=at,
        year=asked.year,
        period=parse_period(asked.period),
        request_number=asked.request_number,
        request_date=asked.request_date,
        request_title=asked.request_title,
        request_due_on=asked.request_due_on,
        is_illustrative=True,
    )
    _write_words(report, way.words, by=people.specialists[0], at=at)
    yield from _go_its_way(people, report.pk, way)


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
