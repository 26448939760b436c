"""Báo cáo của Tổ trưởng and Thông báo kết quả kiểm tra (Nghị định 30/2020/NĐ-CP, mẫu 1.4).

What is law, custom and ours in them: docs/decisions/0051. Both say the words somebody edited, under
the same headings; a number is printed once somebody entered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from inspections.result_papers.addressing import Address
from inspections.result_papers.models import PaperKind, ResultPaper
from inspections.result_papers.proposal import SECTIONS
from inspections.teams.issuers import called, letterhead
from inspections.visits.citing import basis_of
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.paper.content import Block, Document, Heading, Paragraph, Signature
from tayninh_portal.paper.form import roman
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph
from tayninh_portal.paper.typed import blocks_from_text

PLACE = "Tây Ninh"
SUBJECT = "Kết quả kiểm tra công vụ tại {agency}"
LEAD = "{basis}ngày {day}, {team} đã kiểm tra {how} tại {agency}. {who} {does} như sau:"
SENDS = "Sở Nội vụ đề nghị {agency} thực hiện các nội dung nêu trên và báo cáo kết quả{by}."
REPLACES = "Thông báo này thay thế Thông báo {number} của Sở Nội vụ."
ASKS = (
    "{team} báo cáo, đề xuất Giám đốc Sở xem xét, thông báo kết quả kiểm tra đến {agency} và các "
    "cơ quan liên quan."
)
# The headings, and the sections under each; of several each has its own.
OUTLINE = (
    (SECTIONS["facts"], ("facts",)),
    ("Kết quả kiểm tra", ("good_points", "shortcomings")),
    (SECTIONS["recommendations"], ("recommendations",)),
    (SECTIONS["remedies"], ("remedies",)),
)
DEPUTY = ("KT. Giám đốc", "Phó Giám đốc")


def result_paper(
    paper: ResultPaper, words: Mapping[str, str], address: Address, *, at: datetime
) -> Document:
    """The paper as it prints now; ``paper`` with its visit, agency and team."""
    draw = _notice if paper.kind == PaperKind.NOTICE else _report
    document = draw(paper, words, address, at)
    if not paper.issued_on:
        return document
    authority = DEPUTY if paper.by_deputy else document.signature.authority
    return document.replace(signature=Signature(authority, paper.signer))


def _notice(
    paper: ResultPaper, words: Mapping[str, str], address: Address, at: datetime
) -> Document:
    agency = address.addressee or paper.visit.agency
    above = (address.above.name,) if address.above else ()
    closing = [SENDS.format(agency=agency.name, by=" về Sở Nội vụ")]
    if paper.replaces:
        closing.append(REPLACES.format(number=paper.replaces.numbered))
    return drafted(
        DEPARTMENT,
        kind="Thông báo",
        symbol=paper.symbol,
        subject=SUBJECT.format(agency=_agency(paper)),
        blocks=(
            _lead(paper, "Sở Nội vụ", "thông báo kết quả kiểm tra"),
            *_sections(words),
            *(paragraph(line) for line in closing),
        ),
        recipients=(
            agency.name,
            *above,
            "UBND tỉnh (để báo cáo)",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=PLACE,
        at=at,
        on=local_day(at),
        issued=_issued(paper),
        is_illustrative=paper.is_illustrative,
    )


def _report(
    paper: ResultPaper, words: Mapping[str, str], address: Address, at: datetime
) -> Document:
    team, symbol = called(paper.visit.team), paper.symbol.removeprefix("BC-")
    head = paper.visit.members.filter(is_head=True).select_related("user").first()
    document = drafted(
        letterhead(paper.visit.team),
        kind="Báo cáo",
        symbol=paper.symbol,
        subject=SUBJECT.format(agency=_agency(paper)),
        addressees=("Giám đốc Sở Nội vụ",),
        blocks=(
            _lead(paper, team, "báo cáo kết quả kiểm tra"),
            *_sections(words),
            paragraph(ASKS.format(team=team, agency=_agency(paper))),
        ),
        recipients=("Như trên", f"Thành viên {team}", f"Lưu: VT, {symbol}"),
        place=PLACE,
        at=at,
        on=local_day(at),
        issued=_issued(paper),
        is_illustrative=paper.is_illustrative,
    )
    # Who signs it is known before it has a number.
    name = head.user.full_name if head else ""
    return document.replace(signature=Signature(document.signature.authority, name))


def _lead(paper: ResultPaper, who: str, does: str) -> Paragraph:
    visit = paper.visit
    basis = basis_of(visit)
    said = LEAD.format(
        basis=f"thực hiện {basis}, " if basis else "",
        day=short_date(visit.day),
        team=called(visit.team),
        how="đột xuất" if visit.is_surprise else "có báo trước",
        agency=_agency(paper),
        who=who,
        does=does,
    )
    return paragraph(said[:1].upper() + said[1:])


def _sections(words: Mapping[str, str]) -> list[Block]:
    """The sections that say something, numbered as they stand."""
    found: list[Block] = []
    number = 0
    for title, sections in OUTLINE:
        said = [section for section in sections if words.get(section, "").strip()]
        number += bool(said)
        if said:
            found.append(Heading(1, roman(number), title))
        for at, section in enumerate(said, 1):
            if len(sections) > 1:
                # A number stands where there is a second.
                found.append(Heading(2, str(at) if len(said) > 1 else "", SECTIONS[section]))
            found += blocks_from_text(words[section])
    return found


def _agency(paper: ResultPaper) -> str:
    return getattr(paper, "agency_then", paper.visit.agency.name)


def _issued(paper: ResultPaper) -> tuple[str, date] | None:
    return (str(paper.number), paper.issued_on) if paper.issued_on else None
