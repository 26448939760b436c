"""Sentences with figures in them: a template, and a number of the catalogue at each place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tayninh_portal.lib.dates import count2, number_vi
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Cell, Figure, Paragraph, Run, Text

# Where the records say nothing: a dash, which is not a zero.
UNKNOWN = "–"
_PLACE = re.compile(r"\{(\w+)\}")


def in_words(key: str, value: int) -> Figure:
    """A figure of running text, with two digits at least: “03”."""
    return Figure(key, value, count2(value))


def in_table(key: str, value: int) -> Figure:
    """A figure of a table: “3”, “1.234”."""
    return Figure(key, value, number_vi(value))


def say(template: str, **parts: Figure | str) -> Cell:
    """Runs of a template: “{n} lượt” with ``n`` a figure, or words that are not."""
    runs: list[Run] = []
    for at, piece in enumerate(_PLACE.split(template)):
        part = parts[piece] if at % 2 else piece
        if isinstance(part, Figure):
            runs.append(part)
        elif part:
            runs.append(Text(part))
    return tuple(runs)


def paragraph(template: str, **parts: Figure | str) -> Paragraph:
    """A paragraph of ``say``."""
    return Paragraph(say(template, **parts))


def figures(numbers: Mapping[str, int], **keys: str) -> dict[str, Figure]:
    """Parts for ``say``: name of the place → figure with that key, its number from ``numbers``."""
    return {name: in_words(key, numbers[key]) for name, key in keys.items()}


def joined(cells: list[Cell], last: str = " và ", between: str = "; ") -> Cell:
    """Parts of a sentence: “a; b và c”."""
    runs: list[Run] = []
    for at, cell in enumerate(cells):
        if at:
            runs.append(Text(last if at == len(cells) - 1 else between))
        runs.extend(cell)
    return tuple(runs)


def lowered(text: str) -> str:
    """A name inside a sentence: its first letter small (“Đi muộn” → “đi muộn”)."""
    return text[:1].lower() + text[1:]


def during(period: Period) -> str:
    """The period at the head of a sentence: “Trong năm 2019”."""
    named = period.name != period.day_range
    return f"Trong {period.name}" if named else f"Trong thời gian {period.name}"
