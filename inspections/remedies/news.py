"""Who is told of what about a remedy."""

from __future__ import annotations

from inspections.remedies.models import (
    REMEDY_CONFIRMERS,
    REMEDY_HOLDERS,
    REMEDY_REPORTERS,
    Remedy,
)
from inspections.remedies.workflow import CONFIRM, EXTEND, REMEDIES, remedies_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, News, Subject, register

register(
    Subject(
        Remedy,
        remedies_of,
        title=lambda remedy: f"nội dung khắc phục số {remedy.pk}",
        where=lambda remedy: remedy.agency_then,
        url=REMEDIES.record_url,
        until=lambda remedy: remedy.due_on if remedy.is_open else None,
        workflow=REMEDIES,
        own=(
            News(NoticeKind.ANSWERED, (CONFIRM.name,), REMEDY_REPORTERS),
            News(NoticeKind.EXTENDED, (EXTEND.name,), REMEDY_HOLDERS),
        ),
        clock=Clock(
            lambda: Remedy.objects.active().open(),
            "due_on",
            REMEDY_HOLDERS,
            late=REMEDY_CONFIRMERS,
        ),
    )
)
