"""Every figure equals a recount in plain Python, and its list is as long as the number."""

from datetime import date, timedelta

import pytest

from reports.figures import counting
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
from tests.reports.composition import make_report, violation
from tests.reports.ledger import AT, FIRST, LAST, Maker, Sent

COUNTED = {key for key, figure in CATALOG.items() if figure.kind != "ratio"}
# What a ratio is of what, as the report words it: a share of another whole would look as plausible.
RATIOS = {
    "agencies.rate": ("agencies.visited", "agencies.total"),
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


def test_a_catalogue_counted_again_is_drawn_up_no_more(maker, year):
    """A cell is, for it is another figure each time; kept it would only push others out."""
    sets = counting.counting(CATALOG.values(), year, LAST)
    before = counting._ready.cache_info()
    maker.visit(day=FIRST, place=0)
    assert compute(year)["visits.total"] == 1
    assert compute(year, ["visits.total@group=provincial"]) == {"visits.total@group=provincial": 1}
    after = counting._ready.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + len(sets.rows))


def test_what_is_kept_of_a_set_depends_on_nothing_recorded(maker, year, django_assert_num_queries):
    maker.everything()
    with django_assert_num_queries(0):
        for base in {figure.base for figure in CATALOG.values() if figure.base}:
            base.broken_down(year, LAST, base.dimensions)


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
    later = LAST + timedelta(1)
    assert compute(year, [key], cutoff=later) == {key: 2}
    assert len(rows_for(key, year, cutoff=later)) == 2
    assert group_by([key], ("group",), year, cutoff=later) == {("provincial",): {key: 2}}


def test_a_complaint_that_is_worked_on_again_is_not_handled(maker, year):
    maker.complaint(day=FIRST, state="received", handled=LAST)
    keys = ["complaints.handled", "complaints.open"]
    assert list(compute(year, keys).values()) == [0, 1]


def test_complaints_stand_by_the_minute_they_came_in_and_reserved_ones_last(maker, cast, year):
    """Of the reserved neither the minute nor the order they came in; they count in the whole."""
    make_report(cast)
    kept = {"day": FIRST, "reserved_for": cast.manager}
    maker.complaint(**kept)
    first, second = (maker.complaint(**kept) for _ in range(2))
    type(first).objects.filter(pk=first.pk).update(code="MH-9")
    maker.complaint(day=LAST)
    twins = [maker.complaint(day=FIRST) for _ in range(2)]
    type(first).objects.filter(pk=twins[0].pk).update(code="MH-8")
    keys = [f"complaints.{name}" for name in ("total", "undivided", "divided", "open")]
    assert list(compute(year, keys).values()) == [6, 3, 3, 3]
    assert [row.code for row in rows_for("complaints.total", year)] == [
        "MH-8",
        twins[1].code,
        "MH-0000000003",
        "MH-0000000000",
        second.code,
        "MH-9",
    ]


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
    [
        "visits",
        "visits.total@colour=red",
        "visits.total@agency=x",
        "visits.total@agency=0",
        # No database looks for a number like this.
        f"visits.total@agency={10**18}",
        "complaints.rate@group=commune",
        "complaints.total@month=undivided-1",
        "visits.total@month=undivided",
    ],
)
def test_a_figure_that_is_not_there_is_said_to_be(db, key):
    with pytest.raises(UnknownFigure):
        find(key)


@pytest.mark.parametrize("number", [1, 10**18 - 1])
def test_a_number_a_record_may_have_is_looked_for(db, year, number):
    assert list(rows_for(f"visits.total@agency={number}", year)) == []


def test_a_ratio_has_no_rows_and_stands_in_no_cell(db, year):
    with pytest.raises(UnknownFigure, match="“Tỷ lệ phản ánh, kiến nghị đã xử lý” là tỷ lệ"):
        rows_for("complaints.rate", year)
    for keys in (
        ["complaints.rate"],
        ["complaints.total", "complaints.rate"],
        ["visits.total", "violations.total"],
    ):
        with pytest.raises(ValueError, match="stand over one set of rows"):
            group_by(keys, ("group",), year)


def test_cells_that_only_findings_know_are_counted_beside_their_handling(maker, year):
    """Findings with their handling are read for both, but for what only findings say."""
    maker.visit(day=FIRST, place=0, found=[violation(kind="official"), violation(kind="official")])
    cell = "violations.total@person_kind=official"
    assert compute(year, [cell, "handlings.total"]) == {cell: 2, "handlings.total": 0}
