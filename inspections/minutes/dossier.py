"""The biên bản in the dossier of its visit: each page as it was signed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.minutes.models import Minutes, MinutesPage
from inspections.visits.models import Visit
from tayninh_portal.access import may, may_each
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def minutes(record: Model, user: User) -> Iterator[Paper]:
    """Each biên bản, and its signed pages where the reader may open them."""
    if not isinstance(record, Visit) or not may(user, "minutes.list"):
        return
    rows = list(Minutes.objects.visible_to(user).filter(visit=record).order_by("pk"))
    openings = may_each(user, "minutes.open_file", rows)
    opened = [row.pk for row, verdict in zip(rows, openings, strict=True) if verdict]
    pages: dict[int, list[MinutesPage]] = {}
    found = MinutesPage.objects.filter(minutes__in=opened).select_related("file").order_by("pk")
    for page in found if opened else ():
        pages.setdefault(page.minutes_id, []).append(page)
    for row in rows:
        url = reverse("minutes-detail", args=[row.pk])
        title = f"{row} ({row.badge.within})"
        signed = pages.get(row.pk)
        if not signed:
            yield Paper(title, row.signed_on, url)
        for page in signed or ():
            yield Paper(title, row.signed_on, url, page.file, row)


register(40, "Biên bản", minutes)
