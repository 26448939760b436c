"""Enter what a report is asked for, and correct it: whatever stands on it follows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from inspections.cited_documents.models import CitedDocument
from inspections.report_requests.models import ReportRequest
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act

# What stands on a request takes it over as it is corrected: the request as it was, as it is.
Follower = Callable[[ReportRequest, ReportRequest, Act], None]
FOLLOWED = "Theo yêu cầu báo cáo đã sửa"
_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Register what takes a corrected request over, in its transaction."""
    _followers.append(follower)
    return follower


class Asked(TypedDict, total=False):
    """What is asked, by which letter, until when."""

    year: int
    document: CitedDocument | None
    due_on: date | None
    agencies_document: CitedDocument | None
    agencies_due_on: date | None


def record_request(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    is_illustrative: bool = False,
    **asked: Unpack[Asked],
) -> tuple[ReportRequest, bool]:
    """The request of a year; ``(request, False)`` for a form sent before.

    Raises ``Refused``, and ``ValidationError`` where the year has one or a rule is broken.
    """
    records.require(by, "report_request.record", at=at)
    row = ReportRequest(
        client_id=client_id or uuid.uuid4(), is_illustrative=is_illustrative, **asked
    )
    return records.create(row, by=by, at=at, label="Ghi yêu cầu báo cáo")


def update_request(
    request: ReportRequest,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **asked: Unpack[Asked],
) -> ReportRequest:
    """Correct it; reports still written and rounds not closed take over what it now says.

    Also where nothing but one of its letters was corrected since. Raises ``Refused``, ``Conflict``,
    ``ValidationError``.
    """
    records.require(by, "report_request.record", at=at)
    if seen_version != request.version:
        raise Conflict(STALE)
    act = Act(by, at or timezone.now(), client_id)
    with transaction.atomic():
        row = records.amend(
            request,
            asked,
            by=by,
            at=act.at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa yêu cầu báo cáo",
        )
        for follower in _followers:
            follower(request, row, act)
    return row
