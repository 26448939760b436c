"""The portal of the journeys: one copy of the demo province a module, or a test's own.

A journey that writes what others would stumble over asks for ``live_portal``, or for
``celery_portal`` with a worker beside it, and has a copy of its own. All others share one, since
serving a copy takes seconds.
"""

import pytest
from playwright.sync_api import expect

from tests.fixtures.demo import copy_of
from tests.services import portal

# A machine that tests on all its cores is slow at times; a page that is not there stays away.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def shared_portal(database_kind, demo_template, static_dir, tmp_path_factory):
    """The portal served on a copy of the demo province for all tests of a module."""
    folder = tmp_path_factory.mktemp("journeys")
    with (
        copy_of(demo_template, static_dir, folder, database_kind) as copy,
        portal.served(copy) as served,
    ):
        yield served


@pytest.fixture
def browsed_url(request) -> str:
    """The address of the test's own portal where it asks for one, else of the shared one."""
    own = [name for name in ("live_portal", "celery_portal") if name in request.fixturenames]
    return request.getfixturevalue(own[0] if own else "shared_portal").url


@pytest.fixture
def at_screen(open_page, sign_in):
    """``at_screen(username)``: a person of the demo at a screen of his own, signed in."""

    def at_screen(username: str, **options):
        page = open_page(**options)
        sign_in(page, username)
        return page

    return at_screen
