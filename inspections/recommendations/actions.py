"""Add, correct and withdraw the recommendations of a draft visit; rows are never deleted.

Who works on the visit writes them while it is a draft, as the findings (``visit.update``).
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.findings.actions import lock_draft
from inspections.recommendations.models import Recommendation
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User

CHANGEABLE = frozenset({"addressee", "text", "condition", "remedy_due_on"})
WHY_WITHDRAWN = "Ghi lý do rút kiến nghị này."


def add_recommendation(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    addressee: str,
    text: str,
    condition: str = "",
    remedy_due_on: date | None = None,
    is_illustrative: bool = False,
) -> tuple[Recommendation, bool]:
    """A recommendation on a draft; ``(row, False)`` for a form sent before.

    Raises ``Refused``, ``Conflict`` (no longer a draft), ``ValidationError``.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = Recommendation(
            client_id=client_id or uuid.uuid4(),
            visit=lock_draft(visit, by=by, at=at),
            addressee=addressee,
            text=text,
            condition=condition,
            remedy_due_on=remedy_due_on,
            is_illustrative=is_illustrative,
        )
        return records.create(row, by=by, at=at, label="Thêm kiến nghị")


def update_recommendation(
    row: Recommendation,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **changes: object,
) -> Recommendation:
    """Write ``changes`` (names of ``CHANGEABLE``). Raises like ``add_recommendation``."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"A recommendation has no {', '.join(sorted(unknown))} to change")
    at = at or timezone.now()
    with transaction.atomic():
        _hold(row, by=by, at=at)
        return records.amend(
            row,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa kiến nghị",
        )


def withdraw_recommendation(
    row: Recommendation,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    seen_version: int,
    client_id: uuid.UUID | None = None,
) -> Recommendation:
    """Take it back with a reason; the row stays. Raises like ``add_recommendation``."""
    at = at or timezone.now()
    with transaction.atomic():
        _hold(row, by=by, at=at)
        if not note.strip():
            raise ValidationError({"note": WHY_WITHDRAWN})
        return records.amend(
            row,
            {"withdrawn_at": at},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Rút kiến nghị",
            note=note.strip(),
        )


def _hold(row: Recommendation, *, by: User, at: datetime) -> None:
    lock_draft(row.visit, by=by, at=at)
    if row.withdrawn_at is not None:
        raise Conflict("Kiến nghị này đã được rút, không sửa được nữa.")
