"""The one place that writes counted records: create, amend, transit, touch. All leave a line.

The order inside one transaction: validity, a conditional write, the log. The conditional write is
what survives a double click and two people at once: the second finds no row to change and is told
so (``Conflict``), and nothing of theirs is lost because their form comes back.

The row a caller hands in is never written on: what failed leaves no trace on the page that shows
it. Every function returns new rows, with the relations and annotations that were loaded on the
given ones and without their prefetched rows, which may have changed; who shows more reads it anew.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone

from tayninh_portal.access import may, may_each
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Versioned
from tayninh_portal.rows import (
    ROWS_A_STATEMENT,
    Record,
    changed,
    checked,
    copy_of,
    errors_in_vietnamese,
    lines,
    log,
    write,
)
from tayninh_portal.sent import ids_of_form

if TYPE_CHECKING:
    from tayninh_portal.models import User

STALE = (
    "Bản ghi này đã được người khác sửa sau khi bạn mở. "
    "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi lưu lại."
)

SENT_OTHERWISE = (
    "Biểu mẫu này đã gửi một lần và đã lưu thành “{}”; lần này nội dung khác nên chưa ghi gì thêm. "
    "Muốn sửa thì mở hồ sơ đã lưu; gửi lại lần nữa là ghi thêm một hồ sơ mới."
)


@dataclass(frozen=True)
class Act:
    """One act of one person: who, when, and where it came from a form, which one and how old.

    ``client_id`` is the id the form was shown with: it stands on the log line, so that the same
    form sent twice is known. ``seen_version`` is the version the person read.
    """

    by: User
    at: datetime = field(default_factory=timezone.now)
    client_id: uuid.UUID | None = None
    seen_version: int | None = None

    @property
    def day(self) -> date:
        """The day of the act in Tây Ninh."""
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class StateChange:
    """What the log says of a change of state. Without ``targets`` the state stays as it is; where
    there are several the action says which."""

    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def state_of(record: Versioned) -> str:
    """Where a record of a workflow stands."""
    state: str = record.state  # type: ignore[attr-defined]  # every record of a workflow has one
    return state


def require(user: User, action: str, obj: object = None, *, at: datetime | None = None) -> None:
    """Raise ``Refused`` with the reason unless ``user`` may do ``action`` at that time."""
    verdict = may(user, action, obj, on=timezone.localdate(at) if at else None)
    if not verdict:
        raise Refused(verdict.reason, of_role=verdict.of_role)


def require_each(
    user: User, action: str, rows: Sequence[models.Model], *, at: datetime | None = None
) -> None:
    """``require`` for several records of one kind; what the rule looks up it looks up once."""
    for verdict in may_each(user, action, rows, on=timezone.localdate(at) if at else None):
        if not verdict:
            raise Refused(verdict.reason, of_role=verdict.of_role)


def create(
    record: Record,
    *,
    by: User,
    at: datetime | None = None,
    label: str = "Ghi nhận",
    note: str = "",
    validate_exclude: tuple[str, ...] = (),
    own_rows: Callable[[Record], None] | None = None,
) -> tuple[Record, bool]:
    """Insert ``record`` with its first log line; the stored row and True.

    ``own_rows`` writes the rows the record owns (its team, its counts) before the line is logged.

    If a record with the same ``client_id`` exists already (double click, upload sent twice) that
    one is returned with ``False`` and nothing is written. Raises ``ValidationError``, and
    ``Conflict`` where the same form made a record out of other content (``made_by_form``).
    """
    row = copy_of(record)
    try:
        with transaction.atomic():
            existing = made_by_form(row, by)
            if existing is not None:
                return existing, False
            row.created_at = at or timezone.now()
            row.created_by = by
            row.version = 1
            with checked(row, exclude=["created_by", *validate_exclude]):
                row.save(force_insert=True)
            if own_rows is not None:
                own_rows(row)
            act = Act(by, row.created_at, row.client_id)
            log(lines([row], act, action="create", label=label, note=note))
    except (IntegrityError, ValidationError):
        # Two clicks at the same moment: the database let one in, and this is the other.
        existing = made_by_form(row, by)
        if existing is None:
            raise
        return existing, False
    return row, True


def create_many(
    records: Sequence[Record],
    *,
    by: User,
    at: datetime | None = None,
    label: str,
    own_rows: Callable[[Sequence[Record]], None] | None = None,
) -> list[Record]:
    """Insert ``records`` of one model, each with its first log line, all or nothing.

    For imports of thousands. Their action has checked every one; what ``create`` asks the database
    for each (unique, constraints, foreign keys) the database says here by itself, with the
    constraint's sentence. None of them may exist yet.
    """
    act = Act(by, at or timezone.now())
    rows = [copy_of(record) for record in records]
    if not rows:
        return rows
    for row in rows:
        row.created_at, row.created_by, row.version = act.at, by, 1
        row.clean()
    with errors_in_vietnamese(type(rows[0])), transaction.atomic():
        type(rows[0])._default_manager.bulk_create(rows, batch_size=ROWS_A_STATEMENT)
        if own_rows is not None:
            own_rows(rows)
        log(lines(rows, act, action="create", label=label))
    return rows


def amend(
    record: Record,
    changes: Mapping[str, Any],
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    label: str = "Sửa",
    note: str = "",
    states: tuple[str, ...] | None = None,
) -> Record:
    """Write ``changes`` (field name → value) on ``record`` as it was at ``seen_version``.

    Raises ``Conflict`` when the record has moved on or left ``states``, ``ValidationError`` when
    the result breaks a rule; then nothing is written.
    """
    row = copy_of(record)
    for name, value in changes.items():
        setattr(row, name, value)
    guard: dict[str, Any] = {"pk": row.pk, "version": seen_version}
    if states is not None:
        guard["state__in"] = states
    act = Act(by, at or timezone.now(), client_id)
    with transaction.atomic():
        with checked(row, exclude=["created_by"]):
            row.version = seen_version + 1
            found = type(row)._default_manager.filter(**guard).update(**_columns(row))
        if found != 1:
            # What is wrong with it counts before that somebody was faster.
            row.full_clean(exclude=["created_by"])
            raise Conflict(STALE)
        log(lines([row], act, action="amend", label=label, note=note))
    return row


def _columns(row: Versioned) -> dict[str, Any]:
    """The whole row: clean() may have derived columns (search text, sort keys)."""
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.name not in ("client_id", "state")
    }


def amend_many(
    records: Sequence[Record],
    *,
    act: Act,
    label: str,
    note: str = "",
    states: tuple[str, ...] | None = None,
    **changes: object,
) -> list[Record]:
    """``changes`` on every record as it stands, each with its line, all or nothing.

    A change may be a function of the row. Raises like ``amend``.
    """
    rows = [changed(record, changes) for record in records]
    if not rows:
        return rows
    with transaction.atomic():
        write(records, rows, changes, states)
        log(lines(rows, act, action="amend", label=label, note=note.strip()))
    return rows


def transit(
    records: Sequence[Record],
    change: StateChange,
    act: Act,
    *,
    to: str | Callable[[Record], str] = "",
    label: str | Callable[[Record], str] = "",
    note: str | Callable[[Record], str] = "",
    **fields: object,
) -> list[Record]:
    """Take ``records`` through ``change``, writing ``fields`` with it; each leaves a line.

    ``to`` chooses among several targets, ``label`` names that outcome in the log; ``to``,
    ``label``, ``note`` and every field may be functions of the row. Call it inside the transaction
    that checks.

    Raises ``ValidationError`` (a rule of the model), ``Conflict`` (a record is not in a state the
    change starts from, or somebody was faster); then nothing is written.
    """
    if any(state_of(record) not in change.sources for record in records):
        raise Conflict()
    if change.targets:
        fields["state"] = to or change.targets[0]
    rows = [changed(record, fields) for record in records]
    write(records, rows, fields, change.sources)
    written = lines(rows, act, action=change.name, label=change.label)
    for record, row, line in zip(records, rows, written, strict=True):
        if change.targets and state_of(row) not in change.targets:
            raise ValueError(f"{change.name} does not lead to {state_of(row)}")
        line.from_state = state_of(record)
        line.label = (label(record) if callable(label) else label) or change.label
        line.note = (note(record) if callable(note) else note).strip()
    log(written)
    return rows


def touch(
    record: Record,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    label: str,
    note: str = "",
) -> Record:
    """Log that rows ``record`` owns have changed (its counts, its team): one more version."""
    act = Act(by, at or timezone.now(), client_id)
    return touch_many([record], act=act, label=label, note=note)[0]


def touch_many(records: Sequence[Record], *, act: Act, label: str, note: str = "") -> list[Record]:
    """``touch`` for every record as it stands, all or nothing."""
    rows = [copy_of(record) for record in records]
    if not rows:
        return rows
    for row in rows:
        row.version += 1
    with transaction.atomic():
        write(records, rows, (), None)
        log(lines(rows, act, action="touch", label=label, note=note))
    return rows


def sent_before(record: models.Model, client_id: uuid.UUID | None, by: User) -> bool:
    """Whether this very form of this person has been carried out on the record."""
    if client_id is None:
        return False
    return Change.objects.of(record).filter(client_id=client_id, by=by).exists()


def version_of(row: models.Model) -> int:
    """The version of a record; of any other row the number of its newest line, 0 without any."""
    if isinstance(row, Versioned):
        return row.version
    return Change.objects.of(row).aggregate(last=Max("version"))["last"] or 0


def remark(
    row: models.Model,
    *,
    by: User,
    at: datetime | None = None,
    action: str,
    label: str,
    note: str = "",
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
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
            line = Change(
                record_type=row._meta.label_lower,
                record_id=row.pk,
                version=last + 1,
                at=at or timezone.now(),
                by=by,
                client_id=client_id,
                action=action,
                label=label,
                note=note.strip(),
                data=data or {},
            )
            log([line])
    except IntegrityError:
        raise Conflict() from None


def made_by_form(row: Record, by: User) -> Record | None:
    """The record the form of ``row`` made before, None if it made none.

    Raises ``Conflict`` where it was another's, or where the form was shown once more (by Back) and
    sent with something else in it: that is neither done nor one more record unasked.
    """
    manager = type(row)._default_manager
    existing = manager.filter(client_id__range=ids_of_form(row.client_id)).first()
    if existing is None or own(existing, by).client_id == row.client_id:
        return existing
    raise Conflict(SENT_OTHERWISE.format(existing))


def own(existing: Record, by: User) -> Record:
    """The row a form made before, for the one who sent it; an id is not a key to others' rows."""
    if existing.created_by_id != by.pk:
        raise Conflict("Biểu mẫu này đã được người khác gửi; hãy mở biểu mẫu mới rồi nhập lại.")
    return existing
