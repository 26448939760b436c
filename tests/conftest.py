"""What every test gets: an environment of its own, strict templates, an account of what ran.

``pytest tests/…`` works with nothing else running, on SQLite. ``script/test`` starts the real
servers and runs the tests on both databases. Fixtures live in ``tests/fixtures/``, one file a
part; the helpers that start real servers in ``tests/services/``.

Markers say what a test needs; a test whose part is missing does not run, and the summary names
it with the reason (``tests/reporting.py``).
"""

import os

import pytest

from tests import environment
from tests.services import missing

pytest_plugins = [
    "tests.reporting",
    "tests.shares",
    "tests.fixtures.cast",
    "tests.fixtures.browser",
    "tests.fixtures.database",
    "tests.fixtures.demo",
    "tests.fixtures.mails",
    "tests.fixtures.portal",
    "tests.fixtures.pristine",
    "tests.fixtures.queries",
    "tests.fixtures.templates",
]

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser, pluginmanager):
    """Add ``--database`` and load Django with it.

    Here and not in ``pytest_configure``, since the conftest of a subfolder may import models at
    its top and is loaded in between.
    """
    parser.addoption(
        "--database",
        choices=DATABASES,
        default="sqlite",
        help="database of the tests; script/test starts PostgreSQL (default: sqlite)",
    )
    config = pluginmanager.get_plugin("pytestconfig")
    options = parser.parse_known_args(list(config.invocation_params.args))
    if options.database == "postgresql" and not os.environ.get("TEST_DATABASE_URL"):
        raise pytest.UsageError(
            "--database=postgresql cần TEST_DATABASE_URL; script/test --database=postgresql "
            "tự mở một máy chủ PostgreSQL dùng xong là bỏ."
        )
    var_dir = environment.prepare_environment(options.database)
    config.add_cleanup(lambda: environment.remove_environment(var_dir))
    environment.prepare_settings(var_dir)


def pytest_make_parametrize_id(val, argname):
    """Name a test by its parameter's name where the value is a file's bytes.

    A file made anew (a PDF with a random ID, a zip with the time) would have another name in each
    process of xdist, which then refuses to run at all.
    """
    return argname if isinstance(val, bytes) else None


def pytest_runtest_setup(item):
    reason = missing.why_not(item)
    if reason:
        pytest.skip(reason)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and other cached counts of one test are not those of the next."""
    from django.core.cache import cache

    yield
    cache.clear()
