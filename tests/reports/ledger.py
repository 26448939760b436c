"""Records made at random from a seed, with a ledger of plain Python beside them.

The recount below reads the ledger alone: no model, no query, no constant of the figures. It is
what the catalogue must agree with.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from inspections.models import (
    Category,
    Complaint,
    DueAgency,
    Finding,
    HandlingForm,
    Round,
    Submission,
    SubmissionCount,
    Visit,
)
from tayninh_portal import records
from tests.fixtures.cast import ZONE, Cast, make_agency, moment
from tests.reports import answers

AT = moment(2020, 1, 10)
FIRST, LAST = date(2019, 1, 1), date(2019, 12, 31)
# The days at which a count goes wrong by one.
EDGES = (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))


@dataclass
class Found:
    about: str
    category: str
    leader: bool
    recommended: bool
    withdrawn: bool
    answer: answers.Answer | None = None
    asked: answers.Asked | None = None


@dataclass
class Held:
    day: date
    agency: int
    place: str
    state: str
    surprise: bool
    found: list[Found]


@dataclass
class Told:
    day: date
    state: str
    kind: str
    handled: date | None


@dataclass
class Sent:
    state: str
    held: str
    inspections: int | None
    nothing: bool
    texts: dict[str, str]
    counts: list[int]
    first_filed: date | None


@dataclass
class Due:
    ends: date
    opened: bool
    due_on: date
    group: str
    removed: bool
    sent: Sent | None


@dataclass
class Ledger:
    visits: list[Held] = field(default_factory=list)
    complaints: list[Told] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)

    def recount(self, first: date = FIRST, last: date = LAST) -> dict[str, int]:
        """Every count and sum of the catalogue, in plain Python."""
        held = [v for v in self.visits if v.state == "concluded" and first <= v.day <= last]
        kept = [(v, f) for v in held for f in v.found if not f.withdrawn]
        people = [(v, f) for v, f in kept if f.about == "person"]
        units = [(v, f) for v, f in kept if f.about == "unit"]
        told = [
            c
            for c in self.complaints
            if first <= c.day <= last
            and c.state != "merged"
            and c.kind not in ("grievance", "denunciation")
        ]
        due = [d for d in self.due if d.opened and not d.removed and first <= d.ends <= last]
        accepted = [d.sent for d in due if d.sent and d.sent.state == "accepted"]
        did = [s for s in accepted if s.held == "held"]
        numbers = {
            "visits.total": len(held),
            "visits.surprise": sum(v.surprise for v in held),
            "visits.without_findings": sum(all(f.withdrawn for f in v.found) for v in held),
            "visits.agencies": len({v.agency for v in held}),
            "violations.total": len(people),
            "violations.leaders": sum(f.leader for _, f in people),
            "violations.recommended": sum(f.recommended for _, f in people),
            "unit_findings.total": len(units),
            "complaints.total": len(told),
            "complaints.handled": sum(
                c.state in ("closed", "passed_on") and c.handled <= last for c in told
            ),
            "self_inspections.held": sum(s.inspections or 0 for s in did),
            "self_inspections.violations": sum(sum(s.counts) for s in did if not s.nothing),
            "self_inspections.not_held": sum(s.held == "not_held" for s in accepted),
        }
        numbers |= answers.recount(self.visits, first, last)
        for place in ("provincial", "district", "commune", "other"):
            numbers[f"visits.{place}"] = sum(v.place == place for v in held)
            numbers[f"violations.{place}"] = sum(v.place == place for v, _ in people)
            numbers[f"unit_findings.{place}"] = sum(v.place == place for v, _ in units)
        for name, text in (
            ("plans", "plan_number"),
            ("propaganda", "propaganda"),
            ("rules_reviewed", "rules_reviewed"),
            ("shortcomings", "shortcomings"),
            ("proposals", "proposals"),
        ):
            numbers[f"self_inspections.{name}"] = sum(bool(s.texts.get(text)) for s in accepted)
        for group in ("provincial", "district", "commune", "total"):
            mine = [d for d in due if group in (d.group, "total")]
            filed = [d for d in mine if d.sent and d.sent.state in ("certified", "accepted")]
            numbers |= {
                f"self_inspections.{group}.due": len(mine),
                f"self_inspections.{group}.filed": len(filed),
                f"self_inspections.{group}.on_time": sum(
                    d.sent.first_filed <= d.due_on for d in filed
                ),
                f"self_inspections.{group}.accepted": sum(
                    d.sent.state == "accepted" for d in mine if d.sent
                ),
                f"self_inspections.{group}.done": sum(
                    d.sent.state == "accepted"
                    and d.sent.held == "held"
                    and (d.sent.inspections or 0) >= 1
                    for d in mine
                    if d.sent
                ),
            }
        return numbers


class Maker:
    """Writes records and their ledger lines side by side."""

    def __init__(self, cast: Cast, seed: int = 0) -> None:
        self.cast, self.draw, self.ledger = cast, random.Random(seed), Ledger()
        orphan = make_agency("Đơn vị chưa rõ cơ quan quản lý", "subordinate", by=cast.admin)
        self.places = [
            (cast.a, "provincial"),
            (cast.a_unit, "provincial"),
            (cast.b, "provincial"),
            (cast.district, "district"),
            (cast.commune, "commune"),
            (orphan, "other"),
        ]
        self.categories = {
            about: list(Category.objects.filter(subject=about)) for about in ("person", "unit")
        }
        self.handling = HandlingForm.objects.get(code="remind_oral")

    def day(self) -> date:
        """An edge of the year, or any day near it."""
        if self.draw.random() < 0.4:
            return self.draw.choice(EDGES)
        return date(2018, 12, 1) + timedelta(self.draw.randrange(420))

    def visit(
        self,
        *,
        day: date | None = None,
        place: int | None = None,
        state: str = "concluded",
        surprise: bool = False,
        found: list[Found] | None = None,
    ) -> Visit:
        """One visit with its findings."""
        agency, group = self.places[self.draw.randrange(6) if place is None else place]
        day = day or self.day()
        visit = Visit(
            agency=agency,
            day=day,
            starts_at=time(8),
            is_surprise=surprise,
            cause="plan",
            state=state,
            concluded_at=AT if state == "concluded" else None,
        )
        records.create(visit, by=self.cast.specialist, at=AT)
        for one in found or []:
            self._finding(visit, one)
        self.ledger.visits.append(Held(day, agency.pk, group, state, surprise, found or []))
        return visit

    def _finding(self, visit: Visit, one: Found) -> None:
        person = one.about == "person"
        finding, _ = records.create(
            Finding(
                visit=visit,
                visit_day=visit.day,
                subject=one.about,
                category=next(c for c in self.categories[one.about] if c.code == one.category),
                person_kind="civil_servant" if person else "",
                is_leader=one.leader and person,
                recommended_handling=self.handling if one.recommended else None,
                remedy_due_on=one.asked.due if one.asked else None,
                withdrawn_at=AT if one.withdrawn else None,
            ),
            by=self.cast.specialist,
            at=AT,
        )
        answers.write(finding, one.answer, one.asked, by=self.cast.clerk_a, at=AT)

    def found(self, about: str = "", **fields: object) -> Found:
        """A finding to be, at random where nothing is said."""
        about = about or self.draw.choice(("person", "person", "unit"))
        made = Found(
            about=about,
            category=self.draw.choice(self.categories[about]).code,
            leader=about == "person" and self.draw.random() < 0.2,
            recommended=self.draw.random() < 0.6,
            withdrawn=self.draw.random() < 0.15,
        )
        for name, value in fields.items():
            setattr(made, name, value)
        return made

    def complaint(
        self,
        *,
        day: date | None = None,
        state: str = "received",
        kind: str = "conduct",
        handled: date | None = None,
        at: datetime | None = None,
        **fields: object,
    ) -> Complaint:
        """One complaint; ``at`` gives the minute of the call, else it is nine o'clock."""
        day = day or self.day()
        number = len(self.ledger.complaints)
        twin = Complaint.objects.order_by("pk").first() if state == "merged" else None
        if state == "merged" and twin is None:
            state = "received"
        complaint = Complaint(
            code=f"MH-{number:010d}",
            received_at=at or datetime.combine(day, time(9), ZONE),
            received_on=day,
            channel="phone",
            is_anonymous=True,
            summary="Trễ hạn hồ sơ (minh họa)",
            subject_agency=self.cast.b,
            classification=kind,
            state=state,
            handled_on=handled,
            merged_into=twin,
            **fields,
        )
        records.create(complaint, by=self.cast.operator, at=AT)
        self.ledger.complaints.append(Told(day, state, kind, handled))
        return complaint

    def round(self, *, ends: date = LAST, state: str = "open") -> Round:
        """A round that asks about the year up to ``ends``."""
        made = Round(
            title=f"Đợt minh họa {Round.objects.count() + 1}",
            state=state,
            period_start=ends - timedelta(364),
            period_end=ends,
            reference_day=ends,
            due_on=ends + timedelta(5),
        )
        records.create(made, by=self.cast.manager, at=AT)
        return made

    def due(
        self, round_: Round, agency, group: str, sent: Sent | None = None, removed: bool = False
    ) -> None:
        """An agency due in a round, and what it sent."""
        DueAgency.objects.create(
            round=round_,
            agency=agency,
            group=group,
            removed_at=AT if removed else None,
            removed_reason="Đã giải thể (minh họa)" if removed else "",
        )
        if sent is not None:
            self._submission(round_, agency, sent)
        self.ledger.due.append(
            Due(round_.period_end, round_.state != "draft", round_.due_on, group, removed, sent)
        )

    def _submission(self, round_: Round, agency, sent: Sent) -> None:
        accepted = sent.state == "accepted"
        submission = Submission(
            round=round_,
            agency=agency,
            state=sent.state,
            held=sent.held,
            not_held_reason="Không bố trí được (minh họa)" if sent.held == "not_held" else "",
            inspections_held=sent.inspections,
            nothing_found=sent.nothing,
            plan_date=round_.period_start if sent.texts.get("plan_number") else None,
            first_filed_on=sent.first_filed,
            filed_on=sent.first_filed,
            accepted_by=self.cast.specialist if accepted else None,
            accepted_on=AT.date() if accepted else None,
            **sent.texts,
        )
        records.create(submission, by=self.cast.clerk_a, at=AT)
        for at, count in enumerate(sent.counts):
            SubmissionCount.objects.create(
                submission=submission, category=self.categories["person"][at], count=count
            )

    def sent(self, round_: Round) -> Sent | None:
        """What an agency sent, at random; nothing sometimes."""
        draw = self.draw
        if draw.random() < 0.15:
            return None
        state = draw.choice(("draft", "certified", "returned", "accepted", "accepted", "accepted"))
        held = draw.choice(("held", "held", "held", "not_held"))
        nothing = held == "held" and draw.random() < 0.3
        fields = ("plan_number", "propaganda", "rules_reviewed", "shortcomings", "proposals")
        return Sent(
            state=state,
            held=held,
            inspections=draw.choice((0, 1, 2, 5)) if held == "held" else None,
            nothing=nothing,
            texts={name: "12/KH" for name in fields if draw.random() < 0.5},
            counts=[] if nothing or held != "held" else [draw.randrange(4) for _ in range(3)],
            first_filed=None
            if state == "draft"
            else round_.due_on + timedelta(draw.choice((-3, 0, 1))),
        )

    def everything(self) -> Ledger:
        """A few of all, on days around the year."""
        draw = self.draw
        for _ in range(14):
            day = self.day()
            found = [self.found() for _ in range(draw.randrange(4))]
            for one in found:
                one.answer, one.asked = answers.at_random(draw, one.about, day, LAST)
            self.visit(
                day=day,
                state=draw.choice(("concluded", "concluded", "concluded", "draft", "cancelled")),
                surprise=draw.random() < 0.5,
                found=found,
            )
        for _ in range(10):
            state = draw.choice(("received", "handed_on", "closed", "passed_on", "merged"))
            day = self.day()
            done = state in ("closed", "passed_on")
            handled = max(day, draw.choice((day, LAST, LAST + timedelta(1)))) if done else None
            self.complaint(
                day=day,
                state=state,
                handled=handled,
                kind=draw.choice(("conduct", "rules_own", "grievance", "denunciation")),
            )
        groups = (
            (self.cast.a, "provincial"),
            (self.cast.b, "provincial"),
            (self.cast.office, "provincial"),
            (self.cast.district, "district"),
        )
        for ends in (FIRST - timedelta(1), LAST, draw.choice((FIRST, LAST + timedelta(1)))):
            round_ = self.round(ends=ends, state=draw.choice(("open", "open", "closed", "draft")))
            for agency, group in groups:
                self.due(round_, agency, group, self.sent(round_), draw.random() < 0.15)
        return self.ledger
