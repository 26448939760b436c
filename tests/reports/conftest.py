"""A maker of records with a ledger beside it."""

import pytest

from tayninh_portal.lib.periods import parse_period
from tests.reports.composition import a_maker


@pytest.fixture
def maker(cast):
    return a_maker(cast)


@pytest.fixture
def year():
    """The calendar year of the real report."""
    return parse_period("calendar-2019")
