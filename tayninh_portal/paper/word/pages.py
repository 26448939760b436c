"""Sections of Word: the sheet, its margins, the number of the page in the upper one; the marks as
the lowest line of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from tayninh_portal.paper.form import SINGLE_LINE_EM, Form
from tayninh_portal.paper.layout import OVER_EACH_PAGE_PT
from tayninh_portal.paper.word.markup import (
    TWIPS_PER_POINT,
    el,
    name,
    paragraph,
    text_run,
    twips,
)

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.section import _BaseHeaderFooter

_REFERENCES = ("headerReference", "footerReference")
_MM_PER_POINT = 25.4 / 72


def margins(
    file: WordFile, form: Form, marks: tuple[str, ...], each_page: str = ""
) -> list[Element]:
    """The number of the page in the top margin but of page 1, the marks of a draft and the line to
    sign on (``each_page``) at the foot of every page: what the first section refers to and those
    after it take over."""
    first = file.sections[0]
    first.different_first_page_header_footer = True
    field = el("fldSimple", text_run("2"), instr=" PAGE ")
    _fill(first.header, paragraph("PageNumber", field))
    if marks or each_page:
        between = "   " if marks else ""
        for footer in (first.footer, first.first_page_footer):
            line = paragraph("Mark", *_framed(marks))
            if each_page:
                line[0].append(el("spacing", before=round(OVER_EACH_PAGE_PT * TWIPS_PER_POINT)))
                words = text_run(each_page + between)
                words.insert(0, el("rPr", el("b", val=0)))
                line.insert(1, words)
            _fill(footer, line)
    properties = file.element.body.sectPr
    return [child for child in properties if child.tag in map(name, _REFERENCES)]


def _fill(margin: _BaseHeaderFooter, content: Element) -> None:
    margin.is_linked_to_previous = False
    element = margin._element
    for child in list(element):
        element.remove(child)
    element.append(content)


def _framed(marks: tuple[str, ...]) -> list[Element]:
    made: list[Element] = []
    for mark in marks:
        if made:
            made.append(text_run("   "))
        words = text_run(mark)
        frame = el("bdr", val="single", sz=6, space=4, color="000000")
        words.insert(0, el("rPr", frame))
        made.append(words)
    return made


def section(
    form: Form, references: list[Element], *, landscape: bool = False, annex: bool = False
) -> Element:
    """The properties of a section; an annex counts its own pages from 1, and shows 2 first.

    What stands at the foot stands on the margin, not in it: Word ends the words above it, and
    without marks there is nothing.
    """
    page = form.page
    wide, high = twips(page.width_mm), twips(page.height_mm)
    if landscape:
        size = el("pgSz", w=high, h=wide, orient="landscape")
    else:
        size = el("pgSz", w=wide, h=high)
    return el(
        "sectPr",
        *references,
        el("type", val="nextPage"),
        size,
        el(
            "pgMar",
            top=twips(page.top_mm.chosen),
            right=twips(page.right_mm.chosen),
            bottom=twips(page.bottom_mm.chosen),
            left=twips(page.left_mm.chosen),
            header=_middle(page.top_mm.chosen, page.number.size_pt.chosen),
            footer=twips(page.bottom_mm.chosen),
            gutter=0,
        ),
        el("pgNumType", start=1) if annex else None,
        el("cols", space=720),
        el("titlePg"),
    )


def _middle(margin_mm: float, points: float) -> int:
    """How far from the edge of the sheet a line stands in the middle of a margin."""
    return twips((margin_mm - points * SINGLE_LINE_EM * _MM_PER_POINT) / 2)
