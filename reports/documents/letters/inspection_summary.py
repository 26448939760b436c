"""Báo cáo tổng hợp kết quả kiểm tra of a month or quarter, of the Sở to the Chủ tịch (mẫu 1.4).

A pure function of what was counted: every number is a figure under its key, none is typed, and a
visit to come is in none of them. The three headings are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.documents.letters.matter import told
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Paragraph,
    Text,
)
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph

PLACE = "Tây Ninh"
SUBJECT = "Tổng hợp kết quả kiểm tra công vụ {period}"
LEAD = (
    "Sở Nội vụ báo cáo tổng hợp kết quả kiểm tra công vụ {period} (số liệu tính từ ngày {start} "
    "đến ngày {end}) như sau:"
)
CLOSING = "Sở Nội vụ kính báo cáo Chủ tịch Ủy ban nhân dân tỉnh."
# (sentence, the number it is about, what is said where that is none); the lines under it follow.
# Of surprise visits a plan prints a number and no more: that number, and what was held of it.
PLANNED = (
    "Kế hoạch kiểm tra đã ban hành bố trí {plans.total} lượt trong kỳ (báo trước "
    "{plans.announced} lượt, đột xuất {plans.surprise} lượt), trong đó bổ sung sau khi ban hành "
    "{plans.added} lượt.",
    "plans.total",
    "Kế hoạch kiểm tra đã ban hành không bố trí lượt nào trong kỳ.",
)
DROPPED = ("Bỏ khỏi kế hoạch sau khi ban hành {plans.dropped} lượt.", "plans.dropped", "")
OF_PLAN = (
    "Đã tiến hành theo kế hoạch {plans.held} lượt.",
    "plans.held",
    "Không có lượt nào tiến hành theo kế hoạch trong kỳ.",
)
HELD = (
    "Tổ kiểm tra đã kiểm tra {visits.total} lượt tại {visits.agencies} cơ quan, đơn vị; trong đó "
    "đột xuất {visits.surprise} lượt, có báo trước {visits.announced} lượt.",
    "visits.total",
    "Trong kỳ không có lượt kiểm tra nào.",
)
PRESENT = (
    "Tại {headcounts.visits} lượt có đếm số người, có mặt {headcounts.present}/"
    "{headcounts.on_roll} lượt người; vắng không có lý do {headcounts.absent_unexcused} lượt "
    "người.",
    "headcounts.visits",
    "",
)
VIOLATIONS = (
    "Ghi nhận {violations.total} trường hợp vi phạm của cá nhân ({violations.leaders} trường hợp "
    "giữ chức vụ lãnh đạo, quản lý), gồm:",
    "violations.total",
    "Không ghi nhận trường hợp vi phạm nào của cá nhân.",
)
UNITS = (
    "Ghi nhận {unit_findings.total} nội dung thiếu sót của cơ quan, đơn vị, gồm:",
    "unit_findings.total",
    "Không ghi nhận nội dung thiếu sót nào của cơ quan, đơn vị.",
)
HANDLED = (
    "Kiến nghị xử lý {violations.recommended} trường hợp vi phạm của cá nhân; cơ quan đã xử lý và "
    "Sở Nội vụ đã xác nhận {handlings.recommended} trường hợp.",
    "violations.recommended",
    "Không có trường hợp phải kiến nghị xử lý.",
)
HEADS = (
    "Đề nghị phê bình người đứng đầu, cấp phó {head_criticisms.proposed} trường hợp; cơ quan quản "
    "lý trực tiếp đã phê bình {head_criticisms.criticised} trường hợp.",
    "head_criticisms.proposed",
    "Không có đề nghị phê bình người đứng đầu.",
)
REMEDIED = (
    "Đến hạn khắc phục {remedies.due} nội dung; đã khắc phục {remedies.done} nội dung.",
    "remedies.due",
    "Không có nội dung đến hạn khắc phục trong kỳ.",
)
Sentence = tuple[str, str, str]
PLAN = (PLANNED, DROPPED, OF_PLAN)
SENTENCES = (*PLAN, HELD, PRESENT, VIOLATIONS, UNITS, HANDLED, HEADS, REMEDIED)


@dataclass(frozen=True)
class Line:
    """A part of a number: its name and unit, and the key under which it is counted."""

    name: str
    key: str
    unit: str

    def number(self, figures: Mapping[str, int]) -> Figure:
        """Its number as it prints."""
        return Figure(self.key, figures[self.key], count2(figures[self.key]))


@dataclass(frozen=True)
class Summary:
    """What was counted of a period: figures and parts by key, the parts of the visits, violations
    and shortcomings, and what a reader has to know of the registry (``notes``)."""

    period: Period
    figures: Mapping[str, int]
    visits: Sequence[Line]
    violations: Sequence[Line]
    units: Sequence[Line]
    notes: Sequence[str]
    is_illustrative: bool


def inspection_summary(summary: Summary, *, at: datetime, on: date) -> Document:
    """The paper; its number is that of the Sở's own register."""
    period = summary.period
    # Of a period that still runs nothing is counted of the days to come.
    end = min(period.end, max(period.start, on))
    blocks: list[Block] = [
        paragraph(
            LEAD.format(period=period.name, start=short_date(period.start), end=short_date(end))
        )
    ]
    blocks.append(Heading(1, "I", "Kết quả kiểm tra"))
    blocks += _of_plan(summary.figures)
    blocks += _said(HELD, summary.visits, summary.figures)
    blocks += _said(PRESENT, (), summary.figures)
    blocks.append(Heading(1, "II", "Vi phạm, thiếu sót"))
    blocks += _said(VIOLATIONS, summary.violations, summary.figures)
    blocks += _said(UNITS, summary.units, summary.figures)
    blocks.append(Heading(1, "III", "Xử lý, khắc phục"))
    blocks += _said(HANDLED, (), summary.figures)
    blocks += _said(HEADS, (), summary.figures)
    blocks += _said(REMEDIED, (), summary.figures)
    blocks += [paragraph(note) for note in summary.notes]
    return drafted(
        DEPARTMENT,
        kind="Báo cáo",
        symbol="BC-SNV",
        subject=SUBJECT.format(period=period.name),
        addressees=("Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh",),
        blocks=(*blocks, paragraph(CLOSING)),
        recipients=(
            "Như trên",
            "Văn phòng UBND tỉnh",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=PLACE,
        at=at,
        on=on,
        is_illustrative=summary.is_illustrative,
    )


def _of_plan(figures: Mapping[str, int]) -> list[Paragraph | Item]:
    """The plan, and what became of it where there is anything of it."""
    there = any(figures[about] for _, about, _ in PLAN)
    return [part for one in (PLAN if there else (PLANNED,)) for part in _said(one, (), figures)]


def _said(
    sentence: Sentence, lines: Sequence[Line], figures: Mapping[str, int]
) -> list[Paragraph | Item]:
    words, about, none = sentence
    if not figures[about]:
        return [paragraph(none)] if none else []
    ends = [Text(";")] * (len(lines) - 1) + [Text(".")]
    return [
        Paragraph(told(words, figures)),
        *(
            Item("-", (Text(f"{line.name}: "), line.number(figures), Text(f" {line.unit}"), end))
            for line, end in zip(lines, ends, strict=False)
        ),
    ]
