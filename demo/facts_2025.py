"""What was done in 2025 to carry out the Đề án, on both sides of 01/7."""

from __future__ import annotations

from datetime import date

from demo.facts import PROVINCE, Deed, Paper, carry_out, issue_paper
from demo.people import People
from inspections.cited_documents.models import DocumentKind
from inspections.implementation.models import FactKind

PAPERS = (
    Paper(
        PROVINCE,
        DocumentKind.PLAN,
        "19/KH-UBND",
        date(2025, 1, 15),
        "thực hiện Đề án Văn hóa công vụ năm 2025 (minh họa)",
    ),
    Paper(
        "Sở Nội vụ",
        DocumentKind.LETTER,
        "318/SNV-CCVC",
        date(2025, 7, 24),
        "hướng dẫn thực hiện văn hóa công vụ tại các xã, phường mới (minh họa)",
    ),
)
DEEDS = (
    Deed(FactKind.MEETING, "Hội nghị quán triệt Đề án (minh họa)", date(2025, 2, 19), 19, 870),
    Deed(FactKind.BROADCAST, "Chuyên mục Văn hóa công vụ (minh họa)", date(2025, 5, 15), 104),
    Deed(FactKind.POST, "Tin, bài về văn hóa công vụ (minh họa)", date(2025, 10, 20), 36),
    Deed(
        FactKind.TRAINING,
        "Tập huấn cho công chức tiếp nhận hồ sơ cấp xã (minh họa)",
        date(2025, 8, 13),
        3,
        288,
    ),
    Deed(
        FactKind.RULE_REVIEWED,
        "Rà soát quy chế của các cơ quan được hợp nhất (minh họa)",
        date(2025, 9, 10),
        5,
    ),
)


def build_facts(people: People) -> None:
    """Papers and deeds of the top; the agencies told theirs with their self-inspections."""
    for paper in PAPERS:
        issue_paper(people, paper)
    for deed in DEEDS:
        carry_out(people, deed)
