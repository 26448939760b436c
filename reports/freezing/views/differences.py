"""A difference as the screen draws it: old beside new, the changed words marked."""

from __future__ import annotations

from dataclasses import dataclass

from reports.freezing.block_diff import Difference
from tayninh_portal.lib.worddiff import Kind, word_diff


@dataclass(frozen=True)
class Drawn:
    """One differing line: pieces of the old and of the new, each with whether it changed."""

    old: tuple[tuple[bool, str], ...]
    new: tuple[tuple[bool, str], ...]


def drawn(difference: Difference) -> list[Drawn]:
    """The lines of a difference."""
    return [_drawn(old, new) for old, new in difference.lines]


def _drawn(old: str, new: str) -> Drawn:
    pieces = word_diff(old, new)
    return Drawn(
        old=tuple((kind is Kind.GONE, text) for kind, text in pieces if kind is not Kind.NEW),
        new=tuple((kind is Kind.NEW, text) for kind, text in pieces if kind is not Kind.GONE),
    )
