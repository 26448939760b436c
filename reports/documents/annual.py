"""The annual report of the province, block by block, from a snapshot alone.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4. Sở Nội vụ drafts, UBND tỉnh issues: the head
is the province's and nobody at the Sở stands in the signature.

Every version of the paper says what this module makes of a snapshot (``drawing.py``): that never
changes again, reports were issued with it. What a new version says otherwise it says for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.paper.content import (
    Block,
    Document,
    Heading,
    Note,
    OrganLine,
    Signature,
)
from tayninh_portal.paper.letterheads import ILLUSTRATIVE_MARK
from tayninh_portal.paper.word.known import Held
from tayninh_portal.paper.wording import Wording, WordingSection, deserialize, is_waiting

Kind = Literal["draft", "for_signature", "issued"]

ISSUER = "Ủy ban nhân dân tỉnh Tây Ninh"
SYMBOL = "BC-UBND"
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
# Who signs, as long as nobody was named: the one who signs for the whole body.
UNSIGNED = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
# A heading of the Ministry's outline is never left out, and never printed over nothing.
WAITING = "Mục này chưa có nội dung của đơn vị soạn thảo."
# Enough of the checksum to tell two drafts on a desk apart.
CODE_LENGTH = 8
# What stands before and after the sections, in the bookmarks of a Word file.
OPENING, CLOSING = "mo-dau", "ket-thuc"
# In place of it on a paper that is looked at on the screen.
NO_CODE = "–"


@dataclass(frozen=True)
class IssuedAs:
    """What the issuance adds to the words: number and date, and who signed by what right.

    ``authority``: the lines above the name, as printed.
    """

    number: int
    issued_on: date
    authority: tuple[str, ...]
    signer: str

    @property
    def year(self) -> int:
        """The number is one of the year it was given in, whenever the words were written."""
        return self.issued_on.year


@dataclass(frozen=True)
class ToSign:
    """What a bản trình ký adds to the words: by what right it is to be signed, and the year.

    ``authority``: the lines above the room for the signature; who signs is not known before.
    """

    authority: tuple[str, ...]
    year: int
    signer: str = ""


# None for what was made of the words alone: a draft, or a bản trình ký from before one chose.
Added = IssuedAs | ToSign | None


def annual_report(
    content: Mapping[str, Any],
    kind: Kind = "draft",
    added: Added = None,
    stated: Wording | None = None,
) -> Document:
    """The document of a snapshot's content; the same arguments give the same document.

    ``draft`` is marked as one; ``for_signature`` (bản trình ký) has room for number and date and no
    mark; ``issued`` is filled in from an ``IssuedAs``. ``stated``: what the content says, of a
    paper that is only looked at and needs no code. Raises ValueError where ``kind`` and ``added``
    contradict.
    """
    issued = added if isinstance(added, IssuedAs) else None
    if (kind == "issued") != (issued is not None):
        raise ValueError("Bản phát hành, và chỉ bản phát hành, có số, ngày và người ký.")
    if isinstance(added, ToSign) and kind != "for_signature":
        raise ValueError("Chỉ bản trình ký có quyền hạn của người ký dự kiến.")
    code = NO_CODE if stated else code_of(content)
    stated = stated or deserialize(content)
    marks = (ILLUSTRATIVE_MARK,) if stated.is_illustrative else ()
    return Document(
        organ=(OrganLine("Ủy ban nhân dân"), OrganLine("Tỉnh Tây Ninh")),
        issuer=ISSUER,
        number=str(issued.number) if issued else None,
        symbol=SYMBOL,
        place=stated.place,
        date=issued.issued_on if issued else None,
        year=added.year if added else stated.paper_year,
        kind="Báo cáo",
        subject=stated.title,
        addressees=ADDRESSEES,
        bases=(),
        blocks=(stated.opening, *body(stated.sections), stated.closing),
        signature=Signature(added.authority, added.signer) if added else Signature(UNSIGNED),
        recipients=RECIPIENTS,
        drafter="",
        urgency=None,
        annexes=stated.annexes,
        marks=(*marks, DRAFT_MARK) if kind == "draft" else marks,
        code=code,
        code_url="",
        created=stated.at,
    )


def code_of(content: Mapping[str, Any]) -> str:
    """The short code at the end of the paper; the same for all papers of one snapshot."""
    return f"BC{content['wording']['year']}-{sha256_hex(content)[:CODE_LENGTH].upper()}"


def body(sections: Sequence[WordingSection]) -> tuple[Block, ...]:
    """Headings and what stands under them, the whole outline."""
    return tuple(block for at in range(len(sections)) for block in _section(sections, at))


def held_by_sections(stated: Wording) -> tuple[Held, ...]:
    """Which section each block of the paper belongs to, by the code of the outline; before and
    after them stand the opening and the closing."""
    sections = stated.sections
    held = (Held(each.code, len(_section(sections, at))) for at, each in enumerate(sections))
    return (Held(OPENING, 1), *held, Held(CLOSING, 1))


def _section(sections: Sequence[WordingSection], at: int) -> tuple[Block, ...]:
    section = sections[at]
    heading = Heading(section.level, section.number, section.heading)
    waiting = (Note(WAITING),) if is_waiting(sections, at) else ()
    return (heading, *section.blocks, *waiting)
