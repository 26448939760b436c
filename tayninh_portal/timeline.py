"""The timeline of a record: who, when, from which state to which, with what note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from tayninh_portal.models import Change


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

    def word(state: str) -> str:
        return str(states(state).label) if states is not None and state else ""

    rows: Any = Change.objects.of(record).select_related("by").order_by("-version")[:limit]
    return [
        Entry(
            at=row.at,
            who=row.by.full_name,
            text=row.label,
            from_label=word(row.from_state),
            to_label=word(row.to_state) if row.from_state else "",
            note=row.note,
        )
        for row in rows
    ]
