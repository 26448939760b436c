"""The keys of this portal, and putting what lies under an older one under the newest.

Until every column that is encrypted is under the newest key the old ones must stay in
``PORTAL_FIELD_KEYS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction

from tayninh_portal.lib.secrets import CannotDecrypt, Keyring

M = TypeVar("M", bound=models.Model)
BATCH = 500


@lru_cache(maxsize=4)
def _keyring(keys: tuple[str, ...], index_key: str) -> Keyring:
    return Keyring(keys, index_key=index_key)


def keyring() -> Keyring:
    """The keyring of the settings."""
    return _keyring(tuple(settings.FIELD_KEYS), settings.INDEX_KEY)


@dataclass
class Rotation:
    """What a rotation found; ``unreadable`` holds the numbers of rows no key opens."""

    current: int = 0
    old: int = 0
    rotated: int = 0
    unreadable: list[int] = field(default_factory=list)


def rotate_payloads(
    rows: models.QuerySet[M], *, only_count: bool = False, batch: int = BATCH
) -> Rotation:
    """Put the ``payload`` of all rows under the first of the field keys; safe to break off and to
    run again. An empty payload is left.

    A batch is one transaction. A row is written only where it is still as it was read: what
    somebody corrects meanwhile keeps the correction, which is under the newest key already.
    """
    newest = Keyring(settings.FIELD_KEYS[:1], index_key=settings.INDEX_KEY)
    every = keyring()
    found = Rotation()
    for pairs in _batches(rows, batch):
        with transaction.atomic():
            for pk, payload in pairs:
                if _opens(newest, payload):
                    found.current += 1
                elif not _opens(every, payload):
                    found.unreadable.append(pk)
                else:
                    found.old += 1
                    if not only_count:
                        same = rows.filter(pk=pk, payload=payload)
                        found.rotated += same.update(payload=every.rotate(payload))
    return found


def _batches(rows: models.QuerySet[M], size: int) -> Iterator[list[tuple[int, str]]]:
    """Numbers and payloads in the order of the numbers."""
    last = 0
    pairs = rows.exclude(payload="").order_by("pk").values_list("pk", "payload")
    while batch := list(pairs.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1][0]


def _opens(keys: Keyring, payload: str) -> bool:
    try:
        keys.decrypt(payload)
    except CannotDecrypt:
        return False
    return True
