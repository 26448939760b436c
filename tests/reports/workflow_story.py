"""A report on its way: its words written, its warnings answered, taken to any state by its people.

What is told here happened in January 2020, so that days can be compared; ``at_state`` takes the
same people through the same steps.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from reports.freezing.acceptances import accept_warning, findings_of
from reports.issuing import workflow
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report, ReportState
from reports.narrative.numbers import numbers_of
from reports.narrative.reports import write_section
from reports.narrative.suggestions import suggestion
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import moment
from tests.fixtures.remembered import remembered
from tests.reports.composition import make_report
from tests.reports.issuing import issue, sign

S = ReportState
WRITTEN = moment(2020, 1, 7, 15)
SENT = moment(2020, 1, 8)
APPROVED = moment(2020, 1, 8, 16)
PRESENTED = moment(2020, 1, 9)
BACK = moment(2020, 1, 10)
REASONS = [(None, "Rút gọn toàn báo cáo.")]
MEMO = {"memo_number": "123/TTr-SNV", "memo_date": date(2020, 1, 9)}


def now(report: Report) -> Report:
    """The report as it is in the database."""
    return Report.objects.get(pk=report.pk)


def written(cast: Any, report: Report | None = None) -> Report:
    """A report with words under what is suggested, at every heading that holds none; its warnings
    accepted."""
    return _write(cast, report) if report else _written(cast)


@remembered
def _written(cast: Any) -> Report:
    return _write(cast, make_report(cast))


def _write(cast: Any, report: Report) -> Report:
    sections, facts = list(report.sections.active()), numbers_of(report).facts
    for section, after in zip(sections, [*sections[1:], None], strict=True):
        if after is None or after.level <= section.level:
            suggested = suggestion(section.code, facts)
            write_section(
                section,
                by=cast.specialist,
                at=WRITTEN,
                text=f"{suggested}\nNội dung của đơn vị soạn thảo.".strip(),
                seen_version=section.version,
                suggested=suggested,
            )
    for warning in findings_of(report, at=SENT).warnings:
        accept_warning(
            report,
            by=cast.specialist,
            at=WRITTEN,
            fingerprint=warning.fingerprint,
            reason="Đã đối chiếu với hồ sơ, đúng thực tế.",
        )
    return report


def sent(cast: Any, report: Report | None = None, *, by: Any = None, at: datetime = SENT) -> Report:
    """Sent up by the specialist."""
    if report is None and by is None and at == SENT:
        return _sent(cast)
    report = now(report) if report else written(cast)
    return send_up(report, Act(by or cast.specialist, at))


@remembered
def _sent(cast: Any) -> Report:
    return send_up(written(cast), Act(cast.specialist, SENT))


def approved(cast: Any, report: Report | None = None) -> Report:
    """Approved by the leader of the Sở."""
    report = report or sent(cast)
    return do(workflow.APPROVE, report, by=cast.manager, at=APPROVED)


def presented(cast: Any, report: Report | None = None) -> Report:
    """Put before UBND tỉnh by the registrar of the Sở."""
    report = report or approved(cast)
    return do(workflow.PRESENT, report, by=cast.department_registrar, at=PRESENTED, **MEMO)


def returned(cast: Any, notes: Any = None) -> Report:
    """Returned by the leader of the Sở."""
    report = sent(cast)
    return do(workflow.RETURN, report, by=cast.manager, at=BACK, notes=notes or REASONS)


def sent_back(cast: Any, notes: Any = None) -> Report:
    """Returned by the Văn phòng of UBND tỉnh."""
    report = presented(cast)
    return do(workflow.SEND_BACK, report, by=cast.office_examiner, at=BACK, notes=notes or REASONS)


def signed(cast: Any) -> Report:
    """Signed by the Chủ tịch on 13/01/2020."""
    report = presented(cast)
    sign(report, cast)
    return now(report)


def issued(cast: Any) -> Report:
    """Issued on 14/01/2020."""
    report = signed(cast)
    issue(report, cast)
    return now(report)


MAKERS = {
    S.DRAFT: written,
    S.RETURNED: returned,
    S.SUBMITTED: sent,
    S.APPROVED: approved,
    S.PRESENTED: presented,
    S.SIGNED: signed,
    S.ISSUED: issued,
}


def at_state(cast: Any, state: ReportState) -> Report:
    """A report in ``state``, by the way that leads there."""
    return now(MAKERS[state](cast))
