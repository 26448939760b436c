"""Paragraphs that begin with a marker are items of a list (ISO 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

import re

from pikepdf import Name

from tayninh_portal.paper.finishing.second.content import Pages
from tayninh_portal.paper.finishing.second.tree import Kids, Mark, Node

_MARKER = re.compile(r"(?:(\d{1,3}[.)])|([a-zđ]\))|(-)|(\+))(?:\s+(?=\S)|\s*$)")
# What each kind of marker counts by, from the outer to the inner one: 1. a) - +
_NUMBERING = (Name.Decimal, Name.LowerAlpha, Name.Disc, Name.Circle)


def listed(kids: Kids, pages: Pages) -> Kids:
    """The same with neighbouring items in a list; one of an inner kind stands in the item before
    it."""
    out: Kids = []
    # The lists that are open, the innermost last, with their kinds.
    under: list[tuple[int, Node]] = []
    for kid in kids:
        found = _marker(kid, pages)
        if found is None or not isinstance(kid, Node):
            under.clear()
            out.append(kid)
            continue
        kind = (found.lastindex or 1) - 1
        while under and under[-1][0] > kind:
            under.pop()
        if not under or under[-1][0] < kind:
            made = Node("L", attributes={"/O": Name.List, "/ListNumbering": _NUMBERING[kind]})
            (_body(under[-1][1]) if under else out).append(made)
            under.append((kind, made))
        under[-1][1].kids.append(_item(kid, found, pages))
    return out


def _marker(kid: object, pages: Pages) -> re.Match[str] | None:
    if not isinstance(kid, Node) or kid.kind != "P" or not kid.marks:
        return None
    first, *others = kid.marks
    found = _MARKER.match(pages.said(*first).text)
    # A marker that stands alone in what is marked has its words in the next; else it is no marker.
    return found if found and (others or found.end() < len(found.string)) else None


def _body(items: Node) -> Kids:
    """What the last item of a list says."""
    return items.nodes[-1].nodes[-1].kids


def _item(paragraph: Node, found: re.Match[str], pages: Pages) -> Node:
    first = paragraph.marks[0]
    if found.end() == len(found.string):
        label = first
        paragraph.kids.remove(first)
    else:
        label = Mark(first.page, pages.set_label_apart(*first, found.end()))
    return Node("LI", [Node("Lbl", [label]), Node("LBody", [paragraph])])
