"""What a statement writes is recognised, and refused outside the allow list."""

import pytest
from django.db import connection

from tayninh_portal.lib.readonly import Write, WriteOnGet, refuse_writes, writes_of


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "a"."id" FROM "a" WHERE "a"."x" = %s',
        '(SELECT 1) UNION (SELECT 2)',
        'WITH x AS (SELECT 1) SELECT * FROM x',
        'SELECT * FROM "a" FOR UPDATE OF "a" SKIP LOCKED',
        "SELECT 'DELETE FROM a', 'it''s; DROP TABLE a'",
        "SELECT 1 -- DELETE FROM a\n",
        "/* INSERT INTO a */ SELECT 1;",
        'SELECT "update", "set" FROM "a"',
        'SAVEPOINT "s1"',
        'RELEASE SAVEPOINT "s1"',
        'ROLLBACK TO SAVEPOINT "s1"',
        "BEGIN DEFERRED",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "PRAGMA foreign_keys",
        "EXPLAIN SELECT 1",
        "",
    ],
)  # fmt: skip
def test_reading_and_bounding_a_transaction_write_nothing(sql):
    assert writes_of(sql) == ()


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ('INSERT INTO "a" ("b") VALUES (%s)', [Write("INSERT", "a")]),
        ('INSERT OR IGNORE INTO "a" ("b") VALUES (1)', [Write("INSERT", "a")]),
        (
            'INSERT INTO "a" SELECT 1 ON CONFLICT ("x") DO UPDATE SET "x" = 2',
            [Write("INSERT", "a")],
        ),
        ("replace into a values (1)", [Write("REPLACE", "a")]),
        ('UPDATE "a" SET "x" = 1 WHERE "id" IN (SELECT 1)', [Write("UPDATE", "a")]),
        ('UPDATE ONLY "public"."a" AS t SET x = 1', [Write("UPDATE", "a")]),
        ('DELETE\nFROM "a" WHERE "a"."id" = 1', [Write("DELETE", "a")]),
        ('WITH x AS (DELETE FROM "a" RETURNING *) SELECT * FROM x', [Write("DELETE", "a")]),
        ('EXPLAIN ANALYZE DELETE FROM "a"', [Write("DELETE", "a")]),
        ('TRUNCATE "a"', [Write("TRUNCATE", "")]),
        ("SELECT 1; DROP TABLE a", [Write("DROP", "")]),
        ("CREATE TABLE a (b int)", [Write("CREATE", "")]),
        ("COPY a FROM STDIN", [Write("COPY", "")]),
        ("VACUUM", [Write("VACUUM", "")]),
    ],
)
def test_a_write_is_found_with_its_table(sql, writes):
    assert list(writes_of(sql)) == writes


@pytest.fixture
def two_tables(db):
    with connection.cursor() as cursor:
        cursor.execute('CREATE TABLE "lib_session" ("n" integer)')
        cursor.execute('CREATE TABLE "lib_visit" ("n" integer)')
    yield
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE "lib_session"')
        cursor.execute('DROP TABLE "lib_visit"')


def run(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None


def test_a_get_request_writes_to_allowed_tables_only(two_tables):
    with connection.execute_wrapper(refuse_writes({"lib_session"})):
        run('INSERT INTO "lib_session" VALUES (1)')
        with pytest.raises(WriteOnGet) as refusal:
            run('INSERT INTO "lib_visit" VALUES (%s)', [1])
        assert str(refusal.value) == (
            "Yêu cầu GET không được ghi dữ liệu: INSERT vào bảng “lib_visit”."
        )
        with pytest.raises(WriteOnGet) as refusal:
            run('DROP TABLE "lib_session"')
        assert str(refusal.value) == "Yêu cầu GET không được ghi dữ liệu: DROP."
    assert run('SELECT "n" FROM "lib_session"') == [(1,)]
    assert run('SELECT "n" FROM "lib_visit"') == []


def test_many_rows_at_once_are_refused_too(two_tables):
    with (
        connection.execute_wrapper(refuse_writes()),
        connection.cursor() as cursor,
        pytest.raises(WriteOnGet),
    ):
        cursor.executemany('INSERT INTO "lib_visit" VALUES (%s)', [[1], [2]])
    assert run('SELECT "n" FROM "lib_visit"') == []
