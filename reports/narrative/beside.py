"""What the portal suggests for a section somebody wrote, sentence by sentence.

Nothing of it changes the text: a sentence is taken over by the writer or left. Sentences that stood
beside the box when the text was saved were seen; what is suggested since stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.narrative.models import Section
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.sentences import sentences_of


@dataclass(frozen=True)
class Beside:
    """Sentences suggested now: ``fresh`` ones never stood beside the box, ``left`` ones did and
    were not taken. ``stale`` ones stand in the text as they once were suggested, and no more."""

    fresh: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def beside(section: Section, now: str) -> Beside:
    """The suggestion ``now`` against the text; nothing beside a text nobody has written yet."""
    if not section.is_written:
        return Beside()
    text, seen = set(_sentences(section.text)), set(_sentences(section.suggested))
    suggested = tuple(dict.fromkeys(_sentences(now)))
    offered = [each for each in suggested if each not in text]
    return Beside(
        fresh=tuple(each for each in offered if each not in seen),
        left=tuple(each for each in offered if each in seen),
        stale=tuple(
            each
            for each in dict.fromkeys(_sentences(section.text))
            if each in seen and each not in suggested
        ),
    )


def named(suggestion: str) -> str:
    """A short name of a suggestion or a sentence of it, as forms carry it."""
    return sha256_hex(suggestion)[:16]


def sentence_named(name: str, suggestion: str) -> str | None:
    """The sentence of ``suggestion`` with this name."""
    return next((each for each in _sentences(suggestion) if named(each) == name), None)


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from sentences_of(line)
