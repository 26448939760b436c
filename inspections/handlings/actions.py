"""Enter what an agency decided about a finding, correct it, confirm or return it, open its file."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.catalogues.models import HandlingForm
from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from inspections.findings.models import Finding
from inspections.handlings.models import Handling, HandlingState
from inspections.handlings.workflow import (
    CONFIRM,
    EDITABLE,
    REOPEN,
    RESEND,
    RETURN,
    WITHDRAW,
    law_problems,
)
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import fold, normalise
from tayninh_portal.storage import Kept, open_file, record_file

CHANGEABLE = frozenset(
    {"form", "starts_on", "decision_number", "decision_date", "signer", "law_reason"}
)
ANOTHER_ENTERED = (
    "Nội dung này đã có kết quả xử lý do người khác vừa ghi; mở kết quả đó để xem và sửa."
)


def enter_handling(
    finding: Finding,
    *,
    by: Any,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    form: HandlingForm,
    starts_on: date,
    decision_number: str = "",
    decision_date: date | None = None,
    signer: str = "",
    law_reason: str = "",
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
        form=form,
        starts_on=starts_on,
        decision_number=tidy_number(decision_number),
        decision_date=decision_date,
        signer=normalise(signer),
        law_reason=law_reason,
        is_illustrative=is_illustrative,
    )
    existing = Handling.objects.filter(client_id=handling.client_id, finding=finding).first()
    if existing is not None:
        return existing, False
    records.require(by, "handling.enter", handling, at=at)
    _check(handling, at)
    kept = keep_upload(upload)
    try:
        with transaction.atomic():
            _give_file(handling, kept, by=by, at=at)
            return records.create(handling, by=by, at=at, label="Ghi kết quả xử lý")
    except IntegrityError:
        raise Conflict(ANOTHER_ENTERED) from None


def update_handling(
    handling: Handling,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    upload: IO[bytes] | None = None,
    **changes: Any,
) -> Handling:
    """Correct it before it is confirmed; a returned one is sent again with the correction.

    ``upload`` replaces the file; the old bytes stay in the store.
    """
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a handling does not change {sorted(unknown)}")
    at = at or timezone.now()
    _check_seen(handling, seen_version, records.STALE)
    records.require(by, "handling.update", handling, at=at)
    for name, tidy in (("decision_number", tidy_number), ("signer", normalise)):
        if name in changes:
            changes[name] = tidy(changes[name])
    for name, value in changes.items():
        setattr(handling, name, value)
    _check(handling, at)
    kept = keep_upload(upload)
    returned = handling.state == HandlingState.RETURNED
    with transaction.atomic():
        _give_file(handling, kept, by=by, at=at)
        handling = records.amend(
            handling,
            {**changes, "file": handling.file},
            by=by,
            at=at,
            seen_version=seen_version,
            label="Sửa kết quả xử lý" if kept is None else "Sửa kết quả xử lý, thay tệp",
            states=EDITABLE,
        )
        if returned:
            handling = records.move(handling, RESEND, by=by, at=at)
    return handling


def confirm_handling(
    handling: Handling,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> Handling:
    """Confirm what was read; from now on it counts as handled.

    The law is asked again: the visit may have been corrected since. Raises like an update.
    """
    at = at or timezone.now()
    _check_seen(handling, seen_version)
    records.require(by, CONFIRM.permission, handling, at=at)
    problems = law_problems(handling)
    if problems:
        raise ValidationError(list(problems.values()))
    return records.move(
        handling,
        CONFIRM,
        by=by,
        at=at,
        seen_version=seen_version,
        confirmed_on=timezone.localdate(at),
    )


def return_handling(
    handling: Handling,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Handling:
    """Give it back with what has to be corrected."""
    _check_seen(handling, seen_version)
    return records.move(handling, RETURN, by=by, at=at, note=note, seen_version=seen_version)


def withdraw_handling(
    handling: Handling,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Handling:
    """Take it out for good: it was entered for the wrong finding. Another may be entered then."""
    _check_seen(handling, seen_version)
    return records.move(handling, WITHDRAW, by=by, at=at, note=note, seen_version=seen_version)


def reopen_handling(
    handling: Handling,
    *,
    by: Any,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Handling:
    """Take a confirmed result back to the agency; it does not count until confirmed anew."""
    _check_seen(handling, seen_version)
    return records.move(
        handling,
        REOPEN,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        confirmed_on=None,
    )


def open_handling_file(handling: Handling, *, by: Any, at: datetime | None = None) -> bytes:
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


def _check_seen(handling: Handling, seen_version: int | None, *reason: str) -> None:
    # Before the rules: the second of two people should hear that it is done, not that it is
    # forbidden.
    if seen_version is not None and seen_version != handling.version:
        raise Conflict(*reason)


def _give_file(handling: Handling, kept: tuple[Kept, str] | None, *, by: Any, at: datetime) -> None:
    """The name tells the paper and not the person; what the upload was called is dropped."""
    if kept is not None:
        number = slugify(fold(handling.decision_number).replace("/", "-"))
        name = f"ket-qua-xu-ly-{number}".rstrip("-")[:100] + FILE_KINDS[kept[1]]
        handling.file = record_file(kept[0], name=name, media_type=kept[1], by=by, at=at)
