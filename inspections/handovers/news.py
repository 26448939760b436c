"""Who is told of what about a handover: the one who receives, and so has new work."""

from __future__ import annotations

from django.urls import reverse

from inspections.handovers.models import Handover
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.scope import Link, Named, Scope

RECEIVER = Scope((Link(Named(), "to_user"),))

register(
    Subject(
        Handover,
        Handover.objects.visible_to,
        title=lambda handover: f"bàn giao số {handover.pk}",
        where=lambda handover: "Bàn giao việc đang mở",
        url=lambda handover: reverse("handover-detail", args=[handover.pk]),
        own=(News(NoticeKind.GIVEN, ("create",), RECEIVER),),
    )
)
