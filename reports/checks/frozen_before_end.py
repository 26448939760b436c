"""Figures are counted after the last day they are about.

Counted before the period ends, or before the day up to which handling is looked at, they go on
growing after the report went up. A warning: the Ministry may ask before the period is over.
"""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from tayninh_portal.lib.dates import short_date


def frozen_before_end(context: CheckContext) -> list[CheckProblem]:
    """A warning while a day of the period, or up to the cut-off, is still to come or running."""
    if context.counted_on > max(context.cutoff, context.period.end):
        return []
    if context.counted_on <= context.period.end:
        what = f"Kỳ báo cáo đến hết ngày {short_date(context.period.end)}"
    else:
        what = f"Kết quả xử lý được tính đến hết ngày {short_date(context.cutoff)}"
    return [
        CheckProblem(
            Level.WARNING,
            "frozen_before_end",
            "",
            f"{what} mới đủ, nhưng số liệu của báo cáo được chốt trước khi hết ngày đó.",
            "Chờ hết ngày đó rồi trình, hoặc chấp nhận và ghi lý do phải báo cáo sớm.",
            remedies=(Remedy(Control.PARTICULARS, "Đổi kỳ hoặc ngày chốt kết quả xử lý"),),
        )
    ]
