"""A paper as PDF/A-1b (ISO 19005-1), for archives that take nothing later.

The paper itself is a PDF/A-3a, with its data attached. Here the same pages are written as PDF 1.4
asks for: what is seen and what is told stays as it is; the files that travel with it go. The copy
names the bytes it was made of, and the same bytes give the same copy.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from html import escape

import pikepdf
from pikepdf import Dictionary, Name

from tayninh_portal.paper.checker import fonts_of

# In element form: Preflight of PDFBox reads no properties written as attributes.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:source>sha256:{sha256}</dc:source>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def archive_copy(paper: bytes) -> bytes:
    """The PDF/A-1b copy of a paper of the portal. Raises ValueError for any other file, and for
    one that draws something translucent, which PDF 1.4 for archives does not know."""
    try:
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            packet = _packet(pdf, hashlib.sha256(paper).hexdigest())
            _send_no_files_along(pdf)
            for drawn in _drawn(pdf):
                _draw_opaque(drawn)
            for font in _fonts(pdf):
                _list_letters(pdf, font)
            pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
            out = io.BytesIO()
            pdf.save(
                out,
                force_version="1.4",
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                deterministic_id=True,
            )
    except (pikepdf.PdfError, KeyError, AttributeError) as error:
        raise ValueError("Không lập được bản lưu trữ của tệp PDF này.") from error
    return out.getvalue()


def _packet(pdf: pikepdf.Pdf, sha256: str) -> bytes:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        stated = {
            "title": said["dc:title"],
            "author": said["dc:creator"][0],
            "created": said["xmp:CreateDate"],
            "modified": said["xmp:ModifyDate"],
            "producer": said["pdf:Producer"],
        }
    return _XMP.format(sha256=sha256, **{key: escape(str(stated[key])) for key in stated}).encode()


def _send_no_files_along(pdf: pikepdf.Pdf) -> None:
    if "/AF" in pdf.Root:
        del pdf.Root.AF
    if "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary()):
        del pdf.Root.Names.EmbeddedFiles


def _drawn(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every page, and every form drawn on one."""
    yield from (page.obj for page in pdf.pages)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form:
            yield item


def _draw_opaque(drawn: pikepdf.Object) -> None:
    """A group is for what shines through; where nothing does, it is one in name only."""
    states = drawn.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
    for state in states.values():
        if "/SMask" in state or any(float(state.get(key, 1)) != 1 for key in ("/ca", "/CA")):
            raise ValueError("Bản lưu trữ PDF/A-1b không vẽ được phần trong suốt.")
    if "/Group" in drawn:
        del drawn["/Group"]


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in fonts_of(page.Resources, seen):
            yield from font.DescendantFonts


def _list_letters(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """Which letters the embedded face holds: one bit each (CIDSet)."""
    if "/CIDSet" in font.FontDescriptor:
        return
    held: set[int] = set()
    first = 0
    for part in font.W:
        if isinstance(part, pikepdf.Array):
            held.update(range(first, first + len(part)))
        else:
            first = int(part)
    bits = bytearray(max(held) // 8 + 1)
    for letter in held:
        bits[letter // 8] |= 0x80 >> letter % 8
    font.FontDescriptor.CIDSet = pdf.make_stream(bytes(bits))
