"""The rows behind a figure stand where a reader looks for them, whatever was written down first."""

from datetime import date, time, timedelta

import pytest

from inspections.findings.models import Finding
from inspections.submissions.models import SubmissionCount
from inspections.visits.models import Visit
from reports.figures.catalog import rows_for
from tests.reports.activities import Activity
from tests.reports.answers import Answer, Asked
from tests.reports.composition import accepted, violation
from tests.reports.ledger import FIRST, LAST

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
