"""DOCX files read back with lxml and zipfile, knowing nothing of what wrote them.

``faults`` says what Word refuses or repairs: numbers and names used twice, relations that lead
nowhere, elements out of the order of the schema (ISO/IEC 29500-1, Annex A), styles nobody made.
"""

import io
import posixpath
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
KEYS = "{urn:tayninh-portal:document:1}"

# An element, and its children in the order of the schema as far as our papers and LibreOffice use
# them; * for whatever else it holds.
SCHEMA = """
body * sectPr
p pPr *
r rPr *
pPr pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens bidi snapToGrid spacing ind contextualSpacing jc textDirection textAlignment
    outlineLvl rPr sectPr
rPr ins del rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs
    highlight u effect bdr shd vertAlign rtl cs em lang
sectPr headerReference footerReference footnotePr endnotePr type pgSz pgMar pgBorders lnNumType
    pgNumType cols formProt vAlign noEndnote titlePg textDirection docGrid
sdt sdtPr sdtEndPr sdtContent
sdtPr rPr alias tag id lock placeholder text
tbl tblPr tblGrid tr
tblPr tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
tblBorders top left bottom right insideH insideV
tblCellMar top left bottom right
pBdr top left bottom right between bar
tr trPr tc
tc tcPr *
tcPr tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign
style name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr
    rPr tblPr
docDefaults rPrDefault pPrDefault
settings zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol
    listSeparator
"""
ORDER = {
    words[0]: words[1:]
    for words in (line.split() for line in SCHEMA.replace("\n    ", " ").strip().splitlines())
}


def parts_of(data):
    """Name of a part → its bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def body_of(data):
    return etree.fromstring(parts_of(data)["word/document.xml"]).find(f"{W}body")


def paragraphs(element):
    """The words of each paragraph, those of content controls among them, in their order."""
    return [
        "".join(
            part.text or "" if part.tag == f"{W}t" else "\n"
            for part in each.iter(f"{W}t", f"{W}br")
        )
        for each in element.iter(f"{W}p")
    ]


def controls(data):
    """(tag, words) of each content control, in their order."""
    return [
        (
            each.find(f"{W}sdtPr/{W}tag").get(f"{W}val"),
            "".join(part.text for part in each.iter(f"{W}t")),
        )
        for each in body_of(data).iter(f"{W}sdt")
    ]


def keys_of(data):
    """The part of the file that says what its tags and bookmarks are."""
    (part,) = [
        raw
        for name, raw in parts_of(data).items()
        if name.startswith("customXml/item") and "Props" not in name and not name.endswith(".rels")
    ]
    return etree.fromstring(part)


def charts_of(data):
    """The roots of its charts, in the order they were made."""
    named = [(name, raw) for name, raw in parts_of(data).items() if "word/charts/chart" in name]
    return [etree.fromstring(raw) for _, raw in sorted(named, key=lambda part: part[0])]


def held_by(data, bookmark):
    """The words from the first beginning of a bookmark to its last end, a paragraph each.

    LibreOffice begins a bookmark over several paragraphs once more in the last of them.
    """
    body = body_of(data)
    starts = [e for e in body.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == bookmark]
    numbers = {each.get(f"{W}id") for each in starts}
    last = [e for e in body.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") in numbers][-1]
    words, inside = [], False
    for each in body.iter():
        if each is starts[0]:
            inside = True
            words.append("")
        elif each is last:
            break
        elif inside and each.tag == f"{W}p":
            words.append("")
        elif inside and each.tag == f"{W}t":
            words[-1] += each.text
    return [text for text in words if text]


def faults(data):
    """What is wrong with the file; empty when there is nothing."""
    parts = parts_of(data)
    roots = {
        name: etree.fromstring(raw)
        for name, raw in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    document = roots["word/document.xml"]
    return [
        *_relation_faults(parts, roots),
        *_number_faults(document),
        *(fault for root in roots.values() for fault in _order_faults(root)),
        *_style_faults(document, roots["word/styles.xml"]),
    ]


def _relation_faults(parts, roots):
    types = roots["[Content_Types].xml"]
    said = {each.get("PartName") for each in types if each.get("PartName")}
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    for name in parts:
        if f"/{name}" not in said and name.rpartition(".")[2] not in endings:
            yield f"{name} has no type"
    yield from (f"{name} is no part" for name in said if name[1:] not in parts)
    reached = {"[Content_Types].xml"} | {name for name in parts if name.endswith(".rels")}
    for name, root in roots.items():
        folder, _, file = name.rpartition("/")
        links = roots.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
        used = {value for each in root.iter() for key, value in each.items() if key.startswith(R)}
        yield from (f"{name}: {one} is no relation" for one in used - {e.get("Id") for e in links})
        if name.endswith(".rels"):
            base = posixpath.dirname(folder)
            for each in root:
                if each.get("TargetMode") == "External":
                    yield f"{each.get('Target')} is outside"
                target = each.get("Target")
                path = target[1:] if target[0] == "/" else posixpath.join(base, target)
                reached.add(posixpath.normpath(path))
    yield from (f"{name} is not there" for name in reached - set(parts))
    yield from (f"nothing leads to {name}" for name in set(parts) - reached)


def _number_faults(document):
    starts = list(document.iter(f"{W}bookmarkStart"))
    numbers = [each.get(f"{W}id") for each in starts]
    yield from _twice("bookmark", numbers)
    yield from _twice("bookmark", [each.get(f"{W}name") for each in starts])
    yield from (f"{name} is long" for e in starts if len(name := e.get(f"{W}name")) > 40)
    if sorted(numbers) != sorted(e.get(f"{W}id") for e in document.iter(f"{W}bookmarkEnd")):
        yield "a bookmark has not its two ends"
    for what, limit in (("id", 10), ("tag", 64)):
        found = [each.get(f"{W}val") for each in document.iterfind(f".//{W}sdtPr/{W}{what}")]
        yield from _twice(what, found)
        yield from (f"{one} is long" for one in found if len(one) > limit)
    if any(each.getparent().tag != f"{W}p" for each in document.iter(f"{W}sdt")):
        yield "a content control holds more than words"
    yield from _twice("drawing", [each.get("id") for each in document.iter(f"{DRAWING}docPr")])


def _twice(what, found):
    return [f"{what} {one} twice" for one, count in Counter(found).items() if count > 1]


def _order_faults(root):
    for each in root.iter(f"{W}*"):
        called = etree.QName(each).localname
        order = ORDER.get(called)
        if order is None:
            continue
        inside = [etree.QName(child).localname for child in each]
        # References to headers and footers may alternate.
        inside = ["footerReference" if one == "headerReference" else one for one in inside]
        if "*" not in order:
            yield from (f"{one} in {called}" for one in inside if one not in order)
        places = [
            order.index(one if one in order else "*")
            for one in inside
            if one in order or "*" in order
        ]
        if places != sorted(places):
            yield f"order of {called}"
        if called == "tc" and inside[-1] != "p":
            yield "a cell does not end with a paragraph"


def _style_faults(document, styles):
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    used = {each.get(f"{W}val") for each in document.iter(f"{W}pStyle", f"{W}tblStyle")}
    return [f"{one} is no style" for one in sorted(used - known)]
