"""By what right whom signs a report of UBND tỉnh, and the lines that stand above the name.

Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7: the head signs TM. for the body, a deputy
KT. for the head, an acting head puts Q.; the director of Sở Nội vụ may sign TL. by the head's order
or TUQ. by a written grant limited in time. What is printed follows from post and standing and is
never typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.issuing.models import Standing
from tayninh_portal.access import Role

BODY = "TM. ỦY BAN NHÂN DÂN"
DIRECTOR = "GIÁM ĐỐC SỞ NỘI VỤ"


@dataclass(frozen=True)
class Right:
    """One standing: the role and the title it takes, and what is printed.

    ``title``: how the title of the post begins, in small letters. ``post``: the same for people.
    """

    role: Role
    title: re.Pattern[str]
    post: str
    authority: tuple[str, ...]


def _begins(title: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{title})\b")


_DIRECTOR = (Role.MANAGER, _begins("giám đốc"), "Giám đốc Sở Nội vụ")
RIGHTS: dict[Standing, Right] = {
    Standing.HEAD: Right(Role.LEADER, _begins("chủ tịch"), "Chủ tịch", (BODY, "CHỦ TỊCH")),
    Standing.DEPUTY: Right(
        Role.LEADER,
        _begins("phó chủ tịch"),
        "Phó Chủ tịch",
        (BODY, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ),
    Standing.ACTING: Right(
        Role.LEADER,
        _begins(r"quyền chủ tịch|q\. ?chủ tịch"),
        "Quyền Chủ tịch",
        (BODY, "Q. CHỦ TỊCH"),
    ),
    Standing.BY_ORDER: Right(*_DIRECTOR, ("TL. CHỦ TỊCH", DIRECTOR)),
    Standing.BY_GRANT: Right(*_DIRECTOR, ("TUQ. CHỦ TỊCH", DIRECTOR)),
}
# Before a name, never printed (Phụ lục I, mục II.7.b).
ACADEMIC = frozenset(
    ("gs", "pgs", "ts", "tskh", "ths", "cn", "ks", "bs", "bscki", "bsckii", "cki", "ckii", "ds")
)


def standings_of(role: str, title: str) -> tuple[Standing, ...]:
    """The standings in which the holder of a post may sign; none for a post that signs nothing."""
    words = " ".join(title.casefold().split())
    return tuple(
        standing
        for standing, right in RIGHTS.items()
        if right.role == role and right.title.match(words)
    )


def name_without_titles(name: str) -> str:
    """``PGS.TS. Nguyễn Văn A`` → ``Nguyễn Văn A``."""
    words = name.replace(".", ". ").split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in ACADEMIC:
        del words[0]
    return " ".join(words)
