"""How often somebody may do a thing in a minute, counted for all processes."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone


def too_often(what: str, most: int) -> bool:
    """Count one try of ``what`` (the thing and whose it is); whether it is one too many this
    minute."""
    key = f"{what}:{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    tries: int = cache.incr(key)
    return tries > most
