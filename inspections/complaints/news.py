"""Who is told of what about a complaint.

Only its number is ever told: neither what it is about nor whom. Who may not see it is told nothing.
"""

from __future__ import annotations

from django.db.models import Q

from inspections.agencies.scope import OWN
from inspections.complaints.models import (
    COMPLAINT_WORKERS,
    DEADLINE_ON,
    Complaint,
    ComplaintQuerySet,
)
from inspections.complaints.states import COMPLAINT_UNANSWERED, ComplaintState
from inspections.complaints.workflow import COMPLAINTS, HAND_ON, REPLY, RESERVE, complaints_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Clock, News, Subject, register
from tayninh_portal.scope import Link, Named, Scope

# Whom it was handed to, and those who still have to report on it.
HANDED_TO = Scope((Link(OWN, "handed_to"),))
_UNREPORTED = Q(state=ComplaintState.HANDED_ON, agency_replied_on=None)
# Whose work it is from now on, and who wrote it down; it is the leader of before who changes it.
RESERVATION_TOLD = Scope((*COMPLAINT_WORKERS.links, Link(Named(), "created_by")))
COMPLAINT_ANSWERERS = Scope((*COMPLAINT_WORKERS.links, Link(OWN, "handed_to", _UNREPORTED)))


def _unanswered() -> ComplaintQuerySet:
    rows = Complaint.objects.filter(state__in=COMPLAINT_UNANSWERED)
    return rows.annotate(deadline_on=DEADLINE_ON)


register(
    Subject(
        Complaint,
        complaints_of,
        title=lambda complaint: f"phản ánh số {complaint.pk}",
        where=lambda complaint: "Đường dây nóng",
        url=COMPLAINTS.record_url,
        until=lambda complaint: complaint.deadline.due_on if complaint.deadline else None,
        workflow=COMPLAINTS,
        own=(
            News(NoticeKind.GIVEN, (HAND_ON.name,), HANDED_TO),
            News(NoticeKind.ANSWERED, (REPLY.name,), COMPLAINT_WORKERS),
            News(NoticeKind.RESERVED, (RESERVE.name,), RESERVATION_TOLD),
        ),
        clock=Clock(_unanswered, "deadline_on", COMPLAINT_ANSWERERS),
    )
)
