"""Outlines of the report, installed with the schema as data with a version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

# The outline of the real report (số 13/BC-UBND ngày 14/01/2020), in answer to Công văn
# 28/BNV-CCVC and Quyết định 319/QĐ-BNV. code, level, number, heading.
FIRST_OUTLINE: tuple[tuple[str, int, str, str], ...] = (
    ("part_results", 1, "I", "Tình hình triển khai thực hiện và kết quả đạt được"),
    (
        "dissemination",
        2,
        "1",
        "Công tác phổ biến, tuyên truyền và xây dựng kế hoạch tổ chức thực hiện Quyết định số "
        "1847/QĐ-TTg",
    ),
    (
        "directives",
        3,
        "a",
        "Việc rà soát, ban hành văn bản lãnh đạo, chỉ đạo triển khai thực hiện",
    ),
    ("propaganda", 3, "b", "Công tác phổ biến, tuyên truyền"),
    ("oversight", 3, "c", "Công tác kiểm tra, giám sát, đôn đốc thực hiện"),
    ("results", 2, "2", "Kết quả thực hiện"),
    (
        "rules_reviewed",
        3,
        "a",
        "Việc rà soát, sửa đổi các quy định liên quan đến văn hóa công vụ",
    ),
    ("training", 3, "b", "Tuyên truyền, bồi dưỡng về văn hóa công vụ"),
    (
        "inspections",
        3,
        "c",
        "Kết quả công tác kiểm tra hành vi vi phạm quy định về văn hóa công vụ",
    ),
    ("self_inspections", 3, "d", "Công tác tự kiểm tra"),
    ("part_assessment", 1, "II", "Đánh giá chung"),
    ("strengths", 2, "1", "Ưu điểm"),
    ("shortcomings", 2, "2", "Hạn chế"),
    ("causes", 2, "3", "Nguyên nhân của những hạn chế"),
    (
        "part_proposals",
        1,
        "III",
        "Kiến nghị, đề xuất và phương hướng nhiệm vụ trong thời gian tới",
    ),
    ("proposals", 2, "1", "Kiến nghị, đề xuất"),
    ("directions", 2, "2", "Phương hướng, nhiệm vụ trong thời gian tới"),
)
FIRST_CODE = "bnv-2020"


def install_outlines(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Insert the first outline if it is missing (handler of ``post_migrate``)."""
    from reports.models import Outline, OutlineSection

    if Outline._meta.db_table not in connections[using].introspection.table_names():
        return
    outline, made = Outline.objects.using(using).get_or_create(
        code=FIRST_CODE,
        defaults={
            "name": "Đề cương báo cáo Đề án Văn hóa công vụ (Công văn 28/BNV-CCVC)",
            "basis": "Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ",
            "starts_on": date(2019, 1, 1),
        },
    )
    if made:
        OutlineSection.objects.using(using).bulk_create(
            OutlineSection(
                outline=outline,
                code=code,
                order=order,
                level=level,
                number=number,
                heading=heading,
            )
            for order, (code, level, number, heading) in enumerate(FIRST_OUTLINE, 1)
        )
