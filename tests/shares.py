"""Which run a test belongs to: the quick one, or one of the two that ``script/test --all`` makes.

``--share=quick`` is what ``script/test`` alone runs: SQLite, and nothing that takes a browser, a
server, a heavy PDF or long (``slow``). ``--share=all`` is one of two runs, on SQLite or on
PostgreSQL, that together run every test at least once; what touches no database runs in one of
them only, for it cannot come out differently. Without ``--share`` everything runs that can.

A test touches a database when it asks pytest-django for one, by mark or fixture, or when one of
its fixtures leads to a database of our own. Nobody keeps a list of them.

What bears the mark ``first`` begins before all others: a run ends with its last test, and one that
takes a minute must not be that.
"""

from collections.abc import Set

import pytest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = frozenset({SQLITE, POSTGRESQL})
# Marks of what takes long and comes out alike on both databases: run on PostgreSQL alone.
HEAVY = frozenset({"browser", "celery", "pdf", "word", "once"})
# Marks of what the quick run leaves to the others.
NOT_QUICK = HEAVY | {"postgresql", "slow"}
# The fixtures all others that lead to a database go through.
ROOTS = frozenset({"_django_db_helper", "django_db_setup", "database_kind"})
LEFT_OUT = pytest.StashKey[int]()


def databases_of(marks: Set[str], needs_database: bool) -> frozenset[str]:
    """The databases a test runs on under ``--all``; never none."""
    if "sqlite" in marks:
        return frozenset({SQLITE})
    if marks & {"postgresql", "celery"}:
        return frozenset({POSTGRESQL})
    if "both_databases" in marks:
        return BOTH
    if marks & HEAVY:
        return frozenset({POSTGRESQL})
    return BOTH if needs_database else frozenset({SQLITE})


def belongs(share: str | None, database: str, marks: Set[str], needs_database: bool) -> bool:
    """Whether a test is part of this run."""
    if share is None:
        return True
    if share == "quick":
        return not marks & NOT_QUICK
    return database in databases_of(marks, needs_database)


def needs_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, itself or through a fixture."""
    return bool(
        ROOTS & set(getattr(item, "fixturenames", ()))
        or item.get_closest_marker("django_db")
        # Its page may come from a served portal, which is only started once it is asked for.
        or item.get_closest_marker("browser")
        or getattr(getattr(item, "cls", None), "databases", None)
    )


def pytest_addoption(parser):
    parser.addoption(
        "--share",
        choices=("quick", "all"),
        help="the part of the tests that script/test asks for (default: all that can run)",
    )


def pytest_collection_modifyitems(config, items):
    share, database = config.option.share, config.option.database
    kept, left_out = [], []
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        mine = belongs(share, database, marks, needs_database(item))
        (kept if mine else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("first") is None)
    _count(config, len(left_out))


def pytest_fixture_setup(fixturedef, request):
    """A test that comes to a database by a way nobody sees beforehand would run on one alone."""
    item = getattr(request, "_pyfuncitem", None)
    if fixturedef.argname in ROOTS and item is not None and not needs_database(item):
        pytest.fail(f"{item.nodeid} dùng cơ sở dữ liệu mà không khai fixture hay mark nào")


def pytest_terminal_summary(terminalreporter, config):
    count = config.stash.get(LEFT_OUT, 0)
    if count and config.option.share == "quick":
        terminalreporter.line(
            f"{count} bài cần trình duyệt, máy chủ, PDF hay nhiều thời gian không thuộc lượt "
            "nhanh; script/test --all chạy cả."
        )


def _count(config, left_out: int) -> None:
    """Keep the number where the summary finds it: with xdist, in the process that prints it."""
    config.stash[LEFT_OUT] = left_out
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = left_out


class FromWorkers:
    """Takes over what a worker of xdist counted; all of them collect the same."""

    def __init__(self, config):
        self.config = config

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node, error):
        output = getattr(node, "workeroutput", {})
        self.config.stash[LEFT_OUT] = output.get("left_out", 0)


def pytest_configure(config):
    config.pluginmanager.register(FromWorkers(config), "shares-from-workers")
