"""The plan of 2019: number, day and title are those of the real one."""

from __future__ import annotations

from datetime import date

from demo.facts import PROVINCE, Paper, issue_paper
from demo.people import People
from inspections.cited_documents.models import DocumentKind

PLAN = Paper(
    PROVINCE,
    DocumentKind.PLAN,
    "1441/KH-UBND",
    date(2019, 7, 5),
    "thực hiện Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Thủ tướng Chính phủ về việc phê "
    "duyệt Đề án Văn hóa công vụ",
)


def build_facts(people: People) -> None:
    """The one document of the year that was told of as such."""
    issue_paper(people, PLAN)
