"""The annual report of the province, block by block, from a snapshot alone.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4. Sở Nội vụ drafts, UBND tỉnh issues: the head
is the province's and nobody at the Sở stands in the signature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.documents.told import ToldSection, thaw
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.paper.content import (
    Block,
    Document,
    Heading,
    Note,
    OrganLine,
    Signature,
)

ISSUER = "Ủy ban nhân dân tỉnh Tây Ninh"
ADDRESSEES = ("Bộ Nội vụ",)
# The last line ends with the sign of the unit that drafts, Sở Nội vụ.
RECIPIENTS = (
    "Như trên",
    "CT, các PCT UBND tỉnh",
    "Sở Nội vụ",
    "LĐVP, Phòng NC",
    "Lưu: VT, SNV",
)
DRAFT_MARK = "DỰ THẢO"
ILLUSTRATIVE_MARK = "BẢN MINH HỌA"
# A heading of the Ministry's outline is never left out, and never printed over nothing.
WAITING = "Mục này chưa có nội dung của đơn vị soạn thảo."
# Enough of the checksum to tell two drafts on a desk apart.
CODE_LENGTH = 8


def annual_report(content: Mapping[str, Any]) -> Document:
    """The document of a snapshot's content; the same content gives the same document."""
    told = thaw(content)
    return Document(
        organ=(OrganLine("Ủy ban nhân dân"), OrganLine("Tỉnh Tây Ninh")),
        issuer=ISSUER,
        number=None,
        symbol="BC-UBND",
        place=told.place,
        date=None,
        year=told.paper_year,
        kind="Báo cáo",
        subject=told.title,
        addressees=ADDRESSEES,
        bases=(),
        blocks=(told.opening, *body(told.sections), told.closing),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        recipients=RECIPIENTS,
        drafter="",
        urgency=None,
        annexes=told.annexes,
        marks=(ILLUSTRATIVE_MARK, DRAFT_MARK) if told.is_illustrative else (DRAFT_MARK,),
        code=f"BC{told.year}-{sha256_hex(content)[:CODE_LENGTH].upper()}",
        code_url="",
        created=told.at,
    )


def body(sections: Sequence[ToldSection]) -> tuple[Block, ...]:
    """Headings and what stands under them, the whole outline."""
    blocks: list[Block] = []
    for at, section in enumerate(sections):
        blocks.append(Heading(section.level, section.number, section.heading))
        blocks += section.blocks
        if is_waiting(sections, at):
            blocks.append(Note(WAITING))
    return tuple(blocks)


def is_waiting(sections: Sequence[ToldSection], at: int) -> bool:
    """Whether nothing is written under a heading that holds no other headings."""
    section = sections[at]
    holds_others = at + 1 < len(sections) and sections[at + 1].level > section.level
    return not section.blocks and not holds_others
