"""What is handed out: a paper drawn while somebody waits and kept nowhere, a file that is kept."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from tayninh_portal.errors import Unavailable
from tayninh_portal.http import Request
from tayninh_portal.models import StoredFile
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.word.known import Source
from tayninh_portal.uploads.kinds import DOCX

FORMS = {"pdf": "application/pdf", "docx": DOCX}


def hand_out(
    request: Request, document: Document, name: str, source: Source, form: str = ""
) -> HttpResponse:
    """The document in ``form``, or the one ``?dang=`` asks for, PDF by default; 404 for another.

    ``name``: of the file, without its ending. ``source``: what a Word file that comes back is known
    by. Raises ``Unavailable`` where this machine draws no PDF.
    """
    form = form or request.GET.get("dang", "pdf")
    if form not in FORMS:
        raise Http404
    data = _pdf(document) if form == "pdf" else _word(document, source)
    response = HttpResponse(data, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def give_file(file: StoredFile, data: bytes) -> HttpResponse:
    """A stored file as it came, for saving; its opening was recorded by who read ``data``."""
    response = HttpResponse(data, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _pdf(document: Document) -> bytes:
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import PaperUnavailable, render_pdf

    try:
        return render_pdf(document)
    except PaperUnavailable as error:
        raise Unavailable(error.reason) from error


def _word(document: Document, source: Source) -> bytes:
    from tayninh_portal.paper.word.file import render_docx

    return render_docx(document, source=source)
