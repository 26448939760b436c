"""The documents attached to a record, on the page of that record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from inspections.cited_documents.actions import attachable_kind, cite
from inspections.cited_documents.models import CitedDocument, DocumentLink, sees_every_document
from tayninh_portal.access import Denied, Verdict, may
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register

HERE = Elsewhere("Văn bản liên quan", "van-ban")


@dataclass(frozen=True)
class Attached:
    """The documents of a record, as one person sees them: ``rows`` are (link, full citation),
    ``ended`` the links that were taken away again; ``anchor`` names the section."""

    record: models.Model
    record_type: str
    rows: list[tuple[DocumentLink, str]]
    ended: list[DocumentLink]
    may_attach: Verdict
    heading: str
    anchor: str


def _links(record_type: str, record_id: int) -> models.QuerySet[DocumentLink]:
    links = DocumentLink.objects.filter(record_type=record_type, record_id=record_id)
    links = links.select_related("document", "attached_by", "detached_by")
    return links.order_by("attached_at", "pk")


_LINKS = Prepared(_links)


def attached_to(
    record: models.Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, Attached] | None:
    """What ``cited_documents/_attached.html`` draws; None for who sees no documents at all.

    Documents the person may not see are left out: an agency reads a visit, not the papers of the
    Sở that hang on it. On the page of another record one reads them and does nothing.
    """
    record_type = record._meta.label_lower
    kind = attachable_kind(record_type)
    if kind is None or not may(user, "cited_document.list"):
        return None
    found = _LINKS(record_type, record.pk) if hangs(record, DocumentLink) else []
    if found and not sees_every_document(user):
        seen = CitedDocument.objects.visible_to(user)
        open_to = set(seen.filter(links__in=found).values_list("pk", flat=True))
        found = [row for row in found if row.document_id in open_to]
    verdict = may(user, kind.action, record)
    if elsewhere:
        verdict = Denied("Văn bản được gắn và gỡ ở trang của hồ sơ đó.")
    place = elsewhere or HERE
    attached = Attached(
        record,
        record_type,
        [(row, cite(row.document, first=True)) for row in found if not row.detached_at],
        [row for row in found if row.detached_at and not elsewhere],
        verdict,
        place.heading,
        place.anchor,
    )
    return {"attached": attached}


def _of_visit(pk: int) -> models.QuerySet[DocumentLink]:
    return DocumentLink.objects.filter(record_type="inspections.visit", record_id=pk)


register(Panel("cited_documents/_attached.html", attached_to))
hang("inspections.visit", DocumentLink, _of_visit)
