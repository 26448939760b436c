"""A document as a PDF/A-3a file: WeasyPrint lays it out, `finishing` makes the file complete.

It needs no database and no configured Django: the templates are rendered by an engine of our own.
"""

import datetime as dt
import functools
import gc
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from django.template import Context, Engine

from tayninh_portal.lib.canonical import canonical_bytes
from tayninh_portal.paper.assets import TEMPLATES, own_bytes
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.finishing import FINISHES, NEWEST
from tayninh_portal.paper.form import ND30_2020, Form
from tayninh_portal.paper.layout import COLORS, page_context
from tayninh_portal.paper.unbroken import Spaced, unbroken

ATTACHMENT_NAME = "bao-cao.json"
SEAL_NAME = "niem-phong.json"

# No wheel brings these libraries.
APT_LINE = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# From so many pages on their boxes are let go before the file is written: 2 MB a page.
_LONG = 50


class PaperUnavailable(RuntimeError):
    """No PDF can be made on this machine; `reason` says why and what to type."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def render_pdf(
    document: Document,
    *,
    form: Form = ND30_2020,
    templates: Path = TEMPLATES,
    seal: Mapping[str, Any] | None = None,
    finish: int = NEWEST,
    spaced: Spaced = unbroken,
) -> bytes:
    """The PDF of the document; the same arguments give the same bytes on the same versions.

    ``templates``: the folder whose ``documents/`` (``internal/``, ``letters/``) draws it; an old
    version has one of its own. ``finish``: which of ``finishing`` completes the file. ``spaced``:
    what sets the spaces at which no line ends.
    ``seal`` travels with the file, and stands nowhere on the paper. Raises PaperUnavailable where
    the system libraries are missing.
    """
    weasyprint = _weasyprint()
    # UTC because the attachment's dates are written with a 'Z' whatever their zone.
    made_at = document.created.astimezone(dt.UTC)
    attached = [(ATTACHMENT_NAME, "Số liệu và nội dung của văn bản", document.json_bytes())]
    if seal is not None:
        attached.append((SEAL_NAME, "Dấu niêm phong nhật ký của cổng", canonical_bytes(seal)))
    attachments = [
        weasyprint.Attachment(
            string=data,
            name=name,
            description=description,
            created=made_at,
            modified=made_at,
            relationship="Data",
        )
        for name, description, data in attached
    ]
    drawn = render_html(document, form=form, templates=templates, spaced=spaced)
    page = weasyprint.HTML(string=drawn, url_fetcher=_fetcher())
    raw = page.write_pdf(
        pdf_variant="pdf/a-3a",
        output_intent=COLORS,
        attachments=attachments,
        finisher=_let_pages_go,
    )
    return FINISHES[finish](raw)


def render_html(
    document: Document,
    *,
    form: Form = ND30_2020,
    templates: Path = TEMPLATES,
    spaced: Spaced = unbroken,
) -> str:
    """The page WeasyPrint lays out."""
    # Without use_l10n the numbers of a template would be written by the settings' locale.
    context = Context(page_context(spaced(document, form), form), use_l10n=False, use_tz=False)
    page = "documents/document.html"
    if document.internal:
        page = "internal/document.html"
    elif document.signers:
        page = "letters/minutes.html"
    elif document.letter or not document.code:
        page = "letters/document.html"
    return _engine(templates).get_template(page).render(context)


@functools.cache
def _engine(templates: Path) -> Engine:
    return Engine(dirs=[str(templates)], app_dirs=False, autoescape=True)


class _LaidOut(Protocol):
    """What WeasyPrint laid out."""

    pages: list[object]


def _let_pages_go(laid_out: _LaidOut, file: object) -> None:
    """Free the boxes of a long paper: all that is written of them stands in ``file`` by now."""
    if len(laid_out.pages) < _LONG:
        return
    laid_out.pages.clear()
    # Boxes point at one another, so they go with a collection only.
    gc.collect()


def _weasyprint() -> ModuleType:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PaperUnavailable(
            f"Chưa tạo được tệp PDF vì máy chủ thiếu thư viện hệ thống ({error}). "
            f"Người quản trị máy chủ chạy lệnh: {APT_LINE}"
        ) from error
    module: ModuleType = weasyprint
    return module


def _fetcher() -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Answers for our own files; anything else stops the rendering as the fault it is."""

        def fetch(self, url: str, headers: object = None) -> object:
            return URLFetcherResponse(url, own_bytes(url))

    return OwnFilesOnly(fail_on_errors=True)
