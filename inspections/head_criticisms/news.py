"""Who is told of what about a proposal to criticise a head."""

from __future__ import annotations

from inspections.head_criticisms.models import PROPOSERS, HeadCriticism
from inspections.head_criticisms.workflow import DECIDE, HEAD_CRITICISMS, head_criticisms_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register

register(
    Subject(
        HeadCriticism,
        head_criticisms_of,
        title=lambda row: f"đề nghị phê bình người đứng đầu số {row.pk}",
        where=lambda row: row.agency_then,
        url=HEAD_CRITICISMS.record_url,
        workflow=HEAD_CRITICISMS,
        own=(News(NoticeKind.ANSWERED, (DECIDE.name,), PROPOSERS),),
    )
)
