"""Kế hoạch of a year and the tờ trình it goes up with (Nghị định 30/2020/NĐ-CP, mẫu 1.4).

Drawn when asked and kept nowhere, as the papers of ADR 0039: a Kế hoạch with a blank number until
it is issued, then with its own and with room for the name of its signer, whom the portal is not
told; a tờ trình always with a blank number. A surprise visit stands in it as a number by month and
group. The four headings and the table are ours: no sample of the decree says how a kế hoạch is
divided.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspections.plans.models import Plan, PlanLine
from inspections.teams.issuers import ISSUING
from tayninh_portal.lib.dates import count2, local_day
from tayninh_portal.paper.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    Table,
    TableColumn,
    row,
)
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph, room

PLACE = "Tây Ninh"
LEAD = "Trong năm {year}, {said}."
ANNOUNCED = "kiểm tra báo trước {number} lượt tại các cơ quan, đơn vị, địa phương nêu tên dưới đây"
SURPRISE = (
    "kiểm tra đột xuất {number} lượt theo tháng và nhóm cơ quan, nơi kiểm tra đột xuất không nêu "
    "trước"
)
# Where a hand writes as long as no line is entered.
UNSAID = room(29, 1)
NOTHING = "–"
# How the line of a căn cứ begins (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b, and custom).
BEGUN = ("Căn cứ", "Theo", "Thực hiện", "Xét")
CAPTION = "Lịch kiểm tra năm {year}"
ASKS = (
    "Để tăng cường kỷ luật, kỷ cương hành chính, Sở Nội vụ đã xây dựng dự thảo Kế hoạch {subject} "
    "(có dự thảo kèm theo), kính trình {whom} như sau:"
)
SUMMARY = (
    "Dự thảo Kế hoạch gồm {announced} lượt kiểm tra báo trước và {surprise} lượt kiểm tra đột "
    "xuất; số lượt đột xuất ghi theo tháng và nhóm cơ quan, không nêu tên cơ quan."
)
NO_LINES = "Dự thảo Kế hoạch chưa ghi cơ quan, số lượt kiểm tra."
CLOSING = "Sở Nội vụ kính trình {whom} xem xét, ký ban hành."
CHAIR = "Chủ tịch Ủy ban nhân dân tỉnh"


def plan_paper(
    plan: Plan, lines: Sequence[PlanLine], *, at: datetime, sample: bool = False
) -> Document:
    """The Kế hoạch with its standing ``lines``, by the issuer's form; once issued with number and
    day, its symbol as the register has it; a ``sample`` of the kind has room for them."""
    issuing = ISSUING[plan.issuer]
    number, _, symbol = plan.number.partition("/")
    return drafted(
        issuing.head,
        kind="Kế hoạch",
        symbol=symbol or issuing.symbol,
        subject=plan.subject[:1].upper() + plan.subject[1:],
        bases=_bases(plan.bases),
        blocks=(
            *_part("I", "Mục đích, yêu cầu", plan.purpose),
            *_part("II", "Nội dung kiểm tra", plan.contents),
            Heading(1, "III", "Thời gian, đối tượng kiểm tra"),
            *_schedule(plan, lines),
            *_part("IV", "Tổ chức thực hiện", plan.carrying_out),
        ),
        recipients=issuing.recipients,
        place=PLACE,
        at=at,
        on=local_day(at),
        issued=(number, plan.issued_on) if plan.issued_on and not sample else None,
        is_illustrative=plan.is_illustrative,
    )


def memo(plan: Plan, lines: Sequence[PlanLine], *, at: datetime) -> Document:
    """The tờ trình of the Sở to the Chủ tịch UBND tỉnh."""
    return drafted(
        DEPARTMENT,
        kind="Tờ trình",
        symbol="TTr-SNV",
        subject=f"Về việc ban hành Kế hoạch {plan.subject}",
        addressees=(f"{CHAIR} Tây Ninh",),
        bases=_bases(plan.bases),
        blocks=(
            paragraph(ASKS.format(subject=plan.subject, whom=CHAIR)),
            *_part("I", "Mục đích, yêu cầu", plan.purpose),
            Heading(1, "II", "Nội dung chính của dự thảo Kế hoạch"),
            paragraph(SUMMARY.format(**_counted(lines)) if lines else NO_LINES),
            paragraph(CLOSING.format(whom=CHAIR)),
        ),
        recipients=(
            "Như trên",
            "Văn phòng UBND tỉnh",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=PLACE,
        at=at,
        on=local_day(at),
        is_illustrative=plan.is_illustrative,
    )


def _typed(text: str) -> tuple[str, ...]:
    """The lines somebody typed, without their marks at the end."""
    return tuple(line.strip().rstrip(";.").strip() for line in text.splitlines() if line.strip())


def _bases(text: str) -> tuple[str, ...]:
    """The căn cứ as typed, each with the word they begin with."""
    return tuple(line if line.startswith(BEGUN) else f"Căn cứ {line}" for line in _typed(text))


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The lines somebody typed, each a paragraph with its full stop."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(
        paragraph(line if line.endswith((".", ";", ":")) else f"{line}.") for line in lines
    )


def _part(number: str, title: str, text: str) -> tuple[Block, ...]:
    return (Heading(1, number, title), *_paragraphs(text))


def _counted(lines: Sequence[PlanLine]) -> dict[str, str]:
    announced = sum(1 for line in lines if line.agency_id)
    surprise = sum(line.number for line in lines if not line.agency_id)
    return {"announced": count2(announced), "surprise": count2(surprise)}


def _schedule(plan: Plan, lines: Sequence[PlanLine]) -> tuple[Block, ...]:
    """When and where: in a sentence and a table, each kind of visit where there is one."""
    if not lines:
        return tuple(paragraph(UNSAID) for _ in range(4))
    counted = _counted(lines)
    said = [
        sentence.format(number=counted[kind])
        for kind, sentence, there in (
            ("announced", ANNOUNCED, any(line.agency_id for line in lines)),
            ("surprise", SURPRISE, any(not line.agency_id for line in lines)),
        )
        if there
    ]
    lead = LEAD.format(year=plan.year, said="; ".join(said))
    return (paragraph(lead), _table(plan, lines))


def _table(plan: Plan, lines: Sequence[PlanLine]) -> Table:
    columns = (
        TableColumn("Tháng", "center", 12, names_row=True),
        TableColumn("Kiểm tra báo trước", width_percent=52),
        TableColumn("Kiểm tra đột xuất", width_percent=36),
    )
    months = sorted({line.month for line in lines})
    return Table(
        columns=columns,
        rows=tuple(
            row(str(month), _announced(lines, month), _surprise(lines, month)) for month in months
        ),
        caption=CAPTION.format(year=plan.year),
        total=None,
        note="",
    )


def _announced(lines: Sequence[PlanLine], month: int) -> str:
    named = [
        f"{line.agency} ({line.theme})" if line.theme else str(line.agency)
        for line in lines
        if line.month == month and line.agency
    ]
    return "; ".join(named) or NOTHING


def _surprise(lines: Sequence[PlanLine], month: int) -> str:
    told = [
        f"{line.group_name}: {count2(line.number)} lượt"
        for line in lines
        if line.month == month and line.group
    ]
    return "; ".join(told) or NOTHING
