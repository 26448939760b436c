"""Versions of the report's paper. An issued report is drawn again with the one it was issued with.

A version is code (which document is made of a snapshot), a table of the decree, a folder of
templates, and what completes the file (``tayninh_portal.paper.finishing``). Once a report was
issued with it none of them may change what it draws; ``tests/reports/test_issue_versions.py`` holds
a paper of each to the letter. The newest has the templates the screen and the letters draw with;
who wants another paper puts these aside under ``templates/versions/`` first, unchanged, and leaves
those that lie there alone (docs/decisions/0041).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reports.documents import annual
from reports.documents.annual import IssuedAs, ToSign, annual_report, held_by_sections
from reports.documents.check_sheet import SealedBy, check_sheet
from tayninh_portal.paper.assets import TEMPLATES
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.form import ND30_2020, Form
from tayninh_portal.paper.unbroken import Spaced, as_written, unbroken
from tayninh_portal.paper.word.known import Source
from tayninh_portal.paper.wording import Wording, deserialize

Kind = annual.Kind | Literal["check_sheet"]
# What a row beside the snapshot adds to its words.
Added = annual.Added | SealedBy


def papers(
    content: Mapping[str, Any], kind: Kind, added: Added, stated: Wording | None
) -> Document:
    """The report in its three kinds, and the check sheet beside it."""
    if kind == "check_sheet" or isinstance(added, SealedBy):
        if kind != "check_sheet" or isinstance(added, IssuedAs | ToSign):
            raise ValueError("Phiếu kiểm tra số liệu, và chỉ phiếu đó, ghi dấu niêm phong.")
        return check_sheet(content, added)
    return annual_report(content, kind, added, stated)


@dataclass(frozen=True)
class PaperVersion:
    """One version: ``document`` of a snapshot, ``form`` of the decree, root of ``templates``, what
    sets the spaces that hold words together, and the number of the ``finish``."""

    document: Callable[[Mapping[str, Any], Kind, Added, Wording | None], Document]
    form: Form
    templates: Path
    spaced: Spaced = unbroken
    finish: int = 1


VERSIONS: dict[int, PaperVersion] = {
    1: PaperVersion(papers, ND30_2020, TEMPLATES / "versions" / "1", as_written),
    2: PaperVersion(papers, ND30_2020, TEMPLATES / "versions" / "2", finish=2),
    3: PaperVersion(papers, ND30_2020, TEMPLATES, finish=2),
}
CURRENT = max(VERSIONS)


def document_of(
    content: Mapping[str, Any],
    kind: Kind,
    added: Added = None,
    *,
    stated: Wording | None = None,
    version: int = CURRENT,
) -> Document:
    """The document of a snapshot's content in ``version``. Raises ValueError for an unknown one.

    ``stated``: what the content says, of a report that is only looked at.
    """
    return _version(version).document(content, kind, added, stated)


def draw(
    content: Mapping[str, Any],
    kind: Kind,
    added: Added = None,
    *,
    version: int = CURRENT,
    seal: Mapping[str, Any] | None = None,
) -> bytes:
    """The PDF of a snapshot's content in ``version``; ``seal`` travels with it.

    Raises ValueError for an unknown version and PaperUnavailable where this machine draws none.
    """
    # Here, so that the portal starts without the libraries of the paper.
    from tayninh_portal.paper.pdf import render_pdf

    how = _version(version)
    document = how.document(content, kind, added, None)
    return render_pdf(
        document,
        form=how.form,
        templates=how.templates,
        seal=seal,
        finish=how.finish,
        spaced=how.spaced,
    )


def finish_of(version: int) -> int:
    """The number of what completes a file of ``version``. Raises ValueError for an unknown one."""
    return _version(version).finish


def draw_word(
    content: Mapping[str, Any],
    kind: Kind,
    added: Added = None,
    *,
    version: int = CURRENT,
    source: Source | None = None,
) -> bytes:
    """The DOCX of what ``draw`` puts on paper; ``source`` says where its words come from."""
    # Here, so that the portal starts without the libraries of Word files.
    from tayninh_portal.paper.word.file import render_docx

    how = _version(version)
    document = how.document(content, kind, added, None)
    sections = () if document.internal else held_by_sections(deserialize(content))
    return render_docx(document, form=how.form, source=source, sections=sections)


def draw_annexes(
    content: Mapping[str, Any], kind: Kind, added: Added = None, *, version: int = CURRENT
) -> bytes:
    """The workbook of the annexes of what ``draw`` puts on paper. ValueError where it has none."""
    from tayninh_portal.paper.workbook import render_xlsx

    how = _version(version)
    return render_xlsx(how.document(content, kind, added, None), form=how.form)


def _version(number: int) -> PaperVersion:
    if number not in VERSIONS:
        raise ValueError(f"Không có phiên bản {number} của mẫu giấy báo cáo.")
    return VERSIONS[number]
