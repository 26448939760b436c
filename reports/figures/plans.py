"""Kế hoạch kiểm tra: what issued plans foresee, by the lines of the plans alone.

A visit to come is in none of it: of surprise visits the plan's own number by month and group is all
there is, and the rows behind a number are lines of a plan, never the visits that carry them out.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, F, Q, Value, When

from inspections.agencies.models import agency_then
from inspections.plans.models import PlanLine
from reports.figures.kinds import Base, Dimension, Figure, Rows, by_group, group_labels
from reports.figures.months import month_labels, months_in, read_month
from reports.figures.names import agency_labels
from reports.figures.visits import BASIS, VISITS
from tayninh_portal.lib.periods import Period

STANDING, DROPPED = Q(is_dropped=False), Q(is_dropped=True)
ANNOUNCED, SURPRISE = Q(agency__isnull=False), Q(agency__isnull=True)


def plan_lines(period: Period, cutoff: date) -> Rows:
    """Lines of issued plans whose month begins in the period; ``starts`` counts months.

    Dropped ones with them, but for those dropped before the plan had its number: only what changes
    after that has a reason, and what was never issued was never planned.
    """
    starts = F("plan__year") * 12 + F("month")
    rows: Rows = PlanLine.objects.issued().exclude(DROPPED, reason="").annotate(starts=starts)
    return rows.filter(starts__range=_months_begun(period))


def shown_plan_lines(rows: Rows) -> Rows:
    """With the plan, and the agency's name on the day it was issued."""
    named = agency_then("agency", "plan__issued_on")
    return rows.select_related("plan").annotate(agency_name=named)


def _months_begun(period: Period) -> tuple[int, int]:
    """The months whose first day lies in the period, as ``starts`` counts them; the second before
    the first where there is none."""
    first, last = period.start, period.end
    return first.year * 12 + first.month + (first.day > 1), last.year * 12 + last.month


def _by_month(period: Period) -> Case:
    cases = [
        When(starts__range=_months_begun(month), then=Value(name))
        for name, month in months_in(period).items()
    ]
    return Case(*cases, output_field=CharField())


def _by_group(_: Period) -> Case:
    """The group a surprise is meant for, and that of an announced agency."""
    meant = When(~Q(group=""), then=F("group"))
    return Case(meant, default=by_group("agency"), output_field=CharField())


PLAN_LINES = Base(
    "plan_lines",
    plan_lines,
    shown_plan_lines,
    order=("starts", "group", "agency__name_key", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "group": Dimension("planned_group", group_labels, says=_by_group),
        "month": Dimension("planned_month", month_labels, read_month, _by_month),
    },
)

FIGURES = (
    *(
        Figure(
            f"plans.{key}",
            label,
            "lượt",
            definition,
            BASIS,
            kind="sum",
            base=PLAN_LINES,
            condition=condition,
            column="number",
        )
        for key, label, definition, condition in (
            (
                "total",
                "Lượt kiểm tra ghi trong kế hoạch",
                "Số lượt ở các dòng của kế hoạch kiểm tra đã ban hành mà ngày đầu của tháng nằm "
                "trong kỳ, theo kế hoạch đã điều chỉnh: dòng bổ sung được tính, dòng đã bỏ không "
                "tính, dòng đổi số lượt tính theo số mới. Không phải số lượt đã tiến hành.",
                STANDING,
            ),
            (
                "announced",
                "Lượt kiểm tra ghi trong kế hoạch – báo trước",
                "Trong số lượt kiểm tra ghi trong kế hoạch, những lượt kế hoạch nêu tên cơ quan.",
                STANDING & ANNOUNCED,
            ),
            (
                "surprise",
                "Lượt kiểm tra ghi trong kế hoạch – đột xuất",
                "Trong số lượt kiểm tra ghi trong kế hoạch, những lượt kế hoạch chỉ ghi số lượt "
                "theo tháng và nhóm cơ quan.",
                STANDING & SURPRISE,
            ),
            (
                "added",
                "Lượt kiểm tra bổ sung vào kế hoạch",
                "Trong số lượt kiểm tra ghi trong kế hoạch, những lượt ở dòng thêm vào sau khi kế "
                "hoạch đã ban hành.",
                STANDING & Q(is_added=True),
            ),
            (
                "dropped",
                "Lượt kiểm tra bỏ khỏi kế hoạch",
                "Số lượt ở các dòng bỏ sau khi kế hoạch đã ban hành mà ngày đầu của tháng nằm "
                "trong kỳ; không cộng vào lượt kiểm tra ghi trong kế hoạch.",
                DROPPED,
            ),
        )
    ),
    Figure(
        "plans.held",
        "Lượt kiểm tra đã tiến hành theo kế hoạch",
        "lượt",
        "Trong số lượt kiểm tra đã kết thúc trong kỳ, những lượt gắn với một dòng của kế hoạch "
        "kiểm tra, tính theo ngày kiểm tra dù dòng đó ở tháng nào và sau này có bỏ hay không.",
        BASIS,
        base=VISITS,
        condition=Q(plan_line__isnull=False),
    ),
)
