"""Who of the Sở is in charge of a body, from a day on."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.people.models import Assignment
from tayninh_portal import records
from tayninh_portal.access import Role, holds
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User


def assign_agency(
    agency: Agency,
    *,
    to: User,
    by: User,
    at: datetime | None = None,
    starts_on: date,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Assignment:
    """Put the specialist ``to`` in charge of ``agency`` from a day on; the one before them ends."""
    records.require(by, "agency.assign", agency, at=at)
    if not agency.exists_on(starts_on):
        raise ValidationError({"starts_on": "Cơ quan không hoạt động vào ngày này."})
    if not holds(to, Role.SPECIALIST, Role.MANAGER, on=starts_on):
        raise ValidationError({"to": "Người được phân công không phải chuyên viên của Sở ngày đó."})
    if seen_version is not None and agency.version != seen_version:
        raise Conflict(records.STALE)
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
        agency = records.touch(
            agency,
            by=by,
            at=at,
            client_id=client_id,
            label="Phân công chuyên viên phụ trách",
            note=f"Từ ngày {short_date(starts_on)}.",
        )
    return row
