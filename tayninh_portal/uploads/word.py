"""The words of a Word file that comes back, read with lxml in the process apart.

Nothing is fetched and nothing runs: no entity is resolved, a document type is refused, and so is
whatever would reach outside the file or bring another program's file along (macros, linked
templates and pictures, embedded objects). An address somebody typed is words, and stays.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from tayninh_portal.uploads.kinds import NotTaken, damaged
from tayninh_portal.uploads.manuscript import (
    BESIDE,
    BODY,
    CELL,
    COMMENT,
    DELETED,
    INSERTED,
    KEPT,
    TABLE,
    Comment,
    Item,
    Manuscript,
    Part,
)

# The part that says what controls and bookmarks are (docs/decisions/0035).
_KEYS = "{urn:tayninh-portal:document:1}"
# A report with a long annex has 20 MB of XML; a tree takes some times that.
_MOST_XML = 48 * 1024 * 1024
# Each is looked for among the sentences of the report whenever the page of the file is opened.
MOST_COMMENTS = 500
TOO_MANY_COMMENTS = (
    f"Tệp có hơn {MOST_COMMENTS} nhận xét. Xóa những nhận xét đã xong trong Word rồi đưa tệp về "
    "lại."
)
MACROS = "Tệp Word có macro. Lưu lại thành dạng .docx không có macro."
OUTSIDE = (
    "Tệp Word nối ra ngoài (mẫu, ảnh hoặc tệp để ở nơi khác). Cổng không mở nơi nào khác; bỏ phần "
    "nối rồi lưu lại."
)
EMBEDDED = (
    "Tệp Word có đối tượng nhúng (tệp hoặc nút điều khiển của chương trình khác). Xóa đối tượng đó "
    "rồi lưu lại."
)
NOT_OURS = (
    "Đây không phải bản Word tải từ cổng, hoặc chương trình lưu tệp đã bỏ mất dấu của cổng. Tải "
    "lại bản Word của báo cáo, sửa trên bản đó bằng Word hoặc LibreOffice."
)
NO_MARKS = (
    "Chương trình lưu tệp đã bỏ mất dấu các mục hoặc các số liệu chèn nên không đối chiếu được. "
    "Tải lại bản Word của báo cáo, sửa trên bản đó bằng Word hoặc LibreOffice."
)
# What brings another program's file along, in the name of a part or of its type.
_MACRO, _OBJECT = ("macroenabled", "vbaproject"), ("oleobject", "activex", "embeddings/")
# Elements whose words are no words of the paragraph.
_NO_WORDS = {"rPr", "pPr", "instrText", "drawing", "pict", "object", "AlternateContent", "sdtPr"}
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_FATES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}


def read(file: BinaryIO) -> dict[str, Any]:
    """The manuscript of a Word file of ours, plain. Raises ``NotTaken``."""
    try:
        with zipfile.ZipFile(file) as package:
            return _manuscript(package).plain()
    except NotTaken:
        raise
    except (etree.XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile):
        raise damaged("Word") from None


def _manuscript(package: zipfile.ZipFile) -> Manuscript:
    _refuse_strangers(package)
    names = package.namelist()
    custom = (name for name in names if name.startswith("customXml/item") and "Props" not in name)
    roots = (_root(package, name) for name in custom if name.endswith(".xml"))
    keys = next((root for root in roots if root.tag == f"{_KEYS}document"), None)
    if keys is None:
        raise NotTaken(NOT_OURS)
    figures = {e.get("id"): (e.get("key"), e.get("text")) for e in keys.iter(f"{_KEYS}figure")}
    sections = {e.get("bookmark"): e.get("code") for e in keys.iter(f"{_KEYS}section")}
    reading = _Reading(set(figures))
    body = _root(package, "word/document.xml").find("{*}body")
    items = [*reading.blocks(body), *reading.beside(body)]
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            items += reading.paragraphs(_root(package, part), BESIDE)
    if not (sections and reading.seen & set(sections)) or (figures and not reading.controls):
        raise NotTaken(NO_MARKS)
    if len(reading.commented) > MOST_COMMENTS:
        raise NotTaken(TOO_MANY_COMMENTS)
    noted = _root(package, "word/comments.xml") if "word/comments.xml" in names else ()
    return Manuscript(
        record=keys.get("record"),
        version=keys.get("version"),
        figures=figures,
        sections=sections,
        items=[item for item in items if item.parts or item.marks or item.place == TABLE],
        comments=[_comment(each) for each in noted if _name(each) == "comment"],
    )


def _root(package: zipfile.ZipFile, name: str) -> Element:
    """The root of a part, whatever it declares left alone. Raises ``NotTaken``."""
    if package.getinfo(name).file_size > _MOST_XML:
        raise NotTaken("Tệp Word quá lớn sau khi giải nén. Xóa các ảnh và phần thừa.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(package.read(name), parser)
    if root.getroottree().docinfo.doctype:
        raise damaged("Word")
    return root


def _refuse_strangers(package: zipfile.ZipFile) -> None:
    """Refuse what runs, what is fetched and what belongs to another program."""
    said = [name.lower() for name in package.namelist()]
    types = _root(package, "[Content_Types].xml")
    said += [str(each.get("ContentType")).lower() for each in types]
    outside = False
    for name in package.namelist():
        if name.endswith(".rels"):
            for each in _root(package, name):
                kind = str(each.get("Type")).lower()
                said.append(kind)
                leads_out = str(each.get("TargetMode")).lower() == "external"
                outside |= leads_out and not kind.endswith("/hyperlink")
    for words, sentence in ((_MACRO, MACROS), (_OBJECT, EMBEDDED)):
        if any(word in each for word in words for each in said):
            raise NotTaken(sentence)
    if outside:
        raise NotTaken(OUTSIDE)


def _name(element: Element) -> str:
    """The name without its namespace: the strict form of the standard has another."""
    return str(etree.QName(element).localname)


def _value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" for none."""
    if element is None:
        return ""
    found = (value for key, value in element.items() if etree.QName(key).localname == name)
    return next(found, "")


def _comment(element: Element) -> Comment:
    lines = ("".join(t.text or "" for t in p.iter("{*}t")) for p in element.iter("{*}p"))
    return Comment(
        number=_value(element, "id"),
        by=_value(element, "author").strip(),
        day=_value(element, "date")[:10],
        text="\n".join(line for line in lines if line.strip()),
    )


class _Reading:
    """Goes through the body of a document. ``seen``: bookmarks met so far; ``commented``: numbers
    of the comments; ``controls``: whether any figure was met. A program may begin a bookmark once
    more: its first beginning counts."""

    def __init__(self, figures: set[str]) -> None:
        self.seen: set[str] = set()
        self.controls = False
        self._figures = figures
        self.commented: set[str] = set()
        # What the next paragraph begins with: bookmarks between two, words of one that was joined.
        self._marks: list[str] = []
        self._joined: list[Part] = []

    def blocks(self, parent: Element) -> Iterator[Item]:
        """Its paragraphs and tables in their order."""
        for each in parent:
            name = _name(each)
            if name == "p":
                yield from self._paragraph(each, BODY)
            elif name == "tbl":
                yield Item(TABLE)
                yield from self.paragraphs(each, CELL)
            elif name == "bookmarkStart":
                self._mark(each)
            elif name not in ("sectPr", "sdtPr"):
                yield from self.blocks(each)

    def beside(self, body: Element) -> Iterator[Item]:
        """Paragraphs in frames; a frame stands twice, once for older programs."""
        for frame in body.iter("{*}txbxContent"):
            if not any(_name(each) == "Fallback" for each in frame.iterancestors()):
                yield from self.paragraphs(frame, BESIDE)

    def paragraphs(self, parent: Element, place: str) -> Iterator[Item]:
        """All paragraphs below."""
        for each in parent.iter("{*}p"):
            if place != CELL or not any(_name(up) == "txbxContent" for up in each.iterancestors()):
                yield from self._paragraph(each, place)

    def _paragraph(self, paragraph: Element, place: str) -> Iterator[Item]:
        parts = list(self._parts(paragraph, KEPT, "", ""))
        properties = paragraph.find("{*}pPr")
        style, ends = "", False
        if properties is not None:
            style = _value(properties.find("{*}pStyle"))
            # Its end was deleted: its words go on in the next paragraph.
            ends = properties.find("{*}rPr/{*}del") is not None
            listed = properties.find("{*}numPr") is not None
            if listed and not style.startswith("Heading") and parts:
                parts.insert(0, Part("- "))
        item = Item(place, [*self._joined, *parts], tuple(self._marks), style.startswith("Heading"))
        if ends and place == BODY and item.text.strip():
            self._joined = list(item.parts)
            return
        self._joined, self._marks = [], []
        yield item

    def _parts(self, parent: Element, fate: str, by: str, figure: str) -> Iterator[Part]:
        for each in parent:
            name = _name(each)
            if name in ("t", "delText"):
                yield Part(each.text or "", figure, fate, by)
            elif name in _SIGNS:
                yield Part(_SIGNS[name], figure, fate, by)
            elif name in _FATES:
                gone = fate == DELETED
                author = by if gone else _value(each, "author").strip()
                yield from self._parts(each, fate if gone else _FATES[name], author, figure)
            elif name == "sdt":
                yield from self._control(each, fate, by)
            elif name not in _NO_WORDS:
                yield from self._begun(each, name)
                yield from self._parts(each, fate, by, figure)

    def _begun(self, element: Element, name: str) -> Iterator[Part]:
        """Note the bookmark or the comment that begins with an element, if one does."""
        if name == "bookmarkStart":
            self._mark(element)
        elif name in ("commentRangeStart", "commentReference"):
            number = _value(element, "id")
            if number not in self.commented:
                self.commented.add(number)
                yield Part(number, fate=COMMENT)

    def _control(self, control: Element, fate: str, by: str) -> Iterator[Part]:
        tag = _value(control.find("{*}sdtPr/{*}tag"))
        # What Word asks for where a control was emptied is nobody's words.
        empty = control.find("{*}sdtPr/{*}showingPlcHdr") is not None
        held = control.find("{*}sdtContent")
        if held is not None and not empty:
            self.controls |= tag in self._figures
            yield from self._parts(held, fate, by, tag if tag in self._figures else "")

    def _mark(self, start: Element) -> None:
        name = _value(start, "name")
        if name and name not in self.seen:
            self.seen.add(name)
            self._marks.append(name)
