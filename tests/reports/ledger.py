"""Records made at random from a seed, with a ledger of plain Python beside them."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field, HandlingMeasure
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.implementation.models import ImplementationFact
from inspections.plans.models import PlanLine
from inspections.rounds.models import DueAgency, Round
from inspections.submissions.models import Submission, SubmissionCount
from inspections.visits.actions.rows import Absent, write_absences
from inspections.visits.models import Visit
from tayninh_portal import records
from tests.fixtures.cast import ZONE, Cast, make_agency, moment
from tests.reports import activities, answers, calls, planning
from tests.reports import heads as criticised
from tests.reports.activities import Activity
from tests.reports.activities import at_random as any_action
from tests.reports.calls import Wording
from tests.reports.heads import Criticism
from tests.reports.planning import Foreseen, Told
from tests.reports.recount import CAUSES, EDGES, FIRST, HEADS, LAST, Found, Held, Ledger
from tests.reports.sendings import Due, Sent

AT = moment(2020, 1, 10)
KINDS = ("official", "civil_servant", "public_employee", "contract", "commune_part_time")
# Days on which an agency of a generated province begins and ends.
LIVES = (*EDGES, date(2019, 6, 30), date(2019, 7, 1))
# Legal kind, report group, and the group its visits stand in; the last is a unit of a district.
BODIES = (
    ("provincial_body", "provincial", "provincial"),
    ("public_unit", "provincial", "provincial"),
    ("district", "district", "district"),
    ("commune", "commune", "commune"),
    ("commune", "", "commune"),
    ("subordinate", "", "district"),
)


class Maker:
    """Writes records and their ledger lines side by side."""

    def __init__(self, cast: Cast, seed: int = 0) -> None:
        self.cast, self.draw, self.ledger = cast, random.Random(seed), Ledger()
        # By itself, so that what came later leaves the older draws as they were.
        self.draw_later = random.Random(f"later {seed}")
        self.orphan = make_agency("Đơn vị chưa rõ cơ quan quản lý", "subordinate", by=cast.admin)
        self.places = [
            (cast.a, "provincial"),
            (cast.a_unit, "provincial"),
            (cast.b, "provincial"),
            (cast.district, "district"),
            (cast.commune, "commune"),
            (self.orphan, "other"),
        ]
        self.asked = [
            (cast.a, "provincial"),
            (cast.b, "provincial"),
            (cast.office, "provincial"),
            (cast.district, "district"),
        ]
        self.categories = {
            about: list(Category.objects.filter(subject=about)) for about in ("person", "unit")
        }
        self.fields = {field.code: field for field in Field.objects.all()}
        provincial = (cast.department, cast.office, cast.a, cast.b)
        for agency, group in (
            *((a, "provincial") for a in provincial),
            (cast.district, "district"),
        ):
            self.ledger.registry[agency.pk] = (group, agency.starts_on, agency.ends_on)
        self.handling = HandlingMeasure.objects.get(code="remind_oral")

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
        cause: str = "plan",
        heads: dict[str, int | None] | None = None,
        kinds: dict[str, int] | None = None,
        criticisms: list[Criticism] | None = None,
        advised: list[answers.Advised] | None = None,
        told: Told | None = None,
        line: PlanLine | None = None,
        **more: str,
    ) -> Visit:
        """One visit with its findings."""
        day = day or self.day()
        agency, group = (
            self.draw.choice(self._standing(day)) if place is None else self.places[place]
        )
        visit = Visit(
            agency=agency,
            day=day,
            starts_at=time(8),
            is_surprise=surprise,
            cause=cause,
            state=state,
            concluded_at=AT if state == "concluded" else None,
            plan_line=line,
            **(heads or {}),
            **more,
        )
        absences = [Absent(*each) for each in (kinds or {}).items()]
        visit, _ = records.create(
            visit,
            by=self.cast.specialist,
            at=AT,
            own_rows=lambda made: write_absences(made, absences),
        )
        for one in found or []:
            self._finding(visit, one)
        for proposal in criticisms or []:
            criticised.write(visit, proposal, by=self.cast.specialist, at=AT)
        for said in advised or []:
            answers.advise(visit, said, by=self.cast.specialist, at=AT)
        if told is not None:
            planning.write_notice(visit, told, by=self.cast.specialist, at=AT)
        self.ledger.visits.append(
            Held(
                *(day, agency.pk, group, state, surprise, found or [], cause, heads or {}),
                kinds or {},
                criticisms or [],
                advised or [],
                told,
                line is not None,
            )
        )
        return visit

    def line(self, foreseen: Foreseen) -> PlanLine:
        """One line of a plan."""
        self.ledger.lines.append(foreseen)
        return planning.write_line(foreseen, by=self.cast.specialist, at=AT)

    def _finding(self, visit: Visit, one: Found) -> None:
        person = one.about == "person"
        finding, _ = records.create(
            Finding(
                visit=visit,
                agency_id=one.elsewhere[0] if one.elsewhere else visit.agency_id,
                visit_day=visit.day,
                subject=one.about,
                category=next(c for c in self.categories[one.about] if c.code == one.category),
                field=self.fields[one.field] if one.field else None,
                person_kind=one.kind if person else "",
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
            field=self.draw.choice(("", "", *self.fields)),
            kind=self.draw.choice(KINDS),
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
        due: date | None = None,
        answered: date | None = None,
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
            answer_due_on=due,
            answered_on=answered,
            not_accepted_reason="Không rõ nội dung (minh họa)" if kind == "not_accepted" else "",
            merged_into=twin,
            **fields,
        )
        complaint, _ = records.create(complaint, by=self.cast.operator, at=AT)
        kept = complaint.reserved_for_id is not None
        self.ledger.complaints.append(Wording(day, state, kind, handled, due, answered, kept))
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
        made, _ = records.create(made, by=self.cast.manager, at=AT)
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
        submission = Submission(round=round_, agency=agency, **self.submission_fields(round_, sent))
        submission, _ = records.create(submission, by=self.cast.clerk_a, at=AT)
        self.write_counts(submission, sent)

    def submission_fields(self, round_: Round, sent: Sent) -> dict[str, object]:
        """What stands in the record of what an agency sent."""
        accepted = sent.state == "accepted"
        return {
            "state": sent.state,
            "held": sent.held,
            "not_held_reason": "Không bố trí được (minh họa)" if sent.held == "not_held" else "",
            "inspections_held": sent.inspections,
            "nothing_found": sent.nothing,
            "plan_date": round_.period_start if sent.texts.get("plan_number") else None,
            "first_filed_on": sent.first_filed,
            "filed_on": sent.first_filed,
            "accepted_by": self.cast.specialist if accepted else None,
            "accepted_on": AT.date() if accepted else None,
            **sent.texts,
        }

    def write_counts(self, submission: Submission, sent: Sent) -> None:
        """The cases it told, by category."""
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

    def activity(self, activity: Activity) -> ImplementationFact:
        """One implementation fact."""
        fact = activities.write(
            activity,
            Agency.objects.get(pk=activity.agency),
            len(self.ledger.activities),
            by=self.cast.specialist,
            accepted_by=self.cast.manager,
            at=AT,
        )
        self.ledger.activities.append(activity)
        return fact

    def agency(self) -> None:
        """An agency of any kind, maybe born or closed within the year, and placed in the ledger."""
        kind, group, place = self.draw.choice(BODIES)
        starts = self.draw.choice((date(2010, 1, 1), *LIVES))
        ends = self.draw.choice((None, None, *LIVES))
        ends = None if ends and ends < starts else ends
        agency = make_agency(
            f"Cơ quan minh họa {len(self.places)}",
            kind,
            group,
            by=self.cast.admin,
            starts_on=starts,
            ends_on=ends,
            parent=self.cast.district if kind == "subordinate" else None,
        )
        self.places.append((agency, place))
        if group:
            self.ledger.registry[agency.pk] = (group, starts, ends)
            self.asked.append((agency, group))

    def everything(
        self, *, agencies: int = 0, visits: int = 14, complaints: int = 16, activities: int = 14
    ) -> Ledger:
        """So many of all, on days around the year, and what three rounds asked."""
        draw = self.draw
        for _ in range(agencies):
            self.agency()
        mine = random.Random(f"planning {draw.getstate()[1][0]}")
        lines = planning.lines_at_random(mine, [agency.pk for agency, _ in self.places])
        self.lines = [self.line(line) for line in lines]
        for _ in range(visits):
            self._any_visit()
        for _ in range(complaints):
            day = self.day()
            called = calls.at_random(draw, day, LAST)
            named = self.cast.manager if called.pop("reserved") else None
            self.complaint(day=day, reserved_for=named, **called)
        for _ in range(activities):
            day = self.day()
            self.activity(any_action(draw, day, draw.choice(self._standing(day))[0].pk))
        for ends in (FIRST - timedelta(1), LAST, draw.choice((FIRST, LAST + timedelta(1)))):
            round_ = self.round(ends=ends, state=draw.choice(("open", "open", "closed", "draft")))
            for agency, group in self.asked:
                self.due(round_, agency, group, self.sent(round_), draw.random() < 0.15)
        return self.ledger

    def _standing(self, day: date) -> list[tuple[Agency, str]]:
        return [
            (agency, group)
            for agency, group in self.places
            if agency.starts_on <= day and (agency.ends_on is None or day <= agency.ends_on)
        ]

    def _any_visit(self) -> None:
        draw, day = self.draw, self.day()
        found = [self.found() for _ in range(draw.randrange(4))]
        for one in found:
            one.answer, one.asked = answers.at_random(draw, one.about, day, LAST)
            if one.about == "person" and self.draw_later.random() < 0.2:
                agency, group = self.draw_later.choice(self._standing(day))
                one.elsewhere = agency.pk, group
        self.visit(
            day=day,
            state=draw.choice(("concluded", "concluded", "concluded", "draft", "cancelled")),
            surprise=draw.random() < 0.5,
            cause=draw.choice(CAUSES),
            heads={name: draw.choice((None, 0, 3, 18, 18)) for name in HEADS},
            # Not drawn: what follows in the year stays as it was.
            kinds={"leave": 1, "study": 2} if len(found) == 3 else {},
            found=found,
            criticisms=criticised.at_random(self.draw_later, day, LAST),
            # By a draw of its own: what the others draw stays as it was.
            advised=answers.advised_at_random(random.Random(f"{day} {found}"), day, LAST),
            told=planning.notice_at_random(random.Random(f"told {day} {found}"), day, LAST),
            line=self.lines[len(found)] if len(found) < 2 else None,
        )
