"""What may be done with an issued report and with its papers; its transitions: ``workflow``."""

from __future__ import annotations

from datetime import date

from reports.narrative.models import AT_PROVINCE, Report, ReportState
from reports.narrative.rules import STANDS
from tayninh_portal.access import DEPARTMENT, each, register_rules, roles_of
from tayninh_portal.models import User

S = ReportState
NO_PAPER = "Báo cáo chưa có bản PDF nào để tải."
NOT_ISSUED = "Báo cáo chưa được ban hành."
NOT_WITH_PROVINCE = "Phiếu trình lập khi báo cáo chờ ký."
GONE_UP = "Báo cáo đã được trình Ủy ban nhân dân tỉnh."
NOT_APPROVED = "Báo cáo chưa được lãnh đạo Sở duyệt."


def _issued(user: User, report: Report, day: date) -> str | None:
    return None if report.state == S.ISSUED else f"{NOT_ISSUED} {STANDS[S(report.state)]}"


def _in_force(user: User, report: Report, day: date) -> str | None:
    if report.state == S.ISSUED and hasattr(report.issuance, "withdrawal"):
        return "Báo cáo đã bị thu hồi."
    return _issued(user, report, day)


def draft_memo_rule(user: User, report: Report, day: date) -> str | None:
    """Before the report goes up; its registrar, who sees it from the approval on, by what was
    approved."""
    if report.state in AT_PROVINCE:
        return GONE_UP
    drafts = report.state == S.APPROVED or roles_of(user, day) & DEPARTMENT
    return None if drafts else NOT_APPROVED


def draft_office_sheet_rule(user: User, report: Report, day: date) -> str | None:
    """While nobody signed."""
    if report.state == S.PRESENTED:
        return None
    return f"{NOT_WITH_PROVINCE} {STANDS[S(report.state)]}"


def replace_rule(user: User, report: Report, day: date) -> str | None:
    """An issued report has one successor at the most; a withdrawn one may have it too."""
    if hasattr(report, "replacement"):
        return "Báo cáo này đã có báo cáo thay thế."
    return _issued(user, report, day)


def open_signed_rule(user: User, report: Report, day: date) -> str | None:
    """There must be one."""
    if report.state == S.ISSUED and report.issuance.signed_copies.exists():
        return None
    return "Báo cáo chưa có bản gốc đã ký."


def download_rule(user: User, report: Report, day: date) -> str | None:
    """There must be something they may download: drafts stay within the Sở."""
    if report.renderings.visible_to(user).exists():
        return None
    return NO_PAPER


register_rules(
    {
        "report.file_signed": each(_issued),
        "report.correct": each(_in_force),
        "report.draft_memo": each(draft_memo_rule),
        "report.draft_office_sheet": each(draft_office_sheet_rule),
        "report.draft_correction": each(_in_force),
        "report.withdraw": each(_in_force),
        "report.replace": each(replace_rule),
        "report.open_signed": each(open_signed_rule),
        "report.download": each(download_rule),
    }
)
