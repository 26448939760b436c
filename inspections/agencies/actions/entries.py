"""A body enters the registry, is corrected, is renamed."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from inspections.agencies.closed import guard_closed
from inspections.agencies.models import Agency, AgencyName
from tayninh_portal import records
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import foreign_letters, normalise, sort_key
from tayninh_portal.models import User
from tayninh_portal.proposals.kinds import both


class Corrections(TypedDict, total=False):
    """What update_agency may write; days and kind are changed by moves of their own or never."""

    name: str
    report_group: str
    parent: Agency | None
    place_name: str
    electronic_id: str
    statistical_code: str
    basis: str


CORRECTABLE = frozenset(Corrections.__annotations__)


def found_agency(
    *,
    by: User,
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
    second: User | None = None,
) -> tuple[Agency, bool]:
    """Enter a body in the registry with its first name; ``(agency, made)``. From a day of a closed
    period on it takes a ``second`` person, like all that changes the registry of one.

    Raises ``Refused`` without ``agency.manage``, ``ValidationError`` for a broken rule or a name
    that another body of the same parent bears at the same time.
    """
    records.require(by, "agency.manage", at=at)
    guard_closed(starts_on, by=by, second=second, at=at)
    return enter_agency(
        by=by,
        at=at,
        note=both("", second),
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


def enter_agency(
    *, by: User, at: datetime | None, agency: Agency, note: str = ""
) -> tuple[Agency, bool]:
    """Insert ``agency`` and its first name row; the caller has asked for the permission."""
    if agency.parent is not None and not agency.parent.exists_on(agency.starts_on):
        raise ValidationError(
            {
                "parent": f"{agency.parent.name} không hoạt động vào ngày "
                f"{short_date(agency.starts_on)}."
            }
        )
    _refuse_name(agency, agency.name, since=agency.starts_on)
    with transaction.atomic():
        agency, made = records.create(agency, by=by, at=at, label="Ghi vào danh mục", note=note)
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
    by: User,
    at: datetime | None = None,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    **changes: Unpack[Corrections],
) -> Agency:
    """Correct what was entered wrongly (``CORRECTABLE``); a new name or a closing is no correction.

    A corrected ``name`` replaces the newest name from its first day on.
    """
    records.require(by, "agency.manage", at=at)
    unknown = changes.keys() - CORRECTABLE
    if unknown:
        raise TypeError(f"update_agency cannot change {', '.join(sorted(unknown))}")
    parent = changes.get("parent", agency.parent)
    group = changes.get("report_group", agency.report_group)
    # What a report divides by; a name, a place, a code change no figure.
    if (group, parent) != (agency.report_group, agency.parent):
        guard_closed(agency.starts_on, by=by, second=second, at=at)
    if parent is not None and agency.pk in _line_above(parent):
        raise ValidationError({"parent": "Cơ quan quản lý không thể nằm dưới chính cơ quan này."})
    name = normalise(changes.get("name", agency.name))
    with transaction.atomic():
        if name != agency.name:
            newest = agency.names.order_by("-starts_on")[0]
            _refuse_name(agency, name, since=newest.starts_on)
            newest.name = name
            newest.full_clean()
            newest.save(update_fields=["name"])
        return records.amend(
            agency,
            changes | {"name": name},
            by=by,
            at=at,
            seen_version=seen_version or agency.version,
            client_id=client_id,
            label="Sửa thông tin",
            note=both("", second),
        )


def rename_agency(
    agency: Agency,
    *,
    by: User,
    at: datetime | None = None,
    name: str,
    starts_on: date,
    basis: str = "",
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Agency:
    """The body bears ``name`` from ``starts_on`` on; what lies before keeps its name."""
    records.require(by, "agency.manage", at=at)
    guard_closed(starts_on, by=by, second=second, at=at)
    name = normalise(name)
    if not agency.exists_on(starts_on):
        raise ValidationError({"starts_on": "Cơ quan không hoạt động vào ngày này."})
    if name == agency.name_on(starts_on):
        raise ValidationError({"name": "Cơ quan đang mang đúng tên này vào ngày đó."})
    _refuse_name(agency, name, since=starts_on)
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
            client_id=client_id,
            label="Đổi tên",
            note=both(f"Từ ngày {short_date(starts_on)}: {name}. {basis}", second),
        )


def _line_above(agency: Agency | None) -> set[int]:
    """Ids of ``agency`` and of every body above it."""
    line: set[int] = set()
    while agency is not None and agency.pk not in line:
        line.add(agency.pk)
        agency = agency.parent
    return line


def _refuse_name(agency: Agency, name: str, *, since: date) -> None:
    """Two bodies of one parent cannot bear one name at one time (“Hoà” and “Hòa” are one name),
    nor two that only look alike: a name has Vietnamese letters."""
    if strange := foreign_letters(name):
        raise ValidationError(
            {
                "name": f"Tên có chữ không thuộc chữ Việt: {', '.join(strange)} (trông giống chữ "
                "Việt nhưng là chữ khác, thường do chép từ nơi khác). Gõ lại những chữ này."
            }
        )
    twins = Agency.objects.filter(name_key=sort_key(name)[:700], parent=agency.parent)
    twins = twins.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
    if agency.ends_on is not None:
        twins = twins.filter(starts_on__lte=agency.ends_on)
    if twins.exclude(pk=agency.pk).exclude(client_id=agency.client_id).exists():
        raise ValidationError(
            {"name": "Đã có cơ quan cùng tên, cùng cơ quan quản lý, hoạt động cùng thời gian."}
        )
