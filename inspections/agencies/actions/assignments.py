"""Who of the Sở is in charge of a body, from a day on."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.people.models import Assignment
from tayninh_portal import records
from tayninh_portal.access import Role, holds
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.rows import ROWS_A_STATEMENT, errors_in_vietnamese


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
    before = list(agency.assignments.filter(ends_on__isnull=True))
    if any(row.starts_on >= starts_on for row in before):
        raise ValidationError({"starts_on": "Phân công hiện nay bắt đầu từ ngày này hoặc sau đó."})
    (row,) = put_in_charge(
        [Assignment(agency=agency, user=to, starts_on=starts_on)],
        instead_of=before,
        act=records.Act(by, at or timezone.now(), client_id),
        label="Phân công chuyên viên phụ trách",
        note=f"Từ ngày {short_date(starts_on)}.",
    )
    return row


def put_in_charge(
    rows: Sequence[Assignment],
    *,
    instead_of: Sequence[Assignment],
    act: records.Act,
    label: str,
    note: str,
) -> list[Assignment]:
    """Write the assignments ``rows``, which begin on one day; those ``instead_of`` which they stand
    end the day before. Each agency leaves a line; in the rows returned it is as it then is.

    Raises ``Conflict`` where one to end is no longer as it was read, ``ValidationError``.
    """
    new = [copy.copy(row) for row in rows]
    with errors_in_vietnamese(Assignment), transaction.atomic():
        _end(instead_of, rows[0].starts_on - timedelta(days=1))
        agencies = [row.agency for row in rows]
        touched = records.touch_many(agencies, act=act, label=label, note=note)
        for row, agency in zip(new, touched, strict=True):
            row.agency, row.created_at, row.created_by = agency, act.at, act.by
        Assignment.objects.bulk_create(new, batch_size=ROWS_A_STATEMENT)
    return new


def _end(rows: Sequence[Assignment], last: date) -> None:
    by_end: dict[date | None, list[Assignment]] = {}
    for row in rows:
        by_end.setdefault(row.ends_on, []).append(row)
    for ends_on, group in by_end.items():
        same = Q(ends_on=ends_on) if ends_on else Q(ends_on__isnull=True)
        still = Assignment.objects.filter(same, pk__in=[row.pk for row in group])
        if still.update(ends_on=last) != len(group):
            raise Conflict()
