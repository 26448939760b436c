"""A maker of records with a ledger beside it, two years of them, and opening a page."""

from datetime import date

import pytest
from django.db import transaction

from tayninh_portal.lib.periods import parse_period
from tests.reports.claiming import a_told_year
from tests.reports.composition import a_maker, violation


@pytest.fixture
def maker(cast):
    return a_maker(cast)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A year of figures that were written down: nothing but what they are called is read."""
    with django_db_blocker.unblock(), transaction.atomic():
        return a_told_year()


@pytest.fixture
def year():
    """The calendar year of the real report."""
    return parse_period("calendar-2019")


@pytest.fixture
def two_years(maker):
    """2018: one visit to the Sở, two to the huyện. 2019: three to the Sở, one to the xã."""
    maker.visit(day=date(2018, 3, 5), place=0, found=[violation()])
    for _ in range(2):
        maker.visit(day=date(2018, 12, 3), place=3, found=[violation("no_badge")])
    for day in (date(2019, 3, 4), date(2019, 3, 4), date(2019, 5, 6)):
        maker.visit(day=day, place=0, found=[violation(), violation()])
    maker.visit(day=date(2019, 5, 6), place=4)
    return maker


@pytest.fixture
def page(cast):
    """Opens a page of the specialist's."""
    client = cast.client("specialist")

    def opened(address: str, **headers: str):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        return answer

    return opened
