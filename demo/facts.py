"""Documents and deeds of UBND tỉnh and the Sở, recorded by one specialist, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.clock import moment
from demo.doing import do
from demo.people import People
from inspections.agencies.models import Agency, LegalKind
from inspections.cited_documents.actions import record_document
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind

PROVINCE = "UBND tỉnh"


@dataclass(frozen=True)
class Paper:
    """A document of UBND tỉnh or of the Sở."""

    issuer: str
    kind: str
    number: str
    issued_on: date
    subject: str


@dataclass(frozen=True)
class Deed:
    """Something carried out: how many ``times``, how many people it ``reached`` where counted."""

    kind: str
    title: str
    day: date
    times: int
    reached: int | None = None


def issue_paper(people: People, paper: Paper) -> None:
    """Enter a document, and tell of it as a directive of its issuer."""
    writer, reader = people.specialists[0], people.specialists[1]
    department = Agency.objects.get(is_department=True)
    issuer = department
    if paper.issuer == PROVINCE:
        issuer = Agency.objects.on(paper.issued_on).get(legal_kind=LegalKind.PROVINCE)
    document, _ = record_document(
        by=writer,
        at=moment(paper.issued_on, 9),
        agency=department,
        kind=paper.kind,
        number=paper.number,
        issued_on=paper.issued_on,
        issuer=paper.issuer,
        issuer_agency=issuer,
        subject=paper.subject,
        is_shared=True,
        is_illustrative=True,
    )
    fact, _ = record_fact(
        by=writer,
        at=moment(paper.issued_on, 10),
        agency=issuer,
        kind=FactKind.DIRECTIVE,
        document=document,
        is_illustrative=True,
    )
    do(fact_flow.CONFIRM, fact, by=reader, at=moment(paper.issued_on, 15))


def carry_out(people: People, deed: Deed) -> None:
    """Tell of a deed of the Sở itself."""
    fact, _ = record_fact(
        by=people.specialists[0],
        at=moment(deed.day, 16),
        agency=Agency.objects.get(is_department=True),
        kind=deed.kind,
        day=deed.day,
        title=deed.title,
        quantity=deed.times,
        people_reached=deed.reached,
        is_illustrative=True,
    )
    do(fact_flow.CONFIRM, fact, by=people.specialists[1], at=moment(deed.day, 17))
