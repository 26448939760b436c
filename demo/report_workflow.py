"""A report of the demo on its way: written, through the Sở, before UBND tỉnh, issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from demo.clock import moment
from demo.people import People
from reports.freezing.acceptances import accept_warning, findings_of
from reports.issuing import actions
from reports.issuing.actions.issuing import issue_report
from reports.issuing.actions.signing import record_signing
from reports.issuing.models import Standing
from reports.narrative.models import Report
from reports.narrative.reports import write_section
from tayninh_portal.models import Appointment, User

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
    return actions.submit_report(report, by=writer, at=at, seen_version=report.version)


def approve(report: Report, people: People, *, at: datetime) -> Report:
    """The Sở's leader approves what is before them."""
    return actions.approve_report(report, by=people.manager, at=at, seen_version=report.version)


def present(report: Report, *, memo_number: str, at: datetime) -> Report:
    """The Sở's registrar sends it to UBND tỉnh with a tờ trình of that day."""
    return actions.present_report(
        report,
        by=User.objects.get(username="vanthuso"),
        at=at,
        seen_version=report.version,
        memo_number=memo_number,
        memo_date=at.date(),
    )


def issue(report: Report, *, number: int, day: date) -> None:
    """Signed by the Chủ tịch in the morning of ``day``, numbered and dated two hours later."""
    leader = Appointment.objects.on(day).get(user__username="lanhdaotinh")
    record_signing(
        report,
        by=User.objects.get(username="vanphong"),
        at=moment(day, 8),
        seen_version=report.version,
        appointment=leader,
        standing=Standing.HEAD,
        signed_on=day,
    )
    issue_report(
        report,
        by=User.objects.get(username="vanthutinh"),
        at=moment(day, 10),
        seen_version=report.version + 1,
        number=number,
        issued_on=day,
    )
