"""Cited documents in the search over everything."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from inspections.cited_documents.models import CitedDocument
from tayninh_portal.access import may
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.tasks import Hit, search_source


@search_source
def documents_found(user: User, words: str, limit: int) -> Iterator[Hit]:
    """By number, issuer or trích yếu."""
    if not may(user, "cited_document.list"):
        return
    rows = CitedDocument.objects.visible_to(user)
    for word in words.split():
        rows = rows.filter(search__word=word)
    for document in rows.newest_first()[:limit]:
        yield Hit(
            "Văn bản",
            f"{document}: {document.subject}",
            reverse("cited-document-detail", args=[document.pk]),
            f"{document.issuer}, {short_date(document.issued_on)}",
        )
