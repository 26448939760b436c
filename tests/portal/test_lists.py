"""Lists are counted exactly to 1,000 and go page by page beyond."""

import pytest
from django.test import RequestFactory

from tayninh_portal.lists import page_of
from tayninh_portal.models import User

pytestmark = pytest.mark.django_db


def page_at(rows, number: str):
    """The page a browser gets for ``?page=number``."""
    return page_of(rows, RequestFactory().get("/", {"page": number}))


def people(count: int):
    """So many accounts, in the order of their names."""
    User.objects.bulk_create(
        User(username=f"u{n:05d}", full_name="Minh họa", name_key="", search="")
        for n in range(count)
    )
    return User.objects.order_by("username")


def test_a_list_has_25_rows_a_page_and_its_exact_count():
    page = page_at(people(30), "2")
    assert [user.username for user in page] == [f"u{n:05d}" for n in range(25, 30)]
    assert (page.paginator.count, page.paginator.num_pages) == (30, 2)


@pytest.mark.parametrize("number", ["", "x", "0", "-3"])
def test_nonsense_in_the_address_gives_a_page_that_exists(number):
    assert len(page_at(people(3), number)) == 3


def test_exactly_a_thousand_rows_are_counted():
    page = page_at(people(1000), "40")
    assert page.paginator.count == 1000
    assert page.approximate is False
    assert page.has_next() is False


def test_a_longer_list_goes_page_by_page_to_its_end():
    rows = people(1001)
    page = page_at(rows, "40")
    assert (page.approximate, page.number, len(page)) == (True, 40, 25)
    assert (page.has_next(), page.next_page_number()) == (True, 41)
    last = page_at(rows, "41")
    assert (last.has_next(), last.previous_page_number(), len(last)) == (False, 40, 1)


def test_the_page_beyond_a_long_list_is_empty_and_leads_back():
    page = page_at(people(1001), "99")
    assert (len(page), page.has_next(), page.previous_page_number()) == (0, False, 98)


def test_the_last_pages_of_a_long_list_are_read_from_the_other_end():
    rows = people(1030)
    last = page_at(rows, "cuoi")
    assert [user.username for user in last] == [f"u{n:05d}" for n in range(1005, 1030)]
    assert (last.approximate, last.has_next()) == (True, False)
    before = page_at(rows, last.previous_page_number())
    assert [user.username for user in before] == [f"u{n:05d}" for n in range(980, 1005)]
    assert (before.previous_page_number(), before.next_page_number()) == ("cuoi-3", "cuoi")
    first = page_at(rows, "cuoi-42")
    assert [user.username for user in first] == [f"u{n:05d}" for n in range(5)]
    assert (first.has_previous(), first.has_next()) == (False, True)


def test_the_last_page_of_a_list_that_is_counted_has_its_number():
    page = page_at(people(30), "cuoi")
    assert (page.approximate, page.number, len(page)) == (False, 2, 5)


@pytest.mark.parametrize("number", ["cuoi-x", "cuoi-0", "cuoi--3"])
def test_nonsense_from_the_end_is_the_last_page(number):
    assert page_at(people(30), number).number == 2


@pytest.mark.parametrize(("number", "queries"), [("1", 2), ("99", 2), ("cuoi", 3)])
def test_a_page_asks_as_often_at_any_depth(number, queries, django_assert_num_queries):
    rows = people(2500)
    with django_assert_num_queries(queries):
        assert len(page_at(rows, number)) == 25
