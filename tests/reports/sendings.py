"""Self-inspections of the ledger, and their recount in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TEXTS = {
    "plans": "plan_number",
    "propaganda": "propaganda",
    "rules_reviewed": "rules_reviewed",
    "shortcomings": "shortcomings",
    "proposals": "proposals",
}


@dataclass
class Sent:
    """What an agency sent, or is about to."""

    state: str
    held: str
    inspections: int | None
    nothing: bool
    texts: dict[str, str]
    counts: list[int]
    first_filed: date | None


@dataclass
class Due:
    """An agency asked in a round that ends on ``ends``."""

    ends: date
    opened: bool
    due_on: date
    group: str
    removed: bool
    sent: Sent | None

    @property
    def filed(self) -> bool:
        return self.sent is not None and self.sent.state in ("certified", "accepted")


def recount(lines: list[Due], first: date, last: date) -> dict[str, int]:
    """The figures of self-inspections, in plain Python; all days to send by are long past."""
    due = [d for d in lines if d.opened and not d.removed and first <= d.ends <= last]
    accepted = [d.sent for d in due if d.sent and d.sent.state == "accepted"]
    did = [s for s in accepted if s.held == "held"]
    numbers = {
        "self_inspections.held": sum(s.inspections or 0 for s in did),
        "self_inspections.violations": sum(sum(s.counts) for s in did if not s.nothing),
        "self_inspections.not_held": sum(s.held == "not_held" for s in accepted),
    }
    for name, text in TEXTS.items():
        numbers[f"self_inspections.{name}"] = sum(bool(s.texts.get(text)) for s in accepted)
    for group in ("provincial", "district", "commune", "total"):
        mine = [d for d in due if group in (d.group, "total")]
        filed = [d for d in mine if d.filed]
        on_time = sum(d.sent.first_filed <= d.due_on for d in filed)
        taken = [d.sent for d in filed if d.sent.state == "accepted"]
        numbers |= {
            f"self_inspections.{group}.due": len(mine),
            f"self_inspections.{group}.filed": len(filed),
            f"self_inspections.{group}.on_time": on_time,
            f"self_inspections.{group}.late": len(filed) - on_time,
            f"self_inspections.{group}.overdue": len(mine) - len(filed),
            f"self_inspections.{group}.accepted": len(taken),
            f"self_inspections.{group}.done": sum(
                s.held == "held" and (s.inspections or 0) >= 1 for s in taken
            ),
        }
    return numbers
