"""The administrator's moves: add a value, change it from a day, say its last day.

No row is ever deleted, and what a record points to is not written on: a change from a day is a new
row of the same code. What reaches days of a period whose figures were frozen takes two people, as
in the registry of agencies.
"""

from __future__ import annotations

import copy
import uuid
from datetime import date, datetime, timedelta
from typing import TypedDict, TypeVar, Unpack

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from inspections.agencies.closed import guard_closed
from inspections.catalogues.models import Area, Category, DatedRow, Subject
from inspections.catalogues.register import CATALOGUES
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import fold, foreign_letters, normalise, sort_key
from tayninh_portal.models import Change, User
from tayninh_portal.proposals.kinds import both

Row = TypeVar("Row", bound=DatedRow)
DAY = timedelta(days=1)
NO_AREA = "Chọn nội dung theo Quyết định 1847 áp dụng suốt thời gian của hành vi này."


class Told(TypedDict, total=False):
    """What a row says beside its days; the columns its catalogue asks (``Catalogue.asks``)."""

    name: str
    order: int
    basis: str
    area: int | None
    person_kinds: str
    for_unit: bool
    subject: str
    is_discipline: bool


def add_row(
    catalogue: str,
    *,
    by: User,
    at: datetime | None = None,
    second: User | None = None,
    client_id: uuid.UUID | None = None,
    starts_on: date,
    **told: Unpack[Told],
) -> DatedRow:
    """A new value of a catalogue from ``starts_on`` on, under a code of its own; sent twice by one
    form, the first. Raises ``Refused``, ``ValidationError``."""
    records.require(by, "catalogue.manage", at=at)
    guard_closed(starts_on, by=by, second=second, at=at)
    model = CATALOGUES[catalogue].model
    row = _written(model(starts_on=starts_on), told)
    with transaction.atomic():
        _held(model)
        if before := _made_before(model, client_id, by):
            return before
        row.code = _new_code(model, row.name)
        _check(row)
        row.save(force_insert=True)
        note = both(_words(row), second)
        _tell(row, "create", "Thêm giá trị", note, by=by, at=at, client_id=client_id)
    return row


def change_row(
    row: Row,
    *,
    by: User,
    at: datetime | None = None,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    starts_on: date,
    **told: Unpack[Told],
) -> Row:
    """From ``starts_on`` on the value is called, or holds, otherwise; the row that says so.

    The day is one of ``row``, which then ends the day before; on its first day the row itself is
    put right. Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    records.require(by, "catalogue.manage", at=at)
    guard_closed(starts_on, by=by, second=second, at=at)
    with transaction.atomic():
        stored = _locked(row, seen_version)
        if not stored.stands_on(starts_on):
            raise ValidationError(
                {"starts_on": f"Chọn ngày trong thời gian áp dụng {stored.days}."}
            )
        new = _written(copy.copy(stored), told)
        if _words(new) == _words(stored) and new.order == stored.order:
            raise ValidationError("Chưa có gì khác với nội dung đang ghi.")
        note = both(f"Từ ngày {short_date(starts_on)}: {_words(new)}", second)
        _tell(
            stored, "amend", "Đổi nội dung", note, seen_version, by=by, at=at, client_id=client_id
        )
        if starts_on != stored.starts_on:
            new.pk, new.starts_on, new._state.adding = None, starts_on, True
            stored.ends_on = starts_on - DAY
            stored.save(update_fields=["ends_on"])
        _check(new)
        new.save()
        if new.pk != stored.pk:
            _tell(new, "create", "Đổi nội dung", note, by=by, at=at)
    return new


def end_row(
    row: Row,
    *,
    by: User,
    at: datetime | None = None,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    ends_on: date | None,
    note: str = "",
) -> Row:
    """The value is chosen for the last time on ``ends_on``, or goes on (None); records keep it.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    records.require(by, "catalogue.manage", at=at)
    days = [day for day in (row.ends_on, ends_on) if day is not None]
    if days:
        guard_closed(min(days) + DAY, by=by, second=second, at=at)
    with transaction.atomic():
        stored = _locked(row, seen_version)
        if ends_on == stored.ends_on:
            raise ValidationError({"ends_on": "Ngày cuối vẫn như đang ghi."})
        later = type(row)._default_manager.filter(code=row.code, starts_on__gt=row.starts_on)
        if (next_ := later.order_by("starts_on").first()) is not None:
            since = short_date(next_.starts_on)
            raise ValidationError(
                {"ends_on": f"Từ ngày {since} đã có nội dung mới; ghi ngày cuối ở nội dung đó."}
            )
        stored.ends_on = ends_on
        _check(stored)
        _refuse_held(stored)
        said = f"Đến hết ngày {short_date(ends_on)}." if ends_on else "Áp dụng tiếp."
        note = both(f"{said} {note}", second)
        _tell(
            stored, "amend", "Ghi ngày cuối", note, seen_version, by=by, at=at, client_id=client_id
        )
        stored.save(update_fields=["ends_on"])
    return stored


def _tell(
    row: DatedRow,
    action: str,
    label: str,
    note: str,
    seen_version: int | None = None,
    *,
    by: User,
    at: datetime | None,
    client_id: uuid.UUID | None = None,
) -> None:
    records.remark(
        row,
        by=by,
        at=at,
        action=action,
        label=label,
        note=note,
        data={"name": row.name, "starts_on": row.starts_on, "ends_on": row.ends_on},
        seen_version=seen_version,
        client_id=client_id,
    )


def _made_before(model: type[DatedRow], client_id: uuid.UUID | None, by: User) -> DatedRow | None:
    if client_id is None:
        return None
    lines = Change.objects.filter(record_type=model._meta.label_lower, action="create", by=by)
    line = lines.filter(client_id=client_id).first()
    return model._default_manager.get(pk=line.record_id) if line else None


def _held(model: type[Row]) -> dict[int, Row]:
    """The rows of a catalogue, held: who writes in it stands in a queue, since a code or a name is
    compared with those of all the others."""
    rows = model._default_manager.select_for_update().order_by("pk")
    return {row.pk: row for row in rows}


def _locked(row: Row, seen_version: int | None) -> Row:
    """The row as it stands, held; that it moved on is told before anything else."""
    stored = _held(type(row))[row.pk]
    if seen_version is not None and seen_version != records.version_of(stored):
        raise Conflict(records.STALE)
    return stored


def _written(row: Row, told: Told) -> Row:
    for name, value in told.items():
        setattr(row, name, normalise(value) if isinstance(value, str) else value)
    return row


def _words(row: DatedRow) -> str:
    """What a row says, for the log."""
    area, kinds = getattr(row, "area", None), getattr(row, "kinds_called", "")
    parts = (
        row.name,
        f"nội dung số {area}" if area else "",
        f"áp dụng cho {kinds.lower()}" if kinds else "",
        "áp dụng cho đơn vị" if getattr(row, "for_unit", False) else "",
        row.basis,
    )
    return "; ".join(filter(None, parts)) + "."


def _new_code(model: type[DatedRow], name: str) -> str:
    """A code nobody has to type, out of the first name; of an area the next number."""
    known = set(model._default_manager.values_list("code", flat=True))
    if model is Area:
        return str(max(map(int, known), default=0) + 1)
    stem = slugify(fold(name)).replace("-", "_")[:34].strip("_") or "gia_tri"
    tries = (stem, *(f"{stem}_{number}" for number in range(2, len(known) + 3)))
    return next(code for code in tries if code not in known)


def _check(row: DatedRow) -> None:
    """Raise ``ValidationError``: sound columns, a name of its own, an area that is there."""
    if strange := foreign_letters(row.name):
        raise ValidationError({"name": f"Tên có chữ không thuộc chữ Việt: {', '.join(strange)}."})
    row.full_clean()
    there = type(row)._default_manager.exclude(code=row.code)
    last = date.max if row.ends_on is None else row.ends_on
    names = there.within(row.starts_on, last).values_list("name", flat=True)
    if sort_key(row.name) in map(sort_key, names):
        raise ValidationError({"name": "Danh mục đã có giá trị cùng tên, áp dụng cùng thời gian."})
    if isinstance(row, Category):
        _check_area(row)


def _check_area(row: Category) -> None:
    if row.subject == Subject.UNIT:
        if row.area or row.person_kinds:
            raise ValidationError(
                {"area": "Thiếu sót của đơn vị không thuộc nội dung nào, không áp dụng cho người."}
            )
        return
    areas = list(Area.objects.filter(code=str(row.area)).select_for_update())
    for day in (row.starts_on, row.ends_on or date.max):
        if not any(area.stands_on(day) for area in areas):
            raise ValidationError({"area": NO_AREA})


def _refuse_held(row: DatedRow) -> None:
    """An area ends after what stands in it."""
    if not isinstance(row, Area) or row.ends_on is None:
        return
    after = models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=row.ends_on)
    held = Category.objects.filter(after, area=int(row.code)).first()
    if held is not None:
        raise ValidationError(
            {"ends_on": f"“{held.name}” còn thuộc nội dung này; chuyển sang nội dung khác trước."}
        )
