"""What a draft holds: the boxes of a form as they were filled in, and where the form stands.

The browser sends it as one JSON text. It is its writer's own words, so what is checked is that it
can be shown and opened again, and that no password is among it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

# Never drafted, whatever the browser sends.
SECRET = re.compile(r"pass(word|code)|mat_khau|csrf|(^|_)(otp|pin)(_|$)", re.I)
UNREADABLE = "Bản nháp không đọc được nên chưa lưu. Tải lại trang rồi gõ tiếp."


@dataclass(frozen=True)
class Box:
    """One box: its name and values as the form sends them, its label and values in words, where
    they differ (a choice, a tick)."""

    name: str
    label: str
    values: tuple[str, ...]
    choice: str | None

    @property
    def words(self) -> str:
        """What a person reads of it."""
        return ", ".join(self.values) if self.choice is None else self.choice


@dataclass(frozen=True)
class Sheet:
    """The boxes of one form; ``page`` is where it stands, ``files`` the boxes for files that held
    one."""

    page: str
    title: str
    boxes: tuple[Box, ...]
    files: tuple[str, ...]

    def as_json(self) -> str:
        """As the browser reads it and as it is encrypted."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def typed(self) -> tuple[Box, ...]:
        """The boxes a person sees and that are not empty."""
        return tuple(box for box in self.boxes if box.label and box.words)

    @property
    def most(self) -> Box | None:
        """The box with the most words, one typed into before one chosen from: by it a writer knows
        the draft again."""
        stated = lambda box: (box.choice is None, len(box.words))  # noqa: E731
        return max(self.typed, key=stated, default=None)


def read_sheet(text: str) -> Sheet:
    """The sheet of what a browser sent, or of what was stored. Raises ``ValidationError``."""
    try:
        stated = json.loads(text)
        return Sheet(
            page=_page(stated["page"]),
            title=str(stated["title"])[:300],
            boxes=tuple(_boxes(stated["boxes"])),
            files=tuple(str(name)[:100] for name in stated["files"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValidationError(UNREADABLE) from None


def _page(address: object) -> str:
    """The address of a page of ours: whoever opens the draft again must not be led elsewhere."""
    page = str(address)
    if not page.startswith("/") or page.startswith(("//", "/\\")) or urlsplit(page).netloc:
        raise ValueError("not a page of the portal")
    return page[:2000]


def _boxes(stated: list[dict[str, Any]]) -> list[Box]:
    return [
        Box(
            name=str(box["name"]),
            label=str(box["label"])[:300],
            values=tuple(str(value) for value in box["values"]),
            choice=None if box["choice"] is None else str(box["choice"]),
        )
        for box in stated
        if not SECRET.search(str(box["name"]))
    ]


def place_of(path: str) -> tuple[str, str] | None:
    """Name of the address a form is sent to, and its numbers; None where nothing is drafted: no
    address of ours, one that is open to everybody, or one of signing in and passwords."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = match.url_name or ""
    if name.startswith("account_") or not getattr(match.func, "login_required", True):
        return None
    record = "-".join(str(value) for value in match.kwargs.values())
    return (name, record) if 0 < len(name) <= 80 and len(record) <= 80 else None
