"""The documents attached to a record, in its dossier."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse

from inspections.cited_documents.panels import attached_to
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import StoredFile, User


def attached(record: Model, user: User) -> Iterator[Paper]:
    """Those the reader may see, as they are cited."""
    shown = attached_to(record, user)
    rows = shown["attached"].rows if shown else []
    files = StoredFile.objects.in_bulk([link.document.file_id for link, _ in rows])
    for link, citation in rows:
        document = link.document
        url = reverse("cited-document-detail", args=[document.pk])
        yield Paper(citation, document.issued_on, url, files.get(document.file_id))


register(60, "Văn bản gắn với hồ sơ", attached)
