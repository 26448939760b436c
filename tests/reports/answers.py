"""What became of the findings of the ledger: handlings and remedies, and their recount.

The recount reads the ledger alone, like the rest of it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspections.catalogues.models import HandlingMeasure
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.recommendations.models import Recommendation
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal import records

DISCIPLINE = ("reprimand", "warning", "dismissal")
OTHER = ("remind_oral", "record", "self_criticism")


@dataclass
class Answer:
    """A result of handling; ``on`` is the day the Sở confirmed it."""

    form: str
    state: str
    on: date | None


@dataclass
class Asked:
    """Something to put right by ``due``, and how far it came."""

    due: date
    state: str = "open"
    done: date | None = None
    reported: date | None = None
    confirmed: date | None = None


@dataclass
class Advised:
    """A recommendation of the visit as a whole, and what it asks, if anything."""

    asked: Asked | None
    withdrawn: bool = False


def advised_at_random(draw: random.Random, day: date, last: date) -> list[Advised]:
    """None, one or two recommendations of a visit, as findings of units ask."""
    found = [at_random(draw, "unit", day, last)[1] for _ in range(draw.randrange(3))]
    return [Advised(asked, draw.random() < 0.2) for asked in found]


def advise(visit: Visit, one: Advised, *, by: Any, at: datetime) -> None:
    """The records of one recommendation."""
    said = Recommendation(
        visit=visit,
        addressee="head",
        text="Chấn chỉnh (minh họa)",
        remedy_due_on=one.asked.due if one.asked else None,
        withdrawn_at=at if one.withdrawn else None,
    )
    said, _ = records.create(said, by=by, at=at)
    if one.asked is not None:
        ask(one.asked, by=by, at=at, visit=visit, recommendation=said)


def at_random(
    draw: random.Random, about: str, day: date, last: date
) -> tuple[Answer | None, Asked | None]:
    """An answer and something asked, or not, on days around the end of the period."""
    answer = asked = None
    around = [max(day, last + timedelta(n)) for n in (-20, 0, 1)]
    if draw.random() < 0.7:
        state = draw.choice(("entered", "returned", "withdrawn", "confirmed", "confirmed"))
        forms = OTHER + DISCIPLINE if about == "person" else ("remind_oral", "record")
        on = draw.choice(around) if state == "confirmed" else None
        answer = Answer(draw.choice(forms), state, on)
    if draw.random() < 0.7:
        asked = Asked(draw.choice([*around, day + timedelta(15)]))
        asked.state = draw.choice(("open", "returned", "reported", "confirmed", "confirmed"))
        if asked.state in ("reported", "confirmed"):
            asked.done = max(day, asked.due + timedelta(draw.choice((-3, 0, 1))))
            asked.reported = max(asked.done, draw.choice(around))
        if asked.state == "confirmed":
            asked.confirmed = asked.reported + timedelta(draw.choice((0, 1)))
    return answer, asked


def write(
    finding: Finding, answer: Answer | None, asked: Asked | None, *, by: Any, at: datetime
) -> None:
    """The records of one finding."""
    if answer is not None:
        disciplined = answer.form in DISCIPLINE
        handling = Handling(
            finding=finding,
            form=HandlingMeasure.objects.get(code=answer.form),
            state=answer.state,
            starts_on=finding.visit_day,
            decision_number="15/QĐ" if disciplined else "",
            decision_date=finding.visit_day if disciplined else None,
            signer="Giám đốc" if disciplined else "",
            confirmed_on=answer.on,
        )
        handling, _ = records.create(handling, by=by, at=at)
    if asked is not None:
        ask(asked, by=by, at=at, visit=finding.visit, finding=finding)


def ask(asked: Asked, *, by: Any, at: datetime, **about: Any) -> None:
    """The record of something to put right, by the body of the finding, else the visited one."""
    remedy = Remedy(
        agency=about.get("finding", about["visit"]).agency,
        due_on=asked.due,
        state=asked.state,
        done_on=asked.done,
        text="Đã khắc phục (minh họa)" if asked.done else "",
        reported_on=asked.reported,
        confirmed_on=asked.confirmed,
        **about,
    )
    records.create(remedy, by=by, at=at)


def recount(visits: list[Any], first: date, last: date) -> dict[str, int]:
    """The figures of handling and putting right, in plain Python."""
    kept = [
        (visit.day, found)
        for visit in visits
        if visit.state == "concluded"
        for found in visit.found
        if not found.withdrawn
    ]
    within = [found for day, found in kept if first <= day <= last]
    handled = [
        found
        for found in within
        if found.answer and found.answer.state == "confirmed" and found.answer.on <= last
    ]
    people = [found for found in handled if found.about == "person"]
    asking = [found for _, found in kept]
    asking += [a for v in visits if v.state == "concluded" for a in v.advised if not a.withdrawn]
    due = [one.asked for one in asking if one.asked and first <= one.asked.due <= last]
    done = [a for a in due if a.state == "confirmed" and a.confirmed <= last]
    undone = [a for a in due if a not in done]
    waiting = [a for a in undone if a.reported and a.reported <= last]
    return {
        "handlings.total": len(people),
        "handlings.discipline": sum(f.answer.form in DISCIPLINE for f in people),
        "handlings.other": sum(f.answer.form in OTHER for f in people),
        "handlings.recommended": sum(f.recommended for f in people),
        "handlings.units_recommended": sum(f.about == "unit" and f.recommended for f in within),
        "handlings.units": sum(f.about == "unit" for f in handled),
        "remedies.due": len(due),
        "remedies.on_time": sum(a.done <= a.due for a in done),
        "remedies.late": sum(a.done > a.due for a in done),
        "remedies.waiting": len(waiting),
        "remedies.overdue": len(undone) - len(waiting),
        "remedies.done": len(done),
    }
