"""Over 01/7/2025: what groups of agencies are called, and two agencies of one name in a list."""

from dataclasses import replace
from datetime import date

import pytest

from reports.checks.context import Written
from reports.checks.small_counts import small_counts
from reports.figures.kinds import as_called
from reports.figures.names import Borne, agency_labels, distinct_names, without_days
from reports.narrative.facts import gather
from reports.narrative.reconciliation import reconciliation
from reports.narrative.tables import annexes, violations_table
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Table, plain_text
from tests.fixtures.cast import make_agency
from tests.reports.checking import a_context
from tests.reports.composition import accepted, drafted, violation
from tests.reports.ledger import Maker

LAST_BEFORE, FIRST_AFTER = date(2025, 6, 30), date(2025, 7, 1)
OLD, NEW = "xã, phường, thị trấn", "xã, phường"


@pytest.fixture
def over(cast):
    """A province in which the commune of the cast ended and one of the same name began."""
    cast.commune.ends_on = LAST_BEFORE
    cast.commune.save()
    new = make_agency(cast.commune.name, "commune", "commune", by=cast.admin, starts_on=FIRST_AFTER)
    maker = Maker(cast)
    maker.places.append((new, "commune"))
    return maker


def stated(preset: str, code: str) -> str:
    """What is suggested for a section in a period, tables left out."""
    blocks = drafted(code, gather(parse_period(preset)))
    return " ".join(plain_text(b.runs) for b in blocks if not isinstance(b, Table))


def names_in(table: Table) -> list[str]:
    """The column of names."""
    at = next(at for at, column in enumerate(table.columns) if column.names_row)
    return [plain_text(cells[at]) for cells in table.rows]


@pytest.mark.parametrize(
    ("first_day", "called"), [(LAST_BEFORE, OLD), (FIRST_AFTER, NEW), (date(2026, 1, 1), NEW)]
)
def test_communes_are_called_as_on_the_days_told(first_day, called):
    assert as_called(f"Tự kiểm tra – {OLD} phải báo cáo", first_day) == (
        f"Tự kiểm tra – {called} phải báo cáo"
    )
    assert as_called("Huyện, thị xã, thành phố", first_day) == "Huyện, thị xã, thành phố"


@pytest.mark.parametrize(
    ("last_day", "called"),
    [
        (date(2015, 12, 31), "Huyện, thành phố"),
        (date(2020, 1, 31), "Huyện, thành phố"),
        (date(2020, 2, 1), "Huyện, thị xã, thành phố"),
        (None, "Huyện, thị xã, thành phố"),
    ],
)
def test_districts_are_called_without_boroughs_while_there_was_none(last_day, called):
    assert as_called("Huyện, thị xã, thành phố", date(2015, 1, 1), last_day) == called


@pytest.mark.parametrize(
    ("preset", "days", "called"),
    [
        ("2026", (date(2026, 3, 4), date(2026, 4, 4)), NEW),
        ("2025-07-01..2025-12-31", (FIRST_AFTER, date(2025, 8, 4)), NEW),
        ("2025", (date(2025, 3, 4), date(2025, 8, 4)), OLD),
        ("calendar-2019", (date(2019, 3, 4), date(2019, 4, 4)), OLD),
    ],
)
def test_a_report_calls_communes_as_its_whole_period_does(over, preset, days, called):
    for day in days:
        place = 4 if day <= LAST_BEFORE else 6
        over.visit(day=day, place=place, found=[violation()])
    facts = gather(parse_period(preset))
    assert violations_table(facts).columns[1].label == called.capitalize()
    reconciled = reconciliation(facts).rows[0]
    assert plain_text(reconciled[2]) == f"{called}: 2"
    at = f"đều được tiến hành tại Ủy ban nhân dân các {called} (chi tiết"
    assert at in stated(preset, "inspections")


@pytest.mark.parametrize(("ends", "called"), [(LAST_BEFORE, OLD), (date(2025, 12, 14), NEW)])
def test_who_was_due_is_called_as_on_the_day_of_the_list(over, ends, called):
    agency = over.places[4 if ends == LAST_BEFORE else 6][0]
    over.due(over.round(ends=ends), agency, "commune", accepted(1))
    assert stated("2025", "self_inspections").startswith(f"Có 01/01 {called} tổ chức tự kiểm tra")
    facts = gather(parse_period("2025"))
    assert facts.label("self_inspections.commune.due") == f"Tự kiểm tra – {called} phải báo cáo"
    assert facts.label("visits.commune") == f"Lượt kiểm tra – {OLD}"


def test_two_agencies_of_one_name_in_one_table_are_told_apart_by_their_days(over):
    over.visit(day=date(2025, 3, 4), place=4)
    over.visit(day=date(2025, 8, 4), place=6)
    name = over.cast.commune.name
    assert names_in(annexes(gather(parse_period("2025")))[0].blocks[-1]) == [
        f"{name} (đến\u00a030/6/2025)",
        f"{name} (từ\u00a001/7/2025)",
    ]
    assert names_in(annexes(gather(parse_period("2025-07-01..2025-12-31")))[0].blocks[-1]) == [name]
    both = [over.places[4][0].pk, over.places[6][0].pk]
    assert agency_labels(both) == dict(
        zip(both, [f"{name} (đến\u00a030/6/2025)", f"{name} (từ\u00a001/7/2025)"], strict=True)
    )
    assert agency_labels(both[:1]) == {both[0]: name}


@pytest.mark.parametrize(
    ("preset", "day", "said"),
    [
        ("2025", date(2025, 3, 4), " (đến\u00a030/6/2025)"),
        ("2025", date(2025, 8, 4), " (từ\u00a001/7/2025)"),
        ("2025-01-01..2025-07-01", date(2025, 3, 4), " (đến\u00a030/6/2025)"),
        ("2025-06-30..2025-12-31", date(2025, 8, 4), " (từ\u00a001/7/2025)"),
        # The other one began after the end of the period, or had ended before it began.
        ("2025-01-01..2025-06-30", date(2025, 3, 4), ""),
        ("2025-07-01..2025-12-31", date(2025, 8, 4), ""),
    ],
)
def test_one_of_them_carries_its_days_where_the_other_was_not_visited(over, preset, day, said):
    over.visit(day=day, place=4 if day <= LAST_BEFORE else 6)
    name, (line,) = over.cast.commune.name, gather(parse_period(preset)).visited
    assert line.names == (f"{name}{said}",)
    # A sentence says the day of the visit, which tells them apart.
    assert f" tại {name} vào ngày " in stated(preset, "oversight")


def test_the_same_name_in_two_rounds_stands_in_two_tables_and_stays_bare(over):
    name = over.cast.commune.name
    first, second = over.round(ends=LAST_BEFORE), over.round(ends=date(2025, 12, 14))
    over.due(first, over.places[4][0], "commune")
    over.due(second, over.places[6][0], "commune")
    assert [line.name for line in gather(parse_period("2025")).due] == [name, name]
    over.due(second, over.places[4][0], "commune")
    assert sorted((line.round, line.name) for line in gather(parse_period("2025")).due) == [
        (first.pk, name),
        (second.pk, f"{name} (từ\u00a001/7/2025)"),
        (second.pk, f"{name} (đến\u00a030/6/2025)"),
    ]


def test_typed_words_that_name_such_an_agency_still_name_it(over):
    over.visit(day=date(2025, 3, 4), place=4)
    over.visit(day=date(2025, 8, 4), place=6)
    line = f"{over.cast.commune.name} có 01 trường hợp đi muộn."
    typed = Written("inspections", "Kết quả kiểm tra", line, True)
    context = replace(a_context(written=(typed,)), facts=gather(parse_period("2025")))
    assert [each.on_paper for each in small_counts(context)] == [
        "Lời văn ghi số người vi phạm cùng tên cơ quan."
    ]


def test_two_that_bear_a_name_at_once_are_told_apart_by_when_they_began():
    borne = [Borne(at, "UBND xã A", date(2010 + at, 1, 1), None) for at in (1, 2)]
    assert distinct_names(borne) == {
        1: " (từ\u00a001/01/2011)",
        2: " (từ\u00a001/01/2012)",
    }


def test_a_name_between_two_others_has_both_its_days():
    borne = [
        Borne(1, "UBND xã A", date(2010, 1, 1), LAST_BEFORE),
        Borne(2, "UBND xã A", FIRST_AFTER, date(2027, 3, 5)),
        Borne(3, "UBND xã A", date(2027, 3, 6), None),
        Borne(4, "UBND xã B", date(2010, 1, 1), None),
    ]
    days = distinct_names(borne)
    assert days == {
        1: " (đến\u00a030/6/2025)",
        2: " (từ\u00a001/7/2025\u00a0đến\u00a005/3/2027)",
        3: " (từ\u00a006/3/2027)",
        4: "",
    }
    assert [without_days(each.name + days[each.agency]) for each in borne] == [
        "UBND xã A",
        "UBND xã A",
        "UBND xã A",
        "UBND xã B",
    ]
    assert without_days("Ban, ngành tỉnh số 1 (minh họa)") == "Ban, ngành tỉnh số 1 (minh họa)"
