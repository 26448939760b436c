"""Who is told of what about a result of handling."""

from __future__ import annotations

from inspections.handlings.models import HANDLING_WRITERS, Handling
from inspections.handlings.workflow import CONFIRM, HANDLINGS, handlings_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register

register(
    Subject(
        Handling,
        handlings_of,
        title=lambda handling: f"kết quả xử lý số {handling.pk}",
        where=lambda handling: handling.agency_then,
        url=HANDLINGS.record_url,
        workflow=HANDLINGS,
        own=(News(NoticeKind.ANSWERED, (CONFIRM.name,), HANDLING_WRITERS),),
    )
)
