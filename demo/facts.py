"""Documents and activities that carry out the Đề án: of UBND tỉnh, of the Sở, of the agencies."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.clock import moment, workday
from demo.doing import do
from demo.engine import Course, Story
from demo.people import People
from demo.registry import visited_groups
from inspections.agencies.models import Agency, LegalKind
from inspections.cited_documents.actions import record_document
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, ImplementationFact

PROVINCE = "UBND tỉnh"
RETURN_NOTE = "Ghi rõ số buổi và số người dự của từng buổi (minh họa)."
RETURNED = 0.08


@dataclass(frozen=True)
class Paper:
    """A document of UBND tỉnh or of the Sở."""

    issuer: str
    kind: str
    number: str
    issued_on: date
    subject: str


@dataclass(frozen=True)
class Activity:
    """Something the Sở carried out: how many ``times``, how many people it ``reached``."""

    kind: str
    title: str
    day: date
    times: int
    reached: int | None = None


@dataclass(frozen=True)
class Kind:
    """What an agency may tell of: at most so many ``times`` and people, and what it says."""

    kind: str
    title: str
    times: int
    reached: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Statement:
    """What agencies tell from ``first`` to ``last``: so many of each group, of these kinds."""

    seed: int
    first: date
    last: date
    provincial: int
    commune: int
    activities: list[Kind]


def issue_paper(people: People, paper: Paper) -> Course:
    """Enter a document, tell of it as a directive of its issuer; another specialist confirms."""
    at = moment(paper.issued_on, 9)
    yield at
    writer, reader = people.specialists[0], people.specialists[1]
    department = Agency.objects.get(is_department=True)
    issuer = department
    if paper.issuer == PROVINCE:
        issuer = Agency.objects.on(paper.issued_on).get(legal_kind=LegalKind.PROVINCE)
    document, _ = record_document(
        by=writer,
        at=at,
        agency=department,
        kind=paper.kind,
        number=paper.number,
        issued_on=paper.issued_on,
        issuer=paper.issuer,
        issuer_agency=issuer,
        subject=paper.subject,
        is_shared=True,
        is_illustrative=True,
    )
    at = moment(paper.issued_on, 10)
    yield at
    fact, _ = record_fact(
        by=writer,
        at=at,
        agency=issuer,
        kind=FactKind.DIRECTIVE,
        document=document,
        is_illustrative=True,
    )
    at = moment(paper.issued_on, 15)
    yield at
    do(fact_flow.CONFIRM, fact, by=reader, at=at)


def carry_out(people: People, activity: Activity) -> Course:
    """Tell of an activity of the Sở itself."""
    day = workday(activity.day)
    yield moment(day, 16)
    fact, _ = record_fact(
        by=people.specialists[0],
        at=moment(day, 16),
        agency=Agency.objects.get(is_department=True),
        kind=activity.kind,
        day=day,
        title=activity.title,
        quantity=activity.times,
        people_reached=activity.reached,
        is_illustrative=True,
    )
    at = moment(day, 17)
    yield at
    do(fact_flow.CONFIRM, fact, by=people.specialists[1], at=at)


def agencies_tell(story: Story, people: People, statement: Statement) -> Course:
    """Draw who tells of what, and let each telling run along."""
    yield moment(statement.first, 6)
    draw = random.Random(statement.seed)
    groups = visited_groups(statement.first)
    stated = draw.sample(groups["provincial"], statement.provincial)
    stated += draw.sample(groups["commune"], statement.commune)
    span = (statement.last - statement.first).days
    for agency in stated:
        for kind in draw.sample(statement.activities, draw.randint(1, 3)):
            day = workday(statement.first + timedelta(days=draw.randint(0, span)))
            activity = Activity(
                kind.kind,
                kind.title,
                day,
                draw.randint(1, kind.times),
                kind.reached and draw.randint(20, kind.reached),
            )
            read = workday(day + timedelta(days=draw.randint(2, 60)))
            returned = draw.random() < RETURNED
            story.begin(
                _state_facts(people, agency, activity, kind.text, read=read, returned=returned)
            )


def _state_facts(
    people: People, agency: Agency, activity: Activity, text: str, *, read: date, returned: bool
) -> Course:
    """An agency's clerk states an activity; the specialist confirms it or sends it back."""
    at = moment(activity.day, 10)
    yield at
    fact, _ = record_fact(
        by=people.clerks[agency.pk],
        at=at,
        agency=agency,
        kind=activity.kind,
        day=activity.day,
        title=activity.title,
        quantity=activity.times,
        people_reached=activity.reached,
        text=text,
        is_illustrative=True,
    )
    at = moment(read, 9)
    yield at
    fact = ImplementationFact.objects.select_related("agency").get(pk=fact.pk)
    in_charge = agency.assignments.on(read).select_related("user").get().user
    if returned:
        do(fact_flow.RETURN, fact, by=in_charge, at=at, note=RETURN_NOTE)
    else:
        do(fact_flow.CONFIRM, fact, by=in_charge, at=at)
