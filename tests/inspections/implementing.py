"""A few facts and documents, for the tests of the two nouns."""

import io
from datetime import date

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from inspections.cited_documents.actions import record_document
from inspections.cited_documents.models import CitedDocument, DocumentKind
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, ImplementationFact
from tests.doing import do
from tests.fixtures.cast import moment

NOW = moment(2019, 11, 1, 9)
DAY = date(2019, 7, 5)


def pdf(pages: int = 1) -> bytes:
    """A sound PDF."""
    paper = pikepdf.new()
    for _ in range(pages):
        paper.add_blank_page()
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def upload(data: bytes | None = None, name: str = "quet.pdf") -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, pdf() if data is None else data, "application/pdf")


def document(cast, by: str = "clerk_a", agency: str = "a", **changes) -> CitedDocument:
    """A plan of Sở Xây dựng, but for ``changes``."""
    given = {
        "kind": DocumentKind.PLAN,
        "number": "25/KH-SXD",
        "issued_on": DAY,
        "issuer": "Sở Xây dựng",
        "subject": "thực hiện Đề án Văn hóa công vụ",
    } | changes
    return record_document(by=getattr(cast, by), at=NOW, agency=getattr(cast, agency), **given)[0]


def fact(cast, by: str = "clerk_a", agency: str = "a", **changes) -> ImplementationFact:
    """Two meetings of Sở Xây dựng waiting for the Sở, but for ``changes``."""
    given = {
        "kind": FactKind.MEETING,
        "day": DAY,
        "title": "Phổ biến Quyết định 1847/QĐ-TTg",
        "quantity": 2,
        "people_reached": 80,
    } | changes
    return record_fact(by=getattr(cast, by), at=NOW, agency=getattr(cast, agency), **given)[0]


def confirmed(cast, by: str = "clerk_a", agency: str = "a", **changes) -> ImplementationFact:
    """The same, confirmed by the manager."""
    return do(fact_flow.CONFIRM, fact(cast, by, agency, **changes), by=cast.manager, at=NOW)
