"""Who sits at the screens of the journeys.

A journey that writes what others would stumble over asks for ``live_portal``, or for
``celery_portal`` with a worker beside it, and has a copy of its own. All others share the portal
of their process.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps.people import People

# A machine that tests on all its cores is slow at times; a page that is not there stays away.
expect.set_options(timeout=15_000)


@pytest.fixture
def at_screen(open_page, sign_in):
    """``at_screen(username)``: a person of the demo at a screen of their own, signed in."""

    def at_screen(username: str, **options):
        page = open_page(**options)
        sign_in(page, username)
        return page

    return at_screen


@pytest.fixture
def people(at_screen):
    """The people of a report, each signed in at their own screen."""
    return People(at_screen)
