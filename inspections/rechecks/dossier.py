"""Visits that looked again at what an earlier one found, in the dossiers of both."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.rechecks.panels import about_visit
from inspections.visits.models import Visit
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def rechecks(record: Model, user: User) -> Iterator[Paper]:
    """The other visit of each re-check the reader may see, once."""
    if not isinstance(record, Visit):
        return
    rows = about_visit(record, user)
    looked_at = [row.source.visit for row in rows if row.visit_id == record.pk]
    later = [row.visit for row in rows if row.visit_id != record.pk]
    for word, visits in (("Kiểm tra lại", looked_at), ("Được kiểm tra lại", later)):
        for visit in {other.pk: other for other in visits}.values():
            yield Paper(f"{word}: {visit}", visit.day, reverse("visit-detail", args=[visit.pk]))


register(95, "Kiểm tra lại", rechecks)
