"""What is suggested of a whole report, as text to be read by people: one file a case.

The files in ``golden/words`` are the oracle, and were read aloud: whoever changes a wording reads
them again. ``WRITE_WORDS=1`` writes them.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspections.agencies.models import Succession
from reports.checks.surroundings import surroundings_of
from reports.freezing.composition import composition_of
from reports.freezing.reading import plan_of_year
from reports.narrative.facts import gather
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Block, Item, Paragraph, Table, plain_text
from tests.fixtures.cast import make_agency, moment
from tests.reports.answers import Answer, Asked
from tests.reports.composition import a_year, accepted, shortcoming, violation
from tests.reports.heads import Criticism
from tests.reports.ledger import FIRST, LAST, Maker, Sent
from tests.reports.planning import Foreseen, Told

pytestmark = pytest.mark.sqlite

WORDS = Path(__file__).parent / "golden" / "words"
DONE = Answer("remind_oral", "confirmed", date(2019, 5, 20))


def empty(maker: Maker) -> None:
    """Nothing at all."""


def one_visit(maker: Maker) -> None:
    maker.visit(day=date(2019, 7, 5), place=0, surprise=True, found=[violation(answer=DONE)])


def without_visits(maker: Maker) -> None:
    maker.complaint(day=date(2019, 6, 1), state="closed", handled=date(2019, 6, 9))
    maker.due(maker.round(), maker.cast.a, "provincial", accepted(2, (3,)))


def all_late(maker: Maker) -> None:
    """Every last day missed: results, answers, remedies."""
    round_ = maker.round()
    late = Sent("accepted", "held", 1, True, {}, [], round_.due_on + timedelta(3))
    maker.due(round_, maker.cast.a, "provincial", late)
    maker.due(round_, maker.cast.b, "provincial")
    maker.complaint(day=date(2019, 6, 1), due=date(2019, 6, 14))
    past = Asked(date(2019, 5, 15))
    maker.visit(day=date(2019, 5, 6), place=0, found=[violation(asked=past), shortcoming()])


def year_with_another_before(maker: Maker) -> None:
    a_year(maker)
    for day in (date(2018, 3, 4), date(2018, 9, 3), date(2018, 9, 4), date(2018, 9, 5)):
        maker.visit(day=day, place=0, found=[violation()])
    maker.visit(day=LAST, place=0, found=[violation(answer=DONE, leader=True)])


def halves(maker: Maker) -> None:
    """Visits on both sides of 14/6."""
    for day in (FIRST, date(2019, 3, 4), date(2019, 6, 14), date(2019, 6, 15), LAST):
        maker.visit(day=day, place=1, found=[violation(), violation("no_badge")])


def rearranged(maker: Maker) -> None:
    """Communes taken over by a resolution, departments without one, districts that ended."""
    a_year(maker)
    cast, on = maker.cast, date(2019, 7, 1)
    for old in (cast.b, cast.commune, cast.district):
        old.ends_on = on - timedelta(1)
        old.save()
    new = make_agency("UBND xã Phước Bình", "commune", by=cast.admin, starts_on=on)
    basis = "Nghị quyết số 1/NQ-UBTVQH14 ngày 03/6/2019 của Ủy ban Thường vụ Quốc hội"
    Succession.objects.create(predecessor=cast.commune, successor=new, on=on, basis=basis)


def under_a_plan(maker: Maker) -> None:
    """Visits under a plan that was changed since, criticised heads, notices with their answers."""
    lines = [
        maker.line(Foreseen(2019, 3, maker.cast.a.pk)),
        maker.line(Foreseen(2019, 5, group="commune", number=4)),
    ]
    maker.line(Foreseen(2019, 6, maker.cast.b.pk, added=True, reason="Theo chỉ đạo."))
    maker.line(Foreseen(2019, 7, maker.cast.b.pk, dropped=True, reason="Trùng lịch."))
    told = Told(date(2019, 3, 11), replies=(("explanation", LAST), ("remedy", LAST)))
    found = [violation(answer=DONE)]
    heads = [Criticism("head", "decided", "criticised", LAST), Criticism("deputy")]
    maker.visit(
        day=date(2019, 3, 4), place=0, found=found, criticisms=heads, told=told, line=lines[0]
    )
    for day in (date(2019, 5, 6), date(2019, 5, 7)):
        maker.visit(day=day, place=4, surprise=True, line=lines[1], told=Told(LAST))


CASES: dict[str, tuple[str, Callable[[Maker], None]]] = {
    "nam-khong-co-gi": ("calendar-2019", empty),
    "mot-luot-kiem-tra": ("calendar-2019", one_visit),
    "khong-kiem-tra": ("calendar-2019", without_visits),
    "tat-ca-tre-han": ("calendar-2019", all_late),
    "ca-nam-so-voi-nam-truoc": ("calendar-2019", year_with_another_before),
    "ca-nam-khong-so-sanh": ("calendar-2019", a_year),
    "theo-ke-hoach": ("calendar-2019", under_a_plan),
    "qua-sap-xep": ("calendar-2019", rearranged),
    "sau-thang": ("2019-h1", halves),
    "mot-quy": ("2019-q2", halves),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_suggested_reads_as_it_was_read_aloud(maker, name):
    code, told = CASES[name]
    told(maker)
    said = words_of(code)
    file = WORDS / f"{name}.txt"
    if os.environ.get("WRITE_WORDS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def test_no_file_is_left_of_a_case_that_is_gone():
    assert {path.stem for path in WORDS.iterdir()} == set(CASES)


def words_of(code: str) -> str:
    """The whole report of a period nobody has written in, a line for each heading and block."""
    period = parse_period(code)
    with one_state():
        plan = replace(plan_of_year(2019, period), around=surroundings_of(period))
        facts = replace(gather(period), counts_reserved=period.preset == "calendar-2019")
    stated = composition_of(plan, facts, at=moment(2020, 1, 20)).stated
    lines = [plain_text(stated.opening.runs)]
    for section in stated.sections:
        lines.append(f"{section.number}. {section.heading}")
        lines += [f"    {line(block)}" for block in section.blocks]
    lines.append(plain_text(stated.closing.runs))
    return "\n".join(lines) + "\n"


def line(block: Block) -> str:
    if isinstance(block, Table):
        return f"[{block.caption}]"
    if isinstance(block, Item):
        return f"{block.marker} {plain_text(block.runs)}"
    assert isinstance(block, Paragraph)
    return plain_text(block.runs)
