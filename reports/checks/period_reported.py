"""A day is reported once: no other report in force covers it, but the one this replaces.

Years by different rules overlap: one by Nghị định 09/2019/NĐ-CP begins on 15/12, a calendar year
ends on 31/12, and the 17 days between would be told twice.
"""

from __future__ import annotations

from reports.checks.context import CheckContext, OtherReport
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.lib.periods import Period

MOVE = Remedy(Control.PARTICULARS, "Đổi kỳ báo cáo")


def period_reported(context: CheckContext) -> list[CheckProblem]:
    """An error where another report tells the very same days, a warning where they overlap."""
    return [
        _same(other)
        if (other.period.start, other.period.end) == (context.period.start, context.period.end)
        else _overlapping(other, context.period)
        for other in context.around.others
    ]


def _same(other: OtherReport) -> CheckProblem:
    return CheckProblem(
        Level.ERROR,
        "period_reported",
        "",
        f"Kỳ này đã có {_lowered(other.name)} được ban hành, còn hiệu lực.",
        "Muốn thay báo cáo đó, hãy lập báo cáo thay thế từ trang của nó; nếu không, đổi kỳ của báo "
        "cáo này.",
        subject=other.name,
        remedies=(Remedy(Control.REPLACEMENT, "Lập báo cáo thay thế", str(other.pk)), MOVE),
    )


def _overlapping(other: OtherReport, period: Period) -> CheckProblem:
    first, last = max(other.period.start, period.start), min(other.period.end, period.end)
    days = (last - first).days + 1
    span = f"từ {short_date(first)} đến {short_date(last)}" if days > 1 else short_date(first)
    return CheckProblem(
        Level.WARNING,
        "period_reported",
        "",
        f"{number_vi(days)} ngày của kỳ này ({span}) đã nằm trong {_lowered(other.name)} đã ban "
        "hành, nên hồ sơ của những ngày đó được báo cáo hai lần.",
        "Đổi kỳ cho khỏi trùng, hoặc chấp nhận và ghi lý do (ví dụ: đổi cách tính kỳ).",
        subject=other.name,
        remedies=(MOVE,),
    )


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
