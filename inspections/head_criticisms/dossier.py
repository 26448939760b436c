"""Proposals to criticise a head in the dossier of the visit that made them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.head_criticisms.models import HeadCriticism
from inspections.visits.models import Visit
from tayninh_portal.access import may, may_each
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def criticisms(record: Model, user: User) -> Iterator[Paper]:
    """What was proposed and decided; the decision itself where the reader may open it."""
    if not isinstance(record, Visit) or not may(user, "head_criticism.list"):
        return
    seen = (
        HeadCriticism.objects.visible_to(user).filter(visit=record).select_related("file", "visit")
    )
    rows = list(seen.order_by("pk"))
    for row, verdict in zip(rows, may_each(user, "head_criticism.open_file", rows), strict=True):
        title = f"{row} ({row.badge.within})"
        url = reverse("head-criticism-detail", args=[row.pk])
        yield Paper(title, row.decision_date, url, row.file if verdict else None, row)


register(80, "Kết quả xử lý", criticisms)
