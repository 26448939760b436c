"""By what a file that comes back from Word is known: whose words it holds, and which where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where the words come from.

    ``record``: the report or other record; ``version``: what names its words, as a checksum does.
    """

    record: str = ""
    version: str = ""


@dataclass(frozen=True)
class Held:
    """A section: what the portal calls it, and how many blocks it holds, its heading among them."""

    code: str
    blocks: int
