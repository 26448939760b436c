"""How long a text is in the embedded face, for lines that are balanced and rules under them.

The decree ties the length of a rule to the length of its text; CSS cannot measure text.
"""

import functools
import itertools

from tayninh_portal.paper.assets import FACES, STATIC
from tayninh_portal.paper.form import Style

_MM_PER_POINT = 25.4 / 72

# Kerning is not counted here and can make a line a little longer than the sum of its glyphs.
_SAFETY = 1.02


@functools.cache
def _advances(bold: bool, italic: bool) -> dict[int, float]:
    """Code point → width in ems, for one face."""
    # Imported here: a server that prints nothing need not load it.
    from fontTools.ttLib import TTFont

    with TTFont(STATIC / FACES[bold, italic]) as face:
        em = face["head"].unitsPerEm
        metrics = face["hmtx"].metrics
        return {code: metrics[glyph][0] / em for code, glyph in face.getBestCmap().items()}


def width_mm(text: str, style: Style) -> float:
    """The length of the text on one line, in millimetres, without kerning."""
    advances = _advances(style.bold, style.italic)
    # A character the face lacks is about an em wide; the checker reports it.
    ems = sum(advances.get(ord(character), 1.0) for character in text)
    return ems * style.size_pt.chosen * _MM_PER_POINT


def missing_characters(text: str) -> str:
    """The characters of the text that the face does not have, each once, in order."""
    known = _advances(False, False)
    return "".join(dict.fromkeys(char for char in text if ord(char) not in known))


def balanced_lines(text: str, style: Style, limit_mm: float) -> tuple[str, ...]:
    """The text in as few lines as fit the limit, as even as its words allow.

    A word wider than the limit stays whole on a line of its own.
    """
    # Not split(): a no-break space must hold its words together.
    words = [word for word in text.split(" ") if word]
    count = len(_filled(words, style, limit_mm))
    # The narrowest width that still gives that many lines is one of the runs of words.
    widths = sorted(
        width
        for start, end in itertools.combinations(range(len(words) + 1), 2)
        if (width := _line_mm(words[start:end], style)) <= limit_mm
    )
    for width in widths:
        lines = _filled(words, style, width)
        if len(lines) == count:
            return lines
    return _filled(words, style, limit_mm)


def _line_mm(words: list[str], style: Style) -> float:
    return width_mm(" ".join(words), style) * _SAFETY


def _filled(words: list[str], style: Style, limit_mm: float) -> tuple[str, ...]:
    lines: list[list[str]] = []
    for word in words:
        if lines and _line_mm([*lines[-1], word], style) <= limit_mm:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(" ".join(line) for line in lines)
