"""What was done in 2026 to carry out the Đề án: by UBND tỉnh, the Sở and some of the agencies."""

from __future__ import annotations

import random
from datetime import date, timedelta

from demo.clock import moment, workday
from demo.doing import do
from demo.facts import PROVINCE, Deed, Paper, carry_out, issue_paper
from demo.people import People
from demo.province_2025 import bodies_and_communes
from inspections.agencies.models import Agency
from inspections.cited_documents.models import DocumentKind
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind

PAPERS = (
    Paper(
        PROVINCE,
        DocumentKind.PLAN,
        "86/KH-UBND",
        date(2026, 1, 26),
        "thực hiện Đề án Văn hóa công vụ năm 2026 (minh họa)",
    ),
    Paper(
        PROVINCE,
        DocumentKind.INSTRUCTION,
        "04/CT-UBND",
        date(2026, 3, 9),
        "tăng cường kỷ luật, kỷ cương hành chính sau sắp xếp đơn vị hành chính (minh họa)",
    ),
    Paper(
        "Sở Nội vụ",
        DocumentKind.LETTER,
        "215/SNV-CCVC",
        date(2026, 5, 18),
        "hướng dẫn tự kiểm tra việc thực hiện văn hóa công vụ (minh họa)",
    ),
)
# kind, title, how many times, how many people; of the Sở itself
OWN_DEEDS = (
    (FactKind.TRAINING, "Tập huấn văn hóa công vụ cho cán bộ đầu mối cấp xã (minh họa)", 2, 192),
    (FactKind.MEETING, "Hội nghị trực tuyến quán triệt Đề án Văn hóa công vụ (minh họa)", 1, 640),
    (FactKind.BROADCAST, "Chuyên mục Cải cách hành chính trên truyền hình (minh họa)", 12, None),
)
# What agencies tell of: kind, title, most times, most people, words
DEEDS = (
    (FactKind.MEETING, "Quán triệt Đề án trong họp giao ban (minh họa)", 6, 120, ""),
    (FactKind.BROADCAST, "Phát thanh tại cơ sở về văn hóa công vụ (minh họa)", 40, None, ""),
    (FactKind.POST, "Tin, bài trên trang thông tin điện tử (minh họa)", 12, None, ""),
    (FactKind.RULE_REVIEWED, "Rà soát nội quy, quy chế làm việc (minh họa)", 3, None, ""),
    (FactKind.RULE_AMENDED, "Ban hành quy chế làm việc mới (minh họa)", 1, None, ""),
    (
        FactKind.SHORTCOMING,
        "Trụ sở phân tán (minh họa)",
        1,
        None,
        "Trụ sở sau sắp xếp phân tán nên việc kiểm tra giờ giấc chưa thường xuyên (minh họa).",
    ),
    (
        FactKind.PROPOSAL,
        "Bồi dưỡng cán bộ Một cửa (minh họa)",
        1,
        None,
        "Đề nghị tỉnh mở lớp bồi dưỡng kỹ năng giao tiếp cho cán bộ Một cửa (minh họa).",
    ),
)
AGENCIES = 30
RETURN_NOTE = "Ghi rõ số buổi và số người dự của từng buổi (minh họa)."


def build_facts(people: People, *, as_of: date) -> None:
    """Documents and deeds of the top, then what agencies told: most confirmed, some waiting."""
    for paper in PAPERS:
        issue_paper(people, paper)
    for month, (kind, title, times, reached) in enumerate(OWN_DEEDS, 4):
        day = workday(date(2026, month, 14))
        carry_out(people, Deed(kind, title, day, times, reached))
    draw = random.Random(86)
    bodies, communes = bodies_and_communes(as_of)
    for agency in draw.sample(bodies, 6) + draw.sample(communes, AGENCIES - 6):
        _tell(draw, people, agency, as_of=as_of)


def _tell(draw: random.Random, people: People, agency: Agency, *, as_of: date) -> None:
    """One to three deeds of an agency; some came back, the last ones are not read yet."""
    for kind, title, times, reached, words in draw.sample(DEEDS, draw.randint(1, 3)):
        day = workday(date(2026, 2, 2) + timedelta(days=draw.randint(0, 285)))
        quantity, people_reached = draw.randint(1, times), reached and draw.randint(20, reached)
        returned = draw.random() < 0.08
        if day > as_of:
            continue
        fact, _ = record_fact(
            by=people.clerks[agency.pk],
            at=moment(day, 10),
            agency=agency,
            kind=kind,
            day=day,
            title=title,
            quantity=quantity,
            people_reached=people_reached,
            text=words,
            is_illustrative=True,
        )
        read = workday(day + timedelta(days=draw.randint(2, 60)))
        if read > as_of:
            continue
        in_charge = agency.assignments.on(read).get().user
        if returned:
            do(fact_flow.RETURN, fact, by=in_charge, at=moment(read, 9), note=RETURN_NOTE)
        else:
            do(fact_flow.CONFIRM, fact, by=in_charge, at=moment(read, 9))
