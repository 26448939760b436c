"""Words with their figures as tokens: the form in which a Word file, a paper and the text of a
section can be held against one another, whatever the numbers are.

The template of “Đã kiểm tra 87 lượt.” is “Đã kiểm tra {visits.total} lượt.”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from reports.narrative.tokens import token_of
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.paper.content import Block, Figure, Item, Paragraph
from tayninh_portal.uploads import manuscript
from tayninh_portal.uploads.manuscript import DELETED, INSERTED, KEPT, TABLE

# Figure of the file → (key, printed text).
Figures = Mapping[str, tuple[str, str]]
# A token, a word with the marks that touch it, or a space.
_PIECE = re.compile(r"\{[^{}\n]*\}|\s+|[^\s{}]+|[{}]")
_TOKEN = re.compile(r"\{([^{}\n]*)\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
# In place of a table, which is no words.
TABLE_TEMPLATE = "\0"


@dataclass(frozen=True)
class Typed:
    """A number somebody typed where the figure ``key`` stands, which prints ``printed``."""

    text: str
    key: str
    printed: str


def normal(text: str) -> str:
    """Words as they are compared: one space between two, one spelling of each letter."""
    return " ".join(normalise(text).split())


def of_item(item: manuscript.Item, figures: Figures) -> str:
    """The template of a paragraph of a Word file, all changes accepted."""
    if item.place == TABLE:
        return TABLE_TEMPLATE
    return normal(
        "".join(token_of(figures[tag][0]) if tag in figures else text for tag, text in _runs(item))
    )


def as_printed(item: manuscript.Item, figures: Figures) -> str:
    """The words of a paragraph with the numbers it went out with."""
    return normal("".join(figures[tag][1] if tag in figures else text for tag, text in _runs(item)))


def as_it_went(item: manuscript.Item, figures: Figures) -> str:
    """The words of a paragraph without what was tracked in it, with the numbers it went out with;
    the space at its end is kept."""
    runs = _runs(item, (KEPT, DELETED))
    return "".join(figures[tag][1] if tag in figures else text for tag, text in runs)


def typed_in(item: manuscript.Item, figures: Figures) -> list[Typed]:
    """The numbers of a paragraph that read otherwise than they were printed."""
    return [
        Typed(normal(text), *figures[tag])
        for tag, text in _runs(item)
        if tag in figures and normal(text) != normal(figures[tag][1])
    ]


def of_block(block: Block) -> str:
    """The template of a block of the paper."""
    if not isinstance(block, Paragraph | Item):
        return TABLE_TEMPLATE
    said = [token_of(run.key) if isinstance(run, Figure) else run.text for run in block.runs]
    return normal("".join([f"{block.marker} " if isinstance(block, Item) else "", *said]))


def printed(template: str, texts: Mapping[str, str]) -> str:
    """A template with its numbers, as the file was printed (key → text)."""
    return _TOKEN.sub(lambda match: texts.get(match[1], match[0]), template)


def restored(old: str, new: str, texts: Mapping[str, str]) -> tuple[str, list[Typed]]:
    """``new`` with tokens where numbers were typed over the figures of ``old``, word for word; and
    those that are not the number the figure prints."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    words, typed = "", []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        keys, numbers = _TOKEN.findall(gone), _NUMBER.findall(come)
        as_many = len(printed(gone, texts).split()) == len(come.split())
        if step == "replace" and "{" not in come and as_many and len(keys) == len(numbers) > 0:
            pairs = zip(numbers, keys, strict=True)
            typed += [
                Typed(number, key, texts.get(key, ""))
                for number, key in pairs
                if number != texts.get(key)
            ]
            left = iter(keys)
            come = _NUMBER.sub(lambda _: token_of(next(left)), come)  # noqa: B023
        words += come
    return words, typed


def rewritten(source: str, old: str, new: str) -> str | None:
    """The text of a line that prints ``old``, changed so that it prints ``new``.

    What prints otherwise than it is written (two figures of a ratio, the name of an annex, a
    citation made short) is kept or dropped whole; None where it was changed within.
    """
    units: list[tuple[list[str], str]] = []
    written, pieces = _PIECE.findall(normal(source)), _PIECE.findall(old)
    matcher = SequenceMatcher(None, written, pieces, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        if step == "equal":
            units += [([piece], piece) for piece in pieces[c:d]]
        else:
            units.append((pieces[c:d], "".join(written[a:b])))
    starts, at = {}, 0
    for held, text in units:
        starts[at] = (len(held), text)
        at += len(held)
    return _carried_over(starts, pieces, _PIECE.findall(new))


def _carried_over(
    starts: Mapping[int, tuple[int, str]], old: list[str], new: list[str]
) -> str | None:
    """``new`` with what is written behind each kept piece of ``old``: where a unit begins →
    (pieces it prints, what is written)."""
    words = ""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        within = [(at, *starts[at]) for at in range(a, b) if at in starts]
        covered = sum(length for _, length, _ in within)
        if covered != b - a or any(at + length > b for at, length, _ in within):
            return None
        words += "".join(text for *_, text in within) if step == "equal" else "".join(new[c:d])
    return words


def _runs(
    item: manuscript.Item, fates: tuple[str, ...] = (KEPT, INSERTED)
) -> list[tuple[str, str]]:
    """(figure or "", words) of a paragraph, each content control once, emptied ones left out."""
    read = [part for part in item.parts if part.fate in fates]
    found = []
    for tag, parts in groupby(read, lambda part: part.figure):
        text = "".join(part.text for part in parts)
        if text.strip() or not tag:
            found.append((tag, text))
    return found
