"""Công văn đính chính: a mistake of form or procedure in an issued report (mẫu 1.5).

It is of the body that issued the report (Nghị định 30/2020/NĐ-CP, Điều 18 khoản 3): the Sở drafts,
UBND tỉnh issues. What was printed wrong no record says: it is written in by hand, or in Word.
"""

from __future__ import annotations

from reports.documents.annual import ADDRESSEES, RECIPIENTS
from reports.documents.letters.matter import Matter
from tayninh_portal.paper.content import Document, Table, TableColumn, row
from tayninh_portal.paper.letterheads import PROVINCE, SHORT_ROOM, drafted, paragraph, room

ISSUED = "Ủy ban nhân dân tỉnh Tây Ninh đã ban hành {number} {title}."
FOUND = (
    "Qua rà soát, Báo cáo nêu trên có sai sót về thể thức, kỹ thuật trình bày. Căn cứ khoản 3 Điều "
    "18 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư, Ủy ban nhân "
    "dân tỉnh Tây Ninh đính chính như sau:"
)
REST = "Các nội dung khác của {number} giữ nguyên."
CLOSING = "Ủy ban nhân dân tỉnh Tây Ninh thông báo để Bộ Nội vụ và các cơ quan liên quan biết."


def correction(matter: Matter) -> Document:
    """The công văn; its number is that of the province's register."""
    return drafted(
        PROVINCE,
        symbol="UBND-NC",
        subject=f"đính chính {matter.number}",
        addressees=ADDRESSEES,
        blocks=(
            paragraph(ISSUED.format(number=matter.number, title=matter.title)),
            paragraph(FOUND),
            Table(
                (
                    TableColumn("Vị trí", "left", 24, names_row=True),
                    TableColumn("Đã in", "left", 38),
                    TableColumn("Đính chính thành", "left", 38),
                ),
                (row(SHORT_ROOM, room(12, 3), room(12, 3)),) * 2,
            ),
            paragraph(REST.format(number=matter.number)),
            paragraph(CLOSING),
        ),
        recipients=RECIPIENTS,
        place=matter.stated.place,
        at=matter.stated.at,
        on=matter.on,
        is_illustrative=matter.stated.is_illustrative,
    )
