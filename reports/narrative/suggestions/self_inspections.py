"""Who was due to inspect themselves, and what became of it."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import (
    by_name,
    compared,
    listed,
    over,
    reaching,
    sentence,
)
from reports.narrative.words import lowered

# How a group is named after a fraction; who is due is always of one of the three.
DUE_GROUP = {
    "provincial": "sở, ban, ngành tỉnh",
    "district": "huyện, thị xã, thành phố",
    "commune": "xã, phường, thị trấn",
}
_DUE, _DONE = "self_inspections.total.due", "self_inspections.total.done"


def self_inspections(facts: Facts) -> list[str]:
    """Done of due by group, who is missing and who was late by name, and what was found."""
    if facts[_DUE] == 0:
        return ["Trong kỳ không phát sinh đợt tự kiểm tra."]
    if facts[_DONE] == 0:
        lines = [
            f"Có {{{_DUE}}} cơ quan, đơn vị, địa phương phải tự kiểm tra; đến nay chưa có kết quả "
            "tự kiểm tra nào được chấp nhận ({annex:due})."
        ]
    else:
        lines = [_done(facts)]
    lines += _filing(facts)
    return [*lines, _held(facts)] if facts[_DONE] else lines


def _done(facts: Facts) -> str:
    # A group nobody of which is due has no fraction: "00/00" would read as a failure.
    groups = [group for group in DUE_GROUP if facts[f"self_inspections.{group}.due"]]
    said = [
        f"{over(f'self_inspections.{group}.done', f'self_inspections.{group}.due')} "
        f"{facts.called_due(DUE_GROUP[group])}"
        for group in groups
    ]
    at = "{annex:due}" if facts[_DUE] == 1 else "chi tiết tại {annex:due}"
    if len(groups) == 1:
        return f"Có {said[0]} tổ chức tự kiểm tra{reaching(facts, _DONE, _DUE, at)}."
    return (
        f"Có {over(_DONE, _DUE)} cơ quan, đơn vị, địa phương tổ chức tự kiểm tra"
        f"{reaching(facts, _DONE, _DUE)}, gồm {listed(said, between=', ')} ({at})."
    )


def _filing(facts: Facts) -> list[str]:
    """How the last day was kept, by name where names can be read."""
    lines = []
    if facts["self_inspections.not_held"]:
        lines.append(
            "Có {self_inspections.not_held} cơ quan, đơn vị báo cáo không tổ chức tự kiểm tra và "
            "nêu lý do."
        )
    for step, head, words, names in (
        ("late", "Có", "gửi kết quả sau thời hạn", [due.name for due in facts.due if due.is_late]),
        (
            "overdue",
            "Còn",
            "quá hạn chưa gửi kết quả",
            [due.name for due in facts.due if due.is_overdue],
        ),
    ):
        key = f"self_inspections.total.{step}"
        if facts[key]:
            lines.append(f"{head} {{{key}}} cơ quan, đơn vị {words}{by_name(names)}.")
    return [" ".join(lines)] if lines else []


def _held(facts: Facts) -> str:
    head = "Các cơ quan, đơn vị, địa phương đã tổ chức {self_inspections.held} cuộc tự kiểm tra"
    if facts["self_inspections.violations"] == 0:
        return f"{head}, không phát hiện vi phạm."
    kinds = sorted(facts.own_kinds, key=lambda line: -line.total)
    found = [f"{lowered(line.name)} ({{{line.key}}})" for line in kinds]
    said = f"{head}, phát hiện {{self_inspections.violations}} vụ việc vi phạm"
    said += f", gồm: {', '.join(found)}." if found else "."
    return sentence(
        said,
        compared(facts, ("self_inspections.violations", "số vụ việc tự phát hiện", "vụ việc")),
    )
