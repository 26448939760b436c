"""Phiếu trình of the Văn phòng, which puts the report before the leaders of UBND tỉnh.

A sheet of the office's own file and no kind of the decree: no number, and a layout of ours.
"""

from __future__ import annotations

from reports.documents.letters.matter import Matter, summary
from tayninh_portal.lib.dates import short_date
from tayninh_portal.paper.content import Document, Heading, Item, Table, TableColumn, row, runs
from tayninh_portal.paper.letterheads import OFFICE, SHORT_ROOM, drafted, paragraph, room

SUBMITTED = (
    "Kính trình lãnh đạo Ủy ban nhân dân tỉnh xem xét, ký ban hành {subject} do Sở Nội vụ trình "
    "tại Tờ trình số {memo}."
)
DUE = "Báo cáo trả lời {answers}; gửi Bộ Nội vụ{due}."
WARNED = (
    "Có cảnh báo số liệu được Sở Nội vụ chấp nhận; nội dung, lý do ghi tại Phiếu kiểm tra số liệu."
)
NOT_WARNED = "Không có cảnh báo số liệu phải chấp nhận."
INTERNAL = "Phiếu là giấy tờ nội bộ của Văn phòng, lưu trong hồ sơ trình; không có số, ký hiệu."
# Who writes on it, from the desk up.
OPINIONS = (
    "Chuyên viên thẩm tra",
    "Lãnh đạo Phòng Nội chính",
    "Lãnh đạo Văn phòng",
    "Lãnh đạo UBND tỉnh",
)


def office_sheet(matter: Matter) -> Document:
    """The sheet of a report that UBND tỉnh has before it."""
    number, day = matter.memo or (SHORT_ROOM, None)
    memo = f"{number} ngày {short_date(day) if day else SHORT_ROOM}"
    due = DUE.format(answers=matter.answers, due=matter.due)
    return drafted(
        OFFICE,
        kind="Phiếu trình",
        subject=f"Ban hành {matter.subject}",
        blocks=(
            Heading(2, "1", "Nội dung trình"),
            paragraph(SUBMITTED.format(subject=matter.subject, memo=memo)),
            *((paragraph(due),) if matter.answers else ()),
            Heading(2, "2", "Hồ sơ trình"),
            Item("-", runs(f"Bản trình ký (mã văn bản {matter.code});")),
            Item("-", runs("Tờ trình của Sở Nội vụ;")),
            Item("-", runs("Phiếu kiểm tra số liệu.")),
            Heading(2, "3", "Nội dung chính của Báo cáo"),
            *summary(matter.figures),
            paragraph(WARNED if matter.warns else NOT_WARNED),
            Heading(2, "4", "Ý kiến"),
            Table(
                (
                    TableColumn("Người cho ý kiến", "left", 28, names_row=True),
                    TableColumn("Ý kiến, ngày, chữ ký", "left", 72),
                ),
                tuple(row(who, room(24, 3)) for who in OPINIONS),
            ),
            paragraph(INTERNAL),
        ),
        recipients=("Lưu: Hồ sơ trình",),
        place=matter.stated.place,
        at=matter.stated.at,
        on=matter.on,
        is_illustrative=matter.stated.is_illustrative,
        internal=True,
    )
