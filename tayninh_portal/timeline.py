"""The timeline of a record: who, when, from which state to which, with what note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import models

from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.lib.together import Question
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


@cache
def _lines(newest: int | None) -> Prepared[Change]:
    """Lines of the log by kind and number of their record."""

    def lines(record_type: str, record_id: int) -> models.QuerySet[Change]:
        rows = Change.objects.filter(record_type=record_type, record_id=record_id)
        return rows.select_related("by").order_by("-version")[:newest]

    return Prepared(lines)


def lines_of(record: models.Model, *, limit: int | None = None) -> list[Change]:
    """The lines of ``record``'s log, newest first, ``limit`` of them at the most; one query."""
    return _lines(limit)(record._meta.label_lower, record.pk)


def timeline_of(
    record: models.Model, states: type[models.TextChoices] | None = None, *, limit: int = 100
) -> list[Entry]:
    """The newest ``limit`` lines of ``record``'s log, newest first; one query.

    ``states`` turns stored states into their words; a line that changed no state shows none.
    """
    return [_entry(line, states) for line in lines_of(record, limit=limit)]


def ask_timeline(
    record: models.Model, states: type[models.TextChoices] | None = None, *, limit: int = 100
) -> Question[list[Entry]]:
    """``timeline_of``, to be read together with something else."""
    rows = Change.objects.of(record).select_related("by").order_by("-version")[:limit]
    return Question((rows,), lambda: [_entry(row, states) for row in rows])


def _entry(line: Change, states: type[models.TextChoices] | None) -> Entry:
    moved = states is not None and line.from_state not in ("", line.to_state)
    return Entry(
        at=line.at,
        who=line.by.full_name,
        text=line.label,
        from_label=str(states(line.from_state).label) if states and moved else "",
        to_label=str(states(line.to_state).label) if states and moved else "",
        note=line.note,
    )


def sent_back(record: Versioned, returned: str) -> Change | None:
    """The line that says why a record came back to ``returned``, while it is back."""
    if getattr(record, "state", "") != returned:
        return None
    moved = Change.objects.of(record).filter(to_state=returned).exclude(from_state=returned)
    return moved.exclude(from_state="").select_related("by").last()
