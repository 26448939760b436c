"""The structure tree of a file as nodes, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Mark(NamedTuple):
    """A marked content: index of its page, its number there."""

    page: int
    number: int


# Elements, marked contents, references to annotations, in reading order.
Kids = list["Node | Mark | pikepdf.Object"]


@dataclass(slots=True, eq=False)
class Node:
    """A structure element.

    ``made``: its dictionary in the file, None for one that is new. ``attributes``: what is to be
    written, nothing where empty, what is there where None. ``name``: its ID.
    """

    kind: str
    kids: Kids = field(default_factory=list)
    made: pikepdf.Object | None = None
    attributes: dict[str, object] | None = None
    name: bytes = b""

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def marks(self) -> list[Mark]:
        """Its own, in reading order."""
        return [kid for kid in self.kids if isinstance(kid, Mark)]

    def all_marks(self) -> Iterator[Mark]:
        """Its own and those of everything under it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.all_marks()

    def walk(self) -> Iterator[Node]:
        """It and everything under it."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()


def read(pdf: pikepdf.Pdf) -> Node:
    """The document element of a file WeasyPrint wrote."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    (root,) = pdf.Root.StructTreeRoot.K
    return _node(root, pages)


def _node(made: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Node:
    node = Node(str(made.S)[1:], made=made)
    page = None
    # A number is handed out as one of Python's.
    kids: Iterable[object] = made.get("/K", ())
    for kid in kids:
        if isinstance(kid, int):
            page = pages[made.Pg.objgen] if page is None else page
            node.kids.append(Mark(page, kid))
        elif isinstance(kid, pikepdf.Object):
            node.kids.append(_node(kid, pages) if "/S" in kid else kid)
    return node


def marks_by_page(document: Node) -> dict[int, set[int]]:
    """What stands in the structure, by the index of the page."""
    found: dict[int, set[int]] = {}
    for page, number in document.all_marks():
        found.setdefault(page, set()).add(number)
    return found


def write(pdf: pikepdf.Pdf, document: Node) -> None:
    """Put the tree into the file, with what leads from a page back to it (ParentTree, IDTree)."""
    root = pdf.Root.StructTreeRoot
    writer = _Writer(pdf)
    root.K = Array([writer.element(document, root)])
    before = list(root.ParentTree.Nums)
    # Behind the pages stand the annotations, which keep their elements.
    annotations = dict(zip(before[::2], before[1::2], strict=True))
    owners = {
        key: owner for key, owner in annotations.items() if not isinstance(owner, Array)
    } | writer.owners()
    numbers = [part for key in sorted(owners) for part in (key, owners[key])]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = max(owners, default=-1) + 1
    if writer.names:
        named = [
            part for name in sorted(writer.names) for part in (String(name), writer.names[name])
        ]
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array(named)))


class _Writer:
    """Writes elements, and remembers whose each marked content is."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[dict[int, pikepdf.Object]] = [{} for _ in self._pages]
        self.names: dict[bytes, pikepdf.Object] = {}

    def owners(self) -> dict[int, Array]:
        """The element of each marked content by its number, by page; null for an artifact."""
        return {
            at: Array([found.get(number) for number in range(max(found, default=-1) + 1)])
            for at, found in enumerate(self._owners)
        }

    def element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        """Write the element and all under it."""
        made = node.made
        if made is None:
            made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem))
        made.S, made.P = Name(f"/{node.kind}"), parent
        page = next((mark.page for mark in node.marks), None)
        _set(made, "/Pg", None if page is None else self._pages[page])
        made.K = Array([self._kid(kid, made, page) for kid in node.kids])
        self._describe(node, made)
        return made

    def _kid(
        self, kid: Node | Mark | pikepdf.Object, made: pikepdf.Object, page: int | None
    ) -> pikepdf.Object | int:
        if isinstance(kid, Node):
            return self.element(kid, made)
        if not isinstance(kid, Mark):
            return kid
        self._owners[kid.page][kid.number] = made
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _describe(self, node: Node, made: pikepdf.Object) -> None:
        if node.attributes is not None:
            _set(made, "/A", Dictionary(node.attributes) if node.attributes else None)
        _set(made, "/ID", String(node.name) if node.name else None)
        if node.name:
            self.names[node.name] = made


def _set(made: pikepdf.Object, key: str, value: pikepdf.Object | None) -> None:
    if value is not None:
        made[key] = value
    elif key in made:
        del made[key]
