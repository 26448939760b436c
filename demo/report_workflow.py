"""A report of the demo on its way: written, through the Sở, before UBND tỉnh, issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from demo.clock import moment
from demo.doing import do
from demo.people import People
from reports.freezing.acceptances import accept_warning, findings_of
from reports.issuing import workflow
from reports.issuing.models import Standing
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report
from reports.narrative.reports import write_section
from tayninh_portal.models import Appointment, User
from tayninh_portal.records import Act

# Why a warning of the checks stands: the demo's numbers are made up to tell a story.
ACCEPTED = "Số liệu minh họa, đã đối chiếu với hồ sơ của cổng."


def write_words(report: Report, words: Mapping[str, str], *, by: User, at: datetime) -> None:
    """The specialist's words under their headings; words taken over elsewhere are stood by."""
    for section in report.sections.all():
        text = words.get(section.code, section.text)
        write_section(section, by=by, at=at, text=text, seen_version=section.version)


def submit(report: Report, people: People, *, at: datetime) -> Report:
    """Accept what the checks warn of, and bring it to the Sở's leader."""
    writer = people.specialists[0]
    for warning in findings_of(report, at=at).warnings:
        accept_warning(report, by=writer, at=at, fingerprint=warning.fingerprint, reason=ACCEPTED)
    return send_up(report, Act(writer, at))


def approve(report: Report, people: People, *, at: datetime) -> Report:
    """The Sở's leader approves what is before them."""
    return do(workflow.APPROVE, report, by=people.manager, at=at)


def present(report: Report, *, memo_number: str, at: datetime) -> Report:
    """The Sở's registrar sends it to UBND tỉnh with a tờ trình of that day."""
    return do(
        workflow.PRESENT,
        report,
        by=User.objects.get(username="vanthuso"),
        at=at,
        memo_number=memo_number,
        memo_date=at.date(),
    )


def issue(report: Report, *, number: int, day: date) -> Report:
    """Signed by the Chủ tịch in the morning of ``day``, numbered and dated two hours later."""
    leader = Appointment.objects.on(day).get(user__username="lanhdaotinh")
    signed = do(
        workflow.SIGN,
        report,
        by=User.objects.get(username="vanphong"),
        at=moment(day, 8),
        appointment=leader,
        standing=Standing.HEAD,
        signed_on=day,
    )
    return do(
        workflow.ISSUE,
        signed,
        by=User.objects.get(username="vanthutinh"),
        at=moment(day, 10),
        number=number,
        issued_on=day,
    )
