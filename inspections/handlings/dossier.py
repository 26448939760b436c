"""Results of handling in the dossier of the visit that found the violation."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.handlings.models import Handling
from inspections.visits.models import Visit
from tayninh_portal.access import may, may_each
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def handlings(record: Model, user: User) -> Iterator[Paper]:
    """The results a reader may see; the decision itself where they may open it."""
    if not isinstance(record, Visit) or not may(user, "handling.list"):
        return
    rows = Handling.objects.active().visible_to(user).filter(finding__visit=record)
    about = ("finding__visit", "finding__category", "form", "file")
    found = list(rows.select_related(*about).order_by("starts_on", "pk"))
    verdicts = may_each(user, "handling.open_file", found)
    for row, verdict in zip(found, verdicts, strict=True):
        title = f"{row.form}: {row.finding.category} ({row.badge.within})"
        if row.decision_number:
            title += f", số {row.decision_number}"
        url = reverse("handling-detail", args=[row.pk])
        yield Paper(
            title, row.decision_date or row.starts_on, url, row.file if verdict else None, row
        )


register(80, "Kết quả xử lý", handlings)
