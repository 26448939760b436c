"""The plan of a year, what changes of it, and its teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Q

from demo.clock import moment
from demo.doing import do
from demo.engine import Course
from demo.people import People
from inspections.agencies.models import Agency
from inspections.plans import workflow as plan_flow
from inspections.plans.actions import add_line, change_line, draft_plan
from inspections.plans.clashes import record_other, settle
from inspections.plans.models import Plan, PlanLine
from inspections.teams.actions import form_team, seat_member
from inspections.teams.models import Seat
from inspections.visits.models import VisitCause, VisitState
from reports.figures.visits import BASIS
from tayninh_portal.models import User

BASES = f"{BASIS} phê duyệt Đề án Văn hóa công vụ"
PURPOSE = (
    "Kịp thời phát hiện, chấn chỉnh thiếu sót trong chấp hành kỷ luật, kỷ cương hành chính (minh "
    "họa)\nKiểm tra đúng đối tượng, không gây trở ngại cho hoạt động bình thường của cơ quan (minh "
    "họa)"
)
CONTENTS = (
    "Việc chấp hành thời giờ làm việc, nội quy, quy chế cơ quan (minh họa)\nTinh thần, thái độ khi "
    "tiếp công dân, giải quyết thủ tục hành chính (minh họa)"
)
CARRYING_OUT = (
    "Sở Nội vụ thành lập Tổ kiểm tra, thông báo lịch kiểm tra báo trước cho cơ quan (minh họa)\n"
    "Cơ quan được kiểm tra bố trí người làm việc, cung cấp hồ sơ theo yêu cầu của Tổ (minh họa)"
)


@dataclass(frozen=True)
class Programme:
    """The plan of a year by the Giám đốc Sở, drafted, presented and numbered on its days.

    ``announced`` are agencies by month ("6: Sở Y tế"), ``surprise`` visits by month, group and
    number ("6: commune 4"). The visits of the year that are drawn by the day it is drafted come on
    top of them.
    """

    year: int
    drafted: date
    presented: date
    issued: date
    number: str
    announced: list[str]
    surprise: list[str]


@dataclass(frozen=True)
class Amendment:
    """What changed of the plan of ``year`` after it had its number, and why: what came to it, as a
    programme tells it, and what was ``dropped`` ("6: Sở Y tế", "6: commune")."""

    year: int
    day: date
    reason: str
    announced: list[str] = field(default_factory=list)
    surprise: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


class Drawn(NamedTuple):
    """A visit under the plan that was drawn: whom it goes to, when, and how."""

    agency: Agency
    day: date
    is_surprise: bool


@dataclass(frozen=True)
class Foreign:
    """One agency in somebody else's plan, entered on its day; ``settled``: how a clash with the
    plan of that year was settled, and why ("join: …")."""

    entered: date
    body: str
    agency: str
    starts: date
    ends: date
    content: str
    settled: str = ""


@dataclass(frozen=True)
class Squad:
    """A team by decision: who heads it and who sits in it, by the names of their accounts."""

    decided: date
    ends: date
    number: str
    name: str
    symbol: str
    members: list[str]


def hold_programme(people: People, programme: Programme, drawn: Sequence[Drawn]) -> Course:
    """Draft the plan with its lines, present it, enter its number as the office opens.

    ``drawn`` is read on the day it is drafted.
    """
    at = moment(programme.drafted, 9)
    yield at
    writer = people.specialists[0]
    plan, _ = draft_plan(
        by=writer,
        at=at,
        year=programme.year,
        issuer="department",
        subject=f"kiểm tra công vụ năm {programme.year}",
        bases=BASES,
        purpose=PURPOSE,
        contents=CONTENTS,
        carrying_out=CARRYING_OUT,
        is_illustrative=True,
    )
    last = date(programme.year, 12, 31)
    due = [each for each in drawn if programme.issued <= each.day <= last]
    named = [(each.day.month, each.agency) for each in due if not each.is_surprise]
    _add_lines(
        plan,
        by=writer,
        at=at,
        announced=_agencies(programme.announced, programme.drafted) + named,
        surprise=_numbers(programme.surprise) + _counted(due),
    )
    at = moment(programme.presented, 15)
    yield at
    plan = do(plan_flow.PRESENT, plan, by=people.manager, at=at)
    at = moment(programme.issued, 7)
    yield at
    asked = {"number": programme.number, "issued_on": programme.issued}
    do(plan_flow.ISSUE, plan, by=people.manager, at=at, **asked)


def amend_programme(people: People, amendment: Amendment) -> Course:
    """Drop and add lines of the issued plan, for the reason."""
    at = moment(amendment.day, 10)
    yield at
    writer, reason = people.specialists[0], amendment.reason
    plan = Plan.objects.get(year=amendment.year, issuer="department")
    for month, told in (line.split(": ") for line in amendment.dropped):
        named = Q(agency__name=told) | Q(group=told)
        line = PlanLine.objects.standing().get(named, plan=plan, month=int(month))
        seen = line.version
        change_line(line, by=writer, at=at, seen_version=seen, is_dropped=True, reason=reason)
    _add_lines(
        plan,
        by=writer,
        at=at,
        announced=_agencies(amendment.announced, amendment.day),
        surprise=_numbers(amendment.surprise),
        reason=reason,
    )


def _agencies(told: Sequence[str], day: date) -> list[tuple[int, Agency]]:
    """“6: Sở Y tế”: the month, and who then bears the name."""
    lines = [line.split(": ") for line in told]
    return [(int(month), Agency.objects.on(day).get(name=name)) for month, name in lines]


def _numbers(told: Sequence[str]) -> Counter[tuple[int, str]]:
    """“6: commune 4”: how many by month and group."""
    found: Counter[tuple[int, str]] = Counter()
    for month, line in (line.split(": ") for line in told):
        group, number = line.split()
        found[int(month), group] += int(number)
    return found


def _counted(drawn: Sequence[Drawn]) -> Counter[tuple[int, str]]:
    """Surprises by month and group; a body of no group cannot be foreseen by a number."""
    surprises = [each for each in drawn if each.is_surprise and each.agency.report_group]
    return Counter((each.day.month, each.agency.report_group) for each in surprises)


def _add_lines(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    announced: Sequence[tuple[int, Agency]],
    surprise: Counter[tuple[int, str]],
    reason: str = "",
) -> None:
    """Each agency once a month, whether it was told or drawn or both; then the numbers."""
    there = set(PlanLine.objects.standing().filter(plan=plan).values_list("month", "agency"))
    for month, agency in dict.fromkeys(announced):
        if (month, agency.pk) in there:
            continue
        add_line(plan, by=by, at=at, month=month, agency=agency, reason=reason)
    for (month, group), number in surprise.items():
        add_line(plan, by=by, at=at, month=month, group=group, number=number, reason=reason)


def enter_foreign(people: People, foreign: Foreign) -> Course:
    """Enter it, and settle where it clashes."""
    at = moment(foreign.entered, 11)
    yield at
    agency = Agency.objects.on(foreign.entered).get(name=foreign.agency)
    other, _ = record_other(
        by=people.specialists[0],
        at=at,
        body=foreign.body,
        agency=agency,
        starts_on=foreign.starts,
        ends_on=foreign.ends,
        content=foreign.content,
        is_illustrative=True,
    )
    if not foreign.settled:
        return
    choice, reason = foreign.settled.split(": ", 1)
    at = moment(foreign.entered, 15)
    yield at
    lines = PlanLine.objects.filter(plan__year=foreign.starts.year, plan__is_illustrative=True)
    for line in lines.filter(agency=agency, month=foreign.starts.month):
        settle(line, other, by=people.manager, at=at, choice=choice, reason=reason)


def form_squad(people: People, squad: Squad) -> Course:
    """Enter the decision, and seat who sits in the team."""
    at = moment(squad.decided, 14)
    yield at
    head, *others = (people.officers[name] for name in squad.members)
    team, _ = form_team(
        by=people.manager,
        at=at,
        issuer="department",
        name=squad.name,
        decision_number=squad.number,
        decision_day=squad.decided,
        decision_title="thành lập Tổ kiểm tra công vụ (minh họa)",
        symbol=squad.symbol,
        starts_on=squad.decided,
        ends_on=squad.ends,
        head=head,
        is_illustrative=True,
    )
    for person in others:
        team = seat_member(
            team,
            by=people.manager,
            at=at,
            person=person,
            seat=Seat.MEMBER,
            starts_on=squad.decided,
        )


def under_the_plan(
    cause: str, agency: Agency, day: date, *, is_surprise: bool
) -> tuple[str, PlanLine | None]:
    """What sets a visit off that was meant as ``cause``, and the line of the plan it stands on.

    One under the plan stands on a line of that month, its agency's or one of its group, where a
    visit is left of it; what no line foresees was set off otherwise.
    """
    if cause != VisitCause.PLAN:
        return cause, None
    held = Count("visits", filter=~Q(visits__state=VisitState.DROPPED))
    lines = PlanLine.objects.standing().issued().filter(plan__year=day.year, month=day.month)
    # An announced line has no group, nor have some bodies.
    meant = Q(agency=None, group=agency.report_group) if is_surprise else Q(agency=agency)
    line = lines.filter(meant).annotate(held=held).filter(number__gt=F("held")).first()
    return (VisitCause.PLAN if line else VisitCause.OTHER), line
