"""The timeline of a record: who, when, from which state to which, with what note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Change, Versioned


@dataclass(frozen=True)
class Entry:
    """One line as the component draws it."""

    at: datetime
    who: str
    text: str
    from_label: str
    to_label: str
    note: str


def timeline_of(
    record: models.Model, states: type[models.TextChoices] | None = None, *, limit: int = 100
) -> list[Entry]:
    """The newest ``limit`` lines of ``record``'s log, newest first; one query.

    ``states`` turns stored states into their words; a line that changed no state shows none.
    """
    return read(ask_timeline(record, states, limit=limit))


def ask_timeline(
    record: models.Model, states: type[models.TextChoices] | None = None, *, limit: int = 100
) -> Question[list[Entry]]:
    """``timeline_of``, to be read together with something else."""

    def words(line: Change) -> tuple[str, str]:
        if states is None or line.from_state in ("", line.to_state):
            return "", ""
        return str(states(line.from_state).label), str(states(line.to_state).label)

    def entry(row: Change) -> Entry:
        from_label, to_label = words(row)
        return Entry(
            at=row.at,
            who=row.by.full_name,
            text=row.label,
            from_label=from_label,
            to_label=to_label,
            note=row.note,
        )

    rows = Change.objects.of(record).select_related("by").order_by("-version")[:limit]
    return Question((rows,), lambda: [entry(row) for row in rows])


def sent_back(record: Versioned, returned: str) -> Change | None:
    """The line that says why a record came back to ``returned``, while it is back."""
    if getattr(record, "state", "") != returned:
        return None
    moved = Change.objects.of(record).filter(to_state=returned).exclude(from_state=returned)
    return moved.exclude(from_state="").select_related("by").last()
