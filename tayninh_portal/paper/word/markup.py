"""Elements of WordprocessingML (ISO/IEC 29500-1, 17) and the parts every paragraph is made of.

They are made with lxml itself: python-docx knows neither content controls nor bookmarks, and its
tables look for each cell anew. Who makes an element keeps its children in the order of the schema;
Word refuses a file where they are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from tayninh_portal.paper.runs import Cell, Figure, Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {"w": W}

TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / 25.4


def name(tag: str) -> str:
    """The tag of the main namespace as lxml writes it."""
    return f"{{{W}}}{tag}"


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """``<w:tag w:attribute="…">`` with its children; None among them is nothing."""
    made = etree.Element(name(tag), nsmap=NAMES)
    for attribute, value in attributes.items():
        made.set(name(attribute), str(value))
    made.extend([child for child in children if child is not None])
    return made


def flag(tag: str, on: bool) -> Element | None:
    """``<w:tag/>``, or nothing."""
    return el(tag) if on else None


def twips(mm: float) -> int:
    """Millimetres in the unit of Word."""
    return round(mm * TWIPS_PER_MM)


def text_run(text: str, *, bold: bool = False, italic: bool = False, wide: bool = False) -> Element:
    """Words in one style; ``wide``: room that somebody writes into by hand."""
    style = [
        flag("b", bold),
        flag("i", italic),
        # 1.5 points, as on the PDF.
        el("spacing", val=30) if wide else None,
    ]
    written = el("t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    look = el("rPr", *style) if bold or italic or wide else None
    return el("r", look, written)


def pieces(parts: list[dict[str, Any]]) -> list[Element]:
    """A number or a day with the room to write it (``layout.number_pieces``)."""
    return [text_run(part["text"], wide=part["room"]) for part in parts]


def lines(texts: tuple[str, ...] | list[str]) -> list[Element]:
    """Words on a line each, in one paragraph."""
    made: list[Element] = []
    for text in texts:
        made += [el("r", el("br"))] if made else []
        made.append(text_run(text))
    return made


def paragraph(
    style: str,
    *content: Element,
    keep: bool = False,
    align: str = "",
    indent_mm: float = 0,
    section: Element | None = None,
) -> Element:
    """A paragraph in a named style; ``keep``: on one page with what follows.

    ``indent_mm``: on both sides. ``section``: the properties of the section that ends with it.
    """
    side = twips(indent_mm)
    properties = el(
        "pPr",
        el("pStyle", val=style),
        flag("keepNext", keep),
        el("ind", left=side, right=side) if side else None,
        el("jc", val=align) if align else None,
        section,
    )
    return el("p", properties, *content)


@dataclass
class Register:
    """What a file numbers: its figures, its bookmarks, its drawings. Each number is used once."""

    figures: list[tuple[str, Figure]] = field(default_factory=list)
    # Name of a bookmark → what the portal calls the section it holds.
    sections: dict[str, str] = field(default_factory=dict)
    _last: int = 0

    def next(self) -> int:
        """A number no other element of the file has."""
        self._last += 1
        return self._last

    def runs(self, parts: Cell, *, bold: bool = False) -> list[Element]:
        """Words and figures of a sentence or a cell."""
        return [self._run(part, bold) for part in parts if part.text]

    def _run(self, part: Run, bold: bool) -> Element:
        if isinstance(part, Figure):
            return self._control(part, text_run(part.text, bold=bold))
        return text_run(part.text, bold=bold or part.bold, italic=part.italic)

    def _control(self, figure: Figure, content: Element) -> Element:
        """An inline content control: Word allows 64 characters for a tag, a key may be longer."""
        tag = f"s{len(self.figures) + 1}"
        self.figures.append((tag, figure))
        properties = el("sdtPr", el("tag", val=tag), el("id", val=self.next()), el("text"))
        return el("sdt", properties, el("sdtContent", content))

    def bookmark(self, called: str) -> tuple[Element, Element]:
        """Beginning and end of a bookmark; its name is used once in the file."""
        number = self.next()
        return el("bookmarkStart", id=number, name=called), el("bookmarkEnd", id=number)
