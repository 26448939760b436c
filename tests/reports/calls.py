"""Complaints of the ledger, and their recount in plain Python."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

CLASSES = ("", "not_accepted", "conduct", "rules_own", "rules_other")


@dataclass
class Wording:
    """One complaint; ``due`` its last day, ``answered`` the day the citizen was answered;
    ``reserved`` for a leader."""

    day: date
    state: str
    kind: str
    handled: date | None
    due: date | None = None
    answered: date | None = None
    reserved: bool = False

    def clock(self, last: date) -> str:
        """How the clock was kept at the end of ``last``, which itself is long past."""
        replied = self.answered or self.handled
        if self.due is None:
            return "no_clock"
        if replied is not None and replied <= last:
            return "on_time" if replied <= self.due else "late"
        return "overdue" if self.due <= last else "running"


def at_random(draw: random.Random, day: date, last: date) -> dict[str, object]:
    """Fields of a complaint received on ``day``, with days around the end of the period."""
    state = draw.choice(("received", "handed_on", "answered", "closed", "passed_on", "merged"))
    done = state in ("closed", "passed_on")
    days = (day, last, last + timedelta(1))
    return {
        "state": state,
        "handled": max(day, draw.choice(days)) if done else None,
        "kind": draw.choice((*CLASSES, "conduct", "grievance", "denunciation"))
        if state != "merged"
        else "conduct",
        "due": max(day, draw.choice((*days, day + timedelta(14)))) if draw.random() < 0.8 else None,
        "answered": max(day, draw.choice(days))
        if state == "answered" or (state == "closed" and draw.random() < 0.7)
        else None,
        "reserved": draw.random() < 0.25,
    }


def recount(
    complaints: list[Wording], first: date, last: date, *, told: bool = False
) -> dict[str, int]:
    """The figures of complaints, in plain Python; ``told``: of the whole year a report tells."""
    received = [
        c
        for c in complaints
        if first <= c.day <= last
        and c.state != "merged"
        and c.kind not in ("grievance", "denunciation")
    ]
    stated = [c for c in received if not c.reserved]
    kept = len(received) - len(stated) if told else 0
    ended = [c for c in stated if c.state in ("closed", "passed_on") and c.handled <= last]
    numbers = {
        "complaints.total": len(stated) + kept,
        "complaints.divided": len(stated),
        "complaints.undivided": kept,
        "complaints.handled": len(ended),
        "complaints.closed": sum(c.state == "closed" for c in ended),
        "complaints.passed_on": sum(c.state == "passed_on" for c in ended),
        "complaints.open": len(stated) - len(ended),
    }
    clocks = [c.clock(last) for c in stated]
    for clock in ("on_time", "late", "overdue", "running", "no_clock"):
        numbers[f"complaints.{clock}"] = clocks.count(clock)
    numbers["complaints.due"] = len(stated) - clocks.count("running") - clocks.count("no_clock")
    for kind in CLASSES:
        name = kind or "unclassified"
        numbers[f"complaints.class.{name}"] = sum(c.kind == kind for c in stated)
    return numbers
