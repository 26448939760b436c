"""The rows behind a figure stand where a reader looks for them, whatever was written down first."""

from datetime import date, time, timedelta

import pytest

from inspections.findings.models import Finding
from inspections.result_papers.models import ResultPaper
from inspections.submissions.models import SubmissionCount
from inspections.visits.models import Visit
from reports.figures.catalog import group_by, rows_for
from tests.reports.activities import Activity
from tests.reports.answers import Answer, Asked
from tests.reports.composition import accepted, violation
from tests.reports.heads import Criticism
from tests.reports.ledger import FIRST, LAST
from tests.reports.planning import Foreseen, Told

DAY, NEXT = date(2019, 6, 3), date(2019, 6, 4)


@pytest.fixture
def maker(maker):
    """With the Văn phòng, which is in the registry before Sở Xây dựng and by its name after it."""
    maker.places.append((maker.cast.office, "provincial"))
    return maker


def test_visits_stand_by_day_and_hour(maker, year):
    later, afternoon, morning = (maker.visit(day=day, place=0) for day in (NEXT, DAY, DAY))
    Visit.objects.filter(pk=afternoon.pk).update(starts_at=time(14))
    assert list(rows_for("visits.total", year)) == [morning, afternoon, later]


@pytest.mark.parametrize("key", ["violations.total", "handlings.total"])
def test_findings_stand_by_day_and_visit(maker, year, key):
    found = [violation(answer=Answer("remind_oral", "confirmed", LAST)) for _ in range(2)]
    for day in (NEXT, DAY, DAY):
        maker.visit(day=day, place=0, found=found)
    late, _, first, second, third, fourth = Finding.objects.order_by("pk")
    # Written down in turns.
    Finding.objects.filter(pk=second.pk).update(visit=third.visit)
    Finding.objects.filter(pk=third.pk).update(visit=first.visit)
    rows = [row.pk for row in rows_for(key, year)]
    assert rows == [first.pk, third.pk, second.pk, fourth.pk, late.pk, late.pk + 1]


def test_what_is_to_be_put_right_stands_by_its_last_day(maker, year):
    for due in (LAST, DAY, NEXT):
        maker.visit(day=FIRST, place=0, found=[violation(asked=Asked(due))])
    assert [row.due_on for row in rows_for("remedies.due", year)] == [DAY, NEXT, LAST]


def test_agencies_stand_by_name_those_due_by_group_before(maker, cast, year):
    for place in (6, 0):
        maker.visit(day=DAY, place=place)
        agency = maker.places[place][0].pk
        maker.activity(Activity(DAY + timedelta(place), agency, "directive"))
    for key in ("visits.agencies", "implementation.agencies"):
        assert list(rows_for(key, year)) == [cast.a, cast.office], key
    assert [agency.name for agency in rows_for("agencies.total", year)] == [
        "UBND huyện Gò Dầu",
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Y tế",
        "Văn phòng UBND tỉnh",
    ]
    days = [fact.day for fact in rows_for("implementation.directives", year)]
    assert days == [DAY, DAY + timedelta(6)]


def test_results_stand_by_agency_and_round_their_cases_by_kind(maker, cast, year):
    rounds = [maker.round(), maker.round()]
    for round_ in reversed(rounds):
        for agency in (cast.office, cast.a):
            maker.due(round_, agency, "provincial", accepted(1, (1, 2)))
    maker.due(rounds[0], cast.district, "district")
    expected = [(agency, round_) for agency in (cast.a, cast.office) for round_ in rounds]
    due = [(row.agency, row.round) for row in rows_for("self_inspections.total.due", year)]
    assert due == [(cast.district, rounds[0]), *expected]
    sent = [(row.agency, row.round) for row in rows_for("self_inspections.held", year)]
    assert sent == expected
    for row in SubmissionCount.objects.filter(count=1):
        # The first that was written down is of the last kind.
        SubmissionCount.objects.filter(pk=row.pk).update(category=maker.categories["person"][5])
    cases = [
        (row.submission.agency, row.submission.round, row.count)
        for row in rows_for("self_inspections.violations", year)
    ]
    assert cases == [(*each, count) for each in expected for count in (2, 1)]


def test_lines_of_plans_stand_by_month_group_and_name(maker, cast, year):
    for month, more in (
        (7, {"agency": cast.a.pk}),
        (6, {"group": "commune"}),
        (6, {"group": "provincial"}),
        (6, {"agency": cast.office.pk}),
        (6, {"agency": cast.a.pk}),
    ):
        maker.line(Foreseen(2019, month, **more))
    rows = rows_for("plans.total", year)
    assert [(row.month, row.agency and row.agency.name, row.group) for row in rows] == [
        (6, "Sở Xây dựng", ""),
        (6, "Văn phòng UBND tỉnh", ""),
        (6, None, "commune"),
        (6, None, "provincial"),
        (7, "Sở Xây dựng", ""),
    ]


def test_notices_stand_by_day_and_number(maker, year):
    for on in (NEXT, DAY, DAY):
        maker.visit(day=DAY, place=0, told=Told(on))
    for paper, number in zip(ResultPaper.objects.order_by("pk"), (1, 9, 2), strict=True):
        ResultPaper.objects.filter(pk=paper.pk).update(number=number)
    found = [(row.issued_on, row.number) for row in rows_for("notices.issued", year)]
    assert found == [(DAY, 2), (DAY, 9), (NEXT, 1)]


def test_heads_stand_by_the_day_of_their_visit_and_the_visit(maker, year):
    visits = [
        maker.visit(day=day, place=0, criticisms=[Criticism("head"), Criticism("deputy")])
        for day in (NEXT, DAY, DAY)
    ]
    late, first, second = (visit.pk for visit in visits)
    rows = list(rows_for("head_criticisms.proposed", year))
    assert [row.visit_id for row in rows] == [first, first, second, second, late, late]


def test_notices_and_heads_stand_in_the_cell_of_their_agency_group_and_month(maker, cast, year):
    one = [Criticism("head")]
    maker.visit(day=DAY, place=0, told=Told(date(2019, 7, 1)), criticisms=one)
    for key, month in (("notices.issued", "2019-07"), ("head_criticisms.proposed", "2019-06")):
        cells = group_by([key], ("agency", "group", "month"), year)
        assert cells == {(cast.a.pk, "provincial", month): {key: 1}}
