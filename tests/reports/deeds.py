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
class Deed:
    """One fact; ``told_in`` is the state of the self-inspection it was told in."""

    day: date
    agency: int
    kind: str
    quantity: int = 1
    people: int | None = None
    state: str = "confirmed"
    told_in: str = ""

    @property
    def counts(self) -> bool:
        return self.state == "confirmed" or (self.state == "draft" and self.told_in == "accepted")


def at_random(draw: random.Random, day: date, agency: int) -> Deed:
    """A fact of any kind and state."""
    kind = draw.choice([*COUNTED_ONE_BY_ONE, *ADDED_UP])
    told_in = draw.choice(("", "", "draft", "certified", "accepted"))
    return Deed(
        day,
        agency,
        kind,
        quantity=draw.choice((1, 2, 7)) if kind in ADDED_UP else 1,
        people=draw.choice((None, 0, 40)) if kind in REACHING else None,
        state=draw.choice(("draft", "confirmed", "confirmed", "returned", "withdrawn")),
        told_in=told_in,
    )


def write(
    deed: Deed, agency: Agency, number: int, *, by: Any, accepted_by: Any, at: datetime
) -> ImplementationFact:
    """The record of one fact, with its document or its self-inspection where it has one."""
    fact = ImplementationFact(
        agency=agency,
        day=deed.day,
        kind=deed.kind,
        title=f"Việc số {number} (minh họa)",
        text="Diễn giải (minh họa)",
        quantity=deed.quantity,
        people_reached=deed.people,
        state=deed.state,
        document=_document(agency, deed.day, number, by, at) if deed.kind == "directive" else None,
        submission=_submission(agency, deed, number, by, accepted_by, at) if deed.told_in else None,
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
    agency: Agency, deed: Deed, number: int, by: Any, accepted_by: Any, at: datetime
) -> Submission:
    # Of a round that asked nobody, so that it counts nowhere but here.
    round_, _ = records.create(
        Round(
            title=f"Đợt của việc số {number}",
            period_start=deed.day - timedelta(30),
            period_end=deed.day,
            reference_day=deed.day,
            due_on=deed.day,
        ),
        by=by,
        at=at,
    )
    accepted = deed.told_in == "accepted"
    submission, _ = records.create(
        Submission(
            round=round_,
            agency=agency,
            state=deed.told_in,
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


def recount(deeds: list[Deed], first: date, last: date) -> dict[str, int]:
    """The figures of implementation, in plain Python."""
    told = [deed for deed in deeds if deed.counts and first <= deed.day <= last]
    numbers = {
        "implementation.people_reached": sum(deed.people or 0 for deed in told),
        "implementation.agencies": len({deed.agency for deed in told}),
    }
    for kind, name in COUNTED_ONE_BY_ONE.items():
        numbers[f"implementation.{name}"] = sum(deed.kind == kind for deed in told)
    for kind, name in ADDED_UP.items():
        numbers[f"implementation.{name}"] = sum(d.quantity for d in told if d.kind == kind)
    return numbers
