"""The plan of a year and its teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from demo.clock import moment
from demo.doing import do
from demo.engine import Course
from demo.people import People
from inspections.agencies.models import Agency
from inspections.plans import workflow as plan_flow
from inspections.plans.actions import add_line, draft_plan
from inspections.plans.clashes import record_other, settle
from inspections.plans.models import PlanLine
from inspections.teams.actions import form_team, seat_member
from inspections.teams.models import Seat
from inspections.visits.models import VisitState

BASES = "Quyết định số 1847/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Đề án Văn hóa công vụ"
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
    number ("6: commune 4").
    """

    year: int
    drafted: date
    presented: date
    issued: date
    number: str
    announced: list[str]
    surprise: list[str]


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


def hold_programme(people: People, programme: Programme) -> Course:
    """Draft the plan with its lines, present it, enter its number."""
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
    for month, name in (line.split(": ") for line in programme.announced):
        agency = Agency.objects.on(programme.drafted).get(name=name)
        add_line(plan, by=writer, at=at, month=int(month), agency=agency)
    for month, told in (line.split(": ") for line in programme.surprise):
        group, number = told.split()
        add_line(plan, by=writer, at=at, month=int(month), group=group, number=int(number))
    at = moment(programme.presented, 15)
    yield at
    plan = do(plan_flow.PRESENT, plan, by=people.manager, at=at)
    at = moment(programme.issued, 10)
    yield at
    asked = {"number": programme.number, "issued_on": programme.issued}
    do(plan_flow.ISSUE, plan, by=people.manager, at=at, **asked)


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


def line_for(agency: Agency, day: date, *, is_surprise: bool) -> PlanLine | None:
    """The line of the plan in force that a visit to come stands on: its agency's, or one of its
    group where a surprise is left of it; None outside the plan."""
    lines = PlanLine.objects.standing().issued().filter(plan__year=day.year, month=day.month)
    if not is_surprise:
        return lines.filter(agency=agency).first()
    held = Count("visits", filter=~Q(visits__state=VisitState.DROPPED))
    left = lines.filter(group=agency.report_group).annotate(held=held)
    return left.filter(number__gt=F("held")).first()
