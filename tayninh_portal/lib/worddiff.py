"""Two texts compared word by word, for showing the old beside the new.

Words and the spaces between them, not letters: a reader of a report asks which words changed. The
pieces of both texts, put together again, are the texts themselves, so nothing can be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

# A token of the catalogue, a word with the marks that touch it, or the white space between two.
_PIECE = re.compile(r"\{[^{}\n]*\}|\s+|[^\s{}]+|[{}]")


class Kind(StrEnum):
    """What became of a piece: in both texts, only in the old one, only in the new one."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


def word_diff(old: str, new: str) -> list[tuple[Kind, str]]:
    """Pieces of both texts in reading order; where words were replaced, the old come first.

    ``SAME`` and ``GONE`` joined are ``old``; ``SAME`` and ``NEW`` joined are ``new``.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[Kind, str]] = []
    for step, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if step == "equal":
            found.append((Kind.SAME, "".join(before[old_from:old_to])))
            continue
        if old_to > old_from:
            found.append((Kind.GONE, "".join(before[old_from:old_to])))
        if new_to > new_from:
            found.append((Kind.NEW, "".join(after[new_from:new_to])))
    return list(_without_islands(found))


def _without_islands(found: list[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """Join changes that only a space parts: two words replaced are read as one change."""
    gone, new = "", ""
    for at, (kind, text) in enumerate(found):
        if kind is Kind.GONE:
            gone += text
        elif kind is Kind.NEW:
            new += text
        elif text.isspace() and "\n" not in text and (gone or new) and at + 1 < len(found):
            gone, new = gone + text, new + text
        else:
            yield from _change(gone, new)
            gone, new = "", ""
            yield kind, text
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[tuple[Kind, str]]:
    if gone:
        yield Kind.GONE, gone
    if new:
        yield Kind.NEW, new
