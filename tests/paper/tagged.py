"""A reader of tags: what somebody hears who does not see the page, element by element.

It knows the structure (ISO 32000-1, 14.7 and 14.8) and nothing of who made it.
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf

_CODE_TO_TEXT = re.compile(rb"^<([0-9a-fA-F]+)> <((?:[0-9a-fA-F]{4})+)>$", re.MULTILINE)


@dataclass
class Tag:
    """An element: what it says itself and in what stands under it, in reading order."""

    kind: str
    text: str = ""
    alternative: str = ""
    name: bytes = b""
    attributes: dict = field(default_factory=dict)
    pages: set = field(default_factory=set)
    kids: list = field(default_factory=list)

    def all_of(self, *kinds):
        found = [self] if self.kind in kinds else []
        return found + [each for kid in self.kids for each in kid.all_of(*kinds)]


def read_tags(data):
    """The document element of the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        shown = [_shown(page) for page in pdf.pages]
        (root,) = pdf.Root.StructTreeRoot.K
        return _tag(root, pages, [texts for texts, _ in shown])


def left_out(data):
    """The words of each page that are told to nobody: artifacts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return ["".join(_shown(page)[1]).strip() for page in pdf.pages]


def _tag(made, pages, shown):
    tag = Tag(str(made.S)[1:], alternative=str(made.get("/Alt", "")))
    tag.name = bytes(made.get("/ID", b""))
    tag.attributes = dict(made.get("/A", pikepdf.Dictionary()).items())
    kids = made.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below = _tag(kid, pages, shown)
            tag.kids.append(below)
            tag.text += below.text
            tag.pages |= below.pages
        else:
            number, page = (kid, made.Pg) if isinstance(kid, int) else (kid.MCID, kid.Pg)
            at = pages[page.objgen]
            tag.text += shown[at][int(number)]
            tag.pages.add(at)
    return tag


def _shown(page):
    """What each marked content shows by its number, and what the artifacts show."""
    tables = {name: _letters(font) for name, font in page.Resources.Font.items()}
    texts, artifacts, within, table = {}, [], [], {}
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            known = step.operands[1] if len(step.operands) > 1 else {}
            within.append(int(known["/MCID"]) if "/MCID" in known else None)
            texts.setdefault(within[-1], "")
        elif name == "EMC":
            within.pop()
        elif name == "Tf":
            table = tables[str(step.operands[0])]
        elif name in ("Tj", "TJ"):
            told = "".join(_decoded(step.operands[0], table))
            number = next((each for each in within if each is not None), None)
            if number is None:
                artifacts.append(told)
            else:
                texts[number] += told
    return texts, artifacts


def _decoded(operand, table):
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                yield table[codes[at : at + 2]]


def _letters(font):
    lines = font.ToUnicode.read_bytes().rpartition(b"endcodespacerange")[2]
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CODE_TO_TEXT.findall(lines)
    }


def rows_of(table):
    """The rows of a table as (text of the cell, the texts of its heads), heads and all.

    A cell is headed by what its Headers name; else by the heads of its column and of its row, each
    by its Scope (ISO 14289-1, 7.5).
    """
    named = {head.name: head.text.strip() for head in table.all_of("TH") if head.name}
    columns, read = {}, []
    for row in table.all_of("TR"):
        beside = [cell.text.strip() for cell in row.kids if _scope(cell) == "/Row"]
        cells = []
        for at, cell in enumerate(row.kids):
            said = cell.text.strip()
            if "/Headers" in cell.attributes:
                heads = [named[bytes(name)] for name in cell.attributes["/Headers"]]
            elif _scope(cell) == "/Column":
                heads = []
                columns[at] = said
            else:
                rows = [] if _scope(cell) == "/Row" else beside
                heads = [*rows, *([columns[at]] if at in columns else [])]
            cells.append((said, heads))
        read.append(cells)
    return read


def _scope(cell):
    return str(cell.attributes.get("/Scope", ""))
