"""PDFs read back with pdfminer: words with their places in millimetres from the top left."""

import io
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTRect, LTTextLine

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    # (face, size in points) of every character, spaces left out
    faces: frozenset

    @property
    def centre(self):
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    top: float
    bottom: float

    @property
    def length(self):
        return self.right - self.left

    @property
    def centre(self):
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple
    boxes: tuple

    @property
    def texts(self):
        return [line.text for line in self.lines]

    def line(self, text):
        """The one line with this text."""
        (found,) = [line for line in self.lines if line.text == text]
        return found

    def under(self, line):
        """The drawn boxes whose lower edge is within 3 mm under the line's letters."""
        return [
            box
            for box in self.boxes
            if 0 <= box.bottom - line.bottom + 1 <= 4 and box.left < line.centre < box.right
        ]


def read(data):
    # Letters of a chart stand in forms of their own.
    return [
        _page(page) for page in extract_pages(io.BytesIO(data), laparams=LAParams(all_texts=True))
    ]


def text_of(data):
    return "\n".join(text for page in read(data) for text in page.texts)


def _page(page):
    place = _place(page.height)
    lines = [
        Line(
            " ".join(item.get_text().split()),
            *_place_of_letters(item, place),
            frozenset(
                (char.fontname.partition("+")[2], round(char.size, 1))
                for char in item
                if isinstance(char, LTChar) and char.get_text().strip()
            ),
        )
        for item in _walk(page)
        if isinstance(item, LTTextLine) and item.get_text().strip()
    ]
    boxes = [Box(*place(item)) for item in _walk(page) if isinstance(item, LTRect)]
    return Page(
        page.width / POINTS_PER_MM,
        page.height / POINTS_PER_MM,
        tuple(sorted(lines, key=lambda line: (round(line.top), line.left))),
        tuple(boxes),
    )


def _place_of_letters(line, place):
    """The place without the spaces that end a broken line."""
    letters = [place(char) for char in line if isinstance(char, LTChar) and char.get_text().strip()]
    lefts, rights, tops, bottoms = zip(*letters, strict=True)
    return min(lefts), max(rights), min(tops), max(bottoms)


def _walk(item):
    yield item
    if isinstance(item, LTContainer):
        for part in item:
            yield from _walk(part)


def _place(page_height):
    def place(item):
        return (
            item.x0 / POINTS_PER_MM,
            item.x1 / POINTS_PER_MM,
            (page_height - item.y1) / POINTS_PER_MM,
            (page_height - item.y0) / POINTS_PER_MM,
        )

    return place
