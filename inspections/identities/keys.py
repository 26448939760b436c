"""Re-encrypt the identities after a new field key was put in front of the old ones.

Until every identity is under the newest key the old ones must stay in ``PORTAL_FIELD_KEYS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from inspections.identities.actions import keyring
from inspections.identities.models import Identity
from tayninh_portal.lib.secrets import CannotDecrypt, Keyring

BATCH = 500


@dataclass
class Rotation:
    """What a rotation found; ``unreadable`` holds the numbers of identities no key opens."""

    current: int = 0
    old: int = 0
    rotated: int = 0
    unreadable: list[int] = field(default_factory=list)


def rotate_identities(*, only_count: bool = False, batch: int = BATCH) -> Rotation:
    """Put every identity under the first of the field keys; safe to break off and to run again.

    A batch is one transaction. A row is written only where it is still as it was read: an identity
    that somebody corrects meanwhile keeps the correction, which is under the newest key already.
    """
    newest = Keyring(settings.FIELD_KEYS[:1], index_key=settings.INDEX_KEY)
    every = keyring()
    found = Rotation()
    for rows in _batches(batch):
        with transaction.atomic():
            for pk, payload in rows:
                if _opens(newest, payload):
                    found.current += 1
                elif not _opens(every, payload):
                    found.unreadable.append(pk)
                else:
                    found.old += 1
                    if not only_count:
                        same = Identity.objects.filter(pk=pk, payload=payload)
                        found.rotated += same.update(payload=every.rotate(payload))
    return found


def _batches(size: int) -> Iterator[list[tuple[int, str]]]:
    """Numbers and payloads in the order of the numbers; an erased identity has no payload."""
    last = 0
    rows = Identity.objects.exclude(payload="").order_by("pk").values_list("pk", "payload")
    while batch := list(rows.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1][0]


def _opens(keys: Keyring, payload: str) -> bool:
    try:
        keys.decrypt(payload)
    except CannotDecrypt:
        return False
    return True
