"""The visits of a year: planned whole with what they will find, then made day by day.

Whom the Tổ visits when, what it finds and what becomes of that is drawn from a seeded generator
before the first visit is made, so that the story is the same however long it is told.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Max

from demo.answers import Fate, answer_finding, draw_fate
from demo.clock import ZONE, is_after_tet, moment, working_days
from demo.doing import do
from demo.engine import Course, Story
from demo.people import People
from demo.plans import Drawn, under_the_plan
from demo.registry import visited_groups
from inspections.agencies.models import Agency, LegalKind
from inspections.catalogues.models import Category, Field, HandlingMeasure, PersonKind, Subject
from inspections.complaints.models import Complaint
from inspections.findings.actions import add_finding
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.models import User

# Weights follow what the real report dwells on: hours, badges, late procedures.
PERSON_WEIGHTS = {
    "late": 9,
    "early_leave": 6,
    "absent": 4,
    "private_work": 3,
    "procedure_late": 6,
    "no_badge": 9,
    "dress": 2,
    "rudeness": 1,
    "smoking": 1,
}
UNIT_WEIGHTS = {
    "unit_appearance": 5,
    "unit_rules": 4,
    "unit_nameplates": 2,
    "unit_posting": 2,
    "unit_schedule": 1,
}
# Most late procedures of the real report lie in the first field.
LATE_FIELDS = ("land_environment", "land_environment", "land_environment", "justice")
MEASURES = ("remind_oral", "remind_written", "self_criticism")
PERSON_KINDS = (PersonKind.CIVIL_SERVANT, PersonKind.CIVIL_SERVANT, PersonKind.PUBLIC_EMPLOYEE)
# An agency has so many days to put right what was found about the unit.
REMEDY_DAYS = timedelta(days=30)
DESCRIPTIONS: dict[str, str] = {
    Subject.PERSON: "Ghi nhận tại chỗ, có biên bản (minh họa).",
    Subject.UNIT: "Đề nghị khắc phục (minh họa).",
}
CALLED_OFF = "Cơ quan họp đột xuất, Tổ dời sang dịp khác (minh họa)."


class Basis(NamedTuple):
    """A document visits stand on, from its day until the next one."""

    number: str
    day: date
    title: str


@dataclass(frozen=True)
class Season:
    """Visits drawn by chance from ``first`` to ``last``, so many to each kind of body.

    More visits than there are bodies of a kind: each is visited in turn. Of what is found agencies
    answer the share ``diligence``; where that is less than all, the Sở leaves a part of it unread
    and returns another.
    """

    seed: int
    answers_seed: int
    first: date
    last: date
    provincial: int = 0
    district: int = 0
    commune: int = 0
    public_unit: int = 0
    diligence: float = 1.0


@dataclass(frozen=True)
class Outing:
    """One visit the story needs. ``left_as`` a draft, or called off (“cancelled”), or concluded.

    Without an ``agency`` the Tổ goes again to a commune it has been to. ``after_call``: a complaint
    about the body led to it. ``unit_fault``: a category found about the unit whatever the draw.
    ``diligence`` as for a season.
    """

    day: date
    agency: str = ""
    cause: str = VisitCause.PLAN
    after_call: bool = False
    unit_fault: str = ""
    left_as: str = "concluded"
    diligence: float = 1.0


class Found(NamedTuple):
    """One finding to come: about whom, what, the measure proposed, and what becomes of it."""

    subject: str
    category: str
    measure: str
    field: str = ""
    person_kind: str = ""
    fate: Fate | None = None


@dataclass(frozen=True)
class Planned:
    """One visit with everything that was drawn for it; the team by number, its head first."""

    agency: Agency
    day: date
    cause: str
    start: time
    minutes: int
    team: list[int]
    on_roll: int
    excused: int
    unexcused: int
    is_surprise: bool
    found: list[Found]
    after_call: bool = False
    left_as: str = "concluded"


@dataclass(frozen=True)
class Tour:
    """What all visits of a year share. ``by_lines``: one under the plan stands on a line of it;
    ``drawn``: those the plan can foresee, from the day they are drawn."""

    story: Story
    people: People
    bases: list[Basis]
    by_lines: bool
    drawn: list[Drawn] = field(default_factory=list)

    def basis(self, day: date) -> Basis:
        """The newest document by ``day``."""
        return max((b for b in self.bases if b.day <= day), key=lambda basis: basis.day)


def season_begins(tour: Tour, season: Season) -> Course:
    """On its first day draw the visits of a season, and let each run along."""
    yield moment(season.first, 6)
    draw = random.Random(season.seed)
    agencies = _agencies_in_turn(draw, season)
    days = sorted(draw.choices(working_days(season.first, season.last), k=len(agencies)))
    planned = [
        _draw_visit(draw, agency, day, VisitCause.AFTER_TET if is_after_tet(day) else "plan")
        for day, agency in zip(days, agencies, strict=True)
    ]
    tour.drawn.extend(
        Drawn(plan.agency, plan.day, plan.is_surprise)
        for plan in planned
        if plan.cause == VisitCause.PLAN
    )
    fates = random.Random(season.answers_seed)
    for plan in planned:
        tour.story.begin(_visit(tour, _with_fates(fates, plan, season.diligence)))


def outing_begins(tour: Tour, outing: Outing) -> Course:
    """In the morning of its day draw one visit, and let it run along."""
    yield moment(outing.day, 6)
    there = Agency.objects.on(outing.day).select_related("parent")
    agency = there.get(name=outing.agency) if outing.agency else _seen_once(outing.day)
    # By name and day, so that no other draw depends on it.
    draw = random.Random(f"{outing.agency} {outing.day}")
    cause = VisitCause.HOTLINE if outing.after_call else outing.cause
    cause = cause if outing.agency else VisitCause.RECHECK
    plan = _draw_visit(
        draw,
        agency,
        outing.day,
        cause,
        unit_fault=outing.unit_fault,
        after_call=outing.after_call,
        left_as=outing.left_as,
    )
    tour.story.begin(_visit(tour, _with_fates(draw, plan, outing.diligence)))


def _seen_once(day: date) -> Agency:
    """The commune whose only visit lies back longest."""
    communes = Agency.objects.on(day).filter(legal_kind=LegalKind.COMMUNE)
    visited = communes.annotate(number=Count("visits"), last=Max("visits__day"))
    return visited.filter(number=1).select_related("parent").order_by("last", "pk")[0]


def _agencies_in_turn(draw: random.Random, season: Season) -> list[Agency]:
    chosen: list[Agency] = []
    for kind, agencies in visited_groups(season.first).items():
        wanted: int = getattr(season, kind)
        if wanted:
            rounds, rest = divmod(wanted, len(agencies))
            chosen += agencies * rounds + draw.sample(agencies, rest)
    draw.shuffle(chosen)
    return chosen


def _draw_visit(
    draw: random.Random,
    agency: Agency,
    day: date,
    cause: str,
    *,
    unit_fault: str = "",
    after_call: bool = False,
    left_as: str = "concluded",
) -> Planned:
    start = time(draw.choice((7, 8, 13, 14)), draw.choice((5, 15, 30, 45)))
    minutes = draw.choice((45, 60, 75, 90))
    team = draw.sample((0, 1, 2), 2)
    on_roll = draw.randint(8, 70)
    excused = draw.randint(0, min(4, on_roll - 1))
    unexcused = draw.choice((0, 0, 0, 1, 2))
    is_surprise = draw.random() < 0.6
    found = [_draw_person_finding(draw) for _ in range(draw.choice((0, 0, 0, 1, 1, 2)))]
    if draw.random() < 0.2:
        found.append(Found(Subject.UNIT, _pick(draw, UNIT_WEIGHTS), "rectify"))
    if unit_fault:
        found.append(Found(Subject.UNIT, unit_fault, "rectify"))
    return Planned(
        agency,
        day,
        cause,
        start,
        minutes,
        team,
        on_roll,
        excused,
        unexcused,
        is_surprise,
        found,
        after_call,
        left_as,
    )


def _pick(draw: random.Random, weights: dict[str, int]) -> str:
    return draw.choices(list(weights), weights=list(weights.values()))[0]


def _draw_person_finding(draw: random.Random) -> Found:
    category = _pick(draw, PERSON_WEIGHTS)
    field = draw.choice(LATE_FIELDS) if category == "procedure_late" else ""
    kind = draw.choice(PERSON_KINDS)
    return Found(Subject.PERSON, category, draw.choice(MEASURES), field, kind)


def _with_fates(draw: random.Random, plan: Planned, diligence: float) -> Planned:
    stated = [f._replace(fate=draw_fate(draw, f.subject, f.measure, diligence)) for f in plan.found]
    return replace(plan, found=stated)


def _visit(tour: Tour, plan: Planned) -> Course:
    """Log a visit and what it finds, conclude it, and let the answers run along."""
    begun = datetime.combine(plan.day, plan.start, ZONE)
    yield begun
    team = [tour.people.specialists[number] for number in plan.team]
    visit, _ = _log(tour, plan, team, at=begun)
    findings = [note_finding(visit, found, by=team[0], at=begun) for found in plan.found]
    if plan.left_as == "draft":
        return
    if plan.left_as == "cancelled":
        at = moment(plan.day, 17)
        yield at
        do(visit_flow.CANCEL, visit, by=tour.people.manager, at=at, note=CALLED_OFF)
        return
    ended = begun + timedelta(minutes=plan.minutes)
    yield ended
    do(
        visit_flow.CONCLUDE,
        Visit.objects.get(pk=visit.pk),
        by=team[0],
        at=ended,
        ends_at=ended.time(),
        conclusion="Tổ đã thông báo kết quả và thống nhất nội dung với cơ quan (minh họa).",
    )
    for number, found in zip(findings, plan.found, strict=True):
        if found.fate is not None:
            answer_finding(tour.story, tour.people, number, found.fate, head=team[0])


def _log(tour: Tour, plan: Planned, team: list[User], *, at: datetime) -> tuple[Visit, bool]:
    basis = tour.basis(plan.day)
    calls = Complaint.objects.filter(subject_agency=plan.agency, received_on__lt=plan.day)
    sources = [calls.order_by("-received_on")[0]] if plan.after_call else []
    cause, line = plan.cause, None
    if tour.by_lines:
        how = plan.is_surprise
        cause, line = under_the_plan(plan.cause, plan.agency, plan.day, is_surprise=how)
    return log_visit(
        by=team[0],
        at=at,
        agency=plan.agency,
        day=plan.day,
        starts_at=plan.start,
        is_surprise=plan.is_surprise,
        cause=cause,
        plan_line=line,
        complaints=sources,
        members=team,
        head=team[0],
        basis_number=basis.number,
        basis_date=basis.day,
        basis_title=basis.title,
        on_roll=plan.on_roll,
        present=plan.on_roll - plan.excused - plan.unexcused,
        absent_excused=plan.excused,
        absent_unexcused=plan.unexcused,
        absent_unknown=0,
        is_illustrative=True,
    )


def note_finding(visit: Visit, found: Found, *, by: User, at: datetime) -> int:
    """Write one finding; its id."""
    person = found.subject == Subject.PERSON
    finding, _ = add_finding(
        visit,
        by=by,
        at=at,
        subject=found.subject,
        category=Category.objects.get(code=found.category),
        field=Field.objects.get(code=found.field) if found.field else None,
        person_kind=found.person_kind,
        description=(
            "Ghi nhận tại chỗ, có biên bản (minh họa)."
            if person
            else "Đề nghị khắc phục (minh họa)."
        ),
        recommended_handling=HandlingMeasure.objects.get(code=found.measure),
        remedy_due_on=None if person else visit.day + REMEDY_DAYS,
        is_illustrative=True,
    )
    return finding.pk
