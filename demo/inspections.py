"""Visits held under the plan of the year, with the file of each: from its notice to its re-check;
on the desks the visits of the weeks to come.

Other visits are drawn; these are told one by one, since their papers refer to each other.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from demo.answers import answer_finding, draw_fate
from demo.clock import ZONE, moment, workday
from demo.doing import do
from demo.engine import Course, Story
from demo.people import People, clerk_of
from demo.plans import under_the_plan
from demo.visits import REMEDY_DAYS, Found, note_finding
from inspections.agencies.models import Agency
from inspections.catalogues.models import Subject
from inspections.minutes import workflow as minutes_flow
from inspections.minutes.actions import draft_minutes, update_minutes
from inspections.rechecks.actions import record_rechecks, said_on
from inspections.rechecks.models import RecheckResult
from inspections.recommendations.actions import add_recommendation
from inspections.recommendations.models import Addressee
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import draft_paper, receive, send_reply
from inspections.result_papers.models import PaperKind, ReplyKind, ResultPaper
from inspections.result_papers.proposal import proposed
from inspections.result_papers.sections import announced
from inspections.teams.models import Seat, Team, TeamQuerySet
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import plan_visit, update_visit
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import User
from tayninh_portal.storage import write_bytes

# Stands for the scan of a signed biên bản, which a demo has not.
SCAN = Path(__file__).parent / "data" / "ban-quet.png"
SIGNER = "Giám đốc Sở Nội vụ (minh họa)"
LASTS = timedelta(minutes=75)
# A course that ends with the paper it made.
Letter = Generator[datetime, None, ResultPaper]
WRITTEN_AFTER, ANSWERED_AFTER = timedelta(days=6), timedelta(days=14)
CONCLUSION = "Tổ đã thông báo kết quả và thống nhất nội dung với cơ quan (minh họa)."
WORDS = {
    "secretary": "Thư ký của Tổ (minh họa)",
    "agency_people": "Thủ trưởng cơ quan (minh họa)",
    "agency_opinion": "Thống nhất với nội dung biên bản (minh họa)",
}
REPLY = "Đã rút kinh nghiệm trong toàn cơ quan và phân công người theo dõi (minh họa)."
BY_OUTLINE = "Báo cáo theo đề cương đã gửi kèm thông báo (minh họa)."
DONE = "Đã thực hiện kiến nghị của Tổ kiểm tra (minh họa)."


@dataclass(frozen=True)
class Inspection:
    """One visit put on the schedule ``planned`` and held on ``day``, on the line of the plan that
    fits it.

    ``announced``, ``minutes``, ``report``, ``notice``: the numbers of its papers, 0 where there is
    none. ``outline``, ``reply``: those of what the agency answers to the one notice and the other.
    ``fault``: a category found about the unit. ``recommended`` is due on ``due``; where it is not
    ``answered`` it waits.
    """

    planned: date
    day: date
    at: time
    agency: str
    squad: str
    is_surprise: bool
    cause: str = VisitCause.PLAN
    announced: int = 0
    outline: str = ""
    minutes: int = 0
    report: int = 0
    notice: int = 0
    reply: str = ""
    fault: str = ""
    recommended: str = ""
    due: date | None = None
    answered: bool = False


@dataclass(frozen=True)
class Coming:
    """A visit to come, put on the schedule ``planned``, in so many working days from then;
    ``announced``: the number of its notice, 0 where there is none."""

    planned: date
    after: int
    agency: str
    squad: str
    at: time
    is_surprise: bool
    announced: int = 0


def hold_inspection(story: Story, people: People, told: Inspection) -> Course:
    """Plan it, announce it, hold it; what follows runs along."""
    at = moment(told.planned, 15)
    yield at
    agency = Agency.objects.on(told.day).get(name=told.agency)
    team = _squad(told.squad, told.day)[0]
    cause, line = under_the_plan(told.cause, agency, told.day, is_surprise=told.is_surprise)
    visit, _ = plan_visit(
        by=people.manager,
        at=at,
        team=team,
        agency=agency,
        day=told.day,
        starts_at=told.at,
        is_surprise=told.is_surprise,
        cause=cause,
        plan_line=line,
        is_illustrative=True,
    )
    head = head_of(team)
    if told.announced:
        notice = yield from announce(people, visit, head, told.planned, told.announced)
        yield from _take(people, notice, timedelta(days=1), told.outline)
    begun = datetime.combine(told.day, told.at, ZONE)
    yield begun
    asked = {"day": told.day, "starts_at": told.at}
    visit = do(visit_flow.START, visit, by=head, at=begun, **asked)
    findings = _note(visit, told, head, begun)
    ended = begun + LASTS
    yield ended
    asked = {"ends_at": ended.time(), "conclusion": CONCLUSION}
    visit = do(visit_flow.CONCLUDE, _read(visit), by=head, at=ended, **asked)
    if told.minutes:
        _sign(visit, told.minutes, head, ended)
    draw = random.Random(f"{told.agency} {told.day}")
    for finding in findings:
        fate = draw_fate(draw, Subject.UNIT, "rectify", 1)
        answer_finding(story, people, finding, fate, head=head)
    if told.answered:
        story.begin(_answer(people, visit, head))
    if told.report:
        story.begin(_papers(people, visit, told, head))


def announce(people: People, visit: Visit, head: User, planned: date, number: int) -> Letter:
    """Tell the agency of the visit, by a notice of the working day after it was planned."""
    day = workday(planned + timedelta(days=1))
    at = moment(day, 9)
    yield at
    words = announced(visit)
    paper, _ = draft_paper(
        visit, by=head, at=at, kind=PaperKind.COMING, words=words, is_illustrative=True
    )
    return (yield from _issue(people, paper, head, day, number))


def _squad(name: str, day: date) -> TeamQuerySet:
    """The teams of that name in force on ``day``: where two years' overlap the one decided last
    comes first."""
    return Team.objects.on(day).filter(name=name).order_by("-decision_day", "-pk")


def put_on_schedule(people: People, coming: Coming) -> Course:
    """Plan the visit where the team of that name is in force on its day."""
    at = moment(coming.planned, 16)
    yield at
    day = add_working_days(coming.planned, coming.after)
    team = _squad(coming.squad, day).filter(is_illustrative=True).first()
    if team is None:
        return
    agency = Agency.objects.on(day).get(name=coming.agency)
    meant = VisitCause.PLAN
    cause, line = under_the_plan(meant, agency, day, is_surprise=coming.is_surprise)
    visit, _ = plan_visit(
        by=people.manager,
        at=at,
        team=team,
        agency=agency,
        day=day,
        starts_at=coming.at,
        is_surprise=coming.is_surprise,
        cause=cause,
        plan_line=line,
        is_illustrative=True,
    )
    if coming.announced:
        yield from announce(people, visit, head_of(team), coming.planned, coming.announced)


def head_of(team: Team) -> User:
    """Who heads a team of the demo: an account."""
    seat = team.members.select_related("user").get(seat=Seat.HEAD)
    assert seat.user is not None
    return seat.user


def _note(visit: Visit, told: Inspection, head: User, at: datetime) -> list[int]:
    """Head-counts, what is found and recommended; the findings by number."""
    draw = random.Random(f"{told.day} {told.agency}")
    on_roll, away = draw.randint(20, 60), draw.randint(0, 2)
    update_visit(
        visit,
        by=head,
        at=at,
        seen_version=visit.version,
        on_roll=on_roll,
        present=on_roll - away,
        absent_excused=away,
        absent_unexcused=0,
        absent_unknown=0,
    )
    visit = _read(visit)
    found = []
    if told.fault:
        found.append(
            note_finding(visit, Found(Subject.UNIT, told.fault, "rectify"), by=head, at=at)
        )
    if told.recommended:
        add_recommendation(
            visit,
            by=head,
            at=at,
            addressee=Addressee.UNIT,
            text=told.recommended,
            remedy_due_on=told.due or told.day + REMEDY_DAYS,
            is_illustrative=True,
        )
    if told.cause == VisitCause.RECHECK:
        before = Visit.objects.concluded().filter(agency=visit.agency, team__isnull=False)
        earlier = before.order_by("-day")[0]
        results = dict.fromkeys(said_on(earlier), RecheckResult.DONE)
        record_rechecks(visit, earlier, results, by=head, at=at)
    return found


def _sign(visit: Visit, number: int, head: User, at: datetime) -> None:
    minutes = draft_minutes(_read(visit), by=head, at=at)
    minutes = update_minutes(
        minutes,
        by=head,
        at=at,
        seen_version=minutes.version,
        opened=False,
        number=number,
        words=WORDS,
    )
    kept = [(write_bytes(SCAN.read_bytes()), "image/png")]
    asked = {"number": number, "signed_on": visit.day, "kept": kept, "digital": 0}
    do(minutes_flow.SIGN, minutes, by=head, at=at, **asked)


def _papers(people: People, visit: Visit, told: Inspection, head: User) -> Course:
    """The report of the head, the notice of the Sở, what the agency answers."""
    day = workday(visit.day + WRITTEN_AFTER)
    at = moment(day, 8)
    yield at
    words = proposed(_read(visit))
    report, _ = draft_paper(
        visit, by=head, at=at, kind=PaperKind.REPORT, words=words, is_illustrative=True
    )
    asked = {"number": told.report, "issued_on": day}
    report = do(paper_flow.SEND, report, by=head, at=at, **asked)
    at = moment(day, 9)
    yield at
    do(paper_flow.ACCEPT, report, by=people.manager, at=at)
    if not told.notice:
        return
    notice, _ = draft_paper(
        visit, by=head, at=at, kind=PaperKind.NOTICE, words=words, is_illustrative=True
    )
    day = workday(day + timedelta(days=1))
    notice = yield from _issue(people, notice, head, day, told.notice)
    at = moment(workday(day + timedelta(days=1)), 8)
    yield at
    receive(notice, by=people.officers["vanthutinh"], at=at, reads=True)
    if told.reply:
        yield from _take(people, notice, ANSWERED_AFTER, told.reply)


def _issue(people: People, paper: ResultPaper, head: User, day: date, number: int) -> Letter:
    """From its draft to its number on ``day``."""
    at = moment(day, 14)
    yield at
    paper = do(paper_flow.PRESENT, ResultPaper.objects.get(pk=paper.pk), by=head, at=at)
    paper = do(paper_flow.APPROVE, paper, by=people.manager, at=at)
    at = moment(day, 15)
    yield at
    asked = {"number": number, "issued_on": day, "signer": SIGNER}
    return do(paper_flow.ISSUE, paper, by=people.officers["vanthuso"], at=at, **asked)


def _take(people: People, notice: ResultPaper, after: timedelta, reply: str) -> Course:
    """The agency reads a notice so long ``after`` it was issued, and answers by that number."""
    assert notice.issued_on is not None
    day = workday(notice.issued_on + after)
    at = moment(day, 10)
    yield at
    clerk = clerk_of(people, notice.visit.agency, since=day, at=at)
    receive(notice, by=clerk, at=at, reads=True)
    if not reply:
        return
    is_coming = notice.kind == PaperKind.COMING
    send_reply(
        notice,
        by=clerk,
        at=at,
        kind=ReplyKind.OUTLINE if is_coming else ReplyKind.REMEDY,
        number=reply,
        day=day,
        text=BY_OUTLINE if is_coming else REPLY,
        is_illustrative=True,
    )


def _answer(people: People, visit: Visit, head: User) -> Course:
    """The agency does what was recommended, and the head of the team confirms it."""
    remedy = Remedy.objects.get(recommendation__visit=visit)
    done = workday(visit.day + ANSWERED_AFTER)
    at = moment(done, 11)
    yield at
    clerk = clerk_of(people, visit.agency, since=visit.day, at=at)
    given = {"done_on": done, "text": DONE}
    remedy = do(remedy_flow.REPORT, Remedy.objects.get(pk=remedy.pk), by=clerk, at=at, **given)
    at = moment(workday(done + timedelta(days=2)), 14)
    yield at
    do(remedy_flow.CONFIRM, Remedy.objects.get(pk=remedy.pk), by=head, at=at)


def _read(visit: Visit) -> Visit:
    return Visit.every.select_related("agency", "team").get(pk=visit.pk)
