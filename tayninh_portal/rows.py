"""What ``records`` writes with: copies of rows, the conditional UPDATE, the lines of the log."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Value, When, prefetch_related_objects

from tayninh_portal.errors import Conflict
from tayninh_portal.lib.constraints import sentence_of
from tayninh_portal.models import Change, Versioned

if TYPE_CHECKING:
    from tayninh_portal.models import User

# Who hears of every line that is written, inside the transaction that writes it.
_listeners: list[Callable[[Sequence[Change]], None]] = []
# Label of a record → numbers of those written, while they are told together.
Written = dict[str, set[int]]
_together: ContextVar[Written | None] = ContextVar("together", default=None)
# Rows one statement writes: no database of ours meets its limit of parameters.
ROWS_A_STATEMENT = 500
Record = TypeVar("Record", bound=Versioned)
Column: TypeAlias = "models.Field[Any, Any]"


class Signed(Protocol):
    """Whose act a line of the log is about, when it was, and by which form."""

    @property
    def by(self) -> User: ...
    @property
    def at(self) -> datetime: ...
    @property
    def client_id(self) -> uuid.UUID | None: ...


def copy_of(record: Record) -> Record:
    """A row to write on, with what was loaded of others and without what was prefetched.

    What ``copy.copy`` does, without its detour by way of pickling: an import copies 25,000.
    """
    row = type(record).__new__(type(record))
    row.__dict__.update(record.__getstate__())
    row.__dict__.pop("_prefetched_objects_cache", None)
    return row


def changed(record: Record, changes: Mapping[str, Any]) -> Record:
    """A copy with ``changes``, its version one higher; only what changed is cleaned."""
    row = copy_of(record)
    for name, value in changes.items():
        setattr(row, name, value(record) if callable(value) else value)
    row.version = record.version + 1
    row.clean_fields(exclude={f.name for f in row._meta.fields if not _to_clean(row, f, changes)})
    row.clean()
    return row


def _to_clean(row: models.Model, column: models.Field[Any, Any], names: Iterable[str]) -> bool:
    """Whether a column changed and can be wrong: that a relation exists the database sees by
    itself, and asking it here is one query a row."""
    there = column.is_relation and getattr(row, column.attname) is not None
    return column.name in names and not there


def write(
    records: Sequence[Record],
    rows: Sequence[Record],
    names: Iterable[str],
    states: tuple[str, ...] | None,
) -> None:
    """Write the named columns of ``rows`` if the database still has ``records`` as they are."""
    if not records:
        return
    model = type(records[0])
    # Names of columns, never of what points here.
    columns = [cast("Column", model._meta.get_field(name)) for name in (*names, "version")]
    with errors_in_vietnamese(model), transaction.atomic():
        for start in range(0, len(records), ROWS_A_STATEMENT):
            part = slice(start, start + ROWS_A_STATEMENT)
            found = model._default_manager.filter(pk__in=[row.pk for row in records[part]])
            found = found.filter(version=_by_row(records[part], columns[-1]))
            if states is not None:
                found = found.filter(state__in=states)
            values = {c.attname: _by_row(rows[part], c) for c in columns}
            if found.update(**values) != len(records[part]):
                raise Conflict()


def _by_row(rows: Sequence[Record], column: Column) -> object:
    """The value all rows have in a column, or one for each."""
    values = [getattr(row, column.attname) for row in rows]
    if all(value == values[0] for value in values):
        return values[0]
    target = getattr(column, "target_field", column)
    whens = [
        When(pk=row.pk, then=Value(value, output_field=target))
        for row, value in zip(rows, values, strict=True)
    ]
    return Case(*whens, output_field=target)


@contextmanager
def errors_in_vietnamese(model: type[models.Model]) -> Iterator[None]:
    """A broken constraint is told with the sentence its model gives it."""
    try:
        yield
    except IntegrityError as error:
        sentence = sentence_of(error, model)
        if not sentence:
            raise
        raise ValidationError(sentence) from error


@contextmanager
def checked(row: models.Model, *, exclude: Sequence[str] = ()) -> Iterator[None]:
    """``row`` is valid, and is written within: what ``full_clean`` says, for fewer queries.

    What the database holds by itself (unique, constraints, that what was loaded exists) it is
    asked only where something was refused; then everything that is wrong is said at once.
    """
    loaded = [f.name for f in row._meta.concrete_fields if f.is_relation and _is_loaded(row, f)]
    try:
        row.full_clean([*exclude, *loaded], validate_unique=False, validate_constraints=False)
    except ValidationError:
        row.full_clean(exclude)
        raise
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        row.full_clean(exclude)
        raise


def _is_loaded(row: models.Model, column: Column) -> bool:
    other: models.Model | None = row._state.fields_cache.get(column.name)
    return other is not None and not other._state.adding


def lines(
    rows: Sequence[Versioned], act: Signed, *, action: str, label: str, note: str = ""
) -> list[Change]:
    """The next line of each row; what the rows own is read anew, for all of them at once."""
    if rows:
        prefetch_related_objects(rows, *type(rows[0]).LOG_ROWS)
    return [
        Change(
            record_type=row._meta.label_lower,
            record_id=row.pk,
            version=row.version,
            at=act.at,
            by=act.by,
            client_id=act.client_id,
            action=action,
            label=label,
            to_state=getattr(row, "state", ""),
            note=note,
            data=row.log_data(),
            left_out=row.log_hashes(),
        )
        for row in rows
    ]


def listener(hear: Callable[[Sequence[Change]], None]) -> Callable[[Sequence[Change]], None]:
    """Register a function that hears of the lines of every write (notices)."""
    _listeners.append(hear)
    return hear


def log(lines: Sequence[Change]) -> None:
    """Insert the lines; two about one version of one row break the log's constraint."""
    Change.objects.bulk_create(lines, batch_size=ROWS_A_STATEMENT)
    together = _together.get()
    if together is None:
        for hear in _listeners:
            hear(lines)
        return
    for line in lines:
        together.setdefault(line.record_type, set()).add(line.record_id)


@contextmanager
def lines_together() -> Iterator[Written]:
    """Write lines that nobody hears of one by one: an import writes thousands at once. Gives what
    they are about, to be told of as a whole."""
    written: Written = {}
    before = _together.set(written)
    try:
        yield written
    finally:
        _together.reset(before)
