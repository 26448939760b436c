"""What follows from who issues a plan or a decision: letterhead, signer, symbol, Nơi nhận, name.

Custom of provinces, not rule: where the Chủ tịch decides on the Sở's tờ trình the team is mostly a
Đoàn, where the Giám đốc Sở decides a Tổ. A decision in hand says otherwise by its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspections.teams.models import Issuer, Team
from tayninh_portal.paper.content import OrganLine
from tayninh_portal.paper.letterheads import DEPARTMENT, PROVINCE, Letterhead

_ONE_WORD = re.compile(r"\b(?:kiểm tra|công vụ(?: số \d+)?|số \d+|minh họa)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Issuing:
    """One issuer: ``team`` is what a team by its decision is called, ``symbol`` that of its plans,
    ``register`` whose book the number comes out of; ``person`` who decides, ``above`` the body over
    the team in the head of its papers."""

    head: Letterhead
    person: str
    above: str
    team: str
    symbol: str
    register: str
    recipients: tuple[str, ...]


ISSUING = {
    Issuer.DEPARTMENT.value: Issuing(
        DEPARTMENT,
        "Giám đốc Sở Nội vụ",
        "Sở Nội vụ tỉnh Tây Ninh",
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
        "Chủ tịch UBND tỉnh",
        "UBND tỉnh Tây Ninh",
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


def called(team: Team | None) -> str:
    """“Tổ kiểm tra” or “Đoàn kiểm tra”: as its decision calls it, else as its issuer's are."""
    issuing = ISSUING[team.issuer if team else Issuer.DEPARTMENT.value]
    named = next((each.team for each in ISSUING.values() if _is_called(team, each.team)), "")
    return named or issuing.team


def _is_called(team: Team | None, name: str) -> bool:
    return team is not None and team.name.split()[:1] == name.split()[:1]


def chief(team: Team | None) -> str:
    """What its head is called, who signs for it."""
    return "Trưởng Đoàn" if called(team).startswith("Đoàn") else "Tổ trưởng"


def letterhead(team: Team | None) -> Letterhead:
    """A team under the body that decided on it (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2)."""
    issuing = ISSUING[team.issuer if team else Issuer.DEPARTMENT.value]
    name = team.name if team else f"{called(team)} công vụ"
    organ = (OrganLine(issuing.above, parent=True), OrganLine(_held(name)))
    return Letterhead(organ, f"{name}, {issuing.head.name}", (chief(team),))


def _held(name: str) -> str:
    """The name of a team for the narrow column of a head: no line ends within what is one word or
    one number, as “công vụ số 1”. Here and not where papers are spaced for printing
    (``paper.unbroken``), since what a version of the report draws never changes."""
    return _ONE_WORD.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), name)
