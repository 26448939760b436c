"""Words a person typed into a box, as blocks."""

import re
import unicodedata

from tayninh_portal.paper.content import Item, Paragraph, runs

# '- ', '+ ', 'a) ', '1. ' at the start of a line, as people type lists in a plain box.
_ITEM = re.compile(r"([-+]|[a-zđ]\)|\d{1,2}[.)])\s+(\S.*)")

# What word processors put for the same marks.
_DASHES = str.maketrans({"–": "-", "—": "-", "•": "-", "−": "-"})


def blocks_from_text(text: str) -> tuple[Paragraph | Item, ...]:
    """A block for each line that is not empty; a line that starts with a marker is an item.

    Characters that cannot be printed (tabs, zero-width and control characters that come with text
    pasted from elsewhere) become a space or nothing, so that a paste is never refused for them.
    """
    lines = (_printable(line) for line in text.splitlines())
    return tuple(_block(line) for line in lines if line)


def _printable(line: str) -> str:
    kept = "".join(
        " " if character.isspace() else character
        for character in line
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(kept.split())


def _block(line: str) -> Paragraph | Item:
    marked = _ITEM.fullmatch(line[0].translate(_DASHES) + line[1:])
    if marked:
        return Item(marked[1], runs(marked[2]))
    return Paragraph(runs(line))
