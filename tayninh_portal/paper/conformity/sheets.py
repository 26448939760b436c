"""A PDF as lines of letters with their places, and what is drawn beside them.

Lengths are millimetres from the top left corner of the page, sizes points.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTComponent,
    LTCurve,
    LTFigure,
    LTItem,
    LTPage,
    LTTextLine,
)

from tayninh_portal.paper.checker import fonts_of, is_embedded

_MM = 25.4 / 72
# Thinner than this a drawn shape is a line.
_THIN_MM = 0.8
# Taller than this it is a page that its program wrapped.
_DRAWING_MM = 240
# Letters of one chart are never further apart.
_DRAWN_MM = 40
_PANEL_MM = 10
_BLACK = (0.0, 0.0, 0.0)


class NoPaper(ValueError):
    """Nothing to measure; the message is a sentence."""


@dataclass(frozen=True)
class Box:
    """A place on a page."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def length(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Look:
    """How a letter is set; ``color`` as red, green and blue from 0 to 1."""

    face: str
    size: float
    bold: bool
    italic: bool
    color: tuple[float, ...]


@dataclass(frozen=True)
class Line(Box):
    """One line of letters; ``looks`` are those of its letters, each once."""

    text: str
    looks: frozenset[Look]


@dataclass(frozen=True)
class Sheet:
    """One page. ``lines`` from the top down, without those ``drawn`` in a chart; ``loose``: faces
    the file does not bring along; ``grids``: where its tables and charts are."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: tuple[Line, ...]
    shapes: tuple[Box, ...]
    loose: tuple[str, ...]
    grids: tuple[Box, ...]

    def rules_under(self, line: Box) -> list[Box]:
        """The lines drawn right under a text, the nearest first."""
        found = [
            shape
            for shape in self.shapes
            if -1 < shape.bottom - line.bottom < 4 and shape.left < line.centre < shape.right
        ]
        return sorted(found, key=lambda shape: shape.bottom)

    def in_a_grid(self, line: Box) -> bool:
        """Whether a line belongs to a table or a drawing."""
        return any(grid.top < line.middle < grid.bottom for grid in self.grids)


def read_sheets(data: bytes) -> list[Sheet]:
    """The pages of a PDF. Raises ``NoPaper`` for what is none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            loose = [_loose(page) for page in pdf.pages]
        # Lines are all that is wanted: the order of boxes would cost a third more.
        wanted = LAParams(all_texts=True, boxes_flow=None)
        pages = list(extract_pages(io.BytesIO(data), laparams=wanted))
    except MemoryError:
        raise
    except Exception:
        # Broken input meets a parser with exceptions of any class.
        raise NoPaper(
            "Không đọc được tệp PDF: tệp hỏng, có mật khẩu hoặc không phải PDF."
        ) from None
    pairs = zip(pages, loose, strict=True)
    return [_sheet(page, at, faces) for at, (page, faces) in enumerate(pairs, start=1)]


def _loose(page: pikepdf.Page) -> tuple[str, ...]:
    """The faces of a page that the file does not bring along."""
    fonts = fonts_of(page.get("/Resources", pikepdf.Dictionary()), set())
    return tuple(str(font.get("/BaseFont", "/?"))[1:] for font in fonts if not is_embedded(font))


def _sheet(page: LTPage, number: int, loose: tuple[str, ...]) -> Sheet:
    items = list(_walk(page))
    frames = [each for each in items if isinstance(each, LTFigure)]
    # Letters in a frame are those of a drawing, unless a program wrapped the whole page in it.
    inside = {
        id(item)
        for frame in frames
        if frame.height * _MM < _DRAWING_MM
        for item in _walk(frame)
        if isinstance(item, LTTextLine)
    }
    found = {id(each): _line(each, page) for each in items if isinstance(each, LTTextLine)}
    lines = [line for at, line in found.items() if line and at not in inside]
    drawn = [line for at, line in found.items() if line and at in inside]
    shapes = tuple(_box(item, page) for item in items if isinstance(item, LTCurve))
    # The name of a panel stands over its letters, in no frame.
    charts = [replace(line, top=line.top - _PANEL_MM) for line in drawn]
    upright = [each for each in shapes if each.length < _THIN_MM and each.bottom - each.top > 3]
    return Sheet(
        number,
        page.width * _MM,
        page.height * _MM,
        tuple(sorted(lines, key=lambda line: (round(line.bottom), line.left))),
        tuple(drawn),
        shapes,
        loose,
        (*_together(upright, 1), *_together(charts, _DRAWN_MM)),
    )


def _walk(item: LTItem) -> Iterator[LTItem]:
    yield item
    if hasattr(item, "__iter__"):
        for part in item:
            yield from _walk(part)


def _box(item: LTComponent, page: LTPage) -> Box:
    return Box(
        item.x0 * _MM, item.x1 * _MM, (page.height - item.y1) * _MM, (page.height - item.y0) * _MM
    )


def _line(item: LTTextLine, page: LTPage) -> Line | None:
    letters = [each for each in item if isinstance(each, LTChar) and each.get_text().strip()]
    if not letters:
        return None
    places = [_box(letter, page) for letter in letters]
    return Line(
        min(place.left for place in places),
        max(place.right for place in places),
        min(place.top for place in places),
        max(place.bottom for place in places),
        " ".join(item.get_text().split()),
        frozenset(_look(letter) for letter in letters),
    )


def _look(letter: LTChar) -> Look:
    style = letter.fontname.rpartition("+")[2].replace(",", "-")
    said = style.lower()
    return Look(
        style.partition("-")[0],
        round(letter.size, 1),
        "bold" in said,
        "italic" in said or "oblique" in said,
        _color(letter),
    )


def _color(letter: LTChar) -> tuple[float, ...]:
    """As red, green and blue; a colour of another kind as it is written."""
    fill = letter.graphicstate.ncolor
    parts = fill if isinstance(fill, tuple) else (fill,)
    numbers = tuple(float(part) for part in parts if isinstance(part, int | float))
    if len(numbers) == 1:
        return (*numbers, *numbers, *numbers)
    if len(numbers) == 4:
        return tuple(round((1 - ink) * (1 - numbers[3]), 3) for ink in numbers[:3])
    return numbers or _BLACK


def _together(boxes: Sequence[Box], step: float) -> list[Box]:
    """Boxes below one another taken together, as long as no ``step`` parts them."""
    found: list[Box] = []
    for each in sorted(boxes, key=lambda each: each.top):
        if found and each.top <= found[-1].bottom + step:
            last = found[-1]
            found[-1] = Box(
                min(last.left, each.left),
                max(last.right, each.right),
                last.top,
                max(last.bottom, each.bottom),
            )
        else:
            found.append(Box(each.left, each.right, each.top, each.bottom))
    return found
