"""The one place that writes counted records: create, amend, move. Every write leaves a line.

The order inside one transaction: permission, validity, a conditional write, the log. The
conditional write is what survives a double click and two people at once: the second finds no row
to change and is told so (``Conflict``), and nothing of his is lost because his form comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone

from tayninh_portal.access import may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Versioned

STALE = (
    "Bản ghi này đã được người khác sửa sau khi bạn mở. "
    "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi lưu lại."
)
Record = TypeVar("Record", bound=Versioned)


@dataclass(frozen=True)
class Move:
    """One line of a workflow: a state changes by a named deed.

    ``sources`` are the states it may start from; ``needs_note`` is the question a person must
    answer (a return without a reason is no return), empty where none is asked.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    needs_note: str = ""
    undoable: bool = True


def require(user: Any, action: str, obj: Any = None, *, at: datetime | None = None) -> None:
    """Raise ``Refused`` with the reason unless ``user`` may do ``action`` at that time."""
    verdict = may(user, action, obj, on=timezone.localdate(at) if at else None)
    if not verdict:
        raise Refused(verdict.reason)


def create(
    record: Record,
    *,
    by: Any,
    at: datetime | None = None,
    label: str = "Ghi nhận",
    note: str = "",
    validate_exclude: tuple[str, ...] = (),
    own_rows: Callable[[Record], None] | None = None,
) -> tuple[Record, bool]:
    """Insert ``record`` with its first log line; ``(record, True)``.

    ``own_rows`` writes the rows the record owns (its team, its counts) before the line is logged.

    If a record with the same ``client_id`` exists already (double click, upload sent twice) that
    one is returned with ``False`` and nothing is written. Raises ``ValidationError``.
    """
    manager = type(record)._default_manager
    try:
        with transaction.atomic():
            existing = manager.filter(client_id=record.client_id).first()
            if existing is not None:
                return _own(existing, by), False
            record.created_at = at or timezone.now()
            record.created_by = by
            record.version = 1
            record.full_clean(exclude=["created_by", *validate_exclude])
            record.save(force_insert=True)
            if own_rows is not None:
                own_rows(record)
            _log(record, by=by, at=record.created_at, action="create", label=label, note=note)
    except (IntegrityError, ValidationError):
        # Two clicks at the same moment: the database let one in, and this is the other.
        existing = manager.filter(client_id=record.client_id).first()
        if existing is None:
            raise
        return _own(existing, by), False
    return record, True


def create_many(
    records: Sequence[Record],
    *,
    by: Any,
    at: datetime | None = None,
    label: str,
    own_rows: Callable[[Sequence[Record]], None] | None = None,
) -> None:
    """Insert ``records`` of one model, each with its first log line, all or nothing.

    For imports of thousands. Their domain has checked every one; what ``create`` asks the database
    for each (unique, constraints, foreign keys) the database says here by itself, with an
    ``IntegrityError`` that takes everything back. None of them may exist yet.
    """
    at = at or timezone.now()
    if not records:
        return
    with transaction.atomic():
        for record in records:
            record.created_at, record.created_by, record.version = at, by, 1
            record.clean()
        type(records[0])._default_manager.bulk_create(records, batch_size=500)
        if own_rows is not None:
            own_rows(records)
        lines = [_line(row, by=by, at=at, action="create", label=label) for row in records]
        Change.objects.bulk_create(lines, batch_size=500)


def _own(existing: Record, by: Any) -> Record:
    """The row a form made before, for the one who sent it; an id is not a key to others' rows."""
    if existing.created_by_id != by.pk:
        raise Conflict("Biểu mẫu này đã được người khác gửi; hãy mở biểu mẫu mới rồi nhập lại.")
    return existing


def amend(
    record: Record,
    changes: dict[str, Any],
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    label: str = "Sửa",
    note: str = "",
    states: tuple[str, ...] | None = None,
) -> Record:
    """Write ``changes`` (field name → value) on ``record`` as it was at ``seen_version``.

    Raises ``Conflict`` when the record has moved on or left ``states``, ``ValidationError`` when
    the result breaks a rule; then nothing is written and ``record`` is to be thrown away.
    """
    for name, value in changes.items():
        setattr(record, name, value)
    record.full_clean(exclude=["created_by"])
    with transaction.atomic():
        guard: dict[str, Any] = {"pk": record.pk, "version": seen_version}
        if states is not None:
            guard["state__in"] = states
        # clean() may have derived columns (search text, sort keys): write the whole row.
        values = {
            field.attname: getattr(record, field.attname)
            for field in record._meta.concrete_fields
            if not field.primary_key and field.name not in ("version", "client_id", "state")
        }
        record.version = seen_version + 1
        if not _update(record, guard, {**values, "version": record.version}):
            raise Conflict(STALE)
        _log(
            record,
            by=by,
            at=at or timezone.now(),
            action="amend",
            label=label,
            note=note,
        )
    return record


def move(
    record: Record,
    step: Move,
    *,
    by: Any,
    at: datetime | None = None,
    note: str = "",
    seen_version: int | None = None,
    **fields: Any,
) -> Record:
    """Take ``record`` through ``step``, writing ``fields`` with it, and leave a line.

    Raises ``Refused`` (permission), ``ValidationError`` (no reason given, or a rule of the model),
    ``Conflict`` (the record is not in a state the step starts from, or somebody was faster).
    """
    at = at or timezone.now()
    require(by, step.permission, record, at=at)
    if step.needs_note and not note.strip():
        raise ValidationError({"note": step.needs_note})
    before = record.state  # type: ignore[attr-defined]  # every moving record has a state
    if before not in step.sources:
        raise Conflict()
    for name, value in {**fields, "state": step.target}.items():
        setattr(record, name, value)
    record.full_clean(exclude=["created_by"])
    with transaction.atomic():
        values = {
            field.attname: getattr(record, field.attname)
            for field in record._meta.concrete_fields
            if field.name in fields or field.attname in fields or field.name == "state"
        }
        seen = record.version if seen_version is None else seen_version
        record.version = seen + 1
        guard = {"pk": record.pk, "version": seen, "state__in": step.sources}
        if not _update(record, guard, {**values, "version": record.version}):
            raise Conflict()
        _log(
            record,
            by=by,
            at=at,
            action=step.name,
            label=step.label,
            note=note.strip(),
            from_state=before,
            to_state=step.target,
        )
    return record


def touch(
    record: Record, *, by: Any, at: datetime | None = None, label: str, note: str = ""
) -> Record:
    """Log that rows ``record`` owns have changed (its counts, its team): one more version."""
    with transaction.atomic():
        seen = record.version
        record.version = seen + 1
        if not _update(record, {"pk": record.pk, "version": seen}, {"version": record.version}):
            raise Conflict()
        _log(
            record,
            by=by,
            at=at or timezone.now(),
            action="touch",
            label=label,
            note=note,
        )
    return record


def version_of(row: models.Model) -> int:
    """The number of the newest line about a row without a version of its own; 0 without any."""
    return Change.objects.of(row).aggregate(last=Max("version"))["last"] or 0


def remark(
    row: models.Model,
    *,
    by: Any,
    at: datetime | None = None,
    action: str,
    label: str,
    note: str = "",
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
) -> None:
    """Leave a line about a row that is no counted record (an account), beside its write.

    Its lines are its versions: ``Conflict`` when there is one more than ``seen_version``, or when
    somebody writes the next one at the same moment. Call it inside the transaction of the write.
    """
    last = version_of(row)
    if seen_version is not None and seen_version != last:
        raise Conflict(STALE)
    try:
        with transaction.atomic():
            Change.objects.create(
                record_type=row._meta.label_lower,
                record_id=row.pk,
                version=last + 1,
                at=at or timezone.now(),
                by=by,
                action=action,
                label=label,
                note=note.strip(),
                data=data or {},
            )
    except IntegrityError:
        raise Conflict() from None


def _update(record: models.Model, guard: dict[str, Any], values: dict[str, Any]) -> bool:
    return type(record)._default_manager.filter(**guard).update(**values) == 1


def _log(record: Versioned, **what: Any) -> None:
    _line(record, **what).save(force_insert=True)


def _line(
    record: Versioned,
    *,
    by: Any,
    at: datetime,
    action: str,
    label: str,
    note: str = "",
    from_state: str = "",
    to_state: str = "",
) -> Change:
    return Change(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        version=record.version,
        at=at,
        by=by,
        action=action,
        label=label,
        from_state=from_state,
        to_state=to_state or getattr(record, "state", ""),
        note=note,
        data=record.log_data(),
    )
