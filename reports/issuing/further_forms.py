"""A paper that was made, in the form it is asked for: PDF, Word file, workbook, open data, archive.

The PDF is the paper: kept, hashed, verified. The others are drawn of the same row when somebody
asks, for who works on with the words and the numbers, and are kept nowhere
(docs/decisions/0035); the archive copy is made of the kept bytes (0042). Who may read the row may
have all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from reports.documents.drawing import Kind, document_of, draw_annexes, draw_word
from reports.issuing.models import Rendering
from reports.issuing.open_data import open_data
from reports.issuing.renderings import added_to, issued_as
from tayninh_portal.lib.spreadsheets import XLSX
from tayninh_portal.paper.word.known import Source
from tayninh_portal.storage import read_file
from tayninh_portal.uploads.kinds import DOCX

PDF = "pdf"


@dataclass(frozen=True)
class Made:
    """A file to hand out."""

    name: str
    media_type: str
    data: bytes


def form_of(rendering: Rendering, form: str) -> Made | None:
    """The paper of the row as ``pdf``, ``docx``, ``xlsx``, ``zip`` or ``luu-tru``; None for what
    there is not.

    Raises ``Unavailable`` where the kept bytes are gone or no longer the same.
    """
    make = _FORMS.get(form)
    return make(rendering) if make else None


def source_of(rendering: Rendering) -> Source:
    """By what a Word file of the row is known when it comes back."""
    return Source(f"report:{rendering.report_id}", rendering.snapshot.sha256)


def _pdf(rendering: Rendering) -> Made:
    file = rendering.file
    return Made(file.name, file.media_type, read_file(file))


def _word(rendering: Rendering) -> Made:
    data = draw_word(
        rendering.snapshot.content,
        cast(Kind, str(rendering.kind)),
        added_to(rendering),
        version=rendering.template_version,
        source=source_of(rendering),
    )
    return Made(_named(rendering, ".docx"), DOCX, data)


def _annexes(rendering: Rendering) -> Made | None:
    if not rendering.has_annexes:
        return None
    data = draw_annexes(
        rendering.snapshot.content,
        cast(Kind, str(rendering.kind)),
        added_to(rendering),
        version=rendering.template_version,
    )
    return Made(_named(rendering, "-phu-luc.xlsx"), XLSX, data)


def _open_data(rendering: Rendering) -> Made | None:
    """Of an issued report alone: nothing else is the province's word."""
    if rendering.issuance is None:
        return None
    document = document_of(
        rendering.snapshot.content,
        "issued",
        issued_as(rendering.issuance),
        version=rendering.template_version,
    )
    return Made(_named(rendering, "-du-lieu-mo.zip"), "application/zip", open_data(document))


def _archive_copy(rendering: Rendering) -> Made | None:
    """Of an issued report alone, since nothing else is filed for good."""
    if rendering.issuance is None:
        return None
    # Here, so that the portal starts without what writes PDF files.
    from tayninh_portal.paper.archive_copy import archive_copy

    data = archive_copy(read_file(rendering.file))
    return Made(_named(rendering, "-luu-tru.pdf"), rendering.file.media_type, data)


def _named(rendering: Rendering, ending: str) -> str:
    return f"{rendering.file.name.removesuffix('.pdf')}{ending}"


_FORMS: dict[str, Callable[[Rendering], Made | None]] = {
    PDF: _pdf,
    "docx": _word,
    "xlsx": _annexes,
    "zip": _open_data,
    "luu-tru": _archive_copy,
}
