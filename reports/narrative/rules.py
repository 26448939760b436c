"""Whose words may be changed when. Who sees which report is ``Report.objects.visible_to``.

Whatever changes after the approval goes back for approval (Nghị định 30/2020/NĐ-CP, Điều 11 khoản
2): a report that went up is not written in, it is returned, and a returned one begins anew.
"""

from __future__ import annotations

from datetime import date

from reports.narrative.models import WRITABLE, Outline, Report, ReportState
from tayninh_portal.access import each, register_rules
from tayninh_portal.models import User

S = ReportState

# Where a report stands when something is asked for that does not fit there.
STANDS = {
    S.DRAFT: "Báo cáo còn là dự thảo.",
    S.RETURNED: "Báo cáo đã bị trả lại và đang được sửa.",
    S.SUBMITTED: "Báo cáo đang chờ lãnh đạo Sở duyệt.",
    S.APPROVED: "Báo cáo đã được lãnh đạo Sở duyệt, chờ trình Ủy ban nhân dân tỉnh.",
    S.PRESENTED: "Báo cáo đang ở Ủy ban nhân dân tỉnh, chờ ký.",
    S.SIGNED: "Báo cáo đã được ký, chờ văn thư cấp số.",
    S.ISSUED: "Báo cáo đã ban hành; chỉ có thể thay thế, đính chính hoặc thu hồi.",
}


NOT_A_DRAFT = "Báo cáo không còn là dự thảo nên không sửa được nội dung."


def write_rule(user: User | None, report: Report, day: date) -> str | None:
    """Words are changed before the report goes up, and after it came back."""
    return None if report.state in WRITABLE else f"{NOT_A_DRAFT} {STANDS[S(report.state)]}"


IN_FORCE = "Đề cương đã áp dụng thì không sửa được nữa; hãy lập đề cương mới từ đề cương này."


def outline_rule(user: User | None, outline: Outline, day: date) -> str | None:
    """An outline in force is what reports were written in: it stays as it is."""
    return None if outline.is_draft else IN_FORCE


register_rules(
    {
        "outline.prepare": each(outline_rule),
        "outline.apply": each(outline_rule),
        "report.write": each(write_rule),
        # Period, cut-off and request change, warnings are accepted and a draft is printed under
        # the same condition as the words: what went up was accepted before, and has its bản trình
        # ký.
        "report.update": each(write_rule),
        "report.accept_warning": each(write_rule),
        "report.render": each(write_rule),
    }
)
