"""What the figures say of strengths and shortcomings; causes, proposals and tasks ahead are the
writer's, from the agencies' own words beside the box."""

from __future__ import annotations

from collections.abc import Sequence

from reports.narrative.breakdowns import BreakdownLine
from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import making
from reports.narrative.words import lowered

STAFF = "cán bộ, công chức, viên chức, người lao động"
LEADERS = "người giữ chức vụ lãnh đạo, quản lý"
# So many kinds of what was found are named.
NAMED = 3


def strengths(facts: Facts) -> list[str]:
    """Visits at which nothing was found; silent where there was none."""
    clean, visits = facts["visits.without_findings"], facts["visits.total"]
    if not clean:
        return []
    if clean == visits:
        every = "Các lượt kiểm tra đều" if clean > 1 else "Lượt kiểm tra trong kỳ"
        return [f"{every} không phát hiện vi phạm, thiếu sót."]
    share = making(facts, "visits.without_findings", "visits.total")
    return [
        "Có {visits.without_findings} lượt kiểm tra không phát hiện vi phạm của cá nhân và thiếu "
        f"sót của đơn vị{share}."
    ]


def shortcomings(facts: Facts) -> list[str]:
    """What was found, and what is missing of self-inspection."""
    lines = _found(facts)
    if not lines and facts["visits.total"]:
        lines = ["Trong kỳ không phát sinh vi phạm, thiếu sót qua kiểm tra công vụ."]
    if facts["self_inspections.total.done"] < facts["self_inspections.total.due"]:
        lines.append(
            "Việc tự kiểm tra chưa được thực hiện đầy đủ ở các cơ quan, đơn vị, địa phương."
        )
    if facts["complaints.late"] or facts["complaints.overdue"]:
        lines.append("Việc trả lời phản ánh, kiến nghị của người dân có trường hợp chưa đúng hạn.")
    return lines


def _found(facts: Facts) -> list[str]:
    """The kinds of it by name; how many there were stands where they are counted."""
    lines = []
    if facts["violations.total"]:
        lines.append(
            f"Còn trường hợp {_whose(facts)} vi phạm quy định về văn hóa công vụ"
            f"{_kinds(facts.violations)}."
        )
    if facts["unit_findings.total"]:
        lines.append(f"Còn cơ quan, đơn vị có thiếu sót{_kinds(facts.unit_findings)}.")
    return lines


def _whose(facts: Facts) -> str:
    leaders = facts["violations.leaders"]
    if leaders == facts["violations.total"]:
        return LEADERS
    return f"{STAFF}, trong đó có {LEADERS}," if leaders else STAFF


def _kinds(lines: Sequence[BreakdownLine]) -> str:
    """The commonest kinds; “như” where there are more of them."""
    ranked = sorted((line for line in lines if line.code), key=lambda line: -line.total)
    if not ranked:
        return ""
    said = "; ".join(lowered(line.name) for line in ranked[:NAMED])
    return f" như: {said}" if len(lines) > NAMED else f": {said}"
