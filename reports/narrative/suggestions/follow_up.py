"""What became of what the Tổ found: it proposes, the agency handles and puts right."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import listed, number_in, over, reaching
from reports.narrative.words import lowered


def recommended(facts: Facts) -> list[str]:
    """What the Tổ proposed about violations, and how much of it agencies carried out.

    Done is what the Sở confirmed by the cut-off, not what an agency only reported.
    """
    asked, done = "violations.recommended", "handlings.recommended"
    if facts[asked] == 0:
        return []
    head = (
        f"Tổ kiểm tra kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền {{{asked}"
        "} trường hợp vi phạm"
    )
    if facts[done] == 0:
        return [f"{head}; đến nay chưa có trường hợp nào xử lý xong."]
    return [
        f"{head}; đến nay đã xử lý {over(done, asked)} trường hợp{reaching(facts, done, asked)}."
    ]


def handled(facts: Facts) -> list[str]:
    """Violations by form of handling; those who lead among them, and discipline, apart."""
    if not facts["handlings.total"]:
        return []
    forms = [f"{lowered(line.name)} {{{line.key}}} trường hợp" for line in facts.forms]
    said = f"Thủ trưởng các cơ quan, đơn vị đã {listed(forms, between=', ')}"
    lead = sum(line.leaders for line in facts.forms)
    if lead:
        said += (
            "; trong đó có {handlings.total@leader=yes} trường hợp là người giữ chức vụ lãnh đạo, "
            "quản lý"
        )
    if not facts["handlings.discipline"]:
        said += "; không có trường hợp bị xử lý kỷ luật"
    return [f"{said}."]


def heads(facts: Facts) -> list[str]:
    """Heads proposed for criticism, and those criticised: neither is a violation."""
    proposed, criticised = "head_criticisms.proposed", "head_criticisms.criticised"
    if not number_in(facts, proposed):
        return []
    said = (
        f"Tổ kiểm tra đề nghị phê bình {{{proposed}}} trường hợp là người đứng đầu, cấp phó của "
        "người đứng đầu cơ quan, đơn vị"
    )
    if facts[criticised]:
        said += f"; cấp có thẩm quyền đã phê bình {over(criticised, proposed)} trường hợp"
    return [f"{said}."]


def notices(facts: Facts) -> list[str]:
    """Notices of results the Sở sent, and to how many of them agencies answered."""
    issued, remedied, explained = (f"notices.{key}" for key in ("issued", "remedied", "explained"))
    if not number_in(facts, issued):
        return []
    said = [f"Sở Nội vụ đã ban hành {{{issued}}} thông báo kết quả kiểm tra"]
    if facts[remedied]:
        share = reaching(facts, remedied, issued)
        said.append(f"đến nay {over(remedied, issued)} thông báo đã có báo cáo khắc phục{share}")
    if facts[explained]:
        said.append(f"{{{explained}}} thông báo có văn bản giải trình")
    return [f"{'; '.join(said)}."]


def remedied(facts: Facts) -> list[str]:
    """What had to be put right by a day of the period, whenever it was found."""
    due, done = "remedies.due", "remedies.done"
    if facts[due] == 0:
        return []
    said = [f"Trong kỳ có {{{due}}} nội dung đến hạn khắc phục"]
    if facts[done]:
        late = ", trong đó sau thời hạn {remedies.late} nội dung" if facts["remedies.late"] else ""
        share = reaching(facts, done, due)
        said.append(f"các cơ quan, đơn vị đã khắc phục xong {{{done}}} nội dung{share}{late}")
    if facts["remedies.waiting"]:
        said.append("đã báo cáo, đang chờ xác nhận {remedies.waiting} nội dung")
    if facts["remedies.overdue"]:
        said.append("quá hạn chưa khắc phục {remedies.overdue} nội dung")
    return [f"{'; '.join(said)}."]
