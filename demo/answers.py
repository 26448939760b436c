"""What agencies answer to the findings: results of handling and remedies, and the Sở's word."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from demo.clock import moment, workday
from demo.doing import do
from demo.engine import Course, Story
from demo.people import People, clerk_of
from inspections.agencies.models import Agency
from inspections.catalogues.models import HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.handlings.models import Handling
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from tayninh_portal.models import User

IN_WRITING = "remind_written"
HANDLING_RETURNED = "Ghi rõ ngày họp kiểm điểm và kết luận của thủ trưởng (minh họa)."
REMEDY_RETURNED = "Bổ sung ảnh chụp sau khi khắc phục (minh họa)."


@dataclass(frozen=True)
class Answer:
    """What becomes of one answer: “nothing” is sent, or it is “not read”, “returned”, “confirmed”.

    ``after``: so many days after the visit, or after the day a remedy was due; ``read_after``: so
    many days later the Sở reads it.
    """

    fate: str
    after: int
    read_after: int


@dataclass(frozen=True)
class Fate:
    """What becomes of a finding: the measure taken, and of one about the unit its remedy."""

    handling: Answer
    measure: str
    number: int = 0
    remedy: Answer | None = None


class Paper(TypedDict, total=False):
    """The document a measure was taken by, as ``enter_handling`` asks it."""

    decision_number: str
    decision_date: date
    signer: str


def draw_fate(draw: random.Random, subject: str, measure: str, diligence: float) -> Fate:
    """Draw what an agency answers to a finding, where it answers the share ``diligence``."""
    after, read_after = draw.randint(5, 18), draw.randint(1, 6)
    handling = Answer(_word(draw, diligence), after, read_after)
    if draw.random() < 0.15 and subject == Subject.PERSON:
        measure = "criticism"
    in_writing = measure == IN_WRITING and handling.fate != "nothing"
    number = draw.randint(20, 400) if in_writing else 0
    remedy = _draw_remedy(draw, diligence) if subject == Subject.UNIT else None
    return Fate(handling, measure, number, remedy)


def _draw_remedy(draw: random.Random, diligence: float) -> Answer:
    late = draw.random() < 0.15
    after = draw.randint(3, 15) if late else -draw.randint(2, 20)
    read_after = draw.randint(1, 6)
    return Answer(_word(draw, diligence), after, read_after)


def _word(draw: random.Random, diligence: float) -> str:
    drawn = draw.random()
    if drawn >= diligence:
        return "nothing"
    if diligence == 1:
        return "confirmed"
    return "not read" if drawn < 0.12 else "returned" if drawn < 0.2 else "confirmed"


def answer_finding(story: Story, people: People, finding: int, fate: Fate, *, head: User) -> None:
    """Let the answers to one finding run along; ``head`` of the team reads them."""
    if fate.handling.fate != "nothing":
        story.begin(_handle(people, finding, fate, head))
    if fate.remedy is not None and fate.remedy.fate != "nothing":
        story.begin(_remedy(people, finding, fate.remedy, head))


def _handle(people: People, pk: int, fate: Fate, head: User) -> Course:
    finding = Finding.objects.select_related("visit__agency").get(pk=pk)
    entered = workday(finding.visit_day + timedelta(days=fate.handling.after))
    yield moment(entered, 16)
    paper: Paper = {}
    if fate.number:
        paper = {
            "decision_number": f"{fate.number}/NN",
            "decision_date": entered,
            "signer": "Thủ trưởng cơ quan",
        }
    clerk = _clerk(people, finding.visit.agency, since=finding.visit_day, day=entered)
    handling, _ = enter_handling(
        finding,
        by=clerk,
        at=moment(entered, 16),
        form=HandlingMeasure.objects.get(code=fate.measure),
        starts_on=entered,
        is_illustrative=True,
        **paper,
    )
    if fate.handling.fate == "not read":
        return
    at = moment(workday(entered + timedelta(days=fate.handling.read_after)), 9)
    yield at
    handling = Handling.objects.get(pk=handling.pk)
    if fate.handling.fate == "returned":
        do(handling_flow.RETURN, handling, by=head, at=at, note=HANDLING_RETURNED)
    else:
        do(handling_flow.CONFIRM, handling, by=head, at=at)


def _remedy(people: People, pk: int, answer: Answer, head: User) -> Course:
    finding = Finding.objects.select_related("visit__agency", "remedy").get(pk=pk)
    done = finding.remedy.due_on + timedelta(days=answer.after)
    reported = workday(done + timedelta(days=1))
    yield moment(reported, 10)
    remedy = Remedy.objects.select_related("receiver").get(pk=finding.remedy.pk)
    agency = remedy.receiver or finding.visit.agency
    do(
        remedy_flow.REPORT,
        remedy,
        by=_clerk(people, agency, since=finding.visit_day, day=reported),
        at=moment(reported, 10),
        done_on=done,
        text="Đã chỉnh trang, niêm yết và phân công người theo dõi (minh họa).",
    )
    if answer.fate == "not read":
        return
    at = moment(workday(reported + timedelta(days=answer.read_after)), 14)
    yield at
    remedy = Remedy.objects.get(pk=remedy.pk)
    if answer.fate == "returned":
        do(remedy_flow.RETURN, remedy, by=head, at=at, note=REMEDY_RETURNED)
    else:
        do(remedy_flow.CONFIRM, remedy, by=head, at=at)


def _clerk(people: People, agency: Agency, *, since: date, day: date) -> User:
    """Who speaks for ``agency``, or for its successor once it has ended; in post since ``since``
    where it has no clerk yet."""
    agency = Agency.objects.get(pk=agency.pk)
    if agency.ends_on is not None and agency.ends_on < day:
        agency = agency.successions.get(receives_open_work=True).successor
    # A body that began since takes its first clerk from its own first day.
    return clerk_of(people, agency, since=max(since, agency.starts_on), at=moment(day, 7))
