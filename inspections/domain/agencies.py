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
from django.utils import timezone

from inspections.enums import LegalKind
from inspections.models import Agency, AgencyName, Assignment, Succession
from tayninh_portal import records
from tayninh_portal.access import Role, holds
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import normalise


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
    that another body of the same parent bears on that day.
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
    _refuse_same_name(agency)
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


def _refuse_same_name(agency: Agency) -> None:
    """Two bodies of one parent cannot bear one name at one time (“Hoà” and “Hòa” are one name)."""
    agency.clean()
    twins = Agency.objects.on(agency.starts_on).filter(
        name_key=agency.name_key, parent=agency.parent
    )
    if twins.exclude(pk=agency.pk).exclude(client_id=agency.client_id).exists():
        raise ValidationError(
            {"name": "Đã có cơ quan cùng tên, cùng cơ quan quản lý, đang hoạt động từ ngày này."}
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
    if not agency.exists_on(starts_on):
        raise ValidationError({"starts_on": "Cơ quan không hoạt động vào ngày này."})
    with transaction.atomic():
        row = AgencyName(agency=agency, name=normalise(name), starts_on=starts_on, basis=basis)
        row.full_clean()
        row.save()
        newest = agency.names.order_by("-starts_on").first()
        return records.amend(
            agency,
            {"name": newest.name if newest else row.name},
            by=by,
            at=at,
            seen_version=seen_version or agency.version,
            label="Đổi tên",
            note=basis,
        )


def close_agency(
    agency: Agency,
    *,
    by: Any,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    seen_version: int | None = None,
) -> Agency:
    """``ends_on`` is the last day of the body. Its records stay as they are."""
    records.require(by, "agency.manage", at=at)
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
        note=note,
    )


def merge_agencies(
    predecessors: Sequence[Agency],
    *,
    into: Agency,
    on: date,
    by: Any,
    at: datetime | None = None,
    basis: str,
) -> list[Succession]:
    """``into`` takes over ``predecessors`` on ``on``: they end the day before, it receives what is
    open. A body that goes on under the same row (``into`` among them) is not ended."""
    records.require(by, "agency.manage", at=at)
    if not basis.strip():
        raise ValidationError({"basis": "Hãy ghi căn cứ sáp nhập."})
    if not into.exists_on(on):
        raise ValidationError({"into": "Cơ quan tiếp nhận không hoạt động vào ngày này."})
    made = []
    with transaction.atomic():
        for old in predecessors:
            if old.pk == into.pk:
                continue
            if old.ends_on is None:
                close_agency(old, by=by, at=at, ends_on=on - timedelta(days=1), note=basis)
            received = not old.successions.filter(receives_open_work=True).exists()
            row = Succession(
                predecessor=old,
                successor=into,
                on=on,
                receives_open_work=received,
                basis=basis,
            )
            row.full_clean()
            row.save()
            made.append(row)
    return made


def assign_agency(
    agency: Agency,
    *,
    to: Any,
    by: Any,
    at: datetime | None = None,
    starts_on: date,
) -> Assignment:
    """Put the specialist ``to`` in charge of ``agency`` from a day on; the one before him ends."""
    records.require(by, "agency.assign", at=at)
    if agency.legal_kind in (LegalKind.OUTSIDE, LegalKind.MINISTRY):
        raise ValidationError(
            {"agency": "Cơ quan ngoài thẩm quyền không có chuyên viên phụ trách."}
        )
    if not holds(to, Role.SPECIALIST, Role.MANAGER, on=starts_on):
        raise ValidationError({"to": "Người được phân công không phải chuyên viên của Sở ngày đó."})
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
    return row
