"""The course of a complaint as its page shows it, to the Sở and to an agency."""

from __future__ import annotations

from inspections.complaints.models import Complaint
from inspections.complaints.rules import reads_all
from inspections.complaints.states import ComplaintState
from inspections.identities.models import IdentityReading
from tayninh_portal.models import Change, User
from tayninh_portal.timeline import Entry, lines_of

# Of the Sở's own work an agency sees only what concerns it, and not who did it.
SHOWN_TO_AGENCY = ("hand_on", "pass_on", "reply", "answer", "close")
GIVING = ("hand_on", "pass_on")


def lines_for(user: User, complaint: Complaint) -> list[Change]:
    """Every line ``user`` may see, newest first; an agency, what concerns it since it was given."""
    lines = lines_of(complaint)
    if reads_all(user, complaint):
        return lines
    given = max((line.version for line in lines if line.action in GIVING), default=0)
    return [line for line in lines if line.version >= given and line.action in SHOWN_TO_AGENCY]


def timeline_of(user: User, complaint: Complaint) -> list[Entry]:
    """Every transition, newest first; for an agency without the Sở's names."""
    lines = lines_for(user, complaint)
    if reads_all(user, complaint):
        return [_entry(line, who=line.by.full_name, note=line.note) for line in lines]
    return [
        _entry(
            line,
            who=line.by.full_name if line.action == "reply" else "Cơ quan giao việc",
            note=line.note if line.action in GIVING else "",
        )
        for line in lines
    ]


def shows_reply(user: User, complaint: Complaint) -> bool:
    """Whether ``user`` sees the reply: the Sở, and the agency that has it now, not one given it
    before."""
    if reads_all(user, complaint):
        return True
    given = Change.objects.of(complaint).filter(action__in=GIVING).last()
    return (
        given is not None
        and Change.objects.of(complaint).filter(action="reply", version__gt=given.version).exists()
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
