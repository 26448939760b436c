"""What follows from who issues a plan or a decision: letterhead, signer, symbol, Nơi nhận, name.

Custom of provinces, not rule: where the Chủ tịch decides on the Sở's tờ trình the team is mostly a
Đoàn, where the Giám đốc Sở decides a Tổ. A decision in hand says otherwise by its own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspections.teams.models import Issuer
from tayninh_portal.paper.letterheads import DEPARTMENT, PROVINCE, Letterhead


@dataclass(frozen=True)
class Issuing:
    """One issuer: ``team`` is what a team by its decision is called, ``symbol`` that of its plans,
    ``register`` whose book the number comes out of."""

    head: Letterhead
    team: str
    symbol: str
    register: str
    recipients: tuple[str, ...]


ISSUING = {
    Issuer.DEPARTMENT.value: Issuing(
        DEPARTMENT,
        "Tổ kiểm tra",
        "KH-SNV",
        "sổ văn bản đi của Sở Nội vụ",
        (
            "UBND tỉnh (để báo cáo)",
            "Các cơ quan, đơn vị, địa phương có tên trong Kế hoạch",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
    ),
    Issuer.PROVINCE.value: Issuing(
        PROVINCE,
        "Đoàn kiểm tra",
        "KH-UBND",
        "sổ văn bản đi của UBND tỉnh",
        (
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Sở Nội vụ",
            "Các cơ quan, đơn vị, địa phương có tên trong Kế hoạch",
            "LĐVP, Phòng NC",
            "Lưu: VT, SNV",
        ),
    ),
}
