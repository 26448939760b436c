"""Figures are read from one state while others write; a second connection does the writing."""

import threading

import pytest
from django.db import InternalError, connection, transaction

from tayninh_portal.lib.consistency import WriteInOneState, one_state

# Until what hangs is given up; nothing here waits that long otherwise.
SECONDS = 30


@pytest.fixture
def visits(django_db_setup, django_db_blocker):
    """A table of one row, outside any transaction of a test, so that others can see it."""
    with django_db_blocker.unblock():
        run('CREATE TABLE "lib_visit" ("n" integer)')
        add_visit()
        yield
        run('DROP TABLE "lib_visit"')
        connection.close()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def add_visit():
    with transaction.atomic():
        run('INSERT INTO "lib_visit" VALUES (1)')


def count_visits():
    return run('SELECT count(*) FROM "lib_visit"')[0][0]


def elsewhere(work):
    """Run `work` on a connection of its own; it must end while ours goes on, and without error."""
    errors = []

    def on_its_own_connection():
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=on_its_own_connection)
    thread.start()
    thread.join(timeout=SECONDS)
    assert (thread.is_alive(), errors) == (False, [])


def test_a_commit_in_between_is_not_seen(visits):
    with one_state():
        before = count_visits()
        elsewhere(add_visit)
        after = count_visits()
    assert (before, after, count_visits()) == (1, 1, 2)


def test_without_it_the_commit_in_between_is_seen(visits):
    before = count_visits()
    elsewhere(add_visit)
    assert (before, count_visits()) == (1, 2)


def test_the_state_is_that_of_the_entrance_and_not_of_the_first_read(visits):
    with one_state():
        elsewhere(add_visit)
        assert count_visits() == 1


def test_a_writer_at_work_does_not_keep_readers_out(visits):
    writing, read = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            run('INSERT INTO "lib_visit" VALUES (2)')
            writing.set()
            assert read.wait(timeout=SECONDS)

    def read_meanwhile():
        assert writing.wait(timeout=SECONDS)
        with one_state():
            assert count_visits() == 1
        read.set()

    writer = threading.Thread(target=elsewhere, args=(write_slowly,))
    writer.start()
    read_meanwhile()
    writer.join(timeout=SECONDS)
    assert count_visits() == 2


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            'INSERT INTO "lib_visit" VALUES (3)',
            "Đang đọc số liệu, không được ghi dữ liệu: INSERT vào bảng “lib_visit”.",
        ),
        (
            'UPDATE "lib_visit" SET "n" = 3',
            "Đang đọc số liệu, không được ghi dữ liệu: UPDATE vào bảng “lib_visit”.",
        ),
        (
            'DELETE FROM "lib_visit"',
            "Đang đọc số liệu, không được ghi dữ liệu: DELETE vào bảng “lib_visit”.",
        ),
        ('DROP TABLE "lib_visit"', "Đang đọc số liệu, không được ghi dữ liệu: DROP."),
    ],
)
def test_writing_inside_is_refused_and_possible_afterwards(visits, sql, sentence):
    with pytest.raises(WriteInOneState) as refusal, one_state():
        run(sql)
    assert str(refusal.value) == sentence
    assert run('SELECT "n" FROM "lib_visit"') == [(1,)]
    add_visit()
    assert count_visits() == 2


@pytest.mark.postgresql
def test_postgresql_itself_refuses_what_the_statement_does_not_show(visits):
    with pytest.raises(InternalError, match=r"read-only transaction"), one_state():
        run('SELECT "n" FROM "lib_visit" FOR UPDATE')


@pytest.mark.sqlite
def test_sqlite_begins_immediate_again_afterwards(visits):
    mode = connection.transaction_mode
    with one_state():
        assert connection.transaction_mode == "DEFERRED"
    with pytest.raises(ZeroDivisionError), one_state():
        _ = 1 / 0
    assert (mode, connection.transaction_mode) == ("IMMEDIATE", "IMMEDIATE")


def test_savepoints_and_a_second_one_state_inside_are_no_writes(visits):
    with one_state():
        with transaction.atomic():
            assert count_visits() == 1
        with one_state():
            elsewhere(add_visit)
            assert count_visits() == 1
    assert count_visits() == 2


def test_inside_an_open_transaction_it_joins_and_still_refuses_writes(visits):
    with transaction.atomic():
        run('INSERT INTO "lib_visit" VALUES (4)')
        with one_state():
            assert count_visits() == 2
            with pytest.raises(WriteInOneState):
                run('INSERT INTO "lib_visit" VALUES (5)')
        run('INSERT INTO "lib_visit" VALUES (6)')
    assert run('SELECT "n" FROM "lib_visit" ORDER BY 1') == [(1,), (4,), (6,)]


def test_nothing_is_left_open_afterwards(visits):
    with one_state():
        count_visits()
    assert (connection.in_atomic_block, connection.get_autocommit()) == (False, True)
