"""What PDF/UA-1 (ISO 14289-1, 7) asks of the tags of a paper, read from the file alone.

The rules a machine can know: whether everything drawn is told or left out on purpose, whether pages
and tree agree about it, whether tables, lists and titles are built as they must be. Whether a tag
says what stands there is compared with the document itself (``tests/paper/test_tags.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf

from tayninh_portal.paper.problems import PaperProblem

# What draws: letters, areas and lines, pictures.
_DRAWS = frozenset(
    {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
)
_TITLES = {f"H{level}": level for level in range(1, 7)}
_GROUPS = {"Document", "Part", "Sect", "Div", "L", "LI", "LBody", "Table", "THead", "TBody", "TR"}
_KNOWN = (
    _GROUPS
    | _TITLES.keys()
    | {"P", "Span", "Lbl", "TH", "TD", "Caption", "Figure", "Link", "TFoot"}
)
_ROWS = {"THead", "TBody", "TFoot"}
_MAY_HOLD = {
    "Table": _ROWS | {"TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
_OF_A_PAGE = {
    "tab-order": "không đi theo thứ tự của cây thẻ khi bấm phím Tab.",
    "untagged": "có nội dung không gắn thẻ và không ghi là phần trang trí.",
    "crossed": "có phần trang trí lồng trong nội dung gắn thẻ hoặc ngược lại.",
    "marks": "có thẻ chỉ tới nội dung không có, hoặc có hai lần.",
    "outside-structure": "có nội dung nằm ngoài cây thẻ.",
    "parent-tree": "chỉ về cây thẻ không đúng (ParentTree).",
}
_ARTIFACT = -1
_NO_TAG = -2


@dataclass
class _Element:
    """An element of the tree, its kids in order, its own marked contents as (page, number)."""

    made: pikepdf.Object
    kind: str
    kids: list[_Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[_Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all_of(self, *kinds: str) -> list[_Element]:
        return [each for each in self.walk() if each.kind in kinds]


def tag_problems(pdf: pikepdf.Pdf) -> Iterator[PaperProblem]:
    """Every rule the tags of the file break; a file without tags is told of elsewhere."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    drawn = [_drawn(page) for page in pdf.pages]
    elements = [
        _element(root, pages)
        for root in _listed(pdf.Root.StructTreeRoot.get("/K"))
        if isinstance(root, pikepdf.Object)
    ]
    every = [each for root in elements for each in root.walk()]
    yield from _content_problems(pdf, every, drawn)
    yield from _shape_problems(every)
    yield from _title_problems(every)
    yield from _figure_problems(every)
    for table in every:
        yield from _head_problems(table) if table.kind == "Table" else ()
    yield from _parted_problems(every, drawn)


def _listed(kids: pikepdf.Object | None) -> Iterable[pikepdf.Object | int]:
    if kids is None:
        return ()
    return kids if isinstance(kids, pikepdf.Array) else (kids,)


def _element(made: pikepdf.Object, pages: dict[tuple[int, int], int]) -> _Element:
    found = _Element(made, str(made.S).removeprefix("/"))
    for kid in _listed(made.get("/K")):
        if isinstance(kid, int):
            found.marks.append((pages[made.Pg.objgen], kid))
        elif "/S" in kid:
            found.kids.append(_element(kid, pages))
        elif "/MCID" in kid:
            page = kid.Pg if "/Pg" in kid else made.Pg
            found.marks.append((pages[page.objgen], int(kid.MCID)))
    return found


@dataclass
class _Drawn:
    """What the content of a page says: the strings each marked content shows, in order."""

    marks: dict[int, list[bytes]] = field(default_factory=dict)
    untagged: bool = False
    crossed: bool = False
    twice: bool = False


def _drawn(page: pikepdf.Page) -> _Drawn:
    found = _Drawn()
    within: list[int] = []
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BMC", "BDC"):
            _opens(list(step.operands), within, found)
        elif name == "EMC" and within:
            within.pop()
        elif name in _DRAWS:
            mark = next((each for each in reversed(within) if each != _NO_TAG), None)
            if mark is None:
                found.untagged = True
            elif mark != _ARTIFACT:
                found.marks[mark].append(b"".join(map(_shown, step.operands)))
    return found


def _opens(operands: list[pikepdf.Object], within: list[int], found: _Drawn) -> None:
    said = operands[1] if len(operands) > 1 else None
    mark = _NO_TAG
    if operands[0] == pikepdf.Name.Artifact:
        mark = _ARTIFACT
    elif isinstance(said, pikepdf.Dictionary) and "/MCID" in said:
        mark = int(said.MCID)
        found.twice |= mark in found.marks
        found.marks.setdefault(mark, [])
    # An artifact inside what is told, or the other way about.
    found.crossed |= mark != _NO_TAG and any(each not in (_NO_TAG, mark) for each in within)
    within.append(mark)


def _shown(operand: pikepdf.Object) -> bytes:
    parts = operand if isinstance(operand, pikepdf.Array) else (operand,)
    return b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))


def _content_problems(
    pdf: pikepdf.Pdf, every: list[_Element], drawn: list[_Drawn]
) -> Iterator[PaperProblem]:
    """Everything drawn is told once or an artifact, and pages and tree agree on which."""
    owners: list[dict[int, pikepdf.Object]] = [{} for _ in drawn]
    for element in every:
        for at, mark in element.marks:
            if mark in owners[at]:
                yield _on(at, "told-twice", "có nội dung nằm ở hai chỗ trong cây thẻ.")
            owners[at][mark] = element.made
    for at, (page, told) in enumerate(zip(pdf.pages, owners, strict=True)):
        broken = {
            "tab-order": page.get("/Tabs") != pikepdf.Name.S,
            "untagged": drawn[at].untagged,
            "crossed": drawn[at].crossed,
            "marks": drawn[at].twice or not told.keys() <= drawn[at].marks.keys(),
            "outside-structure": not drawn[at].marks.keys() <= told.keys(),
            "parent-tree": bool(told) and not _leads_back(pdf, page, told),
        }
        yield from (_on(at, code, _OF_A_PAGE[code]) for code in broken if broken[code])


def _on(at: int, code: str, text: str) -> PaperProblem:
    return PaperProblem(code, f"Trang {at + 1} {text}", at + 1)


def _leads_back(pdf: pikepdf.Pdf, page: pikepdf.Page, told: dict[int, pikepdf.Object]) -> bool:
    root = pdf.Root.StructTreeRoot
    if "/ParentTree" not in root or "/StructParents" not in page:
        return False
    back = pikepdf.NumberTree(root.ParentTree).get(int(page.StructParents))
    if not isinstance(back, pikepdf.Array):
        return False
    listed = dict(enumerate(back))
    named = {at: made.objgen for at, made in listed.items() if isinstance(made, pikepdf.Dictionary)}
    return named == {mark: made.objgen for mark, made in told.items()}


def _shape_problems(every: list[_Element]) -> Iterator[PaperProblem]:
    for element in every:
        if element.kind not in _KNOWN:
            yield PaperProblem("unknown-tag", f"Có thẻ không có trong tiêu chuẩn: {element.kind}.")
        holds = {kid.kind for kid in element.kids}
        if element.kind in _MAY_HOLD and (element.marks or not holds <= _MAY_HOLD[element.kind]):
            yield PaperProblem("shape", f"Thẻ {element.kind} chứa phần không được chứa.")
        if any(kid.made.P.objgen != element.made.objgen for kid in element.kids):
            yield PaperProblem("shape", "Có thẻ không ghi đúng thẻ chứa nó.")
        if element.kind == "LI" and "LBody" not in holds:
            yield PaperProblem("list", "Có ý liệt kê không có nội dung.")
        is_numbered = "/ListNumbering" in element.made.get("/A", {})
        if element.kind == "L" and element.all_of("Lbl") and not is_numbered:
            yield PaperProblem("list", "Có danh sách có dấu đầu dòng mà không ghi loại dấu.")


def _title_problems(every: list[_Element]) -> Iterator[PaperProblem]:
    levels = [_TITLES[each.kind] for each in every if each.kind in _TITLES]
    if levels[:1] != [1]:
        yield PaperProblem("titles", "Đề mục đầu tiên không phải cấp 1.")
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield PaperProblem("titles", "Đề mục nhảy cấp.")


def _figure_problems(every: list[_Element]) -> Iterator[PaperProblem]:
    for element in every:
        if element.kind == "Figure" and not str(element.made.get("/Alt", "")).strip():
            yield PaperProblem("alternative", "Có hình không có lời thay.")


def _head_problems(table: _Element) -> Iterator[PaperProblem]:
    cells = table.all_of("TH", "TD")
    stated = [each.made.get("/A", pikepdf.Dictionary()) for each in cells]
    names = {bytes(each.made.ID) for each in cells if "/ID" in each.made}
    if any(
        each.kind == "TH" and said.get("/Scope") not in (pikepdf.Name.Column, pikepdf.Name.Row)
        for each, said in zip(cells, stated, strict=True)
    ):
        yield PaperProblem("heads", "Có ô tiêu đề không ghi là của cột hay của dòng.")
    if any(bytes(name) not in names for said in stated for name in said.get("/Headers", ())):
        yield PaperProblem("heads", "Có ô chỉ tới một ô tiêu đề không có.")
    if len({_width(row) for row in table.all_of("TR")}) > 1 and not any(
        "/RowSpan" in said for said in stated
    ):
        yield PaperProblem("rows", "Có bảng mà các dòng không cùng số ô.")


def _width(row: _Element) -> int:
    stated = [cell.made.get("/A", pikepdf.Dictionary()) for cell in row.kids]
    return sum(int(said.get("/ColSpan", 1)) for said in stated)


def _parted_problems(every: list[_Element], drawn: list[_Drawn]) -> Iterator[PaperProblem]:
    """A table that at once follows another, on the next page, under the same head, is its rest."""
    read = [mark for each in every for mark in each.marks]
    place = {mark: at for at, mark in enumerate(read)}
    for before, table in pairwise(each for each in every if each.kind == "Table"):
        last, first = _marks_of(before)[-1:], _marks_of(table)[:1]
        if not last or not first or place[last[0]] + 1 != place[first[0]]:
            continue
        is_next = last[0][0] + 1 == first[0][0]
        if is_next and _head_words(table, drawn) == _head_words(before, drawn) != []:
            text = "có phần tiếp của một bảng gắn thẻ như bảng khác."
            yield _on(first[0][0], "parted-table", text)


def _marks_of(element: _Element) -> list[tuple[int, int]]:
    return [mark for each in element.walk() for mark in each.marks]


def _head_words(table: _Element, drawn: list[_Drawn]) -> list[list[bytes]]:
    heads = [each for head in table.all_of("THead") for each in head.walk()]
    return [drawn[at].marks.get(mark, []) for each in heads for at, mark in each.marks]
