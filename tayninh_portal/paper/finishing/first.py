"""What WeasyPrint leaves out of a tagged PDF/A-3a, added to the finished file.

1. The mark of PDF/UA (`pdfuaid:part`) with the extension schema that PDF/A asks for before a
   property it does not know (ISO 19005-3, 6.6.2.3).
2. /AF names each attachment once (WeasyPrint 70 lists it twice).
3. A header cell says whether it heads a column or a row (ISO 14289-1, 7.5).
The bytes depend on the input alone.
"""

import io

import pikepdf

_UA_SCHEMA = """
<rdf:Description rdf:about=""
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
  <pdfaExtension:schemas>
    <rdf:Bag>
      <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property>
          <rdf:Seq>
            <rdf:li rdf:parseType="Resource">
              <pdfaProperty:name>part</pdfaProperty:name>
              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
              <pdfaProperty:category>internal</pdfaProperty:category>
              <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
            </rdf:li>
          </rdf:Seq>
        </pdfaSchema:property>
      </rdf:li>
    </rdf:Bag>
  </pdfaExtension:schemas>
</rdf:Description>
"""


def finish(raw: bytes) -> bytes:
    """The complete file."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _mark_accessible(pdf)
        _list_attachments_once(pdf)
        _say_what_headers_head(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _mark_accessible(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.Metadata
    packet = stream.read_bytes()
    end = b"</rdf:RDF>"
    if packet.count(end) != 1:
        raise ValueError("The XMP packet has no single rdf:RDF")
    marked = packet.replace(end, _UA_SCHEMA.encode() + end)
    # Unfiltered, so that tools that know no PDF can read the metadata.
    pdf.Root.Metadata = pdf.make_stream(
        marked, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )


def _list_attachments_once(pdf: pikepdf.Pdf) -> None:
    listed = pdf.Root.get(pikepdf.Name.AF, pikepdf.Array())
    once = {item.objgen: item for item in listed}
    pdf.Root.AF = pikepdf.Array(list(once.values()))


def _say_what_headers_head(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.TH:
            head = item.P.get("/P")
            in_head = head is not None and head.get("/S") == pikepdf.Name.THead
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            if "/A" in item:
                item.A.Scope = scope
