"""Attach documents to records of any kind that is registered, and take them away.

Complaints are not among the kinds: the papers of a complaint name the person who called, and a
document is read and searched by everybody of its agency.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import timezone

from inspections.cited_documents.actions.entries import record_document
from inspections.cited_documents.models import CitedDocument, DocumentLink
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User


@dataclass(frozen=True)
class Attachable:
    """A kind of record documents may be attached to: the permission asked, and its page."""

    model: type[models.Model]
    action: str
    url_name: str

    @property
    def label(self) -> str:
        """What such a record is called, at the head of a line."""
        name = str(self.model._meta.verbose_name)
        return name[:1].upper() + name[1:]

    def visible_to(self, user: User) -> models.QuerySet[models.Model]:
        """The records of the kind the person may see."""
        # Such a model asks it of its own manager, which Django's base knows nothing of.
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined, no-any-return]  # see above


_attachable: dict[str, Attachable] = {}


def attachable(model: type[models.Model], *, action: str, url_name: str) -> None:
    """Let documents be attached to records of ``model`` by whoever holds ``action`` on them."""
    _attachable[model._meta.label_lower] = Attachable(model, action, url_name)


def attachable_kind(record_type: str) -> Attachable | None:
    """What is registered under ``app.model``, or None."""
    return _attachable.get(record_type)


def attachable_kinds() -> tuple[Attachable, ...]:
    """All that are registered."""
    return tuple(_attachable.values())


def documents_of(record: models.Model) -> models.QuerySet[CitedDocument]:
    """The documents attached to ``record``, in the order they were attached."""
    links = DocumentLink.objects.active().of(record)
    held = CitedDocument.objects.filter(links__in=links.order_by())
    return held.order_by("links__attached_at", "links__pk")


def attach_document(
    document: CitedDocument,
    record: models.Model,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
) -> tuple[DocumentLink, bool]:
    """Attach ``document`` to ``record``; the link that stands is returned with False, and so is
    the one the form ``client_id`` made before, even if it was ended since.

    Raises ``Refused`` without the record's own permission, ``ValidationError`` for a document the
    person may not see.
    """
    at = at or timezone.now()
    kind = _attachable[record._meta.label_lower]
    records.require(by, kind.action, record, at=at)
    check_visible(document, by)
    key = {
        "document": document,
        "record_type": record._meta.label_lower,
        "record_id": record.pk,
        "detached_at": None,
    }
    made = DocumentLink.objects.filter(client_id=client_id, attached_by=by, document=document)
    if client_id and (before := made.first()) is not None:
        return before, False
    try:
        return DocumentLink.objects.get_or_create(
            **key, defaults={"attached_at": at, "attached_by": by, "client_id": client_id}
        )
    except IntegrityError:
        raise Conflict() from None


def record_and_attach(
    record: models.Model,
    *,
    by: User,
    at: datetime | None = None,
    **document: Any,  # as ``record_document`` takes it
) -> tuple[CitedDocument, bool]:
    """Enter a document (``record_document``) and attach it to ``record``.

    Who may not attach enters nothing. Two steps, since a file is written outside any transaction:
    should the record close between them, the document stands in the list unattached.
    """
    at = at or timezone.now()
    records.require(by, _attachable[record._meta.label_lower].action, record, at=at)
    made, new = record_document(by=by, at=at, **document)
    attach_document(made, record, by=by, at=at, client_id=document.get("client_id"))
    return made, new


def detach_document(link: DocumentLink, *, by: User, at: datetime | None = None) -> bool:
    """End this link; False where it was ended already. What was attached anew since stays."""
    at = at or timezone.now()
    kind = _attachable[link.record_type]
    record = kind.model._default_manager.get(pk=link.record_id)
    records.require(by, kind.action, record, at=at)
    links = DocumentLink.objects.active().filter(pk=link.pk)
    return bool(links.update(detached_at=at, detached_by=by))


def check_visible(document: CitedDocument, user: User) -> None:
    """Refuse a document ``user`` may not see, in the words for one that is not there."""
    if not CitedDocument.objects.visible_to(user).filter(pk=document.pk).exists():
        raise ValidationError({"document": "Không có văn bản này trong danh sách của bạn."})
