"""The registry's moves: found, rename, close, merge, put somebody in charge.

None of them touches a record of the past: a rename adds a name from a day on, a merger ends the old
bodies the day before and names who takes over what is open.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspections.domain.succession import name_receiver, open_work_of, pass_open_work
from inspections.models import Agency, AgencyName, Assignment, Succession
from tayninh_portal import records
from tayninh_portal.access import Role, holds
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import normalise, sort_key

# What update_agency may write; days and kind are changed by moves of their own or never.
CORRECTABLE = frozenset(
    {
        "name",
        "report_group",
        "parent",
        "place_name",
        "electronic_id",
        "statistical_code",
        "basis",
    }
)


def found_agency(
    *,
    by: Any,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    name: str,
    legal_kind: str,
    starts_on: date,
    report_group: str = "",
    parent: Agency | None = None,
    place_name: str = "",
    electronic_id: str = "",
    statistical_code: str = "",
    basis: str = "",
    ends_on: date | None = None,
    is_department: bool = False,
    is_illustrative: bool = False,
) -> tuple[Agency, bool]:
    """Enter a body in the registry with its first name; ``(agency, made)``.

    Raises ``Refused`` without ``agency.manage``, ``ValidationError`` for a broken rule or a name
    that another body of the same parent bears at the same time.
    """
    records.require(by, "agency.manage", at=at)
    return enter_agency(
        by=by,
        at=at,
        agency=Agency(
            client_id=client_id or uuid.uuid4(),
            name=normalise(name),
            legal_kind=legal_kind,
            report_group=report_group,
            parent=parent,
            place_name=normalise(place_name),
            electronic_id=electronic_id,
            statistical_code=statistical_code,
            starts_on=starts_on,
            ends_on=ends_on,
            basis=basis,
            is_department=is_department,
            is_illustrative=is_illustrative,
        ),
    )


def enter_agency(*, by: Any, at: datetime | None, agency: Agency) -> tuple[Agency, bool]:
    """Insert ``agency`` and its first name row; the caller has asked for the permission."""
    if agency.parent is not None and not agency.parent.exists_on(agency.starts_on):
        raise ValidationError(
            {
                "parent": f"{agency.parent.name} không hoạt động vào ngày "
                f"{short_date(agency.starts_on)}."
            }
        )
    _refuse_same_name(agency, agency.name, since=agency.starts_on)
    with transaction.atomic():
        agency, made = records.create(agency, by=by, at=at, label="Ghi vào danh mục")
        if made:
            AgencyName.objects.create(
                agency=agency,
                name=agency.name,
                starts_on=agency.starts_on,
                basis=agency.basis,
            )
    return agency, made


def update_agency(
    agency: Agency,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int | None = None,
    **changes: Any,
) -> Agency:
    """Correct what was entered wrongly (``CORRECTABLE``); a new name or a closing is no correction.

    A corrected ``name`` replaces the newest name from its first day on.
    """
    records.require(by, "agency.manage", at=at)
    unknown = changes.keys() - CORRECTABLE
    if unknown:
        raise TypeError(f"update_agency cannot change {', '.join(sorted(unknown))}")
    parent = changes.get("parent")
    if parent is not None and agency.pk in _line_above(parent):
        raise ValidationError({"parent": "Cơ quan quản lý không thể nằm dưới chính cơ quan này."})
    name = normalise(changes.get("name", agency.name))
    with transaction.atomic():
        if name != agency.name:
            newest = agency.names.order_by("-starts_on")[0]
            _refuse_same_name(agency, name, since=newest.starts_on)
            newest.name = name
            newest.full_clean()
            newest.save(update_fields=["name"])
        return records.amend(
            agency,
            changes | {"name": name},
            by=by,
            at=at,
            seen_version=seen_version or agency.version,
            label="Sửa thông tin",
        )


def rename_agency(
    agency: Agency,
    *,
    by: Any,
    at: datetime | None = None,
    name: str,
    starts_on: date,
    basis: str = "",
    seen_version: int | None = None,
) -> Agency:
    """The body bears ``name`` from ``starts_on`` on; what lies before keeps its name."""
    records.require(by, "agency.manage", at=at)
    name = normalise(name)
    if agency.names.filter(name=name, starts_on=starts_on).exists():
        return agency  # the second click
    if not agency.exists_on(starts_on):
        raise ValidationError({"starts_on": "Cơ quan không hoạt động vào ngày này."})
    if name == agency.name_on(starts_on):
        raise ValidationError({"name": "Cơ quan đang mang đúng tên này vào ngày đó."})
    _refuse_same_name(agency, name, since=starts_on)
    with transaction.atomic():
        row = AgencyName(agency=agency, name=name, starts_on=starts_on, basis=basis)
        row.full_clean()
        row.save()
        newest = agency.names.order_by("-starts_on")[0]
        return records.amend(
            agency,
            {"name": newest.name},
            by=by,
            at=at,
            seen_version=seen_version or agency.version,
            label="Đổi tên",
            note=f"Từ ngày {short_date(starts_on)}: {name}. {basis}".strip(),
        )


def close_agency(
    agency: Agency,
    *,
    by: Any,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    receiver: Agency | None = None,
    seen_version: int | None = None,
) -> Agency:
    """``ends_on`` is the last day of the body. Its records and its people's posts stay as they are.

    ``receiver`` goes on with what it has open, and must be named where there is something open.
    Posts are not ended here: each is handed over by a person who knows to whom.
    """
    records.require(by, "agency.manage", at=at)
    if agency.ends_on == ends_on:
        return agency  # the second click
    still_open = open_work_of(agency)
    if still_open and receiver is None:
        raise ValidationError(
            {
                "receiver": f"Cơ quan còn {', '.join(map(str, still_open))}; hãy chọn cơ quan tiếp "
                "nhận."
            }
        )
    with transaction.atomic():
        agency = end_agency(
            agency, by=by, at=at, ends_on=ends_on, note=note, seen_version=seen_version
        )
        if receiver is not None:
            name_receiver(agency, receiver=receiver, by=by, at=at, basis=note.strip())
    return agency


def end_agency(
    agency: Agency,
    *,
    by: Any,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    seen_version: int | None = None,
) -> Agency:
    """Write the last day alone; the caller sees to what is open, and has asked for permission."""
    if agency.ends_on is not None:
        raise Conflict("Cơ quan này đã được ghi nhận ngừng hoạt động.")
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi căn cứ ngừng hoạt động."})
    return records.amend(
        agency,
        {"ends_on": ends_on},
        by=by,
        at=at,
        seen_version=seen_version or agency.version,
        label="Ngừng hoạt động",
        note=f"Hết ngày {short_date(ends_on)}. {note.strip()}",
    )


def merge_agencies(
    predecessors: Sequence[Agency],
    *,
    into: Agency,
    on: date,
    by: Any,
    at: datetime | None = None,
    basis: str,
    seen_version: int | None = None,
) -> list[Succession]:
    """``into`` takes over ``predecessors`` on ``on``: they end the day before, it receives what is
    open. A body that goes on under the same row (``into`` among them) is not ended."""
    records.require(by, "agency.manage", at=at)
    others = [old for old in predecessors if old.pk != into.pk]
    if not others:
        raise ValidationError({"predecessors": "Chọn ít nhất một cơ quan được sáp nhập vào."})
    if not basis.strip():
        raise ValidationError({"basis": "Hãy ghi căn cứ sáp nhập."})
    if not into.exists_on(on):
        raise ValidationError({"on": "Cơ quan tiếp nhận không hoạt động vào ngày này."})
    done = list(Succession.objects.filter(predecessor__in=others, successor=into, on=on))
    if len(done) == len(others):
        return done  # the second click
    _as_seen(into, seen_version)
    with transaction.atomic():
        made = [_take_over(old, into, on, basis, by=by, at=at) for old in others]
        names = ", ".join(old.name_on(on - timedelta(days=1)) for old in others)
        records.touch(
            into,
            by=by,
            at=at,
            label="Tiếp nhận do sáp nhập",
            note=f"Từ ngày {short_date(on)}: {names}. {basis}",
        )
    return made


def _take_over(
    old: Agency, into: Agency, on: date, basis: str, *, by: Any, at: datetime | None
) -> Succession:
    if old.starts_on >= on:
        raise ValidationError(
            {
                "predecessors": f"{old.name} bắt đầu từ {short_date(old.starts_on)}, không thể "
                f"ngừng trước ngày {short_date(on)}."
            }
        )
    if old.ends_on is not None and old.ends_on >= on:
        raise ValidationError(
            {
                "predecessors": f"{old.name} đã ghi ngày cuối hoạt động là "
                f"{short_date(old.ends_on)}, không trước ngày sáp nhập."
            }
        )
    if old.ends_on is None:
        end_agency(old, by=by, at=at, ends_on=on - timedelta(days=1), note=basis)
    row = Succession(
        predecessor=old,
        successor=into,
        on=on,
        receives_open_work=not old.successions.filter(receives_open_work=True).exists(),
        basis=basis,
    )
    row.full_clean()
    row.save()
    if row.receives_open_work and on <= timezone.localdate(at):
        pass_open_work(old, into, by=by, at=at, basis=basis)
    return row


def assign_agency(
    agency: Agency,
    *,
    to: Any,
    by: Any,
    at: datetime | None = None,
    starts_on: date,
    seen_version: int | None = None,
) -> Assignment:
    """Put the specialist ``to`` in charge of ``agency`` from a day on; the one before him ends."""
    records.require(by, "agency.assign", agency, at=at)
    same = agency.assignments.filter(user=to, starts_on=starts_on, ends_on__isnull=True).first()
    if same is not None:
        return same  # the second click
    if not agency.exists_on(starts_on):
        raise ValidationError({"starts_on": "Cơ quan không hoạt động vào ngày này."})
    if not holds(to, Role.SPECIALIST, Role.MANAGER, on=starts_on):
        raise ValidationError({"to": "Người được phân công không phải chuyên viên của Sở ngày đó."})
    _as_seen(agency, seen_version)
    with transaction.atomic():
        for before in agency.assignments.filter(ends_on__isnull=True):
            if before.starts_on >= starts_on:
                raise ValidationError(
                    {"starts_on": "Phân công hiện nay bắt đầu từ ngày này hoặc sau đó."}
                )
            before.ends_on = starts_on - timedelta(days=1)
            before.save(update_fields=["ends_on"])
        row = Assignment(
            agency=agency,
            user=to,
            starts_on=starts_on,
            created_at=at or timezone.now(),
            created_by=by,
        )
        row.full_clean()
        row.save()
        records.touch(
            agency,
            by=by,
            at=at,
            label="Phân công chuyên viên phụ trách",
            note=f"Từ ngày {short_date(starts_on)}.",
        )
    return row


def _as_seen(agency: Agency, seen_version: int | None) -> None:
    if seen_version is not None and agency.version != seen_version:
        raise Conflict(records.STALE)


def _line_above(agency: Agency | None) -> set[int]:
    """Ids of ``agency`` and of every body above it."""
    line: set[int] = set()
    while agency is not None and agency.pk not in line:
        line.add(agency.pk)
        agency = agency.parent
    return line


def _refuse_same_name(agency: Agency, name: str, *, since: date) -> None:
    """Two bodies of one parent cannot bear one name at one time (“Hoà” and “Hòa” are one name)."""
    twins = Agency.objects.filter(name_key=sort_key(name)[:700], parent=agency.parent)
    twins = twins.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
    if agency.ends_on is not None:
        twins = twins.filter(starts_on__lte=agency.ends_on)
    if twins.exclude(pk=agency.pk).exclude(client_id=agency.client_id).exists():
        raise ValidationError(
            {"name": "Đã có cơ quan cùng tên, cùng cơ quan quản lý, hoạt động cùng thời gian."}
        )
