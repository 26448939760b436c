"""Implementation facts of the ledger, and their recount in plain Python."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspections.agencies.models import Agency
from inspections.cited_documents.models import CitedDocument
from inspections.implementation.models import ImplementationFact
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from tayninh_portal import records

COUNTED_ONE_BY_ONE = {
    "directive": "directives",
    "shortcoming": "shortcomings",
    "proposal": "proposals",
}
ADDED_UP = {
    "meeting": "meetings",
    "broadcast": "broadcasts",
    "post": "posts",
    "training": "trainings",
    "rule_reviewed": "rules_reviewed",
    "rule_amended": "rules_amended",
}
REACHING = ("meeting", "broadcast", "post", "training")


@dataclass
class Activity:
    """One fact; ``told_in`` is the state of the self-inspection it was told in."""

    day: date
    agency: int
    kind: str
    quantity: int = 1
    people: int | None = None
    state: str = "confirmed"
    reported_in: str = ""

    @property
    def counts(self) -> bool:
        return self.state == "confirmed" or (
            self.state == "draft" and self.reported_in == "accepted"
        )


def at_random(draw: random.Random, day: date, agency: int) -> Activity:
    """A fact of any kind and state."""
    kind = draw.choice([*COUNTED_ONE_BY_ONE, *ADDED_UP])
    reported_in = draw.choice(("", "", "draft", "certified", "accepted"))
    return Activity(
        day,
        agency,
        kind,
        quantity=draw.choice((1, 2, 7)) if kind in ADDED_UP else 1,
        people=draw.choice((None, 0, 40)) if kind in REACHING else None,
        state=draw.choice(("draft", "confirmed", "confirmed", "returned", "withdrawn")),
        reported_in=reported_in,
    )


def write(
    activity: Activity, agency: Agency, number: int, *, by: Any, accepted_by: Any, at: datetime
) -> ImplementationFact:
    """The record of one fact, with its document or its self-inspection where it has one."""
    fact = ImplementationFact(
        agency=agency,
        day=activity.day,
        kind=activity.kind,
        title=f"Việc số {number} (minh họa)",
        text="Diễn giải (minh họa)",
        quantity=activity.quantity,
        people_reached=activity.people,
        state=activity.state,
        document=_document(agency, activity.day, number, by, at)
        if activity.kind == "directive"
        else None,
        submission=_submission(agency, activity, number, by, accepted_by, at)
        if activity.reported_in
        else None,
    )
    fact, _ = records.create(fact, by=by, at=at)
    return fact


def _document(agency: Agency, day: date, number: int, by: Any, at: datetime) -> CitedDocument:
    document, _ = records.create(
        CitedDocument(
            agency=agency,
            kind="plan",
            number=f"{number}/KH",
            issued_on=day,
            issuer=agency.name,
            subject="thực hiện Đề án",
        ),
        by=by,
        at=at,
    )
    return document


def _submission(
    agency: Agency, activity: Activity, number: int, by: Any, accepted_by: Any, at: datetime
) -> Submission:
    # Of a round that asked nobody, so that it counts nowhere but here.
    round_, _ = records.create(
        Round(
            title=f"Đợt của việc số {number}",
            period_start=activity.day - timedelta(30),
            period_end=activity.day,
            reference_day=activity.day,
            due_on=activity.day,
        ),
        by=by,
        at=at,
    )
    accepted = activity.reported_in == "accepted"
    submission, _ = records.create(
        Submission(
            round=round_,
            agency=agency,
            state=activity.reported_in,
            held="held",
            inspections_held=1,
            nothing_found=True,
            accepted_by=accepted_by if accepted else None,
            accepted_on=at.date() if accepted else None,
        ),
        by=by,
        at=at,
    )
    return submission


def recount(activities: list[Activity], first: date, last: date) -> dict[str, int]:
    """The figures of implementation, in plain Python."""
    stated = [
        activity for activity in activities if activity.counts and first <= activity.day <= last
    ]
    numbers = {
        "implementation.people_reached": sum(activity.people or 0 for activity in stated),
        "implementation.agencies": len({activity.agency for activity in stated}),
    }
    for kind, name in COUNTED_ONE_BY_ONE.items():
        numbers[f"implementation.{name}"] = sum(activity.kind == kind for activity in stated)
    for kind, name in ADDED_UP.items():
        numbers[f"implementation.{name}"] = sum(d.quantity for d in stated if d.kind == kind)
    return numbers
