"""Who was due to inspect themselves, and what became of it."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.words import during, figures, in_words, joined, paragraph, say
from tayninh_portal.paper.content import Block, Paragraph, Text

# How a group is named after a fraction; who is due is always of one of the three.
DUE_GROUP = {
    "provincial": "sở, ban, ngành tỉnh",
    "district": "huyện, thị xã, thành phố",
    "commune": "xã, phường, thị trấn",
}


def self_inspections(facts: Facts) -> list[Block]:
    """Done of due by group, filing, and what the agencies found themselves."""
    key = "self_inspections.total"
    due, done = facts[f"{key}.due"], facts[f"{key}.done"]
    if due == 0:
        return [
            paragraph("{during}, không phát sinh đợt tự kiểm tra nào.", during=during(facts.period))
        ]
    groups = [
        say(
            "{done}/{due} {name}",
            done=in_words(f"self_inspections.{g}.done", facts[f"self_inspections.{g}.done"]),
            due=in_words(f"self_inspections.{g}.due", facts[f"self_inspections.{g}.due"]),
            name=facts.called_due(name),
        )
        for g, name in DUE_GROUP.items()
        # A group nobody of which is due has no fraction: "00/00" would read as a failure.
        if facts[f"self_inspections.{g}.due"]
    ]
    tail = say(
        " đã tổ chức tự kiểm tra, kết quả được Sở Nội vụ chấp nhận ({annex}).",
        annex=f"chi tiết tại {facts.annex_label('due')}" if due > 1 else facts.annex_label("due"),
    )
    blocks: list[Block] = [Paragraph((Text("Có "), *joined(groups), *tail))]
    if due > 1:
        blocks.append(_discipline_of_filing(facts))
    if done:
        blocks.append(_held(facts))
    return blocks


def _discipline_of_filing(facts: Facts) -> Paragraph:
    key = "self_inspections.total"
    parts = figures(
        facts.figures,
        filed=f"{key}.filed",
        on_time=f"{key}.on_time",
        not_held="self_inspections.not_held",
        overdue=f"{key}.overdue",
    )
    filed, on_time = facts[f"{key}.filed"], facts[f"{key}.on_time"]
    if filed == 0:
        return paragraph("Chưa có cơ quan, đơn vị nào gửi kết quả tự kiểm tra.")
    if filed == 1:
        when = "đúng hạn" if on_time else "sau thời hạn"
        template = f"Có {{filed}} cơ quan, đơn vị đã gửi kết quả, gửi {when}"
    elif on_time == filed:
        template = "Cả {filed} cơ quan, đơn vị đã gửi kết quả đều gửi đúng hạn"
    elif on_time == 0:
        template = "Cả {filed} cơ quan, đơn vị đã gửi kết quả đều gửi sau thời hạn"
    else:
        template = "Trong {filed} cơ quan, đơn vị đã gửi kết quả, {on_time} cơ quan gửi đúng hạn"
    if facts["self_inspections.not_held"]:
        template += "; {not_held} cơ quan, đơn vị báo không tổ chức tự kiểm tra và nêu lý do"
    if facts[f"{key}.overdue"]:
        template += (
            "; {overdue} cơ quan, đơn vị quá hạn chưa gửi, hoặc chưa gửi lại kết quả đã bị trả lại"
        )
    return paragraph(f"{template}.", **parts)


def _held(facts: Facts) -> Paragraph:
    template = (
        "Các cơ quan, đơn vị đã tổ chức {held} cuộc tự kiểm tra, qua đó tự phát hiện {found} vụ "
        "việc vi phạm."
    )
    if facts["self_inspections.violations"] == 0:
        template = (
            "Các cơ quan, đơn vị đã tổ chức {held} cuộc tự kiểm tra, không phát sinh vi phạm."
        )
    return paragraph(
        template,
        **figures(facts.figures, held="self_inspections.held", found="self_inspections.violations"),
    )
