"""The keys of this portal, and putting what lies under an older one under the newest.

Until every column that is encrypted is under the newest key the old ones must stay in
``PORTAL_FIELD_KEYS``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from tayninh_portal.lib.secrets import CannotDecrypt, Keyring, derive

M = TypeVar("M", bound=models.Model)
BATCH = 500


@lru_cache(maxsize=4)
def _keyring(keys: tuple[str, ...], index_key: str) -> Keyring:
    return Keyring(keys, index_key=index_key)


def keyring() -> Keyring:
    """The keyring of the settings."""
    return _keyring(tuple(settings.FIELD_KEYS), settings.INDEX_KEY)


@lru_cache(maxsize=4)
def _log_key(index_key: str) -> tuple[bytes, str]:
    derived = derive(index_key, "change log")
    return derived, hashlib.sha256(b"id:" + derived).hexdigest()[:8]


def log_key_id() -> str:
    """Which key hashes of the change log are made with: tells a wrong key from a wrong value."""
    return _log_key(settings.INDEX_KEY)[1]


def log_hash(place: str, value: object) -> str:
    """The keyed hash of a value the change log leaves out; ``place``: record, version, column.

    By its place equal values have different hashes: nobody sees which two callers said the same.
    128 bits, 32 hexadecimal digits.
    """
    if isinstance(value, str):
        plain = f"={value}"  # which no JSON begins with
    else:
        plain = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    key, _ = _log_key(settings.INDEX_KEY)
    return hmac.digest(key, f"{place}\n{plain}".encode(), "sha256").hex()[:32]


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
    found = Rotation()
    for pairs in _batches(rows, batch):
        with transaction.atomic():
            for pk, payload in pairs:
                newer = rotated(payload, pk, found)
                if newer and not only_count:
                    found.rotated += rows.filter(pk=pk, payload=payload).update(payload=newer)
    return found


def rotated(text: str, pk: int, found: Rotation) -> str:
    """``text`` of row ``pk`` under the newest key, "" where it is so already or no key opens it;
    counted in ``found``."""
    if _opens(_keyring(tuple(settings.FIELD_KEYS[:1]), settings.INDEX_KEY), text):
        found.current += 1
    elif not _opens(keyring(), text):
        found.unreadable.append(pk)
    else:
        found.old += 1
        return keyring().rotate(text)
    return ""


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
