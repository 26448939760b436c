"""Enter what an agency decided about a finding; what each transition of a handling writes."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.catalogues.models import HandlingMeasure
from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from inspections.findings.models import Finding
from inspections.handlings.law import law_problems
from inspections.handlings.models import Handling
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import fold, normalise
from tayninh_portal.models import StoredFile, User
from tayninh_portal.records import Act, StateChange, transit
from tayninh_portal.storage import Kept, open_file, record_file

# An upload whose bytes are on the disk, with its media type.
Upload = tuple[Kept, str]
ANOTHER_ENTERED = (
    "Nội dung này đã có kết quả xử lý do người khác vừa ghi; mở kết quả đó để xem và sửa."
)


def enter_handling(
    finding: Finding,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    form: HandlingMeasure,
    starts_on: date,
    decision_number: str = "",
    decision_date: date | None = None,
    signer: str = "",
    law_reason: str = "",
    effective_on: date | None = None,
    upload: IO[bytes] | None = None,
    is_illustrative: bool = False,
) -> tuple[Handling, bool]:
    """Enter the result; it waits for the Sở. ``(handling, True)``.

    A second call with the same ``client_id`` returns the first with False. Raises ``Refused``,
    ``ValidationError``, ``Conflict`` (somebody else has just entered one), ``Unavailable`` (the
    file store cannot be written).
    """
    at = at or timezone.now()
    handling = Handling(
        client_id=client_id or uuid.uuid4(),
        finding=finding,
        form=form.then(starts_on),
        starts_on=starts_on,
        decision_number=tidy_number(decision_number),
        decision_date=decision_date,
        signer=normalise(signer),
        law_reason=law_reason,
        effective_on=effective_on,
        is_illustrative=is_illustrative,
    )
    existing = records.made_by_form(handling, by)
    if existing is not None:
        return existing, False
    records.require(by, "handling.enter", handling, at=at)
    _check(handling, at)
    kept = keep_upload(upload)
    try:
        with transaction.atomic():
            if kept is not None:
                handling.file = _file_of(handling, kept, Act(by, at))
            return records.create(handling, by=by, at=at, label="Ghi kết quả xử lý")
    except IntegrityError:
        raise Conflict(ANOTHER_ENTERED) from None


def update(
    change: StateChange,
    act: Act,
    handlings: Sequence[Handling],
    /,
    *,
    kept: Upload | None = None,
    # Columns, each of its own type: the row is cleaned before it is written.
    **changes: Any,
) -> list[Handling]:
    """Correct results before they are confirmed; a returned one is sent again with the correction.

    ``kept`` replaces the file; the old bytes stay in the store.
    """
    for name, tidy in (("decision_number", tidy_number), ("signer", normalise)):
        if name in changes:
            changes[name] = tidy(changes[name])
    if "form" in changes and "starts_on" in changes:
        changes["form"] = changes["form"].then(changes["starts_on"])
    for handling in handlings:
        corrected = copy.copy(handling)
        for name, value in changes.items():
            setattr(corrected, name, value)
        _check(corrected, act.at)
        if kept is not None:
            changes["file"] = _file_of(corrected, kept, act)
    if "form" in changes:
        changes["is_discipline"] = changes["form"].is_discipline
    label = change.label if kept is None else f"{change.label}, thay tệp"
    return transit(handlings, change, act, label=label, **changes)


def confirm(change: StateChange, act: Act, handlings: Sequence[Handling]) -> list[Handling]:
    """Confirm what was read; from now on it counts as handled.

    The law is asked again: the visit may have been corrected since.
    """
    problems = [text for row in handlings for text in law_problems(row).values()]
    if problems:
        raise ValidationError(problems)
    return transit(handlings, change, act, confirmed_on=act.day)


def send_back(
    change: StateChange, act: Act, handlings: Sequence[Handling], *, note: str
) -> list[Handling]:
    """Give it back to the agency with what has to be corrected; it does not count meanwhile."""
    return transit(handlings, change, act, note=note, confirmed_on=None)


def withdraw(
    change: StateChange, act: Act, handlings: Sequence[Handling], *, note: str
) -> list[Handling]:
    """Take it out for good: it was entered for the wrong finding. Another may be entered then."""
    return transit(handlings, change, act, note=note)


def open_handling_file(handling: Handling, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of its file, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "handling.open_file", handling, at=at)
    if handling.file is None:
        raise ValueError("this handling has no file")
    return open_file(handling.file, handling, by=by, at=at)


def _check(handling: Handling, at: datetime) -> None:
    """Raise ``ValidationError`` with everything the law or the calendar forbids."""
    problems = law_problems(handling)
    today = timezone.localdate(at)
    for name, what in (("starts_on", "Ngày bắt đầu xử lý"), ("decision_date", "Ngày văn bản")):
        day = getattr(handling, name)
        if day is not None and day > today:
            problems[name] = f"{what} chưa đến; chỉ ghi việc đã làm."
    if problems:
        raise ValidationError(problems)


def _file_of(handling: Handling, kept: Upload, act: Act) -> StoredFile:
    """The name tells the paper and not the person; what the upload was called is dropped."""
    number = slugify(fold(handling.decision_number).replace("/", "-"))
    name = f"ket-qua-xu-ly-{number}".rstrip("-")[:100] + FILE_KINDS[kept[1]]
    return record_file(kept[0], name=name, media_type=kept[1], by=act.by, at=act.at)
