"""What the figures say of strengths and shortcomings; causes are the specialist's to find."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.words import figures, paragraph
from tayninh_portal.paper.content import Block


def strengths(facts: Facts) -> list[Block]:
    """Visits at which nothing was found; silent where there was none."""
    clean, visits = facts["visits.without_findings"], facts["visits.total"]
    if not clean:
        return []
    template = (
        "Trong {visits} lượt kiểm tra, có {n} lượt không ghi nhận vi phạm của cá nhân cũng như "
        "thiếu sót của đơn vị."
    )
    if clean == visits:
        template = "Cả {n} lượt kiểm tra đều không ghi nhận vi phạm, thiếu sót."
        if clean == 1:
            template = "Lượt kiểm tra duy nhất ({n}) không ghi nhận vi phạm, thiếu sót."
    parts = figures(facts.figures, n="visits.without_findings", visits="visits.total")
    return [paragraph(template, **parts)]


def shortcomings(facts: Facts) -> list[Block]:
    """What was found, what is missing of self-inspection, and what agencies say of themselves."""
    blocks: list[Block] = []
    if facts["violations.total"] or facts["unit_findings.total"]:
        blocks.append(_found(facts))
    elif facts["visits.total"]:
        blocks.append(
            paragraph("Trong kỳ không phát sinh vi phạm, thiếu sót qua kiểm tra công vụ.")
        )
    parts = figures(
        facts.figures,
        due="self_inspections.total.due",
        done="self_inspections.total.done",
        stated="self_inspections.shortcomings",
        named="implementation.shortcomings",
    )
    if facts["self_inspections.total.done"] < facts["self_inspections.total.due"]:
        blocks.append(
            paragraph(
                "Việc tự kiểm tra chưa được thực hiện đầy đủ: mới có {done}/{due} cơ quan phải báo "
                "cáo đã tự kiểm tra và được chấp nhận kết quả.",
                **parts,
            )
        )
    stated = [
        words
        for words, key in (
            (
                "các cơ quan, đơn vị nêu {named} nội dung hạn chế, tồn tại khi báo cáo kết quả "
                "triển khai",
                "implementation.shortcomings",
            ),
            (
                "{stated} cơ quan, đơn vị nêu hạn chế, nguyên nhân trong kết quả tự kiểm tra",
                "self_inspections.shortcomings",
            ),
        )
        if facts[key]
    ]
    if stated:
        blocks.append(paragraph(f"Qua tự đánh giá, {'; '.join(stated)}.", **parts))
    return blocks


def _found(facts: Facts) -> Block:
    parts = figures(
        facts.figures,
        v="violations.total",
        u="unit_findings.total",
        leaders="violations.leaders",
    )
    found = " và ".join(
        words
        for words, key in (
            ("{v} trường hợp cá nhân vi phạm", "violations.total"),
            ("{u} nội dung thiếu sót của đơn vị", "unit_findings.total"),
        )
        if facts[key]
    )
    leaders = ""
    if facts["violations.leaders"]:
        leaders = "; trong số cá nhân vi phạm có {leaders} trường hợp giữ chức vụ lãnh đạo, quản lý"
    return paragraph(f"Qua kiểm tra vẫn còn {found}{leaders}.", **parts)
