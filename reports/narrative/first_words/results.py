"""What was carried out, and what the agencies told with their results, section by section.

Facts that were never recorded are not said to be none: the portal knows of them only what was told.
"""

from __future__ import annotations

from reports.figures.kinds import GROUP_LABELS
from reports.narrative.facts import Facts
from reports.narrative.words import during, in_words, joined, paragraph, say
from tayninh_portal.paper.content import Block, Figure, Item, Paragraph, Text

RULES = " quy định, nội quy, quy chế"


def _from_results(facts: Facts, key: str, one: str, many: str, none: str = "") -> list[Block]:
    """A sentence on how many accepted results tell of something.

    Nothing without any result, and nothing for none where there are no words for it.
    """
    template = {0: none, 1: one}.get(facts[key], many)
    if not facts["self_inspections.total.accepted"] or not template:
        return []
    return [paragraph(template, n=in_words(key, facts[key]))]


def _carried_out(facts: Facts, head: str, *parts: tuple[str, str]) -> list[Block]:
    """One sentence of the numbers that are not none; nothing where all are.

    These are facts that were told one by one; the results of self-inspection speak of agencies.
    Each sentence says which it counts: seven rules amended beside fifty agencies that amended
    theirs would contradict each other.
    """
    said = [
        say(template, n=in_words(key, facts[key]))
        for template, name in parts
        for key in (f"implementation.{name}",)
        if facts[key]
    ]
    if not said:
        return []
    opening = say(f"{{during}}, {head} ", during=during(facts.period))
    return [Paragraph((*opening, *joined(said), Text(".")))]


def directives(facts: Facts) -> list[Block]:
    """Directives of all agencies, those of the province and the Sở by name, and own plans."""
    return _directives(facts) + _from_results(
        facts,
        "self_inspections.plans",
        one="Theo kết quả tự kiểm tra gửi về Sở Nội vụ, có {n} cơ quan đã ban hành kế hoạch riêng "
        "để thực hiện Đề án.",
        many="Theo kết quả tự kiểm tra gửi về Sở Nội vụ, {n} cơ quan, đơn vị đã ban hành kế hoạch "
        "riêng để thực hiện Đề án.",
        none="Theo kết quả tự kiểm tra gửi về Sở Nội vụ, chưa có cơ quan, đơn vị nào nêu kế hoạch "
        "riêng để thực hiện Đề án.",
    )


def _directives(facts: Facts) -> list[Block]:
    """The number, and by name those of UBND tỉnh and the Sở: which may be all there are."""
    count, named = facts["implementation.directives"], facts.documents
    if count == 0:
        return []
    template = (
        "{during}, các cơ quan, đơn vị đã ban hành {n} văn bản chỉ đạo, kế hoạch triển khai thực "
        "hiện Đề án"
    )
    if count == len(named):
        template = (
            "{during}, tỉnh đã ban hành {n} văn bản chỉ đạo, kế hoạch triển khai thực hiện Đề án"
        )
    parts: dict[str, Figure | str] = {
        "during": during(facts.period),
        "n": in_words("implementation.directives", count),
    }
    if not named:
        return [paragraph(f"{template}.", **parts)]
    how = ", gồm:" if count == len(named) else ", trong đó có văn bản của tỉnh:"
    if len(named) == 1:
        return [
            paragraph(
                f"{template}{how.replace(', gồm', '')} {{document}}.", document=named[0], **parts
            )
        ]
    last = len(named) - 1
    return [
        paragraph(f"{template}{how}", **parts),
        *(
            Item("-", say(f"{document}{'.' if at == last else ';'}"))
            for at, document in enumerate(named)
        ),
    ]


def propaganda(facts: Facts) -> list[Block]:
    """Meetings, broadcasts and posts, whom they reached, and how many agencies told of them."""
    blocks = _carried_out(
        facts,
        "các cơ quan, đơn vị đã tổ chức tuyên truyền Đề án bằng nhiều hình thức:"
        if sum(bool(facts[f"implementation.{n}"]) for n in ("meetings", "broadcasts", "posts")) > 1
        else "để tuyên truyền Đề án, các cơ quan, đơn vị đã thực hiện",
        ("{n} hội nghị, cuộc họp phổ biến", "meetings"),
        ("{n} lượt phát thanh, truyền hình", "broadcasts"),
        ("{n} tin, bài đăng tải", "posts"),
    )
    if blocks and facts["implementation.people_reached"]:
        blocks.append(
            paragraph(
                "Các hoạt động phổ biến, tuyên truyền, bồi dưỡng có {n} lượt người tham dự, tiếp "
                "cận theo báo cáo của các cơ quan, đơn vị.",
                n=in_words("implementation.people_reached", facts["implementation.people_reached"]),
            )
        )
    return blocks + _from_results(
        facts,
        "self_inspections.propaganda",
        one="Có {n} cơ quan báo cáo việc phổ biến, tuyên truyền Đề án trong kết quả tự kiểm tra.",
        many="Trong kết quả tự kiểm tra, {n} cơ quan, đơn vị báo cáo đã phổ biến, tuyên truyền Đề "
        "án tại cơ quan mình.",
        none=""
        if blocks
        else "Các cơ quan, đơn vị không báo cáo nội dung phổ biến, tuyên truyền trong kết quả tự "
        "kiểm tra.",
    )


def rules_reviewed(facts: Facts) -> list[Block]:
    """Rules reviewed and amended, and how many agencies told of it."""
    amended = facts["implementation.rules_amended"]
    blocks = _carried_out(
        facts,
        "theo báo cáo triển khai, các cơ quan, đơn vị đã",
        # Named once where both are told.
        (f"rà soát {{n}}{'' if amended else RULES}", "rules_reviewed"),
        (f"ban hành mới hoặc sửa đổi {{n}}{RULES}", "rules_amended"),
    )
    return blocks + _from_results(
        facts,
        "self_inspections.rules_reviewed",
        one="Trong kết quả tự kiểm tra, có {n} cơ quan báo cáo đã rà soát, sửa đổi nội quy, quy "
        "chế của mình.",
        many="Trong kết quả tự kiểm tra, {n} cơ quan, đơn vị báo cáo đã rà soát, sửa đổi nội quy, "
        "quy chế cho phù hợp với yêu cầu về văn hóa công vụ.",
        none=""
        if blocks
        else "Các cơ quan, đơn vị không báo cáo nội quy, quy chế được rà soát, sửa đổi trong kỳ.",
    )


def proposals(facts: Facts) -> list[Block]:
    """What was proposed, and how many agencies proposed something with their results.

    That they proposed nothing is no proposal of the province.
    """
    return _carried_out(
        facts, "các cơ quan, đơn vị nêu", ("{n} nội dung kiến nghị, đề xuất", "proposals")
    ) + _from_results(
        facts,
        "self_inspections.proposals",
        one="Có {n} cơ quan nêu kiến nghị, đề xuất trong kết quả tự kiểm tra.",
        many="Có {n} cơ quan, đơn vị nêu kiến nghị, đề xuất trong kết quả tự kiểm tra.",
    )


def training(facts: Facts) -> list[Block]:
    """Courses held."""
    return _carried_out(
        facts,
        "các cơ quan, đơn vị đã tổ chức",
        ("{n} lớp bồi dưỡng, tập huấn có nội dung về văn hóa công vụ", "trainings"),
    )


def comparability(facts: Facts) -> list[Block]:
    """Where the registry broke within the period: what does not compare, and what is missing."""
    blocks: list[Block] = [paragraph(found.sentence) for found in facts.breaks]
    changed = {group for found in facts.breaks for group in found.ended}
    missing = [
        f"“{facts.called(label)}”"
        for group, label in GROUP_LABELS.items()
        if group in changed and not facts[f"self_inspections.{group}.due"]
    ]
    if missing:
        blocks.append(
            paragraph(
                "Báo cáo không có số liệu tự kiểm tra của nhóm {groups} vì không đợt tự kiểm tra "
                "nào của kỳ này yêu cầu nhóm đó báo cáo.",
                groups=" và nhóm ".join(missing),
            )
        )
    return blocks
