"""What may be done with an issued report and with its papers; its transitions: ``workflow``."""

from __future__ import annotations

from datetime import date

from reports.narrative.models import Report, ReportState
from reports.narrative.rules import STANDS
from tayninh_portal.access import each, register_rules
from tayninh_portal.models import User

S = ReportState
NO_PAPER = "Báo cáo chưa có bản PDF nào để tải."
NOT_ISSUED = "Báo cáo chưa được ban hành."


def _issued(user: User, report: Report, day: date) -> str | None:
    return None if report.state == S.ISSUED else f"{NOT_ISSUED} {STANDS[S(report.state)]}"


def _in_force(user: User, report: Report, day: date) -> str | None:
    if report.state == S.ISSUED and hasattr(report.issuance, "withdrawal"):
        return "Báo cáo đã bị thu hồi."
    return _issued(user, report, day)


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
        "report.withdraw": each(_in_force),
        "report.replace": each(replace_rule),
        "report.open_signed": each(open_signed_rule),
        "report.download": each(download_rule),
    }
)
