"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error is a contradiction, a warning a gap."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """A sentence about what does not fit, at the heading ``section`` (its code)."""

    level: Level
    section: str
    text: str
