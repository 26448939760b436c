"""A Word file that was edited, on its way from the process that read it: plain data, no markup.

All tracked changes count as accepted; what they took out stands beside as ``DELETED``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

KEPT, INSERTED, DELETED, COMMENT = "", "inserted", "deleted", "comment"
# Where a paragraph stands: among the others, in a cell, in a frame or at the foot of a page.
BODY, CELL, BESIDE = "body", "cell", "beside"
# In place of the paragraphs of a table, which follow as cells.
TABLE = "table"
# What went out in these very words, kept for what was written at it.
SEEN = "seen"


class Part(NamedTuple):
    """Words of one fate. ``figure``: the content control they stand in, "" for none; ``by``: who
    inserted or deleted them, as their program calls them. Of fate ``COMMENT`` it is no words but
    the place where the comment ``text`` begins."""

    text: str
    figure: str = ""
    fate: str = KEPT
    by: str = ""


@dataclass(frozen=True)
class Item:
    """A paragraph, or the place of a table. ``marks``: the bookmarks that begin in it, each where
    it begins first; ``is_heading``: it has the style of a heading."""

    place: str
    parts: Sequence[Part] = ()
    marks: Sequence[str] = ()
    is_heading: bool = False

    @property
    def text(self) -> str:
        """Its words with all changes accepted."""
        return "".join(part.text for part in self.parts if part.fate in (KEPT, INSERTED))


@dataclass(frozen=True)
class Comment:
    """What somebody wrote in the margin. ``day``: as ``YYYY-MM-DD``, "" where there is none."""

    number: str
    by: str
    day: str
    text: str

    @property
    def on(self) -> date | None:
        """The day, None for what is none."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class Manuscript:
    """The whole file. ``record`` and ``version``: whose words it was made of. ``figures``: content
    control → (key, printed text). ``sections``: bookmark → code of the section it holds."""

    record: str
    version: str
    figures: dict[str, tuple[str, str]]
    sections: dict[str, str]
    items: Sequence[Item]
    comments: Sequence[Comment]

    def plain(self) -> dict[str, Any]:
        """As JSON holds it, in the answer and on the row of a file that was given back."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Manuscript:
        """What ``plain`` made, back."""
        figures = {tag: (key, text) for tag, (key, text) in plain["figures"].items()}
        items = [
            Item(**{**each, "parts": [Part(*part) for part in each["parts"]]})
            for each in plain["items"]
        ]
        comments = [Comment(**each) for each in plain["comments"]]
        return cls(**{**plain, "figures": figures, "items": items, "comments": comments})
