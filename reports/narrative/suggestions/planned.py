"""What the plan foresaw for the period, and what became of it."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import number_in

PLAN = "Kế hoạch kiểm tra đã ban hành"


def planned(facts: Facts) -> list[str]:
    """How many visits were planned, added and dropped, and how many were held under the plan;
    silent where no issued plan has a line in the period.

    Of surprise visits the number alone: the plan prints no more.
    """
    total, dropped, held = (
        number_in(facts, f"plans.{key}") for key in ("total", "dropped", "held")
    )
    if not total and not dropped:
        return []
    if not total:
        said = f"{PLAN} không còn lượt nào trong kỳ sau khi bỏ {{plans.dropped}} lượt"
    else:
        said = f"{PLAN} bố trí {{plans.total}} lượt trong kỳ{_ways(facts)}"
        if facts["plans.added"]:
            said += ", trong đó bổ sung sau khi ban hành {plans.added} lượt"
        said += "; bỏ khỏi kế hoạch {plans.dropped} lượt" if dropped else ""
    if held:
        said += "; Tổ kiểm tra đã tiến hành {plans.held} lượt thuộc kế hoạch"
    return [f"{said}."]


def _ways(facts: Facts) -> str:
    if not facts["plans.surprise"]:
        return ", đều có báo trước" if facts["plans.total"] > 1 else " có báo trước"
    if not facts["plans.announced"]:
        return ", đều là kiểm tra đột xuất" if facts["plans.total"] > 1 else " đột xuất"
    return " (báo trước {plans.announced} lượt, đột xuất {plans.surprise} lượt)"
