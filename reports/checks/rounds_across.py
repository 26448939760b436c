"""No round is left out without a word: one that reaches over the edge of the period is named.

A round is counted in the report whose period holds its last day. A round of the calendar year so
falls out of a report that ends on 14/12, and its agencies with it.
"""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from tayninh_portal.lib.dates import short_date

ADVICE = "Nếu phải tính, hãy lập báo cáo theo kỳ chứa ngày cuối của đợt."


def rounds_across(context: CheckContext) -> list[CheckProblem]:
    """A warning for each round that has days in the period and ends after it."""
    return [
        CheckProblem(
            Level.WARNING,
            "rounds_across",
            "self_inspections",
            f"Đợt “{each.title}” ({short_date(each.start)} – {short_date(each.end)}) có ngày trong "
            "kỳ báo cáo nhưng kết thúc sau kỳ nên không được tính ở đây.",
            ADVICE,
            subject=str(each.pk),
            remedies=(
                Remedy(Control.PARTICULARS, "Đổi kỳ báo cáo"),
                Remedy(Control.ROUND, f"Mở đợt “{each.title}”", str(each.pk)),
            ),
        )
        for each in context.around.rounds_across
    ]
