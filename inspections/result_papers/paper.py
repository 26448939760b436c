"""Báo cáo của Tổ trưởng and the two Thông báo about a visit (Nghị định 30/2020/NĐ-CP, mẫu 1.4).

What is law, custom and ours in them: docs/decisions/0051 and 0054. They say the words somebody
edited; a number is printed once somebody entered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from inspections.result_papers.addressing import Address
from inspections.result_papers.models import PaperKind, ResultPaper
from inspections.result_papers.sections import COMING_SECTIONS, SECTIONS
from inspections.teams.issuers import called, letterhead
from inspections.visits.citing import basis_of, decided_by, planned_in
from inspections.visits.models import Visit
from tayninh_portal.lib.dates import local_day, long_date, long_time, short_date
from tayninh_portal.paper.content import (
    Annex,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
)
from tayninh_portal.paper.form import roman
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph
from tayninh_portal.paper.typed import blocks_from_text

PLACE = "Tây Ninh"
COMES = "Kiểm tra công vụ tại {agency}"
TELLS = "{basis}Sở Nội vụ thông báo lịch kiểm tra công vụ tại {agency} như sau:"
WHEN = "Từ {hour}, {day}, tại {place}."
REPORTS = "chuẩn bị báo cáo theo đề cương tại Phụ lục kèm theo và "
RECEIVES = "Sở Nội vụ đề nghị {agency} {report}bố trí người làm việc với {team} theo lịch nêu trên."
ANNEX = "Đề cương báo cáo việc chấp hành kỷ luật, kỷ cương hành chính và văn hóa công vụ"
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
    document = DRAWN[PaperKind(paper.kind)](paper, words, address, at)
    if not paper.issued_on:
        return document
    authority = DEPUTY if paper.by_deputy else document.signature.authority
    return document.replace(signature=Signature(authority, paper.signer))


def _coming(
    paper: ResultPaper, words: Mapping[str, str], address: Address, at: datetime
) -> Document:
    """What announces a visit: hour and day are those its words tell of, the outline its annex."""
    agency, named = address.addressee or paper.visit.agency, _agency(paper)
    outline = blocks_from_text(words.get("outline", ""))
    when = timezone.localtime(paper.tells_of)
    place = paper.visit.place or "trụ sở cơ quan"
    said = WHEN.format(hour=long_time(when.time()), day=long_date(when.date()), place=place)
    team = called(paper.visit.team)
    closing = [RECEIVES.format(agency=agency.name, report=REPORTS if outline else "", team=team)]
    if paper.replaces:
        closing.append(REPLACES.format(number=paper.replaces.numbered))
    titles = ["Thời gian, địa điểm", *list(COMING_SECTIONS.values())[:-1]]
    parts: list[tuple[Block, ...]] = [(paragraph(said),)]
    parts += [blocks_from_text(words.get(key, "")) for key in list(COMING_SECTIONS)[:-1]]
    kept = [(title, blocks) for title, blocks in zip(titles, parts, strict=True) if blocks]
    document = drafted(
        DEPARTMENT,
        kind="Thông báo",
        symbol=paper.symbol,
        subject=COMES.format(agency=named),
        blocks=(
            paragraph(TELLS.format(basis=_decided(paper.visit), agency=named)),
            *(
                block
                for number, (title, blocks) in enumerate(kept, 1)
                for block in (Heading(1, roman(number), title), *blocks)
            ),
            *(paragraph(line) for line in closing),
        ),
        recipients=(
            agency.name,
            f"Thành viên {team}",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=PLACE,
        at=at,
        on=local_day(at),
        issued=_issued(paper),
        is_illustrative=paper.is_illustrative,
    )
    return document.replace(annexes=(Annex(ANNEX, outline),)) if outline else document


def _decided(visit: Visit) -> str:
    """“Thực hiện Kế hoạch …, Quyết định …, ”: the plan of its line, the decision of its team."""
    plan = visit.plan_line.plan if visit.plan_line else None
    said = []
    if plan and plan.issued_on:
        said.append(planned_in(plan))
    if visit.team:
        said.append(decided_by(visit.team))
    return f"Thực hiện {' và '.join(said)}, " if said else ""


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


DRAWN = {
    PaperKind.COMING: _coming,
    PaperKind.REPORT: _report,
    PaperKind.NOTICE: _notice,
}


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
