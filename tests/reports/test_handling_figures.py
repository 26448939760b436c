"""Handled and put right: by which day, in which period, and that the parts add up."""

from datetime import date, timedelta

import pytest
import time_machine

from inspections.findings.models import Finding
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from reports.figures.catalog import cell_key, compute, group_by, rows_for
from reports.figures.handlings import OF_VISIT, asked_labels
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.answers import Advised, Answer, Asked
from tests.reports.ledger import FIRST, LAST, Maker
from tests.reports.reading import rows, words

AFTER = LAST + timedelta(1)


def numbers(year, prefix: str, cutoff: date | None = None) -> dict[str, int]:
    """The counts whose key begins so, under the rest of the key."""
    found = compute(year, cutoff=cutoff)
    return {k.removeprefix(prefix): n for k, n in found.items() if k.startswith(prefix)}


def compose(maker: Maker, answer=None, asked=None, about="person", day=FIRST, **visit) -> None:
    """One concluded visit with one finding and what became of it."""
    one = maker.found(
        about, answer=answer, asked=asked, withdrawn=False, recommended=True, category="late"
    )
    if about == "unit":
        one.category = "unit_rules"
    maker.visit(day=day, place=0, found=[one], **visit)


def test_handled_after_the_cut_off_is_not_handled_yet(maker, year):
    compose(maker, Answer("remind_oral", "confirmed", LAST))
    compose(maker, Answer("reprimand", "confirmed", AFTER))
    compose(maker, Answer("warning", "entered", None))
    compose(maker, Answer("remind_oral", "confirmed", LAST), about="unit")
    assert numbers(year, "handlings.") == {
        "total": 1,
        "discipline": 0,
        "other": 1,
        "recommended": 1,
        "units_recommended": 1,
        "units": 1,
    }
    later = numbers(year, "handlings.", cutoff=AFTER)
    assert (later["total"], later["discipline"], later["other"]) == (2, 1, 1)


def test_handling_counts_with_the_violations_of_its_period(maker, year):
    # Found on the last day of the year before, confirmed within the year: it is the year before's.
    compose(maker, Answer("remind_oral", "confirmed", LAST), day=FIRST - timedelta(1))
    compose(maker, Answer("remind_oral", "confirmed", LAST), day=LAST)
    assert [row.visit_day for row in rows_for("handlings.total", year)] == [LAST]


@pytest.mark.parametrize(
    ("asked", "standing"),
    [
        (Asked(LAST, "confirmed", LAST, LAST, LAST), "on_time"),
        (Asked(LAST - timedelta(1), "confirmed", LAST, LAST, LAST), "late"),
        (Asked(LAST, "confirmed", LAST, LAST, AFTER), "waiting"),
        (Asked(LAST, "reported", LAST, LAST), "waiting"),
        (Asked(LAST, "reported", LAST, AFTER), "overdue"),
        (Asked(LAST, "confirmed", AFTER, AFTER, AFTER), "overdue"),
        (Asked(LAST, "open"), "overdue"),
        (Asked(LAST, "returned", LAST), "overdue"),
    ],
)
def test_a_remedy_stands_as_the_end_of_the_cut_off_day_saw_it(maker, year, asked, standing):
    compose(maker, asked=asked)
    done = standing in ("on_time", "late")
    expected = dict.fromkeys(("on_time", "late", "waiting", "overdue"), 0)
    expected |= {"due": 1, "done": int(done), standing: 1}
    assert numbers(year, "remedies.") == expected


def test_a_remedy_belongs_to_the_period_of_its_last_day(maker, year):
    compose(maker, asked=Asked(FIRST), day=FIRST - timedelta(30))
    compose(maker, asked=Asked(LAST))
    compose(maker, asked=Asked(FIRST - timedelta(1)), day=FIRST - timedelta(30))
    compose(maker, asked=Asked(AFTER))
    assert [row.due_on for row in rows_for("remedies.due", year)] == [FIRST, LAST]


def test_nobody_is_late_while_he_still_has_the_day(maker, year):
    compose(maker, asked=Asked(date(2019, 7, 5)))
    with time_machine.travel(moment(2019, 7, 5, 23, 59), tick=False):
        assert numbers(year, "remedies.")["due"] == 0
    with time_machine.travel(moment(2019, 7, 6, 0, 1), tick=False):
        assert numbers(year, "remedies.")["overdue"] == 1


def test_what_a_corrected_visit_dropped_no_longer_counts(maker, year):
    compose(maker, Answer("remind_oral", "confirmed", LAST), Asked(LAST))
    compose(maker, Answer("remind_oral", "confirmed", LAST), Asked(LAST))
    compose(maker, Answer("remind_oral", "confirmed", LAST), Asked(LAST))
    withdrawn, unasked, reopened = Finding.objects.order_by("pk")
    Finding.objects.filter(pk=withdrawn.pk).update(withdrawn_at=moment(2019, 12, 1))
    Finding.objects.filter(pk=unasked.pk).update(remedy_due_on=None)
    Visit.objects.filter(pk=reopened.visit_id).update(state="draft")
    assert numbers(year, "handlings.")["total"] == 1
    assert numbers(year, "remedies.")["due"] == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_add_up_and_open_their_rows(cast, year, seed):
    Maker(cast, seed).everything()
    total = compute(year)
    standing = ("on_time", "late", "waiting", "overdue")
    assert sum(total[f"remedies.{name}"] for name in standing) == total["remedies.due"]
    assert total["remedies.on_time"] + total["remedies.late"] == total["remedies.done"]
    assert total["handlings.discipline"] + total["handlings.other"] == total["handlings.total"]
    cells = group_by(["handlings.total"], ("form", "group"), year)
    assert sum(cell["handlings.total"] for cell in cells.values()) == total["handlings.total"]
    for (form, group), cell in cells.items():
        if form is not None:
            key = cell_key("handlings.total", form=form, group=group)
            assert len(rows_for(key, year)) == cell["handlings.total"]
    cells = group_by(["remedies.due"], ("category", "group"), year)
    assert sum(cell["remedies.due"] for cell in cells.values()) == total["remedies.due"]


def test_recommendations_of_a_visit_are_due_like_findings_in_a_line_of_their_own(maker, year):
    asked = [Advised(Asked(LAST)), Advised(Asked(LAST), withdrawn=True), Advised(None)]
    compose(maker, asked=Asked(LAST), about="unit", advised=asked)
    compose(maker, state="draft", advised=[Advised(Asked(LAST))])
    assert numbers(year, "remedies.", cutoff=AFTER)["due"] == 2
    cells = group_by(["remedies.due"], ("category",), year, cutoff=AFTER)
    assert {cell: found["remedies.due"] for cell, found in cells.items()} == {
        ("unit_rules",): 1,
        (OF_VISIT,): 1,
    }
    key = cell_key("remedies.due", category=OF_VISIT)
    [row] = rows_for(key, year, cutoff=AFTER)
    assert row.what == "Kiến nghị đối với người đứng đầu"
    assert asked_labels([OF_VISIT])[OF_VISIT] == "Kiến nghị của cả lượt kiểm tra"


def test_the_screen_leads_from_the_number_to_the_records(cast, maker):
    compose(
        maker, Answer("reprimand", "confirmed", LAST), Asked(LAST, "confirmed", LAST, LAST, LAST)
    )
    client = cast.client("leader")
    page = client.get("/so-lieu/handlings.discipline/?ky=calendar-2019")
    assert (rows(page), "Đi muộn" in words(page), "Khiển trách" in words(page)) == (1, True, True)
    page = client.get("/so-lieu/remedies.on_time/?ky=calendar-2019")
    assert (rows(page), "Đúng hạn" in words(page)) == (1, True)
    page = client.get("/so-lieu/handlings.rate/?ky=calendar-2019")
    assert "01/01 (100%)" in words(page)


def test_an_extended_remedy_is_due_by_its_new_day_and_not_overdue_before(maker, cast, year):
    compose(maker, asked=Asked(LAST - timedelta(10)), day=LAST - timedelta(30))
    compose(maker, asked=Asked(LAST - timedelta(10)), day=LAST - timedelta(30))
    within, beyond = Remedy.objects.order_by("pk")
    assert numbers(year, "remedies.")["overdue"] == 2
    at = moment(2019, 12, 20)
    do(remedy_flow.EXTEND, within, by=cast.manager, at=at, due_on=LAST, note="Chờ kinh phí.")
    do(remedy_flow.EXTEND, beyond, by=cast.manager, at=at, due_on=AFTER, note="Chờ kinh phí.")
    assert numbers(year, "remedies.")["overdue"] == 1
    assert [row.due_on for row in rows_for("remedies.due", year)] == [LAST]
    until = LAST - timedelta(1)
    assert numbers(year, "remedies.", cutoff=until)["overdue"] == 0
