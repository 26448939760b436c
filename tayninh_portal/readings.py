"""Whose identities are read: every room that seals one registers its kind of record.

The list of readings asks here, and knows no room by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from django.db.models import Model, QuerySet

from tayninh_portal.models import User
from tayninh_portal.scope import Scope

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Kind(Generic[M]):
    """Records with a sealed identity, and ``whose`` it is. ``rows`` are those a person may see,
    with what ``title`` and ``url`` read: neither tells what is sealed. Who has a record
    ``in_charge`` knows of every reading of it."""

    model: type[M]
    whose: str
    rows: Callable[[User], QuerySet[M]]
    title: Callable[[M], str]
    url: Callable[[M], str]
    in_charge: Scope | None = None


_kinds: dict[str, Kind[Model]] = {}


def register(kind: Kind[M]) -> None:
    """Let readings of such identities be listed."""
    _kinds[kind.model._meta.label_lower] = cast("Kind[Model]", kind)


def kinds() -> Mapping[str, Kind[Model]]:
    """Label of the record → its kind."""
    return _kinds
