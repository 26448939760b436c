"""The documents attached to a record, on the page of that record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from inspections.cited_documents.actions import attachable_kind, cite
from inspections.cited_documents.models import CitedDocument, DocumentLink
from tayninh_portal.access import Denied, Verdict, may
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
    seen = CitedDocument.objects.visible_to(user)
    links = DocumentLink.objects.of(record).filter(document__in=seen)
    found = list(links.select_related("document", "attached_by", "detached_by"))
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


register(Panel("cited_documents/_attached.html", attached_to))
