"""What the Tổ did and found, and what citizens told."""

from __future__ import annotations

from reports.figures.kinds import GROUP_LABELS
from reports.narrative.breakdowns import VIOLATIONS
from reports.narrative.facts import Facts
from reports.narrative.first_words.follow_up import recommended, remedied
from reports.narrative.first_words.leading import commonest, leading
from reports.narrative.tables import unit_findings_table, violations_table
from reports.narrative.words import during, figures, in_words, joined, lowered, paragraph, say
from tayninh_portal.lib.dates import short_date
from tayninh_portal.paper.content import Block, Paragraph, Text

TEAM = "Tổ kiểm tra công vụ của Sở Nội vụ"
# How a group is named in a sentence, in the order of the report.
AT_GROUP = {
    "provincial": "các sở, ban, ngành tỉnh",
    "district": "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "commune": "Ủy ban nhân dân các xã, phường, thị trấn",
    "other": "các đơn vị khác",
}


def oversight(facts: Facts) -> list[Block]:
    """How the Tổ went about it: where, and how often unannounced."""
    visits, surprise = facts["visits.total"], facts["visits.surprise"]
    if visits == 0:
        return [_no_visit(facts)]
    if visits == 1:
        template = "{during}, {team} tổ chức {n} lượt kiểm tra tại {agency}, "
        template += "không báo trước." if surprise else "có báo trước."
    else:
        template = "{during}, {team} tổ chức {n} lượt kiểm tra tại {agencies} cơ quan, đơn vị, "
        if surprise == 0:
            template += "các lượt đều được báo trước."
        elif surprise == visits:
            template += "cả {surprise} lượt đều là kiểm tra đột xuất."
        else:
            template += "trong đó có {surprise} lượt kiểm tra đột xuất."
    return [
        paragraph(
            template,
            during=during(facts.period),
            team=TEAM,
            agency=facts.visited[0].names[0],
            **figures(
                facts.figures,
                n="visits.total",
                surprise="visits.surprise",
                agencies="visits.agencies",
            ),
        )
    ]


def _no_visit(facts: Facts) -> Paragraph:
    return paragraph(
        "{during}, {team} không tổ chức lượt kiểm tra nào.",
        during=during(facts.period),
        team=TEAM,
    )


def inspections(facts: Facts) -> list[Block]:
    """Visits, complaints, and what was found; the table stands at “cụ thể:”."""
    blocks: list[Block] = [
        _visits(facts),
        *_headcounts(facts),
        _complaints(facts),
        *_clocks(facts),
    ]
    if facts["visits.total"]:
        blocks += [*_violations(facts), *_unit_findings(facts), *recommended(facts)]
    return [*blocks, *remedied(facts)]


def _visits(facts: Facts) -> Paragraph:
    if facts["visits.total"] == 0:
        return _no_visit(facts)
    total = in_words("visits.total", facts["visits.total"])
    if facts["visits.total"] == 1:
        line = facts.visited[0]
        return paragraph(
            "{during}, {team} đã kiểm tra {n} lượt, tại {agency}, ngày {day} ({annex}).",
            during=during(facts.period),
            team=TEAM,
            n=total,
            agency=line.names[0],
            day=short_date(line.days[0]),
            annex=facts.annex_label("visited"),
        )
    head = say(
        "{during}, {team} đã kiểm tra {n} lượt, ",
        during=during(facts.period),
        team=TEAM,
        n=total,
    )
    tail = say(" (chi tiết tại {annex}).", annex=facts.annex_label("visited"))
    if len(facts.groups) == 1:
        return Paragraph((*head, Text(f"đều tại {facts.called(AT_GROUP[facts.groups[0]])}"), *tail))
    groups = [
        say(
            "{n} lượt tại {at}",
            n=in_words(f"visits.{g}", facts[f"visits.{g}"]),
            at=facts.called(AT_GROUP[g]),
        )
        for g in facts.groups
    ]
    return Paragraph((*head, Text("gồm: "), *joined(groups, last="; "), *tail))


def _headcounts(facts: Facts) -> list[Block]:
    """Who was there, where it was counted."""
    if not facts["headcounts.on_roll"]:
        return []
    template = "Tại {visits} lượt kiểm tra có kiểm đếm số người, {present}/{roll} người có mặt"
    if facts["headcounts.absent_unexcused"]:
        template += "; {absent} người vắng không lý do"
    return [
        paragraph(
            f"{template}.",
            **figures(
                facts.figures,
                visits="headcounts.visits",
                present="headcounts.present",
                roll="headcounts.on_roll",
                absent="headcounts.absent_unexcused",
            ),
        )
    ]


def _clocks(facts: Facts) -> list[Block]:
    """How the time to answer was kept; one that is overdue is due as well."""
    due, kept = facts["complaints.due"], facts["complaints.on_time"]
    if not due:
        return []
    if due == 1:
        template = (
            "{due} trường hợp đến hạn đã được trả lời hoặc chuyển đúng hạn"
            if kept
            else "{due} trường hợp đến hạn không được trả lời hoặc chuyển đúng hạn"
        )
    elif kept == due:
        template = "Cả {due} trường hợp đến hạn đều được trả lời hoặc chuyển đúng hạn"
    elif kept == 0:
        template = (
            "Trong {due} trường hợp đến hạn, không trường hợp nào được trả lời hoặc chuyển đúng hạn"
        )
    else:
        template = (
            "Trong {due} trường hợp đến hạn, {kept} trường hợp được trả lời hoặc chuyển đúng hạn"
        )
    if facts["complaints.late"] and due > 1:
        template += "; {late} trường hợp trả lời hoặc chuyển trễ hạn"
    if facts["complaints.overdue"]:
        template += "; {overdue} trường hợp quá hạn chưa được trả lời khi chốt số liệu"
    return [
        paragraph(
            f"{template} ({{annex}}).",
            annex=f"chi tiết tại {facts.annex_label('complaints')}",
            **figures(
                facts.figures,
                due="complaints.due",
                kept="complaints.on_time",
                late="complaints.late",
                overdue="complaints.overdue",
            ),
        )
    ]


def _complaints(facts: Facts) -> Paragraph:
    """How many there were, and how many of those that are divided came to their end.

    Of the reserved nothing but their number is told, and that of a whole reported period alone.
    """
    total, undivided = facts["complaints.total"], facts["complaints.undivided"]
    kept = "" if facts.counts_reserved else " (không kể trường hợp giao xử lý riêng)"
    if total == 0:
        template = (
            "{during}, Sở Nội vụ không tiếp nhận phản ánh, kiến nghị nào của người dân về văn hóa "
            f"công vụ{kept}."
        )
    else:
        end = _handled(total - undivided, facts["complaints.handled"], alone=not undivided)
        if undivided:
            end += "; {u} trường hợp giao xử lý riêng, không phân tổ"
        template = (
            "{during}, Sở Nội vụ tiếp nhận {n} trường hợp phản ánh, kiến nghị của người dân"
            f"{kept}{end}."
        )
    return paragraph(
        template,
        during=during(facts.period),
        **figures(
            facts.figures,
            n="complaints.total",
            h="complaints.handled",
            d="complaints.divided",
            u="complaints.undivided",
        ),
    )


def _handled(divided: int, handled: int, *, alone: bool) -> str:
    """What became of those that are divided; ``alone``: they are all there are."""
    if divided == 0:
        return ""
    if divided == 1 and alone:
        return ", đã xử lý xong {h} trường hợp này" if handled else ", đang xem xét, xử lý"
    of = "" if alone else "trong {d} trường hợp phân tổ được, "
    if not handled:
        return f"; {of}chưa có trường hợp nào xử lý xong khi chốt số liệu"
    if handled == divided:
        return f"; {of}đã xử lý xong {'cả ' if divided > 1 else ''}{{h}} trường hợp"
    return f"; {of}đã xử lý xong {{h}} trường hợp"


def _violations(facts: Facts) -> list[Block]:
    count = facts["violations.total"]
    if count == 0:
        if facts["unit_findings.total"]:
            return [paragraph("Qua kiểm tra không ghi nhận vi phạm của cá nhân.")]
        return [
            paragraph("Qua kiểm tra không ghi nhận vi phạm của cá nhân và thiếu sót của đơn vị.")
        ]
    total = in_words("violations.total", count)
    if count == 1:
        line = facts.violations[0]
        return [
            paragraph(
                "Qua kiểm tra, ghi nhận {n} trường hợp vi phạm quy định về văn hóa công vụ: "
                "{name} (nhóm {group}{field}).",
                n=total,
                name=lowered(line.name),
                group=lowered(facts.called(GROUP_LABELS[next(iter(line.by_group))])),
                field="".join(f"; lĩnh vực {lowered(f.name)}" for f in facts.fields if f.code),
            )
        ]
    how, most = commonest(facts.violations, VIOLATIONS)
    head = say(
        "Qua kiểm tra, ghi nhận {n} trường hợp cán bộ, công chức, viên chức, người lao động vi "
        "phạm quy định về văn hóa công vụ, {how}",
        n=total,
        how=how,
    )
    return [
        Paragraph((*head, *most, Text(", cụ thể:"))),
        violations_table(facts),
        *leading(facts),
    ]


def _unit_findings(facts: Facts) -> list[Block]:
    count = facts["unit_findings.total"]
    if count == 0:
        if facts["violations.total"]:
            return [paragraph("Không ghi nhận thiếu sót của cơ quan, đơn vị được kiểm tra.")]
        return []
    total = in_words("unit_findings.total", count)
    if count == 1:
        name = lowered(facts.unit_findings[0].name)
        return [
            paragraph(
                "Về phía cơ quan, đơn vị được kiểm tra, có {n} nội dung thiếu sót: {name}.",
                n=total,
                name=name,
            )
        ]
    return [
        paragraph(
            "Về phía cơ quan, đơn vị được kiểm tra, có {n} nội dung thiếu sót, cụ thể:", n=total
        ),
        unit_findings_table(facts),
    ]
