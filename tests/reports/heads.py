"""Heads proposed for criticism in the ledger, and their recount.

The recount reads the ledger alone, like the rest of it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspections.head_criticisms.models import HeadCriticism
from tayninh_portal import records


@dataclass
class Criticism:
    """A proposal on a visit; ``on`` is the day its outcome was entered."""

    about: str
    state: str = "proposed"
    outcome: str = ""
    on: date | None = None


def at_random(draw: random.Random, day: date, last: date) -> list[Criticism]:
    """None mostly; of a head or a deputy, decided on days around the end of the period."""
    found = []
    for about in ("head", "deputy"):
        if draw.random() < 0.3:
            one = Criticism(about, draw.choice(("proposed", "decided", "decided", "withdrawn")))
            if one.state == "decided":
                one.outcome = draw.choice(("criticised", "criticised", "reviewed"))
                one.on = max(day, last + timedelta(draw.choice((-20, 0, 1))))
            found.append(one)
    return found


def write(visit: Any, one: Criticism, *, by: Any, at: datetime) -> None:
    """The record of one proposal."""
    row = HeadCriticism(
        visit=visit,
        about=one.about,
        state=one.state,
        reason="Buông lỏng kỷ cương (minh họa)",
        outcome=one.outcome,
        decision_number="15/QĐ" if one.outcome else "",
        decision_date=visit.day if one.outcome else None,
        decided_on=one.on,
    )
    records.create(row, by=by, at=at)


def recount(visits: list[Any], first: date, last: date) -> dict[str, int]:
    """The two figures, in plain Python."""
    proposed = [
        one
        for visit in visits
        if visit.state == "concluded" and first <= visit.day <= last
        for one in visit.criticisms
        if one.state != "withdrawn"
    ]
    criticised = [one for one in proposed if one.outcome == "criticised" and one.on <= last]
    return {
        "head_criticisms.proposed": len(proposed),
        "head_criticisms.criticised": len(criticised),
    }
