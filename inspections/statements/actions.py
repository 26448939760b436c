"""Say that a statement was asked for, and what came of it; also after the conclusion."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from inspections.findings.models import Finding
from inspections.statements.models import Statement
from tayninh_portal import records
from tayninh_portal.models import User


def ask_statement(
    finding: Finding,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    asked_on: date,
    received_on: date | None = None,
    not_given: bool = False,
) -> tuple[Statement, bool]:
    """The first word of it; ``(statement, False)`` for what ``client_id`` wrote before.

    Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "statement.record", finding, at=at)
    statement = Statement(
        client_id=client_id or uuid.uuid4(),
        finding=finding,
        asked_on=asked_on,
        received_on=received_on,
        not_given=not_given,
    )
    _refuse_days_to_come(statement, at)
    return records.create(statement, by=by, at=at, label="Ghi yêu cầu tường trình")


def update_statement(
    statement: Statement,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    asked_on: date,
    received_on: date | None,
    not_given: bool,
) -> Statement:
    """What came of it, or a correction. Raises ``Refused``, ``Conflict``, ``ValidationError``."""
    at = at or timezone.now()
    records.require(by, "statement.record", statement.finding, at=at)
    told = {"asked_on": asked_on, "received_on": received_on, "not_given": not_given}
    _refuse_days_to_come(Statement(finding=statement.finding, **told), at)
    return records.amend(
        statement,
        told,
        by=by,
        at=at,
        seen_version=seen_version,
        client_id=client_id,
        label="Ghi kết quả tường trình" if received_on or not_given else "Sửa yêu cầu tường trình",
    )


def _refuse_days_to_come(statement: Statement, at: datetime) -> None:
    today = timezone.localdate(at)
    days = {"asked_on": statement.asked_on, "received_on": statement.received_on}
    late = [name for name, day in days.items() if day and day > today]
    if late:
        raise ValidationError(dict.fromkeys(late, "Ngày này chưa đến; chỉ ghi việc đã làm."))
