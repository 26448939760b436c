"""The workflow of a remark: answered by those who write the report, done by whoever reads it.

Who has the report before them may remark on it: the Sở's leader while it waits for their approval,
the Văn phòng of UBND tỉnh while it is there. Who writes it brings in what a Word file says at a
sentence (docs/decisions/0043).
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from reports.narrative.models import Report, ReportState
from reports.narrative.rules import STANDS
from reports.remarks import actions
from reports.remarks.forms import AnswerForm
from reports.remarks.models import Remark, RemarkState
from tayninh_portal.access import Role, each, may, register_rules, roles_of
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = RemarkState
WAITING = (S.OPEN, S.ANSWERED)
NOT_BEFORE_YOU = "Chỉ ghi ý kiến khi báo cáo đang chờ chính mình xem xét."
OTHERS = "Ý kiến của Sở Nội vụ do lãnh đạo Sở, của Văn phòng UBND tỉnh do Văn phòng ghi là đã xong."
ANSWER = Transition(
    "answer", "Trả lời ý kiến", WAITING, (S.ANSWERED,), "remark.answer", actions.answer, AnswerForm
)
SETTLE = Transition(
    "settle", "Ý kiến đã xong", WAITING, (S.SETTLED,), "remark.settle", actions.settle
)
WORDS: dict[str | tuple[str, str], Words] = {
    "answer": Words(
        button="Trả lời",
        heading="Trả lời ý kiến",
        done="Đã trả lời ý kiến.",
        submit="Lưu câu trả lời",
        sign="reply",
    ),
    "settle": Words(button="Ghi là đã xong", done="Đã ghi là xong.", sign="check2"),
}


def remarks_of(user: User) -> QuerySet[Remark]:
    """The remarks a person may see, with what their pages and rules read."""
    require(user, "remark.list")
    return Remark.objects.visible_to(user).select_related("report", "created_by")


REMARKS = register(
    Workflow(
        Remark,
        "remark",
        "reports/remarks",
        remarks_of,
        (ANSWER, SETTLE),
        WORDS,
        {S.SETTLED: "Ý kiến này đã được ghi là xong."},
    )
)


def remark_rule(user: User, report: Report, day: date) -> str | None:
    """Whoever may approve it, while it waits for that; the Văn phòng, while it is there."""
    roles, state = roles_of(user, day), ReportState(report.state)
    if state == ReportState.SUBMITTED and Role.MANAGER in roles:
        return may(user, "report.approve", report, on=day).reason or None
    at_province = state in (ReportState.PRESENTED, ReportState.SIGNED)
    if at_province and Role.OFFICE_EXAMINER in roles:
        return None
    return f"{NOT_BEFORE_YOU} {STANDS[state]}"


def _bringing(user: User, report: Report, day: date) -> str | None:
    return may(user, "report.write", report, on=day).reason or None


def _answering(user: User, remark: Remark, day: date) -> str | None:
    return may(user, "report.write", remark.report, on=day).reason or None


def _settling(user: User, remark: Remark, day: date) -> str | None:
    before_province = remark.report.state in (ReportState.PRESENTED, ReportState.SIGNED)
    if remark.of_province != before_province:
        return OTHERS
    return remark_rule(user, remark.report, day)


def may_remark(user: User, report: Report) -> bool:
    """Whether the person may write a remark on ``report`` as it stands."""
    return bool(may(user, "remark.create", report))


register_rules(
    {
        "remark.create": each(remark_rule),
        "remark.bring": each(_bringing),
        "remark.answer": each(_answering),
        "remark.settle": each(_settling),
    }
)
