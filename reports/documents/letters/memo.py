"""Tờ trình of the Sở, with which the report goes to UBND tỉnh (Phụ lục III, mẫu 1.4)."""

from __future__ import annotations

from reports.documents.letters.matter import Matter, summary
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.letterheads import DEPARTMENT, PROVINCE, drafted, paragraph

BASIS = "Thực hiện {answers}, "
DRAFTED = (
    "Sở Nội vụ đã xây dựng dự thảo {subject} (có dự thảo kèm theo), kính trình Ủy ban nhân dân "
    "tỉnh như sau:"
)
COUNTED = (
    "Nội dung, số liệu (tính {days}) được tổng hợp từ kết quả kiểm tra công vụ, việc xử lý phản "
    "ánh, kiến nghị và kết quả tự kiểm tra của các cơ quan, đơn vị, địa phương."
)
CHECKED = " Kết quả đối chiếu số liệu ghi tại Phiếu kiểm tra số liệu trong hồ sơ trình."
CONTENTS = "Báo cáo có các nội dung chính sau:"
ASKS = (
    "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, ký ban hành Báo cáo để gửi Bộ Nội vụ{due}."
)


def memo(matter: Matter) -> Document:
    """The tờ trình; its number is that of the Sở's own register."""
    basis = BASIS.format(answers=matter.answers) if matter.answers else ""
    checked = CHECKED if matter.stated.check_sheet else ""
    return drafted(
        DEPARTMENT,
        kind="Tờ trình",
        symbol="TTr-SNV",
        subject=f"Về việc ban hành {matter.subject}",
        addressees=(PROVINCE.name,),
        blocks=(
            paragraph(basis + DRAFTED.format(subject=matter.subject)),
            paragraph(COUNTED.format(days=matter.days) + checked),
            paragraph(CONTENTS),
            *summary(matter.figures),
            paragraph(ASKS.format(due=matter.due)),
        ),
        recipients=(
            "Như trên",
            "Văn phòng UBND tỉnh",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=matter.stated.place,
        at=matter.stated.at,
        on=matter.on,
        is_illustrative=matter.stated.is_illustrative,
    )
