"""What the figures say of strengths and shortcomings; causes, proposals and tasks ahead are the
writer's, from the agencies' own words beside the box."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import making


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
    lines = []
    if facts["violations.total"] or facts["unit_findings.total"]:
        lines.append(_found(facts))
    elif facts["visits.total"]:
        lines.append("Trong kỳ không phát sinh vi phạm, thiếu sót qua kiểm tra công vụ.")
    if facts["self_inspections.total.done"] < facts["self_inspections.total.due"]:
        lines.append(
            "Việc tự kiểm tra chưa được thực hiện đầy đủ ở các cơ quan, đơn vị, địa phương."
        )
    if facts["complaints.late"] or facts["complaints.overdue"]:
        lines.append("Việc trả lời phản ánh, kiến nghị của người dân có trường hợp chưa đúng hạn.")
    return lines


def _found(facts: Facts) -> str:
    found = [
        words
        for words, key in (
            ("vi phạm của cán bộ, công chức, viên chức", "violations.total"),
            ("thiếu sót của cơ quan, đơn vị", "unit_findings.total"),
        )
        if facts[key]
    ]
    lead = ""
    if facts["violations.leaders"]:
        lead = ", trong đó có người giữ chức vụ lãnh đạo, quản lý"
    return f"Qua kiểm tra vẫn còn {' và '.join(found)}{lead}."
