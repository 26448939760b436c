"""Seal, find and open identities; every opening is recorded with its reason.

Luật 91/2025/QH15: personal data is encrypted at rest, read for a stated purpose only, and each
reading can be told afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from inspections.identities.models import Identity, IdentityReading
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.secrets import normalise_phone
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.rows import ROWS_A_STATEMENT

# Shorter "reasons" (a dot, "xem") are no reason.
SHORTEST_REASON = 8


def seal_identity(payload: dict[str, str], *, at: datetime | None = None) -> Identity:
    """Store ``payload`` (field → text, e.g. name, address, phone, content) encrypted."""
    return seal_identities([payload], at=at)[0]


def seal_identities(
    payloads: Iterable[dict[str, str]], *, at: datetime | None = None
) -> list[Identity]:
    """``seal_identity`` for many, in their order."""
    at = at or timezone.now()
    rows = [Identity(created_at=at, **_sealed(payload)) for payload in payloads]
    return Identity.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)


def _sealed(payload: dict[str, str]) -> dict[str, str]:
    phone = normalise_phone(payload["phone"]) if payload.get("phone") else ""
    return {
        "payload": keyring().encrypt(json.dumps(payload, ensure_ascii=False, sort_keys=True)),
        "phone_index": keyring().blind_index(phone, purpose="phone") if phone else "",
    }


def reseal_identity(identity: Identity, payload: dict[str, str]) -> None:
    """Replace what is sealed (a correction while the call is still being written down)."""
    for name, value in _sealed(payload).items():
        setattr(identity, name, value)
    identity.erased_at = None
    identity.save(update_fields=["payload", "phone_index", "erased_at"])


def erase_identities(identities: Sequence[Identity], *, at: datetime) -> None:
    """Let go of what is sealed; that there was something, and when it went, stays with the row."""
    for identity in identities:
        identity.erased_at = at
        for name, value in _sealed({}).items():
            setattr(identity, name, value)
    columns = ["payload", "phone_index", "erased_at"]
    Identity.objects.bulk_update(identities, columns, batch_size=ROWS_A_STATEMENT)


def open_identity(
    record: models.Model,
    identity: Identity | None,
    *,
    by: User,
    action: str,
    reason: str,
    at: datetime | None = None,
) -> dict[str, str]:
    """What was sealed, after the reading was recorded.

    ``action`` is the permission asked (``complaint.read_identity``, ``finding.read_identity``).
    Raises ``Refused``, or ``ValidationError`` on ``reason`` when none is given.
    """
    at = at or timezone.now()
    require(by, action, record, at=at)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": "Hãy ghi rõ lý do xem; lý do được lưu lại."})
    if identity is None:
        raise ValueError("nothing is sealed")
    with transaction.atomic():
        IdentityReading.objects.create(
            identity=identity,
            by=by,
            at=at,
            reason=reason.strip()[:300],
            record_type=record._meta.label_lower,
            record_id=record.pk,
        )
    return payload_of(identity)


def payload_of(identity: Identity | None) -> dict[str, str]:
    """What is sealed, for a write that keeps a part of it; what a person is shown goes by
    ``open_identity``, which records it."""
    if identity is None:
        return {}
    payload: dict[str, str] = json.loads(keyring().decrypt(identity.payload))
    return payload
