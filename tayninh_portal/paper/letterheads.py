"""Papers that are drafted here and get number, day and signature from somebody's hand: whose they
are, and what is the same on all of them. They bear no code, since none of them is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tayninh_portal.paper.content import Block, Document, OrganLine, Paragraph, Signature, runs

ILLUSTRATIVE_MARK = "BẢN MINH HỌA"
# Where a hand writes within a sentence.
SHORT_ROOM = "…" * 6
# What a line of a subject does not end between.
_TOGETHER = re.compile(r"\b(số|năm|ngày) (?=\d)|\b(số|kết|Chính) (?=liệu|quả|phủ)")


@dataclass(frozen=True)
class Letterhead:
    """A body: the lines of its head, its name in a sentence, who signs for it by default."""

    organ: tuple[OrganLine, ...]
    name: str
    authority: tuple[str, ...]


DEPARTMENT = Letterhead(
    (OrganLine("UBND tỉnh Tây Ninh", parent=True), OrganLine("Sở Nội vụ")),
    "Sở Nội vụ tỉnh Tây Ninh",
    ("Giám đốc",),
)
PROVINCE = Letterhead(
    (OrganLine("Ủy ban nhân dân"), OrganLine("Tỉnh Tây Ninh")),
    "Ủy ban nhân dân tỉnh Tây Ninh",
    ("TM. Ủy ban nhân dân", "Chủ tịch"),
)
OFFICE = Letterhead(
    (OrganLine("UBND tỉnh Tây Ninh", parent=True), OrganLine("Văn phòng")),
    "Văn phòng Ủy ban nhân dân tỉnh Tây Ninh",
    ("Người trình",),
)


def drafted(
    head: Letterhead,
    *,
    subject: str,
    blocks: tuple[Block, ...],
    recipients: tuple[str, ...],
    place: str,
    at: dt.datetime,
    on: dt.date,
    is_illustrative: bool,
    kind: str = "",
    symbol: str = "",
    addressees: tuple[str, ...] = (),
    bases: tuple[str, ...] = (),
    internal: bool = False,
    signers: tuple[Signature, ...] = (),
    issued: tuple[str, dt.date] | None = None,
) -> Document:
    """A paper of ``head`` with a blank number; without a ``kind`` a công văn.

    ``bases``: căn cứ, without their marks. ``internal``: a sheet of the file, with the day ``on``
    and no number; of the others the year alone is printed, until they are ``issued`` by a number on
    a day. ``signers``: of a biên bản, which has no ``place``. ``at``: when its words were, which
    dates the file.
    """
    number, day = issued or (None, on if internal else None)
    return Document(
        organ=head.organ,
        issuer=head.name,
        number=number,
        symbol=symbol,
        place=place,
        date=day,
        year=(day or on).year,
        kind=kind,
        subject=_TOGETHER.sub("\\1\\2\N{NO-BREAK SPACE}", subject),
        addressees=addressees,
        bases=bases,
        blocks=blocks,
        signature=Signature(head.authority),
        recipients=recipients,
        drafter="",
        urgency=None,
        annexes=(),
        marks=(ILLUSTRATIVE_MARK,) if is_illustrative else (),
        code="",
        code_url="",
        created=at,
        internal=internal,
        letter=not kind,
        signers=signers,
    )


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(runs(text))


def room(dots: int, lines: int) -> str:
    """Lines for a hand to write on, each so many dots long as the cell they stand in is wide."""
    return " ".join(["…" * dots] * lines)
