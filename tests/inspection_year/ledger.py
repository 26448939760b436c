"""The ledger: what the portal must come to over the story, in plain Python.

It reads the rows of the story alone: no model, no query, no constant of the portal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.inspection_year.kinds import COUNTS, LAST_DAY, Answer, Found, Heads, Mending, Session, on
from tests.inspection_year.story import GROUPS, PLAN, REGISTRY, STORY, TEAMS

CAUSES = ("plan", "hotline", "after_tet", "recheck", "other")
INSIDE = ("manager", "specialist", "specialist_b")
PROVINCE = ("leader", "office_examiner", "province_registrar")
# Of which body somebody is.
HOUSES = {"clerk_a": "a", "head_a": "a", "clerk_b": "b", "head_b": "b", "clerk_ward": "ward"}
ABOVE = {"a_unit": "a"}
DECIDED_AFTER, ANSWERED_AFTER = timedelta(20), timedelta(7)
HELD = [s for s in STORY if s.is_held]
BEGUN = [s for s in STORY if s.began]
MEANT = [s for s in STORY if s.fate in ("to come", "dropped")]


# --- figures -----------------------------------------------------------------


def figures(first: date, last: date) -> dict[str, int]:
    """Every count and sum of the catalogue that is about inspections."""
    held = [s for s in HELD if first <= s.day <= last]
    found = [(s, row) for s in held for row in s.standing]
    people = [(s, row) for s, row in found if row.kind]
    units = [(s, row) for s, row in found if not row.kind]
    return {
        **_visits(held),
        **_agencies(held),
        "violations.total": len(people),
        "violations.leaders": sum(row.leader for _, row in people),
        "violations.recommended": sum(bool(row.measure) for _, row in people),
        "unit_findings.total": len(units),
        **_by_group("violations", [row.body or s.agency for s, row in people]),
        **_by_group("unit_findings", [s.agency for s, _ in units]),
        **_handlings(people, units, first, last),
        **_remedies(first, last),
        **_criticisms(held, last),
        **_plans(held, first, last),
        **_notices(first, last),
    }


def _visits(held: list[Session]) -> dict[str, int]:
    counted = [s.counts for s in held if s.counts[0] is not None and s.counts[1] is not None]
    numbers = {
        "visits.total": len(held),
        "visits.surprise": sum(not s.announced for s in held),
        "visits.announced": sum(s.announced for s in held),
        "visits.without_findings": sum(not s.standing for s in held),
        "visits.agencies": len({s.agency for s in held}),
        "headcounts.visits": len(counted),
        "headcounts.uneven": sum(is_uneven(s) for s in held),
    }
    numbers |= {f"visits.cause.{cause}": sum(s.cause == cause for s in held) for cause in CAUSES}
    for at, name in enumerate(COUNTS):
        numbers[f"headcounts.{name}"] = sum(row[at] or 0 for row in counted)
    return numbers | _by_group("visits", [s.agency for s in held])


def is_uneven(s: Session) -> bool:
    """Whether roll, present, absent and their kinds contradict each other."""
    roll, present, *absent = s.counts
    counted = roll is not None and present is not None
    by_kind = sum(people for _, people in s.kinds)
    uneven = counted and roll != present + sum(number or 0 for number in absent)
    return bool(uneven or (s.kinds and by_kind != (absent[0] or 0)))


def _agencies(held: list[Session]) -> dict[str, int]:
    missed = [group for name, group in REGISTRY.items() if name not in {s.agency for s in held}]
    numbers = {
        "agencies.total": len(REGISTRY),
        "agencies.visited": len(REGISTRY) - len(missed),
        "agencies.not_visited": len(missed),
    }
    for group in ("provincial", "district", "commune"):
        numbers[f"agencies.{group}.not_visited"] = missed.count(group)
    return numbers


def _by_group(key: str, names: list[str]) -> dict[str, int]:
    groups = [GROUPS[name] for name in names]
    return {
        f"{key}.{group}": groups.count(group)
        for group in ("provincial", "district", "commune", "other")
    }


def _handlings(
    people: list[tuple[Session, Found]],
    units: list[tuple[Session, Found]],
    first: date,
    last: date,
) -> dict[str, int]:
    def settled(row: Found) -> Answer | None:
        told = row.answer
        day = told and told.state == "confirmed" and told.confirmed
        return told if day and first <= day <= last else None

    done = [(row, told) for _, row in people if (told := settled(row))]
    return {
        "handlings.total": len(done),
        "handlings.discipline": sum(told.is_discipline for _, told in done),
        "handlings.other": sum(not told.is_discipline for _, told in done),
        "handlings.recommended": sum(bool(row.measure) for row, _ in done),
        "handlings.units_recommended": sum(bool(row.measure) for _, row in units),
        "handlings.units": sum(bool(settled(row)) for _, row in units),
    }


def _remedies(first: date, last: date) -> dict[str, int]:
    until = min(last, LAST_DAY - timedelta(1))
    due = [m for _, m in mendings() if first <= m.last_day <= until]
    standing = [_standing(m, last) for m in due]
    parts = {f"remedies.{word}": standing.count(word) for word in STANDINGS}
    done = parts["remedies.on_time"] + parts["remedies.late"]
    return {"remedies.due": len(due), "remedies.done": done, **parts}


STANDINGS = ("on_time", "late", "waiting", "overdue")


def _standing(m: Mending, cutoff: date) -> str:
    """As it stands when it is counted, on the last day of the story."""
    if m.is_done and m.confirmed and m.confirmed <= cutoff:
        return "on_time" if m.done and m.done <= m.last_day else "late"
    given_back = m.returned or m.reopened
    return "waiting" if m.reported and m.reported <= cutoff and not given_back else "overdue"


def _criticisms(held: list[Session], last: date) -> dict[str, int]:
    asked = [s for s in held if s.criticism]
    criticised = [s for s in asked if s.criticism == "criticised"]
    return {
        "head_criticisms.proposed": len(asked),
        "head_criticisms.criticised": sum(s.day + DECIDED_AFTER <= last for s in criticised),
    }


def _plans(held: list[Session], first: date, last: date) -> dict[str, int]:
    begun = [line for line in PLAN if first <= on(line.month, 1) <= last]
    standing = [line for line in begun if not line.dropped]
    return {
        "plans.total": sum(line.number for line in standing),
        "plans.announced": sum(line.number for line in standing if line.agency),
        "plans.surprise": sum(line.number for line in standing if line.group),
        "plans.added": sum(line.number for line in standing if line.added),
        "plans.dropped": sum(line.number for line in begun if line.dropped),
        "plans.held": sum(s.line is not None for s in held),
    }


def _notices(first: date, last: date) -> dict[str, int]:
    issued = [s.paper for s in HELD if s.paper.notice and first <= s.paper.notice <= last]
    answered = [p.replies for p in issued if p.notice and p.notice + ANSWERED_AFTER <= last]
    return {
        "notices.issued": len(issued),
        "notices.explained": sum(replies >= 1 for replies in answered),
        "notices.remedied": sum(replies >= 2 for replies in answered),
    }


def mendings() -> Iterator[tuple[str, Mending]]:
    """What has to be put right, with the body that has to."""
    for s in HELD:
        for row in s.asked:
            assert row.mending is not None
            body = row.body if isinstance(row, Found) else ""
            yield body or s.agency, row.mending


# --- lists -------------------------------------------------------------------


def lists(who: str) -> dict[str, int]:
    """How many rows each list shows a person on the last day."""
    return {
        "visit-list": len(visits_of(who)),
        "planned-visit-list": len(meant_for(who)),
        "handling-list": _handling_rows(who),
        "remedy-list": sum(_within(who, body) for body, _ in mendings()),
        "result-paper-list": sum(papers_of(who, s) for s in HELD),
        "head-criticism-list": sum(_sees_criticism(who, s) for s in HELD),
    }


def visits_of(who: str) -> list[Session]:
    """Which visits somebody may open."""
    if who in INSIDE:
        return BEGUN
    rows = [s for s in HELD if _within(who, s.agency)]
    return rows + [s for s in BEGUN if s not in rows and _is_guest(who, s)]


def _within(who: str, body: str) -> bool:
    """Whether somebody reads what is concluded at a body: of the Sở, of UBND tỉnh, of the body
    itself or of the one above."""
    if who in (*INSIDE, *PROVINCE):
        return True
    house = HOUSES.get(who, "")
    return bool(house) and house in (body, ABOVE.get(body))


def _is_guest(who: str, s: Session) -> bool:
    """Whether somebody went along, and sits in the team to this day."""
    told = TEAMS[s.team]
    return told.ends_on >= LAST_DAY and any(
        who == guest and (until or told.ends_on) >= LAST_DAY for guest, until in told.guests
    )


def meant_for(who: str) -> list[Session]:
    """Which visits to come, or dropped, somebody knows of."""
    told = [s for s in MEANT if s.announced and who in INSIDE]
    seated = [s for s in MEANT if s not in told and (who == "manager" or _sits(who, s))]
    return told + seated


def _sits(who: str, s: Session) -> bool:
    team = TEAMS[s.team]
    return team.ends_on >= LAST_DAY and (who in (team.head, *team.members) or _is_guest(who, s))


def _handling_rows(who: str) -> int:
    """Findings somebody reads that recommend something, or whose result they see."""
    return sum(
        bool(row.measure) or _sees_result(who, row)
        for s in HELD
        for row in s.standing
        if _within(who, row.body or s.agency) or _is_guest(who, s)
    )


def _sees_result(who: str, row: Found) -> bool:
    state = row.answer.state if row.answer else "withdrawn"
    return state == "confirmed" or (state != "withdrawn" and who not in PROVINCE)


def papers_of(who: str, s: Session) -> int:
    """How many reports and notices about a visit somebody sees."""
    report, notice = bool(s.paper.report), bool(s.paper.notice)
    if who in INSIDE or _is_guest(who, s):
        return report + notice + s.paper.waits
    if who == "department_registrar":
        return notice + s.paper.waits
    return int(notice and _within(who, s.agency))


def _sees_criticism(who: str, s: Session) -> bool:
    if not s.criticism:
        return False
    house = HOUSES.get(who, "-")
    heads = who.startswith("head_") and house == s.agency
    return who in (*INSIDE, *PROVINCE) or heads or house == ABOVE.get(s.agency)


# --- the file of a visit -------------------------------------------------------


def dossier(s: Session, who: str) -> dict[str, int]:
    """How many papers stand under each heading of a visit's file, for the leader of the Sở and for
    who answers for the agency that was visited; the biên bản of a unit is not for the body above.
    """
    inside = who in INSIDE
    signed = s.minutes and (inside or HOUSES[who] == s.agency)
    own = [row for row in s.standing if inside or not row.body]
    decided = [r for r in own if r.answer and r.answer.state != "withdrawn"]
    asked = [r for r in s.asked if inside or not getattr(r, "body", "")]
    proofs = sum(r.mending.proofs for r in asked if r.mending)
    paper = s.paper
    parts = {
        "Kế hoạch, quyết định": 1 + (s.line is not None) if inside else 0,
        "Phản ánh, kiến nghị": s.calls if inside else 0,
        "Lượt kiểm tra": 1,
        "Biên bản": (1 + bool(s.corrected)) if signed else 0,
        "Báo cáo, thông báo kết quả, trả lời": bool(paper.notice)
        + paper.replies
        + (inside and bool(paper.report) + paper.waits),
        "Kết quả xử lý": len(decided) + _sees_criticism(who, s),
        "Khắc phục": len(asked) + proofs,
        "Kiểm tra lại": sum(_tied(s, other) for other in HELD),
    }
    return {part: int(number) for part, number in parts.items() if number}


def _tied(s: Session, other: Session) -> bool:
    return s.key == other.rechecks[0] or other.key == s.rechecks[0]


def planned_numbers() -> tuple[int, int]:
    """Announced visits and surprises of the plan as it stands."""
    standing = [line for line in PLAN if not line.dropped]
    surprises = sum(line.number for line in standing if line.group)
    return sum(bool(line.agency) for line in standing), surprises


# --- papers --------------------------------------------------------------------

WORDS = {
    "late": "Đi muộn",
    "harassment": "Gây phiền hà, nhũng nhiễu",
    "unit_posting": "Chưa niêm yết đầy đủ thủ tục hành chính",
    "unit_nameplates": "Thiếu bảng tên, chức danh",
    "unit_schedule": "Chưa công khai lịch công tác",
    "unit_appearance": "Mỹ quan công sở chưa bảo đảm",
    "unit_one_stop": "Không bố trí người trực tại Bộ phận Một cửa",
    "unit_rules": "Nội quy, quy chế cơ quan thực hiện chưa nghiêm",
    "procedure_late": "Giải quyết thủ tục hành chính trễ hạn",
    "private_work": "Làm việc riêng trong giờ làm việc",
    "alcohol": "Uống rượu, bia trong giờ làm việc, giờ nghỉ trưa",
    "rudeness": "Thái độ giao tiếp chưa đúng mực",
}
KINDS = {
    "business": "công tác",
    "leave": "nghỉ phép",
    "study": "học tập, bồi dưỡng",
    "field": "đi cơ sở",
}
PARTS = ("theo danh sách", "có mặt", "vắng có lý do", "vắng không lý do", "vắng chưa rõ lý do")


def minutes_say(s: Session, heads: Heads) -> list[str]:
    """What a biên bản of the visit has to say, signed while it counted ``heads``: of a stranger
    nothing, since it is handed to the visited body."""
    counted = "; ".join(
        f"{words} {number:02} người"
        for words, number in zip(PARTS, heads, strict=True)
        if number is not None
    )
    said = [f"{counted[:1].upper()}{counted[1:]}."] if counted else []
    said += [f"{KINDS[kind]} {people:02} người" for kind, people in s.kinds]
    said += [s.note] if s.note else []
    said += [WORDS[row.category] for row in s.standing if not row.body]
    return said + _asked_days(s) + advised(s)


def notice_says(s: Session) -> list[str]:
    """What the notice to the visited agency has to say: nothing of a stranger."""
    roll, present, *_ = s.counts
    said = [] if roll is None else [f"có mặt {present:02}/{roll:02} người"]
    said += [s.note] if s.note else []
    own = [row for row in s.standing if not row.body]
    persons = [row.category for row in own if row.kind]
    said += [f"{WORDS[name]}: {persons.count(name):02} trường hợp" for name in persons]
    said += [WORDS[row.category] for row in own if not row.kind]
    return said + _asked_days(s) + advised(s)


def advised(s: Session) -> list[str]:
    """What is recommended of the visit as a whole, as every page and paper words it."""
    return [
        f"Nếu {row.condition} thì {row.text[:1].lower()}{row.text[1:]}"
        if row.condition
        else row.text
        for row in s.advice
    ]


def _asked_days(s: Session) -> list[str]:
    """Until when the visited agency has to put things right, as it was told on the day."""
    days = [row.mending.due for row in s.asked if row.mending]
    return [f"{day.day:02}/{day.month}/{day.year}" for day in days]
