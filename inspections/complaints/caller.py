"""The caller of a complaint: what they gave and what exactly they said, sealed.

Luật 91/2025/QH15: encrypted at rest; opened with a reason that is recorded; elsewhere at most a
masked telephone number.
"""

from __future__ import annotations

import copy
import json
from datetime import datetime

from django.core.exceptions import ValidationError

from inspections.complaints.models import Complaint
from inspections.identities.actions import open_identity, reseal_identity, seal_identity
from inspections.identities.models import Identity
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.secrets import mask_phone, normalise_phone
from tayninh_portal.models import User

# Fields of log_complaint and update_complaint that are sealed.
CALLER_FIELDS = ("caller_name", "caller_address", "caller_phone", "content")


def caller_payload(
    *, before: Identity | None = None, forget: bool = False, **stated: str
) -> dict[str, str]:
    """What is to be sealed: what was told, over what was sealed before; blanks left out.

    ``forget`` drops name, address and telephone sealed before. Raises ``ValidationError`` at
    ``caller_phone`` for a number that cannot be one.
    """
    payload = _payload(before) if before else {}
    if forget:
        payload = {key: text for key, text in payload.items() if key == "content"}
    payload |= {key: text.strip() for key, text in stated.items() if text.strip()}
    if payload.get("phone"):
        try:
            payload["phone"] = normalise_phone(payload["phone"])
        except ValueError as error:
            raise ValidationError({"caller_phone": str(error)}) from None
    return payload


def seal_caller(
    identity: Identity | None, payload: dict[str, str], *, at: datetime
) -> Identity | None:
    """Seal ``payload``, anew or in place of what ``identity`` held; None where nothing was told."""
    if identity is not None:
        row = copy.copy(identity)
        reseal_identity(row, payload)
        return row
    return seal_identity(payload, at=at) if payload else None


def read_caller(
    complaint: Complaint, *, by: User, reason: str, at: datetime | None = None
) -> dict[str, str]:
    """Name, address, telephone and the content as told, after the reading was recorded.

    Raises ``Refused``; ``ValidationError`` at ``reason``.
    """
    return open_identity(
        complaint,
        complaint.caller,
        by=by,
        action="complaint.read_identity",
        reason=reason,
        at=at,
    )


def masked_phone(complaint: Complaint) -> str:
    """Enough of the telephone number to recognise it, or nothing."""
    phone = _payload(complaint.caller).get("phone", "") if complaint.caller else ""
    return mask_phone(phone)


def _payload(identity: Identity) -> dict[str, str]:
    # An erased identity has nothing left to open.
    if identity.erased_at is not None:
        return {}
    payload: dict[str, str] = json.loads(keyring().decrypt(identity.payload))
    return payload
