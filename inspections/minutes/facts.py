"""What a biên bản says of its visit, fact by fact and without a name.

What a visit holds is added in ``facts_of`` alone: paper, snapshot and correction read this list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time

from inspections.catalogues.models import Subject
from inspections.findings.models import Finding
from inspections.recommendations.models import Recommendation
from inspections.visits.citing import basis_of
from inspections.visits.models import Visit, VisitCause
from inspections.visits.owned import AbsenceKind
from tayninh_portal.lib.dates import count2, long_date, long_time, short_date

# The headings under which facts stand; "" for the lines the form of the decree begins with.
HEADCOUNT = "Tình hình có mặt, vắng mặt tại thời điểm kiểm tra"
ONE_STOP = "Bộ phận Một cửa"
GOOD_POINTS = "Ưu điểm"
FOUND = "Nội dung ghi nhận"
RECOMMENDED = "Kiến nghị xử lý, khắc phục"
CONCLUDED = "Nhận xét, kết luận"
PARTS = (HEADCOUNT, ONE_STOP, GOOD_POINTS, FOUND, RECOMMENDED, CONCLUDED)
NOT_THERE = "không ghi"
UNIT = "Về đơn vị"
DUE = "khắc phục chậm nhất ngày"


@dataclass(frozen=True)
class Fact:
    """``key``: by it the fact is known again in a later biên bản; ``part``: its heading."""

    part: str
    key: str
    label: str
    text: str

    @property
    def is_of_a_person(self) -> bool:
        """Is it what was found about a person, or asked of one."""
        return self.key.startswith(("finding:", "recommendation:")) and self.label != UNIT


@dataclass(frozen=True)
class Changed:
    """What was and what is now, of one fact."""

    label: str
    was: str
    now: str


def facts_of(visit: Visit, findings: Iterable[Finding]) -> list[Fact]:
    """The facts of ``visit`` and its standing ``findings``, in the order they are printed. What is
    not noted is not there."""
    found = [
        Fact("", "agency", "Cơ quan được kiểm tra", visit.agency.name_on(visit.day)),
        Fact("", "basis", "Căn cứ", basis_of(visit)),
        Fact(
            "",
            "starts",
            "Thời gian bắt đầu",
            _moment(visit.starts_at, visit),
        ),
        Fact("", "place", "Địa điểm", visit.place),
        Fact("", "rooms", "Phòng, bộ phận đã kiểm tra", visit.rooms),
        Fact("", "manner", "Hình thức kiểm tra", manner_of(visit)),
        Fact(HEADCOUNT, "headcount", "Số người", _headcount(visit)),
        Fact(HEADCOUNT, "absences", "Vắng có lý do", _absences(visit)),
        Fact(HEADCOUNT, "headcount_note", "Giải trình", visit.headcount_note),
        Fact(ONE_STOP, "one_stop", "Bộ phận Một cửa", one_stop(visit)),
        Fact(GOOD_POINTS, "good_points", "Ưu điểm", visit.good_points.strip()),
    ]
    rows = list(findings)
    found += [Fact(FOUND, f"finding:{row.pk}", _subject(row), _said(row)) for row in rows]
    found += [
        Fact(RECOMMENDED, f"recommendation:{row.pk}", _subject(row), _recommended(row))
        for row in rows
    ]
    found += [
        Fact(RECOMMENDED, f"advice:{row.pk}", str(row), _advised(row))
        for row in visit.recommendations.filter(withdrawn_at=None).order_by("pk")
    ]
    found.append(Fact(CONCLUDED, "conclusion", "Nhận xét, kết luận", visit.conclusion.strip()))
    if visit.ends_at:
        found.append(Fact("", "ends", "Kết thúc", _moment(visit.ends_at, visit)))
    return [fact for fact in found if fact.text]


def standing_findings(visit: Visit) -> list[Finding]:
    """The findings a biên bản tells, in the order they were noted: those about the visited body.

    It is handed to that body, which is not told of persons of another one (ADR 0048).
    """
    own = Finding.objects.standing().filter(visit=visit, agency=visit.agency_id)
    rows = own.order_by("pk")
    return list(rows.select_related("category", "field", "recommended_handling", "person"))


def stored(facts: Sequence[Fact]) -> list[dict[str, str]]:
    """As the row of a signed biên bản holds them."""
    return [asdict(fact) for fact in facts]


def read(rows: Iterable[Mapping[str, str]]) -> list[Fact]:
    """What ``stored`` made, back."""
    return [Fact(**row) for row in rows]


def changed(before: Sequence[Fact], now: Sequence[Fact]) -> list[Changed]:
    """What differs between two biên bản of one visit, in the order of the later one."""
    return [
        Changed(
            _called(new or old),
            old.text if old else NOT_THERE,
            new.text if new else NOT_THERE,
        )
        for _, old, new in _different(before, now)
    ]


def differing(before: Sequence[Fact], now: Sequence[Fact]) -> set[str]:
    """The keys of what ``changed`` tells."""
    return {key for key, _, _ in _different(before, now)}


def _different(
    before: Sequence[Fact], now: Sequence[Fact]
) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    was, later = ({fact.key: fact for fact in facts} for facts in (before, now))
    for key in (*later, *(key for key in was if key not in later)):
        old, new = was.get(key), later.get(key)
        if (old.text if old else "") != (new.text if new else "") and not _reworded(old, new):
            yield key, old, new


def _reworded(old: Fact | None, new: Fact | None) -> bool:
    """Whether the portal alone words a condition otherwise by now, which corrects nothing: a biên
    bản signed before said “Nhắc nhở; nếu tái phạm”."""
    if old is None or new is None or not new.text.startswith("Nếu "):
        return False
    condition, _, said = new.text.removeprefix("Nếu ").partition(" thì ")
    asked, due, day = said.partition(f"; {DUE}")
    return old.text.lower() == f"{asked}; nếu {condition}{due}{day}".lower()


def _called(fact: Fact | None) -> str:
    """What a fact is called in a table of several parts."""
    if fact is None:
        return ""
    return f"{fact.part}: {_lowered(fact.label)}" if ":" in fact.key else fact.label


def manner_of(visit: Visit) -> str:
    """Announced or not, and what set it off; “lý do khác” tells a reader nothing."""
    told = "đột xuất" if visit.is_surprise else "báo trước"
    if visit.cause == VisitCause.OTHER:
        return told
    return f"{told}, {_lowered(visit.get_cause_display())}"


def _moment(at: time, visit: Visit) -> str:
    return f"{long_time(at)}, {long_date(visit.day)}"


def _headcount(visit: Visit) -> str:
    counted = (
        ("theo danh sách", visit.on_roll),
        ("có mặt", visit.present),
        ("vắng có lý do", visit.absent_excused),
        ("vắng không lý do", visit.absent_unexcused),
        ("vắng chưa rõ lý do", visit.absent_unknown),
    )
    said = "; ".join(f"{label} {count2(n)} người" for label, n in counted if n is not None)
    return _upper(said)


def _subject(finding: Finding) -> str:
    if finding.subject == Subject.UNIT:
        return UNIT
    leads = ", giữ chức vụ lãnh đạo, quản lý" if finding.is_leader else ""
    return f"{finding.get_person_kind_display()}{leads}"


def _said(finding: Finding) -> str:
    field = f" (lĩnh vực {_lowered(finding.field.name)})" if finding.field else ""
    told = f". {finding.description.strip()}" if finding.description.strip() else ""
    return f"{finding.category.name}{field}{told}"


def _recommended(finding: Finding) -> str:
    return "; ".join(part for part in (finding.asked, _due(finding.remedy_due_on)) if part)


def _advised(row: Recommendation) -> str:
    return "; ".join(part for part in (row.asked, _due(row.remedy_due_on)) if part)


def _due(day: date | None) -> str:
    return f"{DUE} {short_date(day)}" if day else ""


def _absences(visit: Visit) -> str:
    said = []
    for kind in AbsenceKind:
        for row in visit.absences.all():
            if row.kind == kind:
                proof = f" ({_lowered(row.proof)})" if row.proof else ""
                said.append(f"{_lowered(kind.label)} {count2(row.people)} người{proof}")
    return "; ".join(said)


def one_stop(visit: Visit) -> str:
    """What was looked at; blank is not no, and not zero."""
    answered = {True: "có", False: "không"}
    looked_at = (
        ("niêm yết thủ tục hành chính", visit.one_stop_posted),
        ("bố trí người trực", visit.one_stop_staffed),
    )
    counted = (
        ("hồ sơ trễ hạn", visit.one_stop_late),
        ("phiếu xin lỗi đã gửi", visit.one_stop_apologies),
    )
    said = [f"{label}: {answered[value]}" for label, value in looked_at if value is not None]
    said += [f"{label}: {count2(number)}" for label, number in counted if number is not None]
    return _upper("; ".join(said))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
