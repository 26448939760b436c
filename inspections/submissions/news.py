"""Who is told of what about a result of a self-inspection."""

from __future__ import annotations

from inspections.submissions.models import Submission
from inspections.submissions.workflow import (
    ACCEPT,
    SUBMISSION_WRITERS,
    SUBMISSIONS,
    submissions_of,
)
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register

register(
    Subject(
        Submission,
        submissions_of,
        title=lambda result: f"kết quả tự kiểm tra số {result.pk}",
        where=lambda result: result.agency_then,
        url=SUBMISSIONS.record_url,
        workflow=SUBMISSIONS,
        own=(News(NoticeKind.ANSWERED, (ACCEPT.name,), SUBMISSION_WRITERS),),
    )
)
