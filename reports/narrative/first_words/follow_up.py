"""What became of what the Tổ found: it proposes, the agency handles and puts right."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.words import figures, paragraph
from tayninh_portal.paper.content import Block


def recommended(facts: Facts) -> list[Block]:
    """What the Tổ proposed about violations, and how much of it agencies carried out."""
    count, all_of = facts["violations.recommended"], facts["violations.total"]
    if all_of == 0:
        return []
    if count == 0:
        return [
            paragraph(
                "Tổ kiểm tra chưa ghi kiến nghị hình thức xử lý đối với các trường hợp vi phạm."
            )
        ]
    template = (
        "Tổ kiểm tra đã kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền "
        f"{'cả ' if count == all_of > 1 else ''}{{n}} trường hợp vi phạm. {_handled(facts)}"
    )
    return [
        paragraph(
            template,
            **figures(
                facts.figures,
                n="violations.recommended",
                done="handlings.recommended",
                discipline="handlings.discipline",
            ),
        )
    ]


def _handled(facts: Facts) -> str:
    """Confirmed by the Sở by the cut-off; what an agency only reported is not told as done."""
    done, count = facts["handlings.recommended"], facts["violations.recommended"]
    if done == 0 and count == 1:
        return "Đến khi chốt số liệu, trường hợp này chưa được xử lý xong."
    if done == 0:
        return (
            "Đến khi chốt số liệu, chưa có trường hợp nào được cơ quan, đơn vị xử lý và được Sở "
            "Nội vụ xác nhận kết quả."
        )
    stated = "Trong đó, {done} trường hợp đã được cơ quan, đơn vị xử lý"
    if count == 1:
        stated = "Trường hợp này đã được cơ quan, đơn vị xử lý"
    elif done == count:
        stated = "Cả {done} trường hợp đã được cơ quan, đơn vị xử lý"
    stated += ", kết quả được Sở Nội vụ xác nhận"
    if facts["handlings.discipline"]:
        stated += "; {discipline} trường hợp bị xử lý kỷ luật"
    return f"{stated}."


def _one_remedied(facts: Facts) -> str:
    end = "đã khắc phục xong sau thời hạn" if facts["remedies.late"] else "đã khắc phục xong"
    if facts["remedies.waiting"]:
        end = "cơ quan đã báo cáo, đang chờ Sở Nội vụ xác nhận"
    elif facts["remedies.overdue"]:
        end = "đã quá hạn mà chưa khắc phục"
    return f"Có {{due}} nội dung đến hạn khắc phục trong kỳ, {end}."


def _some_remedied(facts: Facts) -> str:
    done = facts["remedies.done"]
    late = ", trong đó {late} nội dung xong sau thời hạn" if facts["remedies.late"] else ""
    if done == facts["remedies.due"]:
        return f"Cả {{due}} nội dung đến hạn khắc phục trong kỳ đều đã khắc phục xong{late}."
    first = "{done} nội dung đã khắc phục xong" if done else "chưa nội dung nào khắc phục xong"
    parts = [f"{first}{late}"]
    if facts["remedies.waiting"]:
        parts.append("{waiting} nội dung đã báo cáo, chờ Sở Nội vụ xác nhận")
    if facts["remedies.overdue"]:
        parts.append("{overdue} nội dung quá hạn chưa khắc phục")
    return f"Trong {{due}} nội dung đến hạn khắc phục trong kỳ, {'; '.join(parts)}."


def remedied(facts: Facts) -> list[Block]:
    """What had to be put right by a day of the period, whenever it was found."""
    due = facts["remedies.due"]
    if due == 0:
        return []
    return [
        paragraph(
            _one_remedied(facts) if due == 1 else _some_remedied(facts),
            **figures(
                facts.figures,
                due="remedies.due",
                done="remedies.done",
                late="remedies.late",
                waiting="remedies.waiting",
                overdue="remedies.overdue",
            ),
        )
    ]
