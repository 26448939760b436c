"""The second factor of who lost it: taken away by two people, set up anew by its holder."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.people.workflow import may_reset_factors
from tayninh_portal import records
from tayninh_portal.errors import Refused
from tayninh_portal.models import User
from tayninh_portal.proposals.kinds import both, require_second
from tayninh_portal.second_factor.factors import drop_factors


def reset_factors(
    user: User,
    *,
    by: User,
    second: User | None = None,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> User:
    """Take the second factor and the recovery codes of ``user`` away, and end their sessions: with
    the password they sign in, and set one up before anything else. Of anybody it takes a ``second``
    person, and both names stand in the log."""
    records.require(by, "account.manage", at=at)
    verdict = may_reset_factors(by, user)
    if not verdict:
        raise Refused(verdict.reason, of_role=verdict.of_role)
    require_second(by, second, about=user, at=at)
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    with transaction.atomic():
        records.remark(
            user,
            by=by,
            at=at,
            action="factor",
            label="Đặt lại lớp bảo vệ thứ hai",
            note=both(note, second),
            seen_version=seen_version,
            client_id=client_id,
        )
        drop_factors(user, by=by, at=at)
    return user
