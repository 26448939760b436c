"""The list of visits: who sees which, what the filters ask, and what a page costs."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.models import AgencyName
from inspections.catalogues.models import Category, Subject
from inspections.visits.models import Visit, VisitCause
from tests.inspections.visiting import NOW, concluded, draft, page_of, violation


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def listed(client, **asked) -> list[int]:
    """Keys of the visits on the first page, in its order."""
    answer = client.get(reverse("visit-list"), asked)
    assert answer.status_code == 200
    return [visit.pk for visit in answer.context["page"]]


def test_each_filter_lists_exactly_what_it_asks(cast):
    first = concluded(cast, day=date(2019, 7, 1))
    second = draft(cast, agency=cast.b, day=date(2019, 7, 2), starts_at=time(9, 0))
    third = draft(
        cast,
        agency=cast.district,
        day=date(2019, 7, 3),
        is_surprise=False,
        cause=VisitCause.PLAN,
        basis_number="1441/KH-UBND",
        basis_date=date(2019, 7, 1),
    )
    client = cast.client("specialist")
    keys = {first.pk: "first", second.pk: "second", third.pk: "third"}

    def names(**asked) -> list[str]:
        return [keys[pk] for pk in listed(client, **asked)]

    assert names() == ["third", "second", "first"]
    assert names(q="SO Y TE") == ["second"]
    assert names(q="gò dầu") == ["third"]
    assert names(q="1441") == ["third"]
    assert names(group="provincial") == ["second", "first"]
    assert names(group="district") == ["third"]
    assert names(state="concluded") == ["first"]
    assert names(kind="announced") == ["third"]
    assert names(kind="surprise") == ["second", "first"]
    assert names(cause="plan") == ["third"]
    assert names(since="02/7/2019") == ["third", "second"]
    assert names(until="02/7/2019") == ["second", "first"]
    assert names(since="02/7/2019", until="02/7/2019") == ["second"]
    assert names(sort="day") == ["first", "second", "third"]
    assert names(sort="agency") == ["first", "second", "third"]
    assert names(sort="-agency") == ["third", "second", "first"]
    assert names(sort="password") == ["third", "second", "first"]


def test_a_filter_that_makes_no_sense_says_so(cast):
    page = page_of(cast.client("specialist").get(reverse("visit-list"), {"since": "31/02/2019"}))
    assert "Ngày “31/02/2019” không có trên lịch." in page


def test_violations_and_unit_findings_are_counted_apart_and_withdrawn_ones_not(cast):
    visit = draft(cast)
    for _ in range(3):
        violation(cast, visit)
    visit.findings.filter(pk=visit.findings.first().pk).update(withdrawn_at=NOW)
    violation(
        cast,
        visit,
        subject=Subject.UNIT,
        person_kind="",
        category=Category.objects.get(code="unit_rules"),
    )
    other = draft(cast, agency=cast.b)
    row = cast.client("specialist").get(reverse("visit-list")).context["page"].object_list
    assert {(v.pk, v.violations, v.unit_findings) for v in row} == {
        (visit.pk, 2, 1),
        (other.pk, 0, 0),
    }


def test_an_agency_is_listed_under_its_name_on_the_day(cast):
    AgencyName.objects.create(agency=cast.a, name="Sở Xây dựng mới", starts_on=date(2019, 7, 3))
    draft(cast, day=date(2019, 7, 2))
    draft(cast, day=date(2019, 7, 3))
    rows = cast.client("specialist").get(reverse("visit-list")).context["page"]
    assert [visit.agency_then for visit in rows] == ["Sở Xây dựng mới", "Sở Xây dựng"]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("specialist", ["draft_a", "done_a", "done_unit", "done_b"]),
        ("manager", ["draft_a", "done_a", "done_unit", "done_b"]),
        ("office_examiner", ["done_a", "done_unit", "done_b"]),
        ("leader", ["done_a", "done_unit", "done_b"]),
        ("clerk_a", ["done_a", "done_unit"]),
        ("head_a", ["done_a", "done_unit"]),
        ("clerk_b", ["done_b"]),
    ],
)
def test_each_role_lists_what_it_may_see(cast, who, seen):
    visits = {
        "draft_a": draft(cast),
        "done_a": concluded(cast),
        "done_unit": concluded(cast, agency=cast.a_unit),
        "done_b": concluded(cast, agency=cast.b),
    }
    assert listed(cast.client(who), sort="day") == [visits[name].pk for name in seen]


@pytest.mark.parametrize("who", ["operator", "department_registrar", "admin", "nobody"])
def test_who_has_no_business_with_visits_is_refused_with_the_reason(cast, who):
    answer = cast.client(who).get(reverse("visit-list"))
    assert answer.status_code == 403
    assert "Xem lượt kiểm tra là việc của:" in answer.content.decode()


def test_a_visitor_is_sent_to_sign_in(cast):
    answer = cast.client("visitor").get(reverse("visit-list"))
    assert (answer.status_code, "dang-nhap" in answer.headers["Location"]) == (302, True)


def test_an_empty_list_says_why_and_what_to_do(cast):
    page = page_of(cast.client("specialist").get(reverse("visit-list")))
    assert "Chưa có lượt kiểm tra nào" in page
    assert f'href="{reverse("visit-create")}"' in page
    page = page_of(cast.client("clerk_a").get(reverse("visit-list")))
    assert f'href="{reverse("visit-create")}"' not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_visit_and_for_thirty(
    cast, count, django_assert_num_queries
):
    for number in range(count):
        visit = draft(cast, starts_at=time(7, number), agency=cast.b if number % 2 else cast.a)
        violation(cast, visit)
    client = cast.client("specialist")
    # session, account, posts; kept filters; count of rows; rows
    with django_assert_num_queries(6):
        assert client.get(reverse("visit-list")).status_code == 200
    assert Visit.objects.count() == count


@pytest.mark.parametrize("count", [1, 30])
def test_a_visit_costs_the_same_with_one_finding_and_with_thirty(
    cast, count, django_assert_num_queries
):
    visit = draft(cast)
    for _ in range(count):
        violation(cast, visit)
    client = cast.client("specialist")
    # session, account, posts; visit, members; whether anything hangs on it; findings with what
    # became of them; timeline
    with django_assert_num_queries(8):
        assert client.get(reverse("visit-detail", args=[visit.pk])).status_code == 200


@pytest.mark.parametrize("who", ["specialist", "specialist_b", "manager", "leader", "clerk_a"])
def test_a_concluded_visit_costs_as_much_whoever_reads_it(cast, who, django_assert_num_queries):
    visit = concluded(cast)
    client, address = cast.client(who), reverse("visit-detail", args=[visit.pk])
    client.get(address)
    # as above: the team and the leaders ask nothing more for what they alone may do
    with django_assert_num_queries(8):
        assert client.get(address).status_code == 200


def test_a_visit_nobody_has_is_not_found_by_who_sees_all(cast):
    client = cast.client("specialist")
    for number in (10**6, 10**12, 10**30):
        assert client.get(f"/kiem-tra/{number}/").status_code == 404


def test_a_table_is_not_taken_away_under_a_condition_nobody_can_read(cast):
    page = cast.client("specialist").get("/kiem-tra/?since=31/2/2019&xuat=csv")
    assert page["Content-Type"].startswith("text/html")
    assert "không có trên lịch" in page.content.decode()
