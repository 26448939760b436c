"""What the story does by the forms of the portal, as browsers send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import uuid4

from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure
from inspections.minutes.models import Minutes
from inspections.plans.models import Plan
from inspections.result_papers.models import ResultPaper
from inspections.teams.models import Team, TeamMember
from inspections.visits.models import Visit
from tayninh_portal.records import version_of
from tests.fixtures.cast import ZONE
from tests.inspection_year import papers
from tests.inspection_year.kinds import COUNTS, Found, Session, on
from tests.inspection_year.story import PLAN, TEAMS
from tests.inspections.minuting import WORDS, upload
from tests.inspections.planning import TOLD

if TYPE_CHECKING:
    from tests.inspection_year.playing import World

Act = Callable[[], None]


def send(
    world: World,
    who: str,
    address: str,
    /,
    *args: int | str,
    record: object = None,
    **typed: object,
) -> str:
    """Send one form, which has to lead on; where it leads."""
    sent = {"client_id": str(uuid4()), **typed}
    if record is not None:
        sent["seen_version"] = version_of(type(record)._base_manager.get(pk=record.pk))
    sent = {key: _typed(value) for key, value in sent.items()}
    answer = world.cast.client(who).post(reverse(address, args=args), sent)
    form = answer.context and answer.context.get("form")
    assert answer.status_code == 302, (address, form and dict(form.errors), answer.status_code)
    return str(answer["Location"])


def _typed(value: object) -> object:
    """Days and hours as they are typed."""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month}/{value.year}"
    return f"{value:%H:%M}" if isinstance(value, time) else value


def first_team(world: World) -> None:
    """The first team, with a guest who has an account and one who has none."""
    told = TEAMS["one"]
    decided = {
        "issuer": told.issuer,
        "name": told.name,
        "decision_number": "1/QĐ-SNV",
        "decision_day": on(1, 5),
        "decision_title": "thành lập Tổ kiểm tra công vụ",
        "symbol": told.symbol,
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
        "head": told.head,
    }
    send(world, "manager", "team-create", **decided)
    team = Team.objects.get()
    since = {"seat": "member", "starts_on": told.starts_on}
    for who, _ in told.guests:
        send(world, "manager", "team-seat", team.pk, record=team, person=who, **since)
    named = {"name": "Nguyễn Thị Khách", "post": "Sở Tài chính"}
    send(world, "manager", "team-seat", team.pk, record=team, **named, **since)
    world.teams["one"] = Team.objects.get(pk=team.pk)


def plan_of_the_year(world: World) -> None:
    """Drafted by a specialist, presented and numbered by the leader, changed with reasons."""
    told = TOLD | {"year": 2026, "issuer": "department"}
    send(world, "specialist", "plan-create", **told)
    plan = Plan.objects.get()
    for line in PLAN:
        if not line.added:
            _line(world, plan, line, "")
    send(world, "manager", "plan-present", plan.pk, record=plan)
    number = {"number": "152/KH-SNV", "issued_on": on(1, 6)}
    send(world, "manager", "plan-issue", plan.pk, record=plan, **number)
    for line in PLAN:
        if line.added:
            _line(world, plan, line, line.added)
    world.lines = list(plan.lines.order_by("pk"))
    for row, line in zip(world.lines, PLAN, strict=True):
        if line.dropped:
            gone = {"month": line.month, "is_dropped": "on", "reason": line.dropped}
            send(world, "specialist", "plan-line-update", row.pk, record=row, **gone)


def _line(world: World, plan: Plan, line, reason: str) -> None:
    typed = {
        "month": line.month,
        "agency": world.agency(line.agency).name if line.agency else "",
        "group": line.group,
        "number": "" if line.agency else line.number,
        "theme": "",
        "reason": reason,
    }
    send(world, "specialist", "plan-line-create", plan.pk, **typed)


def steps(world: World, s: Session, planned: date) -> Iterator[tuple[datetime, Act]]:
    """A surprise from the schedule to its notice, each step at its moment."""
    assert s.paper.notice is not None
    yield _at(planned, 10), lambda: _plan(world, s)
    yield _at(s.day, s.hour, 5), lambda: _hold(world, s)
    yield _at(s.day, s.hour + 3), lambda: _end(world, s)
    yield _at(s.paper.notice, 17), lambda: _notice(world, s, world.visit(s))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def _plan(world: World, s: Session) -> None:
    typed = {
        "agency": world.agency(s.agency).name,
        "team": world.teams[s.team].pk,
        "day": s.day,
        "starts_at": f"{s.hour}h",
        "is_surprise": "yes",
        "cause": s.cause,
        "plan_line": world.lines[s.line].pk,
        "place": "",
    }
    before = set(Visit.every.values_list("pk", flat=True))
    send(world, "manager", "visit-plan", **typed)
    world.visits[s.key] = Visit.every.exclude(pk__in=before).get()


def _hold(world: World, s: Session) -> None:
    visit = world.visit(s)
    begun = {"day": s.day, "starts_at": f"{s.hour}h"}
    send(world, "specialist", "visit-start", visit.pk, record=visit, **begun)
    _note(world, s, visit)


def _end(world: World, s: Session) -> None:
    visit = world.visit(s)
    ended = {"ends_at": f"{s.hour + 2}h", "conclusion": "Cơ bản chấp hành tốt."}
    send(world, "specialist", "visit-conclude", visit.pk, record=visit, **ended)
    _minutes(world, s, visit)


def _note(world: World, s: Session, visit: Visit) -> None:
    shown = world.cast.client("specialist").get(reverse("visit-update", args=[visit.pk]))
    form = shown.context["form"]
    kept = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    kept |= dict(zip(COUNTS, s.heads, strict=True))
    kept |= {f"absent_{kind}": people for kind, people in s.kinds}
    kept |= {"day": s.day, "agency": world.agency(s.agency).name, "is_surprise": "yes"}
    kept.pop("find", None)
    send(world, "specialist", "visit-update", visit.pk, record=visit, **kept)
    for row in s.found:
        send(world, "specialist", "finding-create", visit.pk, record=visit, **_finding(row))


def _finding(row: Found) -> dict[str, object]:
    measure = HandlingMeasure.objects.get(code=row.measure).pk
    return {
        "category": Category.objects.get(code=row.category).pk,
        "person_kind": row.kind,
        "recommended_handling": measure,
    }


def _minutes(world: World, s: Session, visit: Visit) -> None:
    send(world, "specialist", "minutes-create", visit.pk)
    made = Minutes.objects.get(visit=visit.pk)
    send(world, "specialist", "minutes-update", made.pk, record=made, number=1, **WORDS)
    paper = world.cast.client("specialist").post(reverse("minutes-paper", args=[made.pk]))
    assert paper["Content-Type"] == "application/pdf"
    world.minutes[s.key] = [papers.pdf_text(paper.content)]
    signed = {"number": 1, "signed_on": s.day, "manner": "paper", "upload": upload()}
    send(world, "specialist", "minutes-sign", made.pk, record=made, **signed)


def _notice(world: World, s: Session, visit: Visit) -> None:
    address = reverse("result-paper-create", args=[visit.pk, "thong-bao"])
    words = world.cast.client("specialist").get(address).context["form"].initial
    send(world, "specialist", "result-paper-create", visit.pk, "thong-bao", **words)
    made = ResultPaper.objects.get(visit=visit.pk)
    send(world, "specialist", "result-paper-present", made.pk, record=made)
    send(world, "manager", "result-paper-approve", made.pk, record=made)
    papers.issue(world, s, ResultPaper.objects.get(pk=made.pk), s.paper.notice)


def by_corridor(world: World, s: Session) -> None:
    """All of a surprise visit on the one page of the phone, by the team one sits in."""
    team = world.teams[s.team]
    seats = TeamMember.objects.on(s.day).filter(team=team).exclude(user=None)
    sent = {
        "day": s.day,
        "agency": world.agency(s.agency).name,
        "starts_at": f"{s.hour}h",
        "is_surprise": "yes",
        "cause": s.cause,
        "by_decision": team.pk,
        "basis_number": team.decision_number,
        "basis_date": team.decision_day,
        "members": [seat.user_id for seat in seats],
        "head": world.head(s).pk,
        "conclusion": "Cơ bản chấp hành tốt.",
        "ket-thuc": "1",
        **dict(zip(COUNTS, s.heads, strict=True)),
    }
    places = {"person": 0, "unit": 0}
    for row in s.found:
        kind = "person" if row.kind else "unit"
        places[kind] += 1
        at = f"{kind}-{places[kind]}"
        sent[f"{at}-category"] = Category.objects.get(code=row.category).pk
        if row.kind:
            sent[f"{at}-person_kind"] = row.kind
    before = set(Visit.objects.values_list("pk", flat=True))
    send(world, "specialist", "visit-note", **sent)
    world.visits[s.key] = Visit.objects.exclude(pk__in=before).get()
