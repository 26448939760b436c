"""Whether a PDF has the form the decree asks for: read, parted, measured against the table.

``sheets`` reads the file, ``parts`` finds what stands where, ``head``, ``titles``, ``body`` and
``pages`` hold the rules. It knows nothing of how the file was made, so that it measures anybody's
(docs/decisions/0036-measured-papers.md).
"""

from __future__ import annotations

from tayninh_portal.paper.conformity.body import body_findings
from tayninh_portal.paper.conformity.findings import REMARK, Finding
from tayninh_portal.paper.conformity.head import head_findings
from tayninh_portal.paper.conformity.pages import (
    annex_findings,
    end_findings,
    page_findings,
    signers_findings,
)
from tayninh_portal.paper.conformity.parts import parts_of
from tayninh_portal.paper.conformity.sheets import read_sheets
from tayninh_portal.paper.conformity.titles import letter_findings, title_findings
from tayninh_portal.paper.form import ND30_2020, DocumentKind, Form

# Of a sheet that is no kind of the decree nothing is judged but what the decree says of any page.
NO_KIND = Finding(
    "no-kind",
    "Phần đầu, nơi nhận, người ký",
    "không đo",
    "giấy nội bộ, nghị định không có loại văn bản này",
    REMARK,
)


def measure(data: bytes, kind: DocumentKind, *, form: Form = ND30_2020) -> list[Finding]:
    """What each rule of ``form`` found in a document of ``kind``, from its head to its annexes.

    Raises ``NoPaper`` with a sentence where there is nothing to measure.
    """
    parts = parts_of(read_sheets(data), kind, form)
    if kind.layout == "sheet":
        return [*page_findings(parts, form), *body_findings(parts, form), NO_KIND]
    ends = signers_findings if kind.layout == "minutes" else end_findings
    titles = letter_findings if kind.layout == "letter" else title_findings
    return [
        *page_findings(parts, form),
        *head_findings(parts, form, kind),
        *titles(parts, form, kind),
        *body_findings(parts, form),
        *ends(parts, form),
        *annex_findings(parts, form, kind),
    ]
