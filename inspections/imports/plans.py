"""What every plan of an import is made of: its rows, its problems, the rules asked of a row."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from inspections.imports.lookups import Catalogue
from inspections.imports.reader import Row
from inspections.imports.sheets import Problem

# What a rule says of one of these it says of all: unreadable, none of them can be judged.
TOGETHER = (
    {"agency", "day"},
    {"starts_at", "ends_at", "day"},
    {"basis_number", "basis_date", "is_surprise", "cause", "day"},
    {"head", "members", "day", "agency"},
    {
        "on_roll",
        "present",
        "absent_excused",
        "absent_unexcused",
        "absent_unknown",
        "headcount_note",
    },
    {"subject", "category", "person_kind", "person_name", "person_post", "recommended_handling"},
    {"channel", "is_anonymous", "caller_name", "caller_address", "caller_phone"},
    {"is_anonymous", "has_evidence", "classification", "not_accepted_reason"},
    {"classification", "handed_to", "handed_on", "letter_number", "handled_on"},
    {"classification", "answered_on", "answer", "handled_on", "is_anonymous"},
)


class Planned(Protocol):
    """A row as it would be written; ``known`` if the same row came in before."""

    known: bool


P = TypeVar("P", bound=Planned)


@dataclass
class Plan(Generic[P]):
    """What an import would write, and everything that is wrong with it.

    ``totals`` are numbers of rows by what they are, for the preview.
    """

    rows: list[P]
    problems: list[Problem]
    totals: dict[str, int]

    @property
    def new(self) -> list[P]:
        """Rows that did not come in before."""
        return [row for row in self.rows if not row.known]


def row_id(sha256: str, row: Row) -> uuid.UUID:
    """The id of a row's record: the same file sent again finds what it made before."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{sha256}:{row.sheet.title}:{row.number}")


def first_day(at: datetime) -> date:
    """First day that may be imported: one before last year is a slip of the year."""
    return date(timezone.localdate(at).year - 1, 1, 1)


def resolve(row: Row, name: str, catalogue: Catalogue, day: date) -> None:
    """Put the catalogue's row in the place of its name, or note that there is none."""
    if name in row.values:
        try:
            row.values[name] = catalogue.find(row.values[name], day)
        except ValueError as error:
            del row.values[name]
            row.fault(name, str(error))


def gather(stated: dict[str, list[str]], rule: Callable[[], Any]) -> None:
    """Ask a rule, and keep what it says of fields no earlier rule spoke of."""
    try:
        rule()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            stated.setdefault(name, messages)


def report(row: Row, stated: dict[str, list[str]]) -> None:
    """Put what the rules said to their cells, without what follows from an unreadable cell."""
    if not stated:
        return
    unsure = set(row.bad)
    for group in TOGETHER:
        if group & row.bad:
            unsure |= group
    for name, messages in stated.items():
        if name not in unsure:
            row.fault(name, " ".join(messages))
