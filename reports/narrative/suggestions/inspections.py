"""What the Tổ found, and what citizens told."""

from __future__ import annotations

from reports.figures.kinds import GROUP_LABELS
from reports.narrative.facts import Facts
from reports.narrative.suggestions.follow_up import (
    handled,
    heads,
    notices,
    recommended,
    remedied,
)
from reports.narrative.suggestions.leading import commonest, leading
from reports.narrative.suggestions.phrasing import compared, making, over, reaching, sentence
from reports.narrative.words import lowered

# How a group is named in a sentence, in the order of the report.
AT_GROUP = {
    "provincial": "các sở, ban, ngành tỉnh",
    "district": "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "commune": "Ủy ban nhân dân các xã, phường, thị trấn",
    "other": "các đơn vị khác",
}
# What keeps the clock of a complaint: an answer, or its way to who has to give it.
ANSWERED = "trả lời hoặc chuyển cơ quan có thẩm quyền"
CHANNELS = {
    "phone": "qua số điện thoại đường dây nóng",
    "system_1022": "qua Hệ thống 1022",
    "letter": "qua văn bản, thư",
    "in_person": "trực tiếp",
}


def inspections(facts: Facts) -> list[str]:
    """Visits, complaints, and what was found; the table stands at “cụ thể:”."""
    lines = [*_places(facts), *_headcounts(facts), _complaints(facts), *_clocks(facts)]
    if facts["visits.total"]:
        lines += [
            *_violations(facts),
            *_unit_findings(facts),
            *recommended(facts),
            *handled(facts),
        ]
    return [*lines, *heads(facts), *notices(facts), *remedied(facts)]


def _places(facts: Facts) -> list[str]:
    """The visits by group; that they were held is told under oversight."""
    if facts["visits.total"] < 2:
        return []
    called = [facts.called(AT_GROUP[group]) for group in facts.groups]
    if len(called) == 1:
        return [
            f"Các lượt kiểm tra nêu trên đều được tiến hành tại {called[0]} (chi tiết tại "
            "{annex:visited})."
        ]
    groups = [
        f"{{visits.{group}}} lượt tại {at}" for group, at in zip(facts.groups, called, strict=True)
    ]
    return [
        f"Các lượt kiểm tra nêu trên gồm: {'; '.join(groups)} (chi tiết tại {{annex:visited}})."
    ]


def _headcounts(facts: Facts) -> list[str]:
    """Who was there, where it was counted; and how often the counts do not add up."""
    present, roll = "headcounts.present", "headcounts.on_roll"
    uneven = _uneven(facts)
    if not facts[roll]:
        return uneven
    share = reaching(facts, present, roll)
    said = f"Tại thời điểm kiểm tra, có mặt {over(present, roll)} lượt người{share}"
    away = "headcounts.absent_unexcused"
    if facts[away]:
        said += f"; vắng mặt không có lý do {{{away}}} lượt người{making(facts, away, roll)}"
    return [sentence(f"{said}.", *uneven)]


def _uneven(facts: Facts) -> list[str]:
    if not facts["headcounts.uneven"]:
        return []
    return [
        "Có {headcounts.uneven} lượt kiểm tra số người có mặt, vắng mặt ghi nhận không khớp với số "
        "liệu của cơ quan, Tổ kiểm tra đã giải trình tại {annex:visited}."
    ]


def _complaints(facts: Facts) -> str:
    """How many there were, by how they came in, and how many came to their end.

    Of the reserved nothing but their number is told, and that of a whole reported period alone.
    """
    total, undivided = facts["complaints.total"], facts["complaints.undivided"]
    kept = "" if facts.counts_reserved else " (không kể trường hợp giao xử lý riêng)"
    if total == 0:
        return (
            "Sở Nội vụ không tiếp nhận phản ánh, kiến nghị nào của người dân về văn hóa công vụ"
            f"{kept}."
        )
    head = f"Sở Nội vụ tiếp nhận {{complaints.total}} phản ánh, kiến nghị của người dân{kept}"
    came = [line for line in facts.channels if line.code in CHANNELS]
    if len(came) == 1 and not undivided:
        head += f" {CHANNELS[came[0].code]}"
    elif came:
        said = [f"{CHANNELS[line.code]} {{{line.key}}} trường hợp" for line in came]
        head += f", gồm: {', '.join(said)}"
    if undivided:
        head += ", {complaints.undivided} trường hợp giao xử lý riêng, không phân tổ"
    return f"{head}{_handled(facts)}."


def _handled(facts: Facts) -> str:
    """What became of those that are divided."""
    divided, done = facts["complaints.divided"], facts["complaints.handled"]
    if divided == 0:
        return ""
    if done == 0:
        return "; đang xem xét, xử lý theo quy định"
    pair = ("complaints.handled", "complaints.divided")
    return f"; đã xử lý xong {over(*pair)} trường hợp{reaching(facts, *pair)}"


def _clocks(facts: Facts) -> list[str]:
    """How the time to answer was kept; one that is overdue is due as well."""
    due, kept = facts["complaints.due"], facts["complaints.on_time"]
    if not due:
        return []
    pair = ("complaints.on_time", "complaints.due")
    share = reaching(facts, *pair)
    said = [f"Đã {ANSWERED} đúng thời hạn {over(*pair)} trường hợp đến hạn{share}"]
    if kept == 0:
        said = [f"Chưa có trường hợp đến hạn nào được {ANSWERED} đúng thời hạn"]
    if facts["complaints.late"]:
        said.append("sau thời hạn {complaints.late} trường hợp")
    if facts["complaints.overdue"]:
        said.append("còn {complaints.overdue} trường hợp quá hạn chưa trả lời")
    return [f"{'; '.join(said)}. Chi tiết tại {{annex:complaints}}."]


def _violations(facts: Facts) -> list[str]:
    count = facts["violations.total"]
    if count == 0:
        both = "" if facts["unit_findings.total"] else " và thiếu sót của đơn vị"
        return [f"Qua kiểm tra không phát hiện vi phạm của cá nhân{both}."]
    if count == 1:
        line = facts.violations[0]
        group = lowered(facts.called(GROUP_LABELS[next(iter(line.by_group))]))
        field = "".join(f"; lĩnh vực {lowered(each.name)}" for each in facts.fields if each.code)
        return [
            "Qua kiểm tra, phát hiện {violations.total} trường hợp vi phạm quy định về văn hóa "
            f"công vụ: {lowered(line.name)} (nhóm {group}{field})."
        ]
    head = (
        "Qua kiểm tra, Tổ kiểm tra lập biên bản ghi nhận {violations.total} trường hợp cán bộ, "
        "công chức, viên chức, người lao động vi phạm quy định về văn hóa công vụ, "
        f"{commonest(facts.violations)}, cụ thể:"
    )
    change = compared(facts, ("violations.total", "số trường hợp vi phạm", "trường hợp"))
    said = sentence(change, *leading(facts))
    return [head, "{table:violations}", said]


def _unit_findings(facts: Facts) -> list[str]:
    count = facts["unit_findings.total"]
    if count == 0:
        found = "Không phát hiện thiếu sót của cơ quan, đơn vị được kiểm tra."
        return [found] if facts["violations.total"] else []
    head = "Về phía cơ quan, đơn vị được kiểm tra, có {unit_findings.total} nội dung thiếu sót"
    if count == 1:
        return [f"{head}: {lowered(facts.unit_findings[0].name)}."]
    return [f"{head}, cụ thể:", "{table:unit_findings}"]
