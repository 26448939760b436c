"""The structure of the document out of the boxes of its pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TypeGuard

import pikepdf

from tayninh_portal.paper.finishing.second.content import Pages, Said
from tayninh_portal.paper.finishing.second.lists import listed
from tayninh_portal.paper.finishing.second.tables import tie_cells
from tayninh_portal.paper.finishing.second.tree import Kids, Mark, Node

# What says how a page was laid out, and nothing about the document.
_LAYOUT = frozenset({"Div", "Span", "NonStruct"})
_CELLS = frozenset({"TD", "TH"})
_TEXTS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption"})
_ENDS_A_SENTENCE = (".", ":", ";", "!", "?")
# A pixel of CSS in points.
_POINTS = 0.75


def shape(document: Node, pages: Pages) -> None:
    """Turn the tree of boxes, in place, into the document's own."""
    document.kids = _simple(document, pages)
    document.kids = _joined(_whole_annexes(document.kids), pages)
    for part in (document, *document.nodes):
        if part.kind == "Sect":
            part.kids = _joined(part.kids, pages)
        if part.kind in ("Document", "Sect"):
            part.kids = listed(part.kids, pages)
    for at, node in enumerate(document.walk()):
        if node.kind == "Table":
            tie_cells(node, at)
        elif node.kind == "Figure":
            _place(node, pages)
        elif node.kind in _TEXTS | _CELLS:
            _part_lines(node, pages)


def _simple(node: Node, pages: Pages) -> Kids:
    """What stands under the element, without what is layout alone or holds nothing."""
    if node.kind == "Figure":
        return node.kids
    return [part for kid in node.kids for part in _kept(kid, pages)]


def _kept(kid: Node | Mark | pikepdf.Object, pages: Pages) -> Kids:
    if isinstance(kid, Mark):
        return [kid] if pages.shows(*kid) else []
    if not isinstance(kid, Node):
        return [kid]
    kid.kids = _simple(kid, pages)
    if kid.kind == "NonStruct" and any(part.kind == "Figure" for part in kid.nodes):
        # A picture and its caption.
        kid.kind = "Div"
    elif kid.kind == "Div" and kid.marks and not kid.nodes:
        kid.kind = "P"
    elif kid.kind in _LAYOUT:
        return kid.kids
    return [kid] if kid.kids or kid.kind in _CELLS else []


def _whole_annexes(kids: Kids) -> Kids:
    """Every annex begins with its title; a section that does not goes on with the one before."""
    whole: Kids = []
    for kid in kids:
        before = whole[-1] if whole else None
        if _is(kid, "Sect") and _is(before, "Sect") and not _is(kid.kids[0], "H2"):
            before.kids += kid.kids
        else:
            whole.append(kid)
    return whole


def _joined(kids: Kids, pages: Pages) -> Kids:
    """With each element that goes on over pages as one."""
    whole: Kids = []
    for kid in kids:
        before = whole[-1] if whole else None
        if isinstance(kid, Node) and isinstance(before, Node) and _follows(before, kid):
            rest = _rest(before, kid, pages)
            if rest is not None:
                before.kids += rest
                continue
        whole.append(kid)
    return whole


def _follows(before: Node, node: Node) -> bool:
    """Whether one ends a page and the other, of its kind, begins the next."""
    if before.kind != node.kind:
        return False
    last, first = _last(before), next(node.all_marks(), None)
    return last is not None and first is not None and last.page + 1 == first.page


def _last(node: Node) -> Mark | None:
    """Its last marked content; found from behind, since a table may hold thousands."""
    for kid in reversed(node.kids):
        found = _last(kid) if isinstance(kid, Node) else kid
        if isinstance(found, Mark):
            return found
    return None


def _rest(before: Node, node: Node, pages: Pages) -> Kids | None:
    """What the second adds to the first; None where it is another table or paragraph."""
    if node.kind == "Table":
        head = _head(node)
        if (
            head is None
            or node.kids[0] is not head
            or _words(_head(before), pages) != _words(head, pages)
        ):
            return None
        # The head is drawn again; it stands in the structure once.
        return node.kids[1:]
    if node.kind in _TEXTS and _goes_on(before, node, pages):
        return node.kids
    return None


def _head(table: Node) -> Node | None:
    return next((kid for kid in table.nodes if kid.kind == "THead"), None)


def _words(node: Node | None, pages: Pages) -> list[str]:
    return [pages.said(*mark).text for mark in node.all_marks()] if node else []


def _goes_on(before: Node, node: Node, pages: Pages) -> bool:
    """Whether the second is the rest of a paragraph: it begins where further lines of the first
    begin. Where the first line of a paragraph stands as the others do, its words decide."""
    lines = list(_lines(before, pages))
    rest = next(_lines(node, pages), None)
    if not lines or rest is None:
        return False
    first, others = lines[0], lines[1:]
    if others and abs(others[0].left - first.left) > 1:
        return abs(rest.left - others[0].left) < 1
    return not lines[-1].text.rstrip().endswith(_ENDS_A_SENTENCE)


def _lines(node: Node, pages: Pages) -> Iterator[Said]:
    """What begins each line of a paragraph."""
    before = None
    for mark in node.marks:
        said = pages.said(*mark)
        if said.end and (mark.page, said.baseline) != before:
            before = (mark.page, said.baseline)
            yield said


def _part_lines(node: Node, pages: Pages) -> None:
    marks = node.marks
    if len(marks) < 2:
        return
    shown = [(mark, said) for mark in marks if (said := pages.said(*mark)).text.strip()]
    word = ""
    for (mark, said), (after, following) in itertools.pairwise(shown):
        word = (word + said.text).split()[-1]
        is_parted = said.text[-1].isspace() or following.text[0].isspace()
        if (mark.page, said.baseline) != (after.page, following.baseline) and not is_parted:
            is_parted = pages.part_line(*mark, word, following.text)
        word = "" if is_parted else word


def _place(figure: Node, pages: Pages) -> None:
    """The box of a picture in points from the foot of its page; WeasyPrint gives pixels from its
    head."""
    mark = next(figure.all_marks(), None)
    if figure.made is None or mark is None or "/BBox" not in figure.made.get("/A", {}):
        return
    left, top, right, foot = (float(edge) * _POINTS for edge in figure.made.A.BBox)
    height = pages.height(mark.page)
    edges = (left, height - foot, right, height - top)
    figure.made.A.BBox = pikepdf.Array([round(edge, 3) for edge in edges])


def _is(kid: object, kind: str) -> TypeGuard[Node]:
    return isinstance(kid, Node) and kid.kind == kind
