"""The course of a complaint as its page shows it, to the Sở and to an agency."""

from __future__ import annotations

from inspections.complaints.models import Complaint, ComplaintState
from inspections.complaints.workflow import ANSWER, CLOSE, HAND_ON, PASS_ON, REPLY
from inspections.identities.models import IdentityReading
from tayninh_portal.models import Change
from tayninh_portal.timeline import Entry

# Of the Sở's own work an agency sees only what concerns it, and not who did it.
SHOWN_TO_AGENCY = (HAND_ON.name, PASS_ON.name, REPLY.name, ANSWER.name, CLOSE.name)
GIVING = (HAND_ON.name, PASS_ON.name)


def timeline_of(complaint: Complaint, *, full: bool) -> list[Entry]:
    """Every move, newest first; for an agency since it was given, without the Sở's names."""
    lines = list(Change.objects.of(complaint).select_related("by").order_by("-version"))
    if full:
        return [_entry(line, who=line.by.full_name, note=line.note) for line in lines]
    given = max((line.version for line in lines if line.action in GIVING), default=0)
    return [
        _entry(
            line,
            who=line.by.full_name if line.action == REPLY.name else "Cơ quan giao việc",
            note=line.note if line.action in GIVING else "",
        )
        for line in lines
        if line.version >= given and line.action in SHOWN_TO_AGENCY
    ]


def agency_reply_is_current(complaint: Complaint) -> bool:
    """Whether the reply is of the agency that has it now, and not of one given it before."""
    given = Change.objects.of(complaint).filter(action__in=GIVING).last()
    return (
        given is not None
        and Change.objects.of(complaint)
        .filter(action=REPLY.name, version__gt=given.version)
        .exists()
    )


def readings_of(complaint: Complaint) -> list[IdentityReading]:
    """Who opened the caller's identity, when and why, newest first."""
    if complaint.caller is None:
        return []
    return list(complaint.caller.readings.select_related("by").order_by("-at", "-pk"))


def _entry(line: Change, *, who: str, note: str) -> Entry:
    moved = line.from_state != line.to_state
    return Entry(
        at=line.at,
        who=who,
        text=line.label,
        from_label=ComplaintState(line.from_state).label if moved and line.from_state else "",
        to_label=ComplaintState(line.to_state).label if moved and line.to_state else "",
        note=note,
    )
