"""What a report's paper says, as data: the shape of a snapshot.

A frozen report is read again years later, so it is kept as plain JSON with a version and read
strictly. It holds the words themselves, not what they were made from: a narrative that is
improved later must not change a paper that was made before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tayninh_portal.paper import codec
from tayninh_portal.paper.content import Annex, Block, Paragraph

# Raised when the shape changes; older snapshots then need a reader of their own.
VERSION = 1
# Stands before words of an earlier report that nobody has confirmed, on the screen and in a draft.
UNCONFIRMED = "Lời báo cáo năm trước, chưa xác nhận:"


@dataclass(frozen=True)
class WordingSection:
    """One heading with what stands under it; ``blocks`` may be empty where headings follow."""

    code: str
    level: int
    number: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Wording:
    """The whole paper. ``paper_year`` is the year of its date line, ``year`` the one reported.

    ``check_sheet`` stands beside it: a sheet of the file and no part of the paper (ADR 0029).
    Empty in snapshots from before; what it holds was in their last annex.
    """

    year: int
    paper_year: int
    at: datetime
    title: str
    period_start: date
    period_end: date
    preset: str
    period_label: str
    place: str
    opening: Paragraph
    sections: tuple[WordingSection, ...]
    closing: Paragraph
    annexes: tuple[Annex, ...]
    is_illustrative: bool = False
    check_sheet: tuple[Block, ...] = ()


def serialize(stated: Wording, figures: Mapping[str, int]) -> dict[str, Any]:
    """The content of a snapshot: plain values, ready for canonical JSON."""
    return {"version": VERSION, "figures": dict(figures), "wording": codec.encode(stated)}


def deserialize(content: Mapping[str, Any]) -> Wording:
    """What ``serialize`` wrote; ValueError for anything it would not have written."""
    if content.get("version") != VERSION:
        raise ValueError(f"Không đọc được phiên bản {content.get('version')!r} của bản chụp.")
    return codec.decode(Wording, content["wording"])


def same_but_the_minute(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two contents say the same, made at whatever time of the same year."""

    def without(content: Mapping[str, Any]) -> dict[str, Any]:
        stated = {name: value for name, value in content["wording"].items() if name != "at"}
        return {**content, "wording": stated}

    return without(one) == without(other)


def is_waiting(sections: Sequence[WordingSection], at: int) -> bool:
    """Whether nothing is written under a heading that holds no other headings."""
    section = sections[at]
    holds_others = at + 1 < len(sections) and sections[at + 1].level > section.level
    return not section.blocks and not holds_others
