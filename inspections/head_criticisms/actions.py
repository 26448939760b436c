"""Propose to criticise a head, enter what was decided, withdraw a proposal with its visit."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.cited_documents.actions import FILE_KINDS, tidy_number
from inspections.findings.actions import person_payload
from inspections.head_criticisms.models import HeadCriticism
from inspections.identities.actions import seal_identity
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import StoredFile, User
from tayninh_portal.records import Act, StateChange, transit
from tayninh_portal.storage import Kept, open_file, record_file

# An upload whose bytes are on the disk, with its media type.
Upload = tuple[Kept, str]


def propose_criticism(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    about: str,
    reason: str,
    person: dict[str, str] | None = None,
    is_illustrative: bool = False,
) -> tuple[HeadCriticism, bool]:
    """A proposal of the Tổ on ``visit``; ``(row, False)`` for one made before by ``client_id``.

    ``person`` (``name``, ``post``) is sealed. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    row = HeadCriticism(
        client_id=client_id or uuid.uuid4(),
        visit=visit,
        about=about,
        reason=reason.strip(),
        is_illustrative=is_illustrative,
    )
    existing = records.made_by_form(row, by)
    if existing is not None:
        # Before sealing: a double click must not leave a sealed name nobody points at.
        return existing, False
    with transaction.atomic():
        row.visit = Visit.every.select_for_update().get(pk=visit.pk)
        records.require(by, "head_criticism.propose", row, at=at)
        payload = person_payload(person)
        if payload:
            row.person = seal_identity(payload, at=at)
        return records.create(row, by=by, at=at, label="Đề nghị phê bình người đứng đầu")


class Decided(TypedDict, total=False):
    """What the body above decided, as its paper says it."""

    outcome: str
    outcome_reason: str
    decision_number: str
    decision_date: date | None
    file: StoredFile


def decide(
    change: StateChange,
    act: Act,
    rows: Sequence[HeadCriticism],
    /,
    *,
    kept: Upload | None = None,
    # Columns, each of its own type: the row is cleaned before it is written.
    **told: Unpack[Decided],
) -> list[HeadCriticism]:
    """Enter what was decided, or correct it; ``kept`` replaces the file."""
    if told["decision_date"] and told["decision_date"] > act.day:
        raise ValidationError({"decision_date": "Ngày văn bản chưa đến; chỉ ghi việc đã làm."})
    told["decision_number"] = tidy_number(told["decision_number"])
    if kept is not None:
        told["file"] = _file_of(told["decision_number"], kept, act)
    for row in rows:
        decided = copy.copy(row)
        for name, value in {**told, "decided_on": act.day}.items():
            setattr(decided, name, value)
        decided.clean()
    return transit(rows, change, act, **told, decided_on=act.day)


def withdraw(
    change: StateChange, act: Act, rows: Sequence[HeadCriticism], *, note: str
) -> list[HeadCriticism]:
    """Take it out with a reason, while its visit is a draft or under correction."""
    return transit(rows, change, act, note=note)


def open_paper(row: HeadCriticism, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of its paper, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "head_criticism.open_file", row, at=at)
    if row.file is None:
        raise ValueError("this proposal has no paper")
    return open_file(row.file, row, by=by, at=at)


def _file_of(number: str, kept: Upload, act: Act) -> StoredFile:
    """The name tells the paper and not the person; what the upload was called is dropped."""
    number = slugify(fold(number).replace("/", "-"))
    name = f"phe-binh-nguoi-dung-dau-{number}".rstrip("-")[:100] + FILE_KINDS[kept[1]]
    return record_file(kept[0], name=name, media_type=kept[1], by=act.by, at=act.at)
