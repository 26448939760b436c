"""The biên bản as a paper (Nghị định 30/2020/NĐ-CP, mẫu 1.9), to be signed or to be filled in.

From the form of the decree: no place and date in the head, the lines of beginning, place, who was
there, chair and secretary, the end in the last sentence, chair and secretary as signers, Nơi nhận.
Custom of inspections: opinions, read back to all, two copies, every page signed, who does not sign.
The headings and how facts are worded are ours (docs/paper.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from inspections.minutes.facts import (
    CONCLUDED,
    FOUND,
    GOOD_POINTS,
    HEADCOUNT,
    ONE_STOP,
    PARTS,
    Changed,
    Fact,
)
from inspections.teams.issuers import chief, letterhead
from inspections.visits.models import NOT_BEGUN, Visit
from tayninh_portal.lib.dates import count2, long_date, long_time
from tayninh_portal.paper.content import (
    Block,
    Document,
    Heading,
    Item,
    Signature,
    Table,
    TableColumn,
    row,
    runs,
)
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph, room

# A line for a hand: as wide as the words run, less their indent.
LINE = room(29, 1)
SHORT = "……"
NONE_FOUND = "Không ghi nhận vi phạm của cá nhân, thiếu sót của đơn vị."
READ_BACK = (
    "Biên bản đã đọc lại cho mọi người cùng nghe, công nhận đúng và cùng ký từng trang; lập thành "
    "02 bản có giá trị như nhau, giao 01 bản cho {agency}, 01 bản lưu hồ sơ kiểm tra."
)
CHANGE = "Nội dung đính chính"


@dataclass(frozen=True)
class Correction:
    """Which biên bản is corrected, why, and what was and is now."""

    of: str
    reason: str
    changes: Sequence[Changed]


@dataclass(frozen=True)
class Telling:
    """What is printed beside the facts. ``words`` and ``people`` name people: who hands them in has
    recorded the reading. ``blank``: a paper to take along, with lines for what is not known."""

    team: Sequence[str]
    words: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None
    correction: Correction | None = None
    blank: bool = False


def minutes_paper(
    visit: Visit, facts: Sequence[Fact], telling: Telling, symbol: str, *, at: datetime
) -> Document:
    """The paper of ``visit``, whose ``facts`` are those of ``facts_of``."""
    known = {fact.key: fact.text for fact in facts}
    agency, signs = known["agency"], chief(visit.team)
    # A team numbers its own papers; without one by decision the paper is the Sở's.
    head = letterhead(visit.team) if visit.team else DEPARTMENT
    document = drafted(
        head,
        kind="Biên bản",
        symbol=symbol,
        subject=_subject(agency, telling),
        bases=(f"Căn cứ {known['basis']}",) if "basis" in known else (),
        blocks=(
            *_opening(visit, known, telling.blank),
            *_present(telling, agency, signs),
            Heading(1, "II", "Nội dung"),
            *_contents(facts, telling),
            *_opinions(telling, agency),
            paragraph(READ_BACK.format(agency=agency)),
            paragraph(_end(visit)),
        ),
        recipients=(agency, "Sở Nội vụ (để báo cáo)", "Lưu: VT, Hồ sơ"),
        place="",
        at=at,
        on=visit.day,
        is_illustrative=visit.is_illustrative,
        signers=(
            Signature(("Thư ký",), _name(telling.words.get("secretary", ""))),
            Signature(("Đại diện cơ quan", "được kiểm tra")),
            Signature(("Người có liên quan,", "người chứng kiến")),
        ),
    )
    number = str(telling.number) if telling.number else None
    return document.replace(number=number, signature=Signature((signs,), _head_name(telling)))


def _subject(agency: str, telling: Telling) -> str:
    if telling.correction is not None:
        return f"Đính chính {telling.correction.of} về kiểm tra công vụ tại {agency}"
    return f"Kiểm tra công vụ tại {agency}"


def _opening(visit: Visit, known: Mapping[str, str], blank: bool) -> list[Block]:
    begins = known["starts"]
    if blank and visit.state in NOT_BEGUN:
        begins = f"{SHORT} giờ {SHORT}, {long_date(visit.day)}"
    place = known.get("place") or (LINE[:22] if blank else known["agency"])
    rooms = [f"Phòng, bộ phận đã kiểm tra: {known['rooms']}"] if "rooms" in known else []
    return [
        paragraph(f"Thời gian bắt đầu: {begins}."),
        paragraph(f"Địa điểm: {place}."),
        *(paragraph(_closed(line)) for line in rooms),
        paragraph(f"Hình thức kiểm tra: {known['manner']}."),
    ]


def _present(telling: Telling, agency: str, signs: str) -> list[Block]:
    words = telling.words
    team = "Đoàn kiểm tra" if "Đoàn" in signs else "Tổ kiểm tra"
    return [
        Heading(1, "I", "Thành phần tham dự"),
        Heading(2, "1", team),
        *_listed("\n".join(telling.team)),
        Heading(2, "2", f"Đại diện {agency}"),
        *_listed(words.get("agency_people", ""), lines=2),
        Heading(2, "3", "Người có liên quan, người chứng kiến"),
        *_listed(words.get("others", ""), lines=1),
        paragraph(f"Chủ trì: {_head_name(telling) or LINE[:20]}, {signs}."),
        paragraph(f"Thư ký (người ghi biên bản): {words.get('secretary') or LINE[:18]}."),
    ]


def _contents(facts: Sequence[Fact], telling: Telling) -> list[Block]:
    """The facts under their headings; what a part lacks is a sentence, or lines for a hand."""
    made: list[Block] = []
    numbers = iter(range(1, 20))
    if telling.correction is not None:
        made += [Heading(2, str(next(numbers)), CHANGE), *_correction(telling.correction)]
    for part in PARTS:
        told = [fact for fact in facts if fact.part == part]
        blocks = _part(part, told, telling)
        if blocks:
            made += [Heading(2, str(next(numbers)), part), *blocks]
    return made


def _part(part: str, told: Sequence[Fact], telling: Telling) -> list[Block]:
    if part == HEADCOUNT:
        return _headcount(told, telling.blank)
    if part in (CONCLUDED, ONE_STOP, GOOD_POINTS):
        return [paragraph(f"{line}.") for fact in told for line in _typed(fact.text)]
    made: list[Block] = [Item("-", runs(line)) for line in _about(told, telling.people)]
    if telling.blank:
        return [*made, *_lines(12 if part == FOUND else 4)]
    return made or ([paragraph(NONE_FOUND)] if part == FOUND else [])


def _headcount(told: Sequence[Fact], blank: bool) -> list[Block]:
    if any(fact.key == "headcount" for fact in told) or not blank:
        return [
            paragraph(
                _closed(fact.text if fact.key == "headcount" else f"{fact.label}: {fact.text}")
            )
            for fact in told
        ]
    absent = ("vắng có lý do", "vắng không lý do", "vắng chưa rõ lý do")
    counted = ("Theo danh sách", "có mặt", *absent)
    return [paragraph("; ".join(f"{label} {SHORT} người" for label in counted) + "."), *_lines(1)]


def _about(told: Sequence[Fact], people: Mapping[str, str]) -> list[str]:
    """A line a fact; of persons without a name, of whom the same is said, one with their number."""
    nameless = [fact for fact in told if fact.is_of_a_person and not people.get(fact.key)]
    alike = Counter((fact.label, fact.text) for fact in nameless)
    said = []
    for fact in told:
        number = alike.pop((fact.label, fact.text), 0) if fact in nameless else 1
        if number:
            said.append(_line(fact, people.get(fact.key, ""), number))
    return said


def _line(fact: Fact, who: str, number: int) -> str:
    label = f"{fact.label} ({who})" if who else fact.label
    if number > 1:
        label = f"{count2(number)} {label[:1].lower()}{label[1:]}"
    return f"{label}: {_closed(fact.text)}"


def _opinions(telling: Telling, agency: str) -> list[Block]:
    words = telling.words
    return [
        Heading(1, "III", "Ý kiến của các bên"),
        Heading(2, "1", f"Ý kiến của {agency}"),
        *_spoken(words.get("agency_opinion", ""), lines=3),
        Heading(2, "2", "Ý kiến của người có liên quan"),
        *_spoken(words.get("people_opinion", ""), lines=2),
        Heading(2, "3", "Người không ký biên bản, lý do, người chứng kiến (nếu có)"),
        *_spoken(words.get("refusal", ""), lines=1),
    ]


def _correction(correction: Correction) -> list[Block]:
    was, now = f"{correction.of} ghi", "Nay đính chính"
    made: list[Block] = [paragraph(f"Lý do: {_closed(correction.reason)}")]
    if not correction.changes:
        return [*made, paragraph("Các nội dung khác của biên bản không thay đổi.")]
    columns = (
        TableColumn("Nội dung", width_percent=24, names_row=True),
        TableColumn(was, width_percent=38),
        TableColumn(now, width_percent=38),
    )
    rows = tuple(row(one.label, one.was, one.now) for one in correction.changes)
    return [*made, Table(columns, rows, caption="Nội dung đã ghi và nội dung đính chính")]


def _end(visit: Visit) -> str:
    at = long_time(visit.ends_at) if visit.ends_at else f"{SHORT} giờ {SHORT}"
    return f"Buổi kiểm tra kết thúc vào {at}, {long_date(visit.day)}."


def _listed(text: str, *, lines: int = 0) -> list[Block]:
    given = _typed(text)
    ends = [";"] * (len(given) - 1) + ["."]
    if not given:
        return _lines(lines)
    return [Item("-", runs(f"{line}{end}")) for line, end in zip(given, ends, strict=True)]


def _spoken(text: str, *, lines: int) -> list[Block]:
    return [paragraph(f"{line}.") for line in _typed(text)] or _lines(lines)


def _lines(number: int) -> list[Block]:
    return [paragraph(LINE) for _ in range(number)]


def _typed(text: str) -> list[str]:
    return [line.strip().rstrip(";.").strip() for line in text.splitlines() if line.strip()]


def _closed(text: str) -> str:
    """On one line, with its full stop."""
    return f"{'; '.join(_typed(text))}."


def _name(text: str) -> str:
    """The name alone, of “họ và tên, chức danh”."""
    return text.partition(",")[0].strip()


def _head_name(telling: Telling) -> str:
    return _name(telling.team[0]) if telling.team else ""
