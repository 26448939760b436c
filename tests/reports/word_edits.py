"""Edits a DOCX as a person does in Word: silently, tracked, with comments, and saves it as Word
does; knows nothing of what reads it."""

import copy
import io
import itertools
import zipfile

from lxml import etree

from tests.paper.word_reading import W, parts_of

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WHEN = "2020-01-08T09:00:00Z"


def packed(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


def el(tag, /, *children, **attributes):
    made = etree.Element(W + tag)
    for key, value in attributes.items():
        made.set(W + key, value)
    made.extend(children)
    return made


def run(text, like=None, deleted=False):
    """A run, formatted like another one."""
    words = el("delText" if deleted else "t")
    words.text = text
    words.set(SPACE, "preserve")
    properties = like.find(f"{W}rPr") if like is not None else None
    return el("r", *([] if properties is None else [copy.deepcopy(properties)]), words)


def said(element):
    """The words of an element, those of its controls among them."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


class Edited:
    """A DOCX being edited; ``bytes()`` saves it."""

    def __init__(self, data):
        self.parts = parts_of(data)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(f"{W}body")
        self.comments = []
        self._ids = itertools.count(9001)

    def paragraph(self, words):
        """The first paragraph with these words in it."""
        return next(p for p in self.body.iter(f"{W}p") if words in said(p))

    def alone(self, words, within=""):
        """The run that holds just these words; one that holds more is cut as Word cuts it."""
        runs = self.paragraph(within or words).iter(f"{W}r")
        found = next(r for r in runs if words in said(r))
        before, _, after = said(found).partition(words)
        made = run(words, found)
        for each in (run(before, found) if before else None, made, run(after, found)):
            if each is not None and said(each):
                found.addprevious(each)
        found.getparent().remove(found)
        return made

    def change(self, old, new, within=""):
        """Typed over without a trace, in the paragraph that says ``within``."""
        runs = self.paragraph(within or old).iter(f"{W}t")
        words = next(t for t in runs if old in (t.text or ""))
        words.text = words.text.replace(old, new, 1)

    def track(self, old, new, by="Trần Thị Soát", within=""):
        """``old`` struck out and ``new`` typed after it, both with a name; either may be ""."""
        found = self.alone(old, within)
        if new:
            found.addnext(self._marked("ins", run(new, found), by))
        found.addprevious(self._marked("del", run(old, found, deleted=True), by))
        found.getparent().remove(found)

    def insert(self, after, new, by="Trần Thị Soát"):
        """Typed in the middle of a sentence, with a name."""
        found = self.alone(after)
        found.addnext(self._marked("ins", run(new, found), by))

    def strike(self, words, by="Trần Thị Soát"):
        """A whole paragraph struck out, its end too."""
        found = self.paragraph(words)
        for each in [r for r in found.iter(f"{W}r") if said(r)]:
            gone = self._marked("del", run(said(each), each, deleted=True), by)
            each.addprevious(gone)
            each.getparent().remove(each)
        found.find(f"{W}pPr").append(el("rPr", self._marked("del", None, by)))

    def write_after(self, words, text, by="Trần Thị Soát"):
        """A new paragraph after the one with ``words``, with a name."""
        made = self.type_after(words, text)
        for each in made.findall(f"{W}r"):
            each.addprevious(self._marked("ins", copy.deepcopy(each), by))
            made.remove(each)
        made.find(f"{W}pPr").append(el("rPr", self._marked("ins", None, by)))

    def type_after(self, words, text):
        """A new paragraph after the one with ``words``."""
        found = self.paragraph(words)
        made = el("p", copy.deepcopy(found.find(f"{W}pPr")), run(text, found.find(f"{W}r")))
        found.addnext(made)
        return made

    def remove(self, words):
        found = self.paragraph(words)
        found.getparent().remove(found)

    def move_after(self, words, after):
        self.paragraph(after).addnext(self.paragraph(words))

    def control(self, number, within):
        """The content control that prints this number, in the paragraph that says ``within``."""
        controls = self.paragraph(within).iter(f"{W}sdt")
        return next(each for each in controls if said(each) == number)

    def number(self, old, new, within, by=""):
        """Another number typed in its content control; with a name where it is tracked."""
        held = self.control(old, within).find(f"{W}sdtContent")
        (found,) = held
        made = run(new, found)
        if by:
            held.append(self._marked("del", run(old, found, deleted=True), by))
            made = self._marked("ins", made, by)
        held.append(made)
        held.remove(found)

    def unwrap(self, number, text, within):
        """A control replaced by digits somebody typed."""
        control = self.control(number, within)
        control.addprevious(run(text))
        control.getparent().remove(control)

    def comment(self, words, text, by, within=""):
        """A comment on these words."""
        number = str(len(self.comments))
        found = self.alone(words, within)
        found.addprevious(el("commentRangeStart", id=number))
        style = el("rPr", el("rStyle", val="CommentReference"))
        found.addnext(el("r", style, el("commentReference", id=number)))
        found.addnext(el("commentRangeEnd", id=number))
        lines = [el("p", run(line)) for line in text.split("\n")]
        initials = "".join(word[0] for word in by.split())
        attributes = {"id": number, "author": by, "date": "2020-01-09T10:00:00Z"}
        self.comments.append(el("comment", *lines, **attributes, initials=initials))

    def _marked(self, name, held, by):
        made = el(name, id=str(next(self._ids)), author=by, date=WHEN)
        made.extend([] if held is None else [held])
        return made

    def as_word_saves(self):
        """What Word does to a file besides: runs cut where it checked the spelling, marks of who
        typed when, a bookmark of its own, other numbers of bookmarks and another name of our
        part."""
        for at, each in enumerate(list(self.body.iter(f"{W}r"))):
            text = said(each)
            each.set(f"{W}rsidR", f"00{at:06X}")
            if " " not in text[1:-1] or each.find(f"{W}t") is None:
                continue
            middle = text.index(" ", 1) + 1
            each.addprevious(run(text[:middle], each))
            each.addprevious(el("proofErr", type="spellStart"))
            each.addnext(el("proofErr", type="spellEnd"))
            each.find(f"{W}t").text = text[middle:]
        for each in self.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            each.set(f"{W}id", str(int(each.get(f"{W}id")) + 500))
        last = list(self.body.iter(f"{W}p"))[-1]
        last.append(el("bookmarkStart", id="0", name="_GoBack"))
        last.append(el("bookmarkEnd", id="0"))
        for name in [name for name in self.parts if "item1" in name]:
            self.parts[name.replace("item1", "item2")] = self.parts.pop(name)
        for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
            self.parts[name] = self.parts[name].replace(b"/item1.xml", b"/item2.xml")
        for name, data in list(self.parts.items()):
            if "item2.xml.rels" in name or name == "[Content_Types].xml":
                self.parts[name] = data.replace(b"itemProps1", b"itemProps2")
        self.parts["customXml/itemProps2.xml"] = self.parts.pop("customXml/itemProps1.xml")

    def bytes(self):
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root)
        if self.comments:
            root = el("comments", *self.comments)
            parts["word/comments.xml"] = etree.tostring(root)
            links = etree.fromstring(parts["word/_rels/document.xml.rels"])
            etree.SubElement(
                links,
                f"{{{RELATIONS}}}Relationship",
                Id="rIdC",
                Type=f"{OFFICE}/comments",
                Target="comments.xml",
            )
            parts["word/_rels/document.xml.rels"] = etree.tostring(links)
            types = etree.fromstring(parts["[Content_Types].xml"])
            etree.SubElement(
                types,
                f"{{{etree.QName(types).namespace}}}Override",
                PartName="/word/comments.xml",
                ContentType=f"{TYPES}.comments+xml",
            )
            parts["[Content_Types].xml"] = etree.tostring(types)
        return packed(parts)
