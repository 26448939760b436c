"""The workflow of a report and its rules. Who sees which is ``Report.objects.visible_to``.

Sở Nội vụ drafts and approves; UBND tỉnh signs, numbers and issues. Whatever changes after the
approval goes back for approval (Nghị định 30/2020/NĐ-CP, Điều 11 khoản 2): a report that went up is
not written in, it is returned, and a returned one begins anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from reports.narrative.models import WRITABLE, Report, ReportState
from reports.narrative.rules import STANDS
from tayninh_portal.access import Rule, each, register_rules
from tayninh_portal.models import Change
from tayninh_portal.records import Move

S = ReportState
NEEDS_REASON = "Hãy ghi ít nhất một lý do để người soạn biết phải sửa gì, ở mục nào."

SUBMIT = Move("submit", "Trình lãnh đạo Sở", WRITABLE, S.SUBMITTED, "report.submit")
RECALL = Move("recall", "Rút lại để sửa", (S.SUBMITTED,), S.DRAFT, "report.recall")
APPROVE = Move("approve", "Lãnh đạo Sở duyệt", (S.SUBMITTED,), S.APPROVED, "report.approve")
RETURN = Move(
    "return",
    "Lãnh đạo Sở trả lại",
    (S.SUBMITTED, S.APPROVED),
    S.RETURNED,
    "report.return",
    needs_note=NEEDS_REASON,
)
PRESENT = Move("present", "Trình UBND tỉnh", (S.APPROVED,), S.PRESENTED, "report.present")
SEND_BACK = Move(
    "send_back",
    "Văn phòng UBND tỉnh trả lại",
    (S.PRESENTED, S.SIGNED),
    S.RETURNED,
    "report.send_back",
    needs_note=NEEDS_REASON,
)
# Another bản trình ký is printed, so only while nobody signed; the report stays where it is.
CHOOSE_SIGNER = Move(
    "choose_signer",
    "Đổi người ký dự kiến",
    (S.PRESENTED,),
    S.PRESENTED,
    "report.choose_signer",
)
SIGN = Move("sign", "Ghi nhận đã ký", (S.PRESENTED,), S.SIGNED, "report.sign")
ISSUE = Move(
    "issue",
    "Cấp số, ban hành",
    (S.SIGNED,),
    S.ISSUED,
    "report.issue",
    undoable=False,
)
MOVES = (SUBMIT, RECALL, APPROVE, RETURN, PRESENT, SEND_BACK, CHOOSE_SIGNER, SIGN, ISSUE)

OWN_SUBMISSION = "Người trình không tự duyệt báo cáo của mình; một lãnh đạo Sở khác phải duyệt."
NOT_ISSUED = "Báo cáo chưa được ban hành."


def submitter_of(report: Report) -> int | None:
    """Who sent the report up last, None before the first time."""
    lines = Change.objects.of(report).filter(action=SUBMIT.name)
    return lines.values_list("by", flat=True).last()


def _elsewhere(report: Report, move: Move) -> str | None:
    return None if report.state in move.sources else STANDS[S(report.state)]


def recall_rule(user: Any, report: Report, day: date) -> str | None:
    """By the one who sent it up, while nobody has decided."""
    if report.state in RECALL.sources and submitter_of(report) != user.pk:
        return "Chỉ người đã trình mới rút lại được báo cáo."
    return _elsewhere(report, RECALL)


def approve_rule(user: Any, report: Report, day: date) -> str | None:
    """By a leader of the Sở who did not send it up."""
    if report.state in APPROVE.sources and submitter_of(report) == user.pk:
        return OWN_SUBMISSION
    return _elsewhere(report, APPROVE)


def _issued(user: Any, report: Report, day: date) -> str | None:
    return None if report.state == S.ISSUED else f"{NOT_ISSUED} {STANDS[S(report.state)]}"


def _in_force(user: Any, report: Report, day: date) -> str | None:
    if report.state == S.ISSUED and hasattr(report.issuance, "withdrawal"):
        return "Báo cáo đã bị thu hồi."
    return _issued(user, report, day)


def replace_rule(user: Any, report: Report, day: date) -> str | None:
    """An issued report has one successor at the most; a withdrawn one may have it too."""
    if hasattr(report, "replacement"):
        return "Báo cáo này đã có báo cáo thay thế."
    return _issued(user, report, day)


def open_signed_rule(user: Any, report: Report, day: date) -> str | None:
    """There must be one."""
    if report.state == S.ISSUED and report.issuance.signed_copies.exists():
        return None
    return "Báo cáo chưa có bản gốc đã ký."


def download_rule(user: Any, report: Report, day: date) -> str | None:
    """There must be something they may download: drafts stay within the Sở."""
    if report.renderings.visible_to(user).exists():
        return None
    return "Báo cáo chưa có bản PDF nào để tải."


def _from_its_sources(move: Move) -> Rule:
    return each(lambda user, report, day: _elsewhere(report, move))


register_rules(
    {
        # Where a report stands decides alone; recall and approval also ask who sent it up.
        **{
            move.permission: _from_its_sources(move)
            for move in (SUBMIT, RETURN, PRESENT, SEND_BACK, CHOOSE_SIGNER, SIGN, ISSUE)
        },
        "report.recall": each(recall_rule),
        "report.approve": each(approve_rule),
        "report.file_signed": each(_issued),
        "report.correct": each(_in_force),
        "report.withdraw": each(_in_force),
        "report.replace": each(replace_rule),
        "report.open_signed": each(open_signed_rule),
        "report.download": each(download_rule),
    }
)
