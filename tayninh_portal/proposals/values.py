"""What an act is done with, as a proposal keeps it: plain JSON that is read back as it was given.

Days and rows are told apart from text by a pair ("day", "2026-01-31"), ("row", label, number).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from tayninh_portal.errors import Conflict

GONE = "Nội dung của đề nghị không còn trên cổng; hãy rút đề nghị này."


def pack(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as JSON. Raises ``TypeError`` for what it cannot keep."""
    return {name: _packed(value) for name, value in values.items()}


def unpack(values: Mapping[str, Any]) -> dict[str, Any]:
    """What ``pack`` was given, its rows as they stand now. Raises ``Conflict`` for one gone."""
    return {name: _unpacked(value) for name, value in values.items()}


def _packed(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, uuid.UUID):
        return ["id", str(value)]
    if isinstance(value, Model):
        return ["row", value._meta.label_lower, value.pk]
    if isinstance(value, Iterable):
        return ["many", [_packed(each) for each in value]]
    raise TypeError(f"a proposal cannot keep {value!r}")


def _unpacked(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    match value:
        case ["day", text]:
            return date.fromisoformat(text)
        case ["id", text]:
            return uuid.UUID(text)
        case ["row", label, pk]:
            row = apps.get_model(label)._default_manager.filter(pk=pk).first()
            if row is None:
                raise Conflict(GONE)
            return row
        case ["many", each]:
            return [_unpacked(one) for one in each]
    raise ValueError(f"no value of a proposal: {value!r}")
