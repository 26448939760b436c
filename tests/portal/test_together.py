"""Several questions in one statement: each gets the rows it would have got alone."""

from datetime import date

import pytest
from django.db.models import Count, Exists, OuterRef, Q, Value, Window
from django.db.models.functions import RowNumber

from inspections.agencies.models import Agency, AgencyName
from inspections.visits.models import Visit
from tayninh_portal.lib.together import Ready, read_together
from tayninh_portal.models import Appointment, StoredFile, User
from tests.reports.ledger import Maker


def questions():
    """One of each shape: models with relations and annotations, values, tuples, numbers, none."""
    posts = Appointment.objects.filter(agency=OuterRef("pk"))
    return (
        Agency.objects.annotate(has_posts=Exists(posts)).select_related("parent").order_by("-name"),
        User.objects.order_by("username"),
        Appointment.objects.values("role").annotate(n=Count("pk")).order_by("-n", "role"),
        AgencyName.objects.values_list("starts_on", "name", "agency").order_by("name", "pk"),
        Agency.objects.values_list("pk", flat=True).order_by("-pk")[1:3],
        Visit.objects.order_by("-day", "-starts_at"),
        Visit.objects.annotate(line=Window(RowNumber(), order_by="-day")).values("line", "pk"),
        Agency.objects.order_by().values(one=Value(1)).annotate(n=Count("pk", filter=Q(pk=0))),
        Agency.objects.filter(pk__in=[]),
        StoredFile.objects.all(),
    )


def said(rows):
    """Rows as they can be compared: every column and annotation, every loaded relation."""
    return [row if isinstance(row, int | tuple | dict) else _columns(row) for row in rows]


def _columns(row):
    loaded = row._state.fields_cache.items()
    own = {name: value for name, value in vars(row).items() if name != "_state"}
    return own | {name: value and _columns(value) for name, value in loaded}


@pytest.fixture
def records(cast):
    maker = Maker(cast)
    for at in range(12):
        maker.visit(day=date(2019, 1 + at, 4), place=at % 6)


def test_each_has_the_rows_it_would_have_had_alone(records, django_assert_num_queries):
    asked = questions()
    with django_assert_num_queries(1):
        read_together(*asked)
        together = [said(rows) for rows in asked]
    alone = [said(rows) for rows in questions()]
    assert together == alone
    assert [len(rows) for rows in alone[:8]].count(0) == 0


def test_what_was_read_before_is_not_read_again(records, django_assert_num_queries):
    first, second, third = questions()[:3]
    list(first)
    with django_assert_num_queries(1):
        read_together(first, second, second, third)
    with django_assert_num_queries(0):
        read_together(first, second, third)


def test_one_alone_asks_for_itself_when_it_is_looked_at(cast, django_assert_num_queries):
    rows = Agency.objects.all()
    with django_assert_num_queries(0):
        read_together(rows)
    with django_assert_num_queries(1):
        assert cast.a in rows


def test_rows_to_come_are_prefetched_as_ever(records, django_assert_num_queries):
    agencies = Agency.objects.prefetch_related("names").order_by("pk")
    with django_assert_num_queries(2):
        read_together(agencies, User.objects.all())
        named = {agency.name: [name.name for name in agency.names.all()] for agency in agencies}
    assert named == {
        agency.name: list(agency.names.values_list("name", flat=True))
        for agency in Agency.objects.all()
    }


def test_rows_kept_ready_are_drawn_up_once_and_read_each_time(records, django_assert_num_queries):
    """Beside others, as each was asked, and again after a record more."""
    ready = [Ready(rows) for rows in questions()]
    for _ in range(2):
        again = [rows.again() for rows in ready]
        with django_assert_num_queries(1):
            read_together(*again)
            together = [said(rows) for rows in again]
        assert together == [said(rows) for rows in questions()]
        Appointment.objects.filter(pk=Appointment.objects.latest("pk").pk).delete()


def test_what_is_made_of_rows_kept_ready_is_asked_as_it_is(records):
    agencies = Ready(Agency.objects.order_by("pk"))
    first = agencies.again()
    read_together(first, agencies.again())
    some = agencies.again().filter(parent=None)
    read_together(some, agencies.again())
    assert list(first) == list(Agency.objects.order_by("pk"))
    assert list(some) == list(Agency.objects.filter(parent=None).order_by("pk"))
