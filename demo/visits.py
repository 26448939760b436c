"""One visit of the Tổ with what it finds; whatever the year."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from demo.clock import ZONE
from demo.doing import do
from demo.people import People
from inspections.agencies.models import Agency
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


class Basis(NamedTuple):
    """The document a visit stands on."""

    number: str
    day: date
    title: str


@dataclass(frozen=True)
class Outing:
    """One visit to be made: where, when, on what ground and why.

    ``unit_fault`` is a category found about the unit whatever the draw.
    """

    agency: Agency
    day: date
    basis: Basis
    cause: str = VisitCause.PLAN
    source: Complaint | None = None
    unit_fault: str = ""


def make_visit(
    draw: random.Random, people: People, outing: Outing, *, concludes: bool = True
) -> Visit:
    """Log a visit, find what ``draw`` finds, and conclude it unless it is to stay a draft."""
    day = outing.day
    start = time(draw.choice((7, 8, 13, 14)), draw.choice((5, 15, 30, 45)))
    begun = datetime.combine(day, start, ZONE)
    ended = begun + timedelta(minutes=draw.choice((45, 60, 75, 90)))
    team = draw.sample(people.specialists, 2)
    on_roll = draw.randint(8, 70)
    excused = draw.randint(0, min(4, on_roll - 1))
    unexcused = draw.choice((0, 0, 0, 1, 2))
    surprise = draw.random() < 0.6
    visit, _ = log_visit(
        by=team[0],
        at=begun,
        agency=outing.agency,
        day=day,
        starts_at=start,
        is_surprise=surprise,
        cause=outing.cause,
        source_complaint=outing.source,
        members=team,
        head=team[0],
        basis_number=outing.basis.number,
        basis_date=outing.basis.day,
        basis_title=outing.basis.title,
        on_roll=on_roll,
        present=on_roll - excused - unexcused,
        absent_excused=excused,
        absent_unexcused=unexcused,
        absent_unknown=0,
        is_illustrative=True,
    )
    for _ in range(draw.choice((0, 0, 0, 1, 1, 2))):
        _person_finding(draw, visit, by=team[0], at=begun)
    if draw.random() < 0.2:
        _unit_finding(visit, _pick(draw, UNIT_WEIGHTS), by=team[0], at=begun)
    if outing.unit_fault:
        fault = Category.objects.get(code=outing.unit_fault)
        _unit_finding(visit, fault, by=team[0], at=begun)
    if concludes:
        visit = do(
            visit_flow.CONCLUDE,
            visit,
            by=team[0],
            at=ended,
            ends_at=ended.time(),
            conclusion="Tổ đã thông báo kết quả và thống nhất nội dung với cơ quan (minh họa).",
        )
    return visit


def _pick(draw: random.Random, weights: dict[str, int]) -> Category:
    code = draw.choices(list(weights), weights=list(weights.values()))[0]
    return Category.objects.get(code=code)


def _person_finding(draw: random.Random, visit: Visit, *, by: User, at: datetime) -> None:
    category = _pick(draw, PERSON_WEIGHTS)
    field = None
    if category.code == "procedure_late":
        field = Field.objects.get(code=draw.choice(LATE_FIELDS))
    add_finding(
        visit,
        by=by,
        at=at,
        subject=Subject.PERSON,
        category=category,
        field=field,
        person_kind=draw.choice(
            (PersonKind.CIVIL_SERVANT, PersonKind.CIVIL_SERVANT, PersonKind.PUBLIC_EMPLOYEE)
        ),
        description="Ghi nhận tại chỗ, có biên bản (minh họa).",
        recommended_handling=HandlingMeasure.objects.get(
            code=draw.choice(("remind_oral", "remind_written", "self_criticism"))
        ),
        is_illustrative=True,
    )


def _unit_finding(visit: Visit, category: Category, *, by: User, at: datetime) -> None:
    add_finding(
        visit,
        by=by,
        at=at,
        subject=Subject.UNIT,
        category=category,
        description="Đề nghị khắc phục (minh họa).",
        recommended_handling=HandlingMeasure.objects.get(code="rectify"),
        remedy_due_on=visit.day + timedelta(days=30),
        is_illustrative=True,
    )
