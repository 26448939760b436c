"""Remedies in the dossier of the visit that asked for them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.remedies.models import Proof, Remedy
from inspections.visits.models import Visit
from tayninh_portal.access import may, may_each
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def remedies(record: Model, user: User) -> Iterator[Paper]:
    """What was to be put right, and how far it is."""
    if not isinstance(record, Visit) or not may(user, "remedy.list"):
        return
    rows = Remedy.objects.active().visible_to(user).filter(visit=record)
    asked = ("finding__category", "recommendation", "visit")
    found = list(rows.select_related(*asked).order_by("due_on", "pk"))
    openings = may_each(user, "remedy.open_proof", found)
    opened = [row.pk for row, verdict in zip(found, openings, strict=True) if verdict]
    proofs = Proof.objects.filter(remedy__in=opened, removed_at=None).select_related("file")
    kept: dict[int, list[Proof]] = {}
    for proof in proofs.order_by("pk") if opened else ():
        kept.setdefault(proof.remedy_id, []).append(proof)
    for row in found:
        url = reverse("remedy-detail", args=[row.pk])
        yield Paper(f"{row} ({row.badge.within})", row.reported_on, url)
        for proof in kept.get(row.pk, ()):
            yield Paper(f"Minh chứng: {row}", row.reported_on, url, proof.file, row)


register(90, "Khắc phục", remedies)
