"""The check sheet of a report (Phiếu kiểm tra số liệu), from a snapshot and a seal alone.

An internal sheet of the Sở's file and no kind of document of Nghị định 30/2020/NĐ-CP: it has a day
and neither number, symbol nor addressee, and its layout is ours (docs/decisions/0029). What it
makes of a snapshot never changes again (``drawing.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents.annual import code_of
from tayninh_portal.lib.dates import local_day, short_moment
from tayninh_portal.paper.content import (
    Block,
    Document,
    Heading,
    OrganLine,
    Paragraph,
    Signature,
    runs,
)
from tayninh_portal.paper.letterheads import ILLUSTRATIVE_MARK
from tayninh_portal.paper.wording import Wording, deserialize

TITLE = "Phiếu kiểm tra số liệu"
ABOUT = (
    "Phiếu ghi kết quả kiểm tra số liệu của báo cáo nêu trên, kỳ số liệu {period}, theo nội dung "
    "lúc {at} (mã {code})."
)
INTERNAL = (
    "Phiếu là giấy tờ nội bộ trong hồ sơ báo cáo, để người duyệt và Văn phòng Ủy ban nhân dân tỉnh "
    "xem xét; không có số, ký hiệu, không gửi kèm báo cáo ban hành"
)
SEALED = "Dấu niêm phong mới nhất của nhật ký: số {number}, lập lúc {at}, mã của dấu:"
UNSEALED = "Nhật ký chưa có dấu niêm phong nào."
# A head is 64 digits: compared by eye in groups, and broken into lines between them.
GROUP = 8


@dataclass(frozen=True)
class SealedBy:
    """The seal that was the newest when the sheet was printed (docs/decisions/0023)."""

    number: int
    at: datetime
    head: str


def check_sheet(content: Mapping[str, Any], sealed: SealedBy | None) -> Document:
    """The sheet of a snapshot's content; the same arguments give the same document.

    Raises ValueError for a snapshot from before there were sheets.
    """
    stated = deserialize(content)
    if not stated.check_sheet:
        raise ValueError("Bản chụp này có từ trước khi có phiếu kiểm tra số liệu.")
    code, day = code_of(content), local_day(stated.at)
    about = ABOUT.format(period=stated.period_label, at=short_moment(stated.at), code=code)
    return Document(
        organ=(OrganLine("UBND tỉnh Tây Ninh", parent=True), OrganLine("Sở Nội vụ")),
        issuer="Sở Nội vụ tỉnh Tây Ninh",
        number=None,
        symbol="",
        place=stated.place,
        date=day,
        year=day.year,
        kind=TITLE,
        subject=f"Báo cáo {stated.title[:1].lower()}{stated.title[1:]}",
        addressees=(),
        bases=(),
        blocks=(
            Paragraph(runs(about)),
            *sheet_parts(stated, sealed),
            Paragraph(runs(INTERNAL)),
        ),
        signature=Signature(("Người lập phiếu",)),
        recipients=("Lưu: Hồ sơ báo cáo",),
        drafter="",
        urgency=None,
        annexes=(),
        marks=(ILLUSTRATIVE_MARK,) if stated.is_illustrative else (),
        code=code,
        code_url="",
        created=stated.at,
        internal=True,
    )


def sheet_parts(stated: Wording, sealed: SealedBy | None) -> tuple[Block, ...]:
    """What the snapshot keeps, then the head of the sealed log: its three parts."""
    heading = Heading(1, "III", "Niêm phong nhật ký")
    if sealed is None:
        return (*stated.check_sheet, heading, Paragraph(runs(UNSEALED)))
    said = SEALED.format(number=sealed.number, at=short_moment(sealed.at))
    head = " ".join(sealed.head[at : at + GROUP] for at in range(0, len(sealed.head), GROUP))
    return (*stated.check_sheet, heading, Paragraph(runs(said)), Paragraph(runs(head)))
