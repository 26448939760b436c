"""Outlines of the report, installed with the schema as data with a version."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

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
FIRST_DAY = date(2019, 1, 1)
FIRST_APPLIED_AT = timezone.make_aware(datetime.combine(FIRST_DAY, time()))
# Figures the outline asks each heading to tell.
EXPECTS: dict[str, tuple[str, ...]] = {
    "directives": ("implementation.directives",),
    "propaganda": (
        "implementation.meetings",
        "implementation.broadcasts",
        "implementation.posts",
    ),
    "oversight": ("visits.total",),
    "rules_reviewed": ("implementation.rules_reviewed", "implementation.rules_amended"),
    "training": ("implementation.trainings",),
    "inspections": ("violations.total", "unit_findings.total", "complaints.total", "remedies.due"),
    "self_inspections": (
        "self_inspections.total.due",
        "self_inspections.total.done",
        "self_inspections.violations",
    ),
}
# What to write under a heading beside what is proposed from the figures.
GUIDANCE: dict[str, str] = {
    "directives": "Nêu văn bản của Ủy ban nhân dân tỉnh, Sở Nội vụ và văn bản đáng chú ý của các "
    "cơ quan: tên loại, số, ngày, trích yếu; lần đầu ghi đầy đủ, các lần sau ghi tên loại và số.",
    "propaganda": "Nêu hình thức tuyên truyền nổi bật, nơi làm tốt, cách làm mới; không chép lại "
    "từng báo cáo.",
    "oversight": "Nêu cách tổ chức Tổ kiểm tra, kế hoạch kiểm tra, việc đôn đốc các cơ quan.",
    "rules_reviewed": "Nêu quy định, nội quy, quy chế đã sửa đổi, ban hành mới và lý do.",
    "training": "Nêu lớp bồi dưỡng, tập huấn, đối tượng, nội dung về văn hóa công vụ.",
    "inspections": "Nhận xét về vi phạm nổi lên, địa bàn, lĩnh vực; không nêu họ tên người vi phạm "
    "hay người phản ánh.",
    "self_inspections": "Nhận xét về chất lượng tự kiểm tra; cơ quan chưa gửi, gửi trễ và lý do.",
    "strengths": "Nêu kết quả nổi bật, mỗi ý kèm số liệu hoặc ví dụ đã có trong phần I.",
    "shortcomings": "Nêu hạn chế chính, mỗi ý kèm số liệu; không mâu thuẫn với phần ưu điểm.",
    "causes": "Nêu nguyên nhân khách quan, chủ quan của từng hạn chế ở mục trên.",
    "proposals": "Nêu kiến nghị với Bộ Nội vụ, với cơ quan cấp trên; mỗi kiến nghị một ý.",
    "directions": "Nêu nhiệm vụ trong thời gian tới, gắn với hạn chế đã nêu; ghi rõ cơ quan làm và "
    "thời hạn.",
}


def install_outlines(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Insert the first outline if it is missing (handler of ``post_migrate``)."""
    from reports.narrative.models import Outline, OutlineSection

    if Outline._meta.db_table not in connections[using].introspection.table_names():
        return
    outline, made = Outline.objects.using(using).get_or_create(
        code=FIRST_CODE,
        defaults={
            "name": "Đề cương báo cáo Đề án Văn hóa công vụ (Công văn 28/BNV-CCVC)",
            "basis": "Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ",
            "starts_on": FIRST_DAY,
            "applied_at": FIRST_APPLIED_AT,
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
                guidance=GUIDANCE.get(code, ""),
                expects=list(EXPECTS.get(code, ())),
            )
            for order, (code, level, number, heading) in enumerate(FIRST_OUTLINE, 1)
        )
    for code, guidance in GUIDANCE.items():
        # A portal installed before the guidance was written gets it; what was typed stays.
        outline.sections.filter(code=code, guidance="").update(guidance=guidance)
