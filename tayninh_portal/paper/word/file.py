"""A document as the bytes of a DOCX file."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element as Element

from tayninh_portal.paper.archives import dated
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.form import ND30_2020, Form
from tayninh_portal.paper.html import closed, keep_with_signature
from tayninh_portal.paper.layout import EACH_PAGE, spelled, title
from tayninh_portal.paper.qr import qr_png
from tayninh_portal.paper.unbroken import unbroken
from tayninh_portal.paper.word import around
from tayninh_portal.paper.word.blocks import Writer, apart
from tayninh_portal.paper.word.known import Held, Source
from tayninh_portal.paper.word.markup import Register, el, paragraph, twips
from tayninh_portal.paper.word.pages import margins, section
from tayninh_portal.paper.word.styles import leave_out, set_settings, set_styles
from tayninh_portal.paper.word.tables import Place

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.part import Part

# The vocabulary of the part that says what the content controls and bookmarks of a file are.
VOCABULARY = "urn:tayninh-portal:document:1"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES, _RELATIONS = f"{_OFFICE}/customXml", f"{_OFFICE}/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_PROPERTIES_TYPE = f"{_TYPES}.customXmlProperties+xml"
_CHART_TYPE = f"{_TYPES}.drawingml.chart+xml"
# Longer ones are refused by Word.
_LONGEST_PROPERTY = 255


def render_docx(
    document: Document,
    *,
    form: Form = ND30_2020,
    source: Source | None = None,
    sections: Sequence[Held] = (),
) -> bytes:
    """The DOCX of the document; the same arguments give the same bytes on the same versions.

    ``sections``: what the blocks of the body belong to, in their order.
    """
    # Here, so that the portal starts without it.
    import docx

    file, source = docx.Document(), source or Source()
    leave_out(file)
    set_settings(file)
    set_styles(file, form)
    _describe(file, document, source)
    register = Register()
    each_page = EACH_PAGE if document.signers else ""
    references = margins(file, form, document.marks, each_page)
    body = file.element.body
    body.clear_content()
    printed = unbroken(document, form)
    elements, last = _all(file, printed, form, register, sections, references)
    body.replace(body.sectPr, last)
    for element in elements:
        last.addprevious(element)
    _keep_keys(file, register, source)
    out = io.BytesIO()
    file.save(out)
    return dated(out.getvalue(), document.created)


def _all(
    file: WordFile,
    document: Document,
    form: Form,
    register: Register,
    sections: Sequence[Held],
    references: list[Element],
) -> tuple[list[Element], Element]:
    """All elements of the body, and the properties of its last section."""
    stated = spelled(document, form)
    blocks = closed(document.blocks, form)

    def keep_chart(data: bytes) -> str:
        part = _part(file, f"/word/charts/chart{register.next()}.xml", _CHART_TYPE, data)
        relation: str = file.part.relate_to(part, f"{_RELATIONS}/chart")
        return relation

    page = form.page
    sides = page.left_mm.chosen + page.right_mm.chosen
    # As the PDF of a sheet (``internal/document.html``).
    whole = document.internal and not document.code
    writer = Writer(form, Place(twips(page.width_mm - sides), whole=whole), register, keep_chart)
    elements = [
        around.head(document, stated, form),
        *around.title_lines(stated, form),
        *writer.write(blocks, sections, kept=keep_with_signature(blocks, form)),
        around.signature(stated, form),
    ]
    last = section(form, references)
    for at, (annex, said) in enumerate(zip(document.annexes, stated["annexes"], strict=True), 1):
        elements.append(paragraph("Rule", section=last))
        width = page.height_mm if annex.landscape else page.width_mm
        place = Place(twips(width - sides), annex=True)
        annexed = Writer(form, place, register, keep_chart, f"pl{at}_")
        elements += [*around.annex_head(said), *annexed.write(annex.blocks)]
        last = section(form, [], landscape=annex.landscape, annex=True)
    if document.code and not document.internal:
        elements.append(around.code(stated, lambda text: _picture(file, text, register), form))
    # Word wants a paragraph after the last table.
    return apart([*elements, paragraph("Rule")]), last


def _picture(file: WordFile, text: str, register: Register) -> Element:
    from docx.shared import Mm

    inline = file.part.new_pic_inline(io.BytesIO(qr_png(text)), width=Mm(around.CODE_MM))
    inline.docPr.set("id", str(register.next()))
    inline.docPr.set("name", "ma-qr")
    inline.docPr.set("descr", "Mã QR của văn bản")
    return el("r", el("drawing", inline))


def _describe(file: WordFile, document: Document, source: Source) -> None:
    """What the file says of itself: report and version, so that it is known when it comes back."""
    said = file.core_properties
    said.title = title(document)[:_LONGEST_PROPERTY]
    said.author = said.last_modified_by = document.issuer[:_LONGEST_PROPERTY]
    said.subject = document.code
    said.identifier, said.version = source.record, source.version
    said.language = document.language
    said.revision = 1
    # The calendar of the file is that of UTC, written without a zone.
    said.created = said.modified = document.created.astimezone(UTC).replace(tzinfo=None)
    said.comments = said.keywords = said.category = ""


def _keep_keys(file: WordFile, register: Register, source: Source) -> None:
    """The part that names the figure of each content control and the section of each bookmark."""
    root = etree.Element(f"{{{VOCABULARY}}}document", nsmap={None: VOCABULARY})
    root.set("record", source.record)
    root.set("version", source.version)
    for tag, figure in register.figures:
        each = etree.SubElement(root, f"{{{VOCABULARY}}}figure", id=tag, key=figure.key)
        each.set("text", figure.text)
    for called, section_code in register.sections.items():
        etree.SubElement(root, f"{{{VOCABULARY}}}section", bookmark=called, code=section_code)
    properties = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    # The name of the vocabulary as the number that Word wants.
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, VOCABULARY)).upper()
    properties.set(f"{{{_PROPERTIES}}}itemID", f"{{{item}}}")
    keys = _part(file, "/customXml/item1.xml", "application/xml", _xml(root))
    about = _part(file, "/customXml/itemProps1.xml", _PROPERTIES_TYPE, _xml(properties))
    file.part.relate_to(keys, f"{_RELATIONS}/customXml")
    keys.relate_to(about, f"{_RELATIONS}/customXmlProps")


def _part(file: WordFile, path: str, media_type: str, data: bytes) -> Part:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    return Part(PackURI(path), media_type, data, file.part.package)


def _xml(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
