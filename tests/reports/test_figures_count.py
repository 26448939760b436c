"""Every figure equals a recount in plain Python, and its list is as long as the number."""

from datetime import date, timedelta

import pytest

from reports.figures.catalog import (
    CATALOG,
    UnknownFigure,
    cell_key,
    compute,
    find,
    group_by,
    rows_for,
)
from tests.fixtures.cast import moment
from tests.reports.ledger import AT, FIRST, LAST, Maker, Sent

COUNTED = {key for key, figure in CATALOG.items() if figure.kind != "ratio"}
# What a ratio is of what, as the report words it: a share of another whole would look as plausible.
RATIOS = {
    "headcounts.rate": ("headcounts.present", "headcounts.on_roll"),
    "handlings.rate": ("handlings.recommended", "violations.recommended"),
    "remedies.rate": ("remedies.done", "remedies.due"),
    "complaints.rate": ("complaints.handled", "complaints.divided"),
    "complaints.on_time_rate": ("complaints.on_time", "complaints.due"),
    "self_inspections.provincial.rate": (
        "self_inspections.provincial.done",
        "self_inspections.provincial.due",
    ),
    "self_inspections.district.rate": (
        "self_inspections.district.done",
        "self_inspections.district.due",
    ),
    "self_inspections.commune.rate": (
        "self_inspections.commune.done",
        "self_inspections.commune.due",
    ),
    "self_inspections.on_time_rate": (
        "self_inspections.total.on_time",
        "self_inspections.total.due",
    ),
}


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_equals_the_recount_of_the_ledger(cast, year, seed):
    ledger = Maker(cast, seed).everything()
    assert compute(year) == ledger.recount()


def test_the_ledger_knows_every_figure_of_the_catalogue(maker):
    assert set(maker.ledger.recount()) == COUNTED


def test_a_ratio_is_of_the_two_counts_its_words_say():
    assert {key: find(key).parts for key in CATALOG if key not in COUNTED} == RATIOS


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_behind_a_figure_are_as_many_as_it_says(cast, year, seed):
    Maker(cast, seed).everything()
    numbers = compute(year)
    listed = {
        key: sum(row.summed or 0 for row in rows_for(key, year))
        if find(key).kind == "sum"
        else len(rows_for(key, year))
        for key in COUNTED
    }
    assert listed == numbers


@pytest.mark.parametrize("seed", range(3))
def test_the_cells_of_a_figure_add_up_to_it_and_open_their_rows(cast, year, seed):
    Maker(cast, seed).everything()
    numbers = compute(year)
    by = ("category", "group")
    cells = group_by(["violations.total", "unit_findings.total"], by, year)
    for key in ("violations.total", "unit_findings.total"):
        assert sum(cell[key] for cell in cells.values()) == numbers[key]
        for (category, group), cell in cells.items():
            rows = rows_for(cell_key(key, category=category, group=group), year)
            assert len(rows) == cell[key]


def test_one_record_more_is_one_more_in_number_and_list(maker, year):
    maker.everything()
    before = compute(year)
    maker.visit(day=date(2019, 5, 6), place=0, found=[maker.found("person", withdrawn=False)])
    after = compute(year)
    grown = {key for key in after if after[key] != before[key]}
    assert {"visits.total", "violations.total", "visits.provincial"} <= grown
    assert after["visits.total"] == before["visits.total"] + 1
    assert len(rows_for("violations.total", year)) == before["violations.total"] + 1


def test_the_whole_catalogue_is_one_query(maker, year, django_assert_num_queries):
    maker.everything()
    with django_assert_num_queries(1):
        compute(year)
    with django_assert_num_queries(1):
        compute(year, ["visits.total", "visits.surprise", "visits.district"])


def test_the_first_and_the_last_day_belong_to_the_period(maker, year):
    for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1)):
        maker.visit(day=day, place=0)
        maker.complaint(day=day)
    numbers = compute(year)
    assert (numbers["visits.total"], numbers["complaints.total"]) == (2, 2)
    assert [visit.day for visit in rows_for("visits.total", year)] == [FIRST, LAST]


def test_a_call_after_midnight_in_tay_ninh_is_the_new_years(maker, year):
    # 17:30 UTC on 31/12/2018 is half past midnight of 01/01/2019.
    maker.complaint(day=date(2019, 1, 1), at=moment(2019, 1, 1, 0, 30))
    maker.complaint(day=date(2018, 12, 31), at=moment(2018, 12, 31, 23, 59))
    assert [row.received_on for row in rows_for("complaints.total", year)] == [FIRST]


def test_an_agency_closed_within_the_period_keeps_its_count_and_its_name(maker, cast, year):
    maker.visit(day=date(2019, 3, 1), place=2)
    cast.b.ends_on = date(2019, 6, 30)
    cast.b.save()
    maker.visit(day=date(2019, 9, 2), place=0)
    cast.a.names.create(name="Sở Xây dựng và Giao thông", starts_on=date(2019, 8, 1))
    assert [row.agency_name for row in rows_for("visits.total", year)] == [
        "Sở Y tế",
        "Sở Xây dựng và Giao thông",
    ]
    assert compute(year, ["visits.agencies"]) == {"visits.agencies": 2}


def test_only_concluded_visits_count(maker, year):
    for state in ("draft", "concluded", "cancelled"):
        maker.visit(day=LAST, state=state, found=[maker.found("person", withdrawn=False)])
    numbers = compute(year, ["visits.total", "violations.total"])
    assert numbers == {"visits.total": 1, "violations.total": 1}


def test_a_merged_complaint_and_a_denunciation_do_not_count(maker, year):
    maker.complaint(day=FIRST)
    maker.complaint(day=FIRST, state="merged")
    maker.complaint(day=FIRST, kind="grievance")
    maker.complaint(day=FIRST, kind="denunciation")
    assert compute(year, ["complaints.total"]) == {"complaints.total": 1}


def test_handled_after_the_cut_off_is_not_handled_yet(maker, year):
    maker.complaint(day=FIRST, state="closed", handled=LAST)
    maker.complaint(day=FIRST, state="passed_on", handled=LAST + timedelta(1))
    key = "complaints.handled"
    assert compute(year, [key]) == {key: 1}
    assert compute(year, [key], cutoff=LAST + timedelta(1)) == {key: 2}
    assert len(rows_for(key, year, cutoff=LAST + timedelta(1))) == 2


@pytest.mark.parametrize(
    ("state", "held", "inspections", "done"),
    [
        ("accepted", "held", 1, 1),
        ("accepted", "held", 0, 0),
        ("accepted", "not_held", None, 0),
        ("certified", "held", 3, 0),
        ("returned", "held", 3, 0),
        ("draft", "held", 3, 0),
    ],
)
def test_done_is_accepted_with_an_inspection_held(
    maker, cast, year, state, held, inspections, done
):
    filed = None if state == "draft" else AT.date()
    sent = Sent(state, held, inspections, False, {}, [], filed)
    maker.due(maker.round(), cast.a, "provincial", sent)
    numbers = compute(year)
    assert numbers["self_inspections.provincial.done"] == done
    assert numbers["self_inspections.provincial.due"] == 1
    assert numbers["self_inspections.commune.due"] == 0


def test_nothing_found_is_done(maker, cast, year):
    sent = Sent("accepted", "held", 2, True, {}, [], AT.date())
    maker.due(maker.round(), cast.a, "provincial", sent)
    numbers = compute(year)
    assert numbers["self_inspections.provincial.done"] == 1
    assert numbers["self_inspections.violations"] == 0


@pytest.mark.parametrize(
    "key",
    ["visits", "visits.total@colour=red", "visits.total@agency=x", "complaints.rate@group=commune"],
)
def test_a_figure_that_is_not_there_is_said_to_be(db, key):
    with pytest.raises(UnknownFigure):
        find(key)
