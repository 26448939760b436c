"""What a rearrangement ended, from the files that tell of it: last days of bodies, and successors.

Two forms are known: the notes of the communes of 2025 (``merge_notes.py``), and a list of bodies
``predecessor,successor,source``. Both can be run again without writing anything twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.agencies.actions import end_agency, merge_agencies
from inspections.agencies.import_registry import Row, UnknownForm, read_lines
from inspections.agencies.merge_notes import (
    Note,
    Origin,
    Unit,
    bare_name,
    find_origins,
    read_note,
)
from inspections.agencies.models import Agency, LegalKind
from tayninh_portal import records
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.models import User

SUCCESSIONS_FORM = ("predecessor", "successor", "source")
DISTRICTS_END = "Kết thúc hoạt động của cấp huyện."


@dataclass(frozen=True)
class Pair:
    """A body that ended and the body that took it over."""

    predecessor: str
    successor: str
    source: str


@dataclass
class Outcome:
    """What was written, and what a person has to look at.

    ``elsewhere`` counts new communes made of none of ours; ``unknown`` are parts of ours that the
    registry does not know, ``without_successor`` bodies that ended without one, ``unlisted`` bodies
    that go on though the new list does not name them.
    """

    ended: int = 0
    successions: int = 0
    elsewhere: int = 0
    unknown: list[str] = field(default_factory=list)
    without_successor: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


def read_pairs(path: Path) -> list[Pair]:
    """The lines of a list of successions. Raises ``UnknownForm``, ``OSError``."""
    header, lines = read_lines(path)
    if header != SUCCESSIONS_FORM:
        raise UnknownForm(
            f"Tệp “{path.name}” có dòng tiêu đề “{','.join(header)[:200]}”, cần "
            f"{','.join(SUCCESSIONS_FORM)}."
        )
    return [Pair(**line) for line in lines]


def succeed_communes(
    rows: Iterable[Row], *, on: date, by: User, at: datetime | None = None
) -> Outcome:
    """End the communes and districts of the day before ``on``; the new communes take over.

    ``rows`` are the new communes with their notes, entered already. A district has no successor:
    those of its communes have its territory, and who goes on with its open work a person names.
    Raises ``Refused``, ``UnreadableNote``, ``ValidationError``.
    """
    records.require(by, "agency.manage", at=at)
    before = Agency.objects.on(on - timedelta(days=1)).select_related("parent")
    old = {_unit(agency, on): agency for agency in before.filter(legal_kind=LegalKind.COMMUNE)}
    new = {agency.statistical_code: agency for agency in Agency.objects.filter(starts_on=on)}
    outcome = Outcome()
    stated: list[tuple[Agency, Note, tuple[Origin, ...]]] = []
    for row in rows:
        note = read_note(row.merge_note)
        origins = find_origins(note, code=row.code, units=old)
        if not origins.found:
            outcome.elsewhere += 1
            continue
        outcome.unknown += [f"{part} (của {row.name})" for part in origins.unknown]
        stated.append((new[row.code], note, origins.found))
    receivers = _receivers(stated)
    with transaction.atomic():
        for into, note, found in stated:
            merge_agencies(
                [old[origin.unit] for origin in found],
                into=into,
                on=on,
                by=by,
                at=at,
                basis=note.basis,
                receiving={old[o.unit].pk for o in found if receivers[o.unit] == into},
                on_server=True,
            )
        outcome.successions = sum(len(found) for _, _, found in stated)
        outcome.without_successor = [
            agency.name for unit, agency in old.items() if unit not in receivers
        ]
        basis = stated[0][1].basis if stated else ""
        for agency in (*before.filter(legal_kind=LegalKind.DISTRICT), *old.values()):
            if Agency.objects.filter(pk=agency.pk, ends_on__isnull=True).exists():
                end_agency(
                    agency,
                    by=by,
                    at=at,
                    ends_on=on - timedelta(days=1),
                    note=f"{DISTRICTS_END} {basis}".strip(),
                )
        outcome.ended = len(old) + before.filter(legal_kind=LegalKind.DISTRICT).count()
    return outcome


def succeed_bodies(
    pairs: Iterable[Pair], *, listed: Iterable[Row], on: date, by: User, at: datetime | None = None
) -> Outcome:
    """Merge provincial bodies as ``pairs`` say; one that the new list names goes on as it is.

    Raises ``Refused``; ``ValidationError`` for a name the registry does not have on that day.
    """
    records.require(by, "agency.manage", at=at)
    last = on - timedelta(days=1)
    successors: dict[str, list[Pair]] = {}
    for pair in pairs:
        successors.setdefault(pair.successor, []).append(pair)
    outcome = Outcome()
    with transaction.atomic():
        for successor, group in successors.items():
            merge_agencies(
                [_body(pair.predecessor, last) for pair in group],
                into=_body(successor, on),
                on=on,
                by=by,
                at=at,
                basis=group[0].source,
                on_server=True,
            )
            outcome.ended += len(group)
            outcome.successions += len(group)
    names = {sort_key(row.name)[:700] for row in listed}
    going_on = Agency.objects.on(on).filter(legal_kind=LegalKind.PROVINCIAL_BODY)
    outcome.unlisted = [
        agency.name for agency in going_on.sorted() if sort_key(agency.name)[:700] not in names
    ]
    return outcome


def _receivers(stated: list[tuple[Agency, Note, tuple[Origin, ...]]]) -> dict[Unit, Agency]:
    """Who goes on with the open work of each old commune.

    One that was divided: the successor that sits where it sat (its code), then the one that kept
    its name, then the first of the file.
    """
    successors: dict[Unit, list[Agency]] = {}
    for into, _, origins in stated:
        for origin in origins:
            successors.setdefault(origin.unit, []).append(into)
    return {
        unit: min(
            several,
            key=lambda successor: (
                successor.statistical_code != unit.code,
                bare_name(successor.name.removeprefix("UBND ")) != bare_name(unit.name),
            ),
        )
        for unit, several in successors.items()
    }


def _unit(agency: Agency, on: date) -> Unit:
    district = agency.parent.name if agency.parent else ""
    name = agency.name_on(on - timedelta(days=1))
    return Unit(agency.statistical_code, name.removeprefix("UBND "), district.removeprefix("UBND "))


def _body(name: str, day: date) -> Agency:
    """The one provincial body that bears ``name`` on ``day``."""
    at_work = Agency.objects.on(day).filter(legal_kind=LegalKind.PROVINCIAL_BODY).named_on(day)
    found = [a for a in at_work if sort_key(a.name_then or a.name) == sort_key(name)]
    if len(found) != 1:
        raise ValidationError(f"Danh mục không có “{name}” vào ngày đó.")
    return found[0]
