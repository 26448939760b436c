"""Which test belongs to which run of script/test; tests/shares.py decides, this says what."""

import pytest

from tests.shares import belongs, needs_database

# marks, needs a database: quick, SQLite under --all, PostgreSQL under --all
SHARES = [
    ((), True, "qsp"),
    ((), False, "qs"),
    (("browser",), True, "p"),
    (("browser", "pdf"), True, "p"),
    (("pdf",), False, "p"),
    (("word", "pdf"), False, "p"),
    (("once",), True, "p"),
    (("once",), False, "p"),
    (("slow",), True, "sp"),
    (("slow",), False, "s"),
    (("slow", "sqlite"), True, "s"),
    (("slow", "once"), True, "p"),
    (("celery",), True, "p"),
    (("celery", "both_databases"), True, "p"),
    (("browser", "both_databases"), True, "sp"),
    (("both_databases",), True, "qsp"),
    (("sqlite",), True, "qs"),
    (("sqlite",), False, "qs"),
    (("browser", "pdf", "sqlite"), True, "s"),
    (("postgresql",), True, "p"),
    (("postgresql",), False, "p"),
]
RUNS = {"q": ("quick", "sqlite"), "s": ("all", "sqlite"), "p": ("all", "postgresql")}


@pytest.mark.parametrize(("marks", "database", "runs"), SHARES)
def test_a_test_runs_where_its_needs_say_and_somewhere_under_all(marks, database, runs):
    found = "".join(run for run, of in RUNS.items() if belongs(*of, frozenset(marks), database))
    assert found == runs
    assert belongs(None, "sqlite", frozenset(marks), database)


def test_who_asks_for_no_database_needs_none(request):
    assert not needs_database(request.node)


def test_who_asks_for_a_database_needs_one(db, request):
    assert needs_database(request.node)


@pytest.mark.slow
def test_a_way_to_a_database_is_seen_through_fixtures(demo, request):
    assert needs_database(request.node)


@pytest.mark.django_db
def test_a_mark_asks_for_a_database(request):
    assert needs_database(request.node)


def test_what_takes_long_begins_before_the_others(request):
    waits = [item.get_closest_marker("first") is None for item in request.session.items]
    assert waits == sorted(waits)
