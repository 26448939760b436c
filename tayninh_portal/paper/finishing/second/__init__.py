"""What the first finish adds, and tags that say what a reader sees (ISO 32000-1, 14.8).

WeasyPrint tags what it laid out, page by page. Here the file gets the structure of the document:

1. What stands in a margin, and the head a table repeats on a further page, are artifacts.
2. A table, a paragraph, an annex that goes on over pages is one element; Div and Span, which only
   say how the page was laid out, are gone.
3. Paragraphs with a marker are lists, with the marker as the label.
4. Cells are tied to their heads: by Scope, and by Headers where heads stand in several rows.
5. A line that ends inside a sentence ends with the space the words have between them.
6. Pictures have their box in the page's own measure.

The bytes depend on the input alone, the time on its length alone.
"""

from __future__ import annotations

import io

import pikepdf

from tayninh_portal.paper.finishing import first
from tayninh_portal.paper.finishing.second import structure, tree
from tayninh_portal.paper.finishing.second.content import Pages


def finish(raw: bytes) -> bytes:
    """The complete file."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        # Number 1 never changes, so what it does may be built upon.
        first._mark_accessible(pdf)
        first._list_attachments_once(pdf)
        pages = Pages(pdf)
        document = tree.read(pdf)
        structure.shape(document, pages)
        tree.write(pdf, document)
        pages.save(tree.marks_by_page(document))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
