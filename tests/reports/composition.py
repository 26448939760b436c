"""A report of 2019 with a little of everything, and reading what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from reports.narrative import tokens
from reports.narrative.facts import Facts, gather
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from reports.narrative.suggestions import suggestion
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Block, Table, plain_text
from tests.fixtures.cast import moment
from tests.fixtures.remembered import remembered
from tests.reports.ledger import LAST, Found, Ledger, Maker, Sent

WRITTEN = moment(2020, 1, 7)


def make_report(cast, **fields) -> Report:
    """The annual report of 2019, answering the Ministry's letter."""
    fields = {
        "year": 2019,
        "period": parse_period("calendar-2019"),
        "request_number": "28/BNV-CCVC",
        "request_date": date(2020, 1, 3),
        "request_title": "Báo cáo thực hiện Đề án Văn hóa công vụ",
        "request_due_on": date(2020, 1, 15),
    } | fields
    report, _ = create_report(by=cast.specialist, at=WRITTEN, **fields)
    return report


def violation(category: str = "late", **fields) -> Found:
    """A violation of a person that counts."""
    found = Found("person", category, leader=False, recommended=True, withdrawn=False)
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def shortcoming(category: str = "unit_appearance") -> Found:
    """A shortcoming of the unit that counts."""
    return Found("unit", category, leader=False, recommended=False, withdrawn=False)


def accepted(inspections: int = 2, counts: tuple[int, ...] = (), **texts: str) -> Sent:
    """An accepted result, sent on the last day of the year."""
    return Sent("accepted", "held", inspections, not counts, texts, list(counts), LAST)


@remembered
def a_maker(cast) -> Maker:
    """A maker with nothing made yet but the agency that belongs to nobody."""
    return Maker(cast)


def a_year(maker: Maker) -> None:
    """Three visits, two kinds of violation, two complaints, two agencies due."""
    maker.draw, maker.ledger = _a_year(maker)


def a_reported_year(maker: Maker) -> Report:
    """The same, and the report of it begun."""
    maker.draw, maker.ledger, report = _a_reported_year(maker)
    return report


@remembered
def _a_reported_year(maker: Maker) -> tuple[Random, Ledger, Report]:
    a_year(maker)
    return maker.draw, maker.ledger, make_report(maker.cast)


@remembered
def _a_year(maker: Maker) -> tuple[Random, Ledger]:
    maker.visit(day=date(2019, 3, 4), place=0, surprise=True, found=[violation(), shortcoming()])
    maker.visit(day=date(2019, 5, 6), place=4, found=[violation("no_badge"), violation("no_badge")])
    maker.visit(day=date(2019, 5, 7), place=3)
    maker.complaint(day=date(2019, 6, 1), state="closed", handled=date(2019, 6, 9))
    maker.complaint(day=date(2019, 8, 1))
    round_ = maker.round()
    maker.due(round_, maker.cast.a, "provincial", accepted(3, (1, 4), plan_number="7/KH"))
    maker.due(round_, maker.cast.district, "district")
    return maker.draw, maker.ledger


def drafted(code: str, facts: Facts) -> tuple[Block, ...]:
    """A section nobody has written, as it prints."""
    return tokens.blocks(suggestion(code, facts), facts)


def sentences(code: str) -> list[str]:
    """What is suggested for a section on what is recorded in 2019, a table as its caption; as the
    report of that year tells them."""
    facts = replace(gather(parse_period("calendar-2019")), counts_reserved=True)
    return [
        block.caption if isinstance(block, Table) else plain_text(block.runs)
        for block in drafted(code, facts)
    ]
