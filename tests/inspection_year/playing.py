"""The engine: every act of the story carried out through actions and workflows, in the order of
the year, each while the clock stands at its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from inspections.agencies.models import LegalKind, ReportGroup
from inspections.catalogues.models import Category, HandlingMeasure, Subject
from inspections.findings.actions import add_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.head_criticisms import workflow as criticism_flow
from inspections.head_criticisms.actions import propose_criticism
from inspections.rechecks.actions import record_rechecks, said_on
from inspections.recommendations.actions import add_recommendation
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.remedies.proofs import add_proofs
from inspections.teams.actions import form_team, seat_member
from inspections.teams.models import Seat, Team
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import Absent, log_visit, plan_visit, update_visit
from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tests.doing import do
from tests.fixtures.cast import ZONE, Cast, appoint, make_agency, make_user
from tests.inspection_year import papers
from tests.inspection_year.by_forms import by_corridor, first_team, plan_of_the_year, steps
from tests.inspection_year.kinds import COUNTS, Found, Session, on
from tests.inspection_year.story import ANSWERS, STORY, TEAMS
from tests.inspections.complaint_story import log
from tests.lib.signed_pdf import plain_pdf

Act = Callable[[], None]
CALL_AT = time(9, 30)
HELD_FOR = timedelta(hours=2)


@dataclass
class World:
    """What was made, by the names of the story."""

    cast: Cast
    teams: dict[str, Team] = field(default_factory=dict)
    lines: list[Any] = field(default_factory=list)
    visits: dict[str, Visit] = field(default_factory=dict)
    calls: list[Any] = field(default_factory=list)
    # Words of papers as they were read back, by session.
    minutes: dict[str, list[str]] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)

    def who(self, name: str) -> Any:
        """A person as they are now: posts change over the year."""
        return self.cast.fresh(name)

    def agency(self, name: str) -> Any:
        return getattr(self.cast, name)

    def visit(self, session: Session) -> Visit:
        return Visit.every.get(pk=self.visits[session.key].pk)

    def head(self, session: Session) -> Any:
        return self.who(TEAMS[session.team].head)


def people(cast: Cast) -> Cast:
    """The cast with two communes of 2026, and the clerk of one of them."""
    for name, called in (("ward", "UBND phường Tân Ninh"), ("village", "UBND xã Thạnh Đức")):
        given = {"by": cast.admin, "parent": cast.province}
        made = make_agency(called, LegalKind.COMMUNE, ReportGroup.COMMUNE, **given)
        setattr(cast, name, made)
    cast.clerk_ward = make_user("clerk_ward")
    appoint(cast.clerk_ward, Role.AGENCY_CLERK, cast.ward)
    return cast


def play(cast: Cast) -> World:
    """The year, and what it left."""
    world = World(people(cast))
    for moment, act in sorted(_all(world), key=lambda act: act[0]):
        with time_machine.travel(moment, tick=False):
            act()
    return world


def at(day: date, hour: int | time = 10, minutes: int = 0) -> datetime:
    """A moment of the year."""
    when = hour if isinstance(hour, time) else time(hour, minutes)
    return datetime.combine(day, when, ZONE)


def _all(world: World) -> Iterator[tuple[datetime, Act]]:
    yield at(on(1, 5), 8), lambda: first_team(world)
    yield at(on(1, 5), 9), lambda: _teams(world)
    yield at(on(1, 6)), lambda: plan_of_the_year(world)
    for before, session in zip((None, *STORY), STORY, strict=False):
        yield from _acts(world, session, before)


def _teams(world: World) -> None:
    for name, told in list(TEAMS.items())[1:]:
        team, _ = form_team(
            by=world.who("manager"),
            issuer=told.issuer,
            name=told.name,
            decision_number=f"{len(world.teams) + 1}/QĐ-SNV",
            decision_day=on(1, 5),
            decision_title="thành lập Tổ kiểm tra công vụ",
            symbol=told.symbol,
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            head=world.who(told.head),
        )
        seats = [(who, None) for who in told.members] + list(told.guests)
        for who, until in seats:
            team = seat_member(
                team,
                by=world.who("manager"),
                person=world.who(who),
                seat=Seat.MEMBER,
                starts_on=told.starts_on,
                ends_on=until,
            )
        world.teams[name] = team


def _acts(world: World, s: Session, before: Session | None) -> Iterator[tuple[datetime, Act]]:
    begins = at(s.day, s.hour)
    ends = begins + HELD_FOR
    for number in range(s.calls):
        yield at(s.day, CALL_AT, number), lambda: _call(world, s)
    if s.way == "forms":
        yield from steps(world, s, _planned_on(s))
    elif s.way == "corridor":
        yield ends, lambda: by_corridor(world, s)
    elif s.way == "planned":
        yield from _meant(world, s)
    else:
        yield ends - timedelta(minutes=30), lambda: _log(world, s, before)
    if s.began and s.way not in ("forms", "corridor"):
        yield ends - timedelta(minutes=20), lambda: _note(world, s)
        yield ends, lambda: _end(world, s)
    if s.way != "forms":
        yield from papers.acts(world, s, ends)
    yield from _answers(world, s)


def _meant(world: World, s: Session) -> Iterator[tuple[datetime, Act]]:
    """From the schedule to the door."""
    yield at(_planned_on(s)), lambda: _plan(world, s)
    if s.moved_from:
        yield at(s.moved_from - timedelta(1)), lambda: _move(world, s)
    if s.fate == "dropped":
        yield at(s.day - timedelta(1)), lambda: _drop(world, s)
    if s.began:
        yield at(s.day, s.hour), lambda: _begin(world, s)


def _planned_on(s: Session) -> date:
    """A fortnight ahead, but not before the teams."""
    return max((s.moved_from or s.day) - timedelta(14), on(1, 7))


def _call(world: World, s: Session) -> None:
    day = datetime.now(ZONE)
    subject = world.agency(s.agency)
    made = log(world.cast, at=day, by=world.who("operator"), subject_agency=subject)
    world.calls.append((s.key, made))


def _plan(world: World, s: Session) -> None:
    world.visits[s.key], _ = plan_visit(
        by=world.who("manager"),
        team=world.teams[s.team],
        agency=world.agency(s.agency),
        day=s.moved_from or s.day,
        starts_at=time(s.hour),
        is_surprise=not s.announced,
        cause=s.cause,
        plan_line=None if s.line is None else world.lines[s.line],
    )


def _move(world: World, s: Session) -> None:
    asked = {"team": world.teams[s.team], "day": s.day, "starts_at": time(s.hour)}
    do(visit_flow.RESCHEDULE, world.visit(s), by=world.who("manager"), note="Trùng họp.", **asked)


def _drop(world: World, s: Session) -> None:
    do(visit_flow.DROP, world.visit(s), by=world.who("manager"), note="Bão số 9.")


def _begin(world: World, s: Session) -> None:
    asked = {"day": s.day, "starts_at": time(s.hour)}
    do(visit_flow.START, world.visit(s), by=world.head(s), **asked)
    told = {**heads_of(s.heads), "headcount_note": s.note}
    kinds = [Absent(*row) for row in s.kinds]
    visit = world.visit(s)
    update_visit(visit, by=world.head(s), seen_version=visit.version, absences=kinds, **told)


def _log(world: World, s: Session, before: Session | None) -> None:
    team, told = world.teams[s.team], TEAMS[s.team]
    trip = world.visit(before) if s.way == "trip" and before else None
    guests = [who for who, until in told.guests if until is None or until >= s.day]
    own = [made for key, made in world.calls if key == s.key]
    world.visits[s.key], _ = log_visit(
        by=world.head(s),
        agency=world.agency(s.agency),
        day=s.day,
        starts_at=time(s.hour),
        is_surprise=not s.announced,
        cause=s.cause,
        members=[world.who(who) for who in (*told.members, *guests)],
        head=world.head(s),
        absences=[Absent(*row) for row in s.kinds],
        complaints=own,
        trip=trip,
        team=None if trip else team,
        basis_number=team.decision_number,
        basis_date=team.decision_day,
        headcount_note=s.note,
        **heads_of(s.heads),
    )


def heads_of(counts: tuple[int | None, ...]) -> dict[str, int | None]:
    """The columns of the head-counts."""
    return dict(zip(COUNTS, counts, strict=True))


def _note(world: World, s: Session) -> None:
    by, visit = world.head(s), world.visit(s)
    for row in s.found:
        made = add_finding(visit, by=by, **finding_of(world, row))[0]
        if row.withdrawn:
            withdraw_finding(made, by=by, note="Ghi nhầm người.")
    for said in s.advice:
        asked = {"addressee": said.to, "text": said.text, "condition": said.condition}
        due = said.mending and said.mending.due
        add_recommendation(visit, by=by, remedy_due_on=due, **asked)
    if s.criticism:
        propose_criticism(visit, by=by, about="head", reason="Buông lỏng kỷ cương.")
    again, results = s.rechecks
    if again:
        earlier = Visit.objects.get(pk=world.visits[again].pk)
        record_rechecks(visit, earlier, dict(zip(said_on(earlier), results, strict=True)), by=by)


def finding_of(world: World, row: Found) -> dict[str, Any]:
    """Keywords of ``add_finding``."""
    return {
        "subject": Subject.PERSON if row.kind else Subject.UNIT,
        "category": Category.objects.get(code=row.category),
        "person_kind": row.kind,
        "is_leader": row.leader,
        "recommended_handling": HandlingMeasure.objects.filter(code=row.measure).first(),
        "remedy_due_on": row.mending and row.mending.due,
        "agency": world.agency(row.body) if row.body else None,
        "person": {"name": row.person, "post": "Chuyên viên"} if row.person else None,
    }


def _end(world: World, s: Session) -> None:
    ends = (datetime.combine(s.day, time(s.hour)) + HELD_FOR).time()
    if s.fate == "cancelled":
        do(visit_flow.CANCEL, world.visit(s), by=world.head(s), note="Ghi nhầm cơ quan.")
    elif s.fate == "concluded":
        asked = {"ends_at": ends, "conclusion": "Cơ bản chấp hành tốt."}
        do(visit_flow.CONCLUDE, world.visit(s), by=world.head(s), **asked)


def _answers(world: World, s: Session) -> Iterator[tuple[datetime, Act]]:
    rows = [row for row in s.found if not row.withdrawn]
    for place, row in enumerate(rows):
        told = row.answer
        if told:
            day = told.confirmed or told.day
            yield at(told.day, 9), lambda p=place, r=row: _answer(world, s, p, r)
            yield at(day, 15), lambda p=place, r=row: _judge(world, s, p, r)
    for row in s.asked:
        told, mending = row, row.mending
        assert mending is not None
        if mending.extended:
            yield at(mending.due - timedelta(1), 11), lambda r=told: _extend(world, s, r)
        if mending.reported:
            yield at(mending.reported, 9), lambda r=told: _report(world, s, r)
            day = mending.confirmed or mending.reported
            yield at(day, 16), lambda r=told: _confirm(world, s, r)
        if mending.reopened:
            yield at(mending.reopened, 9), lambda r=told: _reopen(world, s, r)
    if s.criticism not in ("", "proposed"):
        yield at(s.day + timedelta(20), 9), lambda: _decide(world, s)


def _finding(world: World, s: Session, place: int) -> Finding:
    rows = Finding.objects.standing().filter(visit=world.visits[s.key].pk)
    return rows.select_related("visit", "agency").order_by("pk")[place]


def speaks(world: World, s: Session, row: object) -> Any:
    """Who answers for the body a row is about."""
    body = row.body if isinstance(row, Found) and row.body else s.agency
    return world.who(ANSWERS[body])


def _answer(world: World, s: Session, place: int, row: Found) -> None:
    told = row.answer
    assert told is not None
    given: dict[str, Any] = {"starts_on": told.day}
    if told.number:
        given |= {"decision_number": told.number, "decision_date": told.day}
        given["signer"] = "Giám đốc"
    form = HandlingMeasure.objects.get(code=told.measure)
    about = _finding(world, s, place)
    enter_handling(about, by=speaks(world, s, row), form=form, **given)


def _judge(world: World, s: Session, place: int, row: Found) -> None:
    assert row.answer is not None
    made = _finding(world, s, place).handlings.get()
    by = world.who("manager")
    match row.answer.state:
        case "confirmed":
            do(handling_flow.CONFIRM, made, by=by)
        case "returned":
            do(handling_flow.RETURN, made, by=by, note="Ghi rõ người ký.")
        case "withdrawn":
            do(handling_flow.WITHDRAW, made, by=speaks(world, s, row), note="Ghi nhầm.")


def _remedy(world: World, s: Session, row: object) -> Remedy:
    """The remedy of the row that stands at its place among those that ask for one."""
    place = [id(each) for each in s.asked].index(id(row))
    rows = Remedy.objects.filter(visit=world.visits[s.key].pk)
    found = sorted(rows, key=lambda each: (each.finding_id is None, each.finding_id, each.pk))
    return found[place]


def _extend(world: World, s: Session, row: Any) -> None:
    asked = {"due_on": row.mending.extended, "note": "Chờ kinh phí."}
    do(remedy_flow.EXTEND, _remedy(world, s, row), by=world.who("manager"), **asked)


def _report(world: World, s: Session, row: Any) -> None:
    made, by = _remedy(world, s, row), speaks(world, s, row)
    asked = {"done_on": row.mending.done, "text": "Đã khắc phục."}
    made = do(remedy_flow.REPORT, made, by=by, **asked)
    files = [
        SimpleUploadedFile(f"{number}.pdf", plain_pdf(number), "application/pdf")
        for number in range(1, row.mending.proofs + 1)
    ]
    kept, refused = add_proofs(made, files, by=by) if files else ([], [])
    assert (len(kept), refused) == (row.mending.proofs, [])


def _confirm(world: World, s: Session, row: Any) -> None:
    made, by = _remedy(world, s, row), world.who("manager")
    if row.mending.confirmed:
        do(remedy_flow.CONFIRM, made, by=by)
    elif row.mending.returned:
        do(remedy_flow.RETURN, made, by=by, note="Chưa có ảnh.")


def _reopen(world: World, s: Session, row: Any) -> None:
    do(remedy_flow.REOPEN, _remedy(world, s, row), by=world.who("manager"), note="Vẫn thiếu.")


def _decide(world: World, s: Session) -> None:
    made = world.visit(s).head_criticisms.get()
    by = world.who("head_a" if s.agency == "a_unit" else "province_registrar")
    day = s.day + timedelta(20)
    given = {"outcome": s.criticism, "decision_number": "1520/UBND-NC", "decision_date": day}
    do(criticism_flow.DECIDE, made, by=by, outcome_reason="", **given)
