"""Reading many figures from one state of the database.

Rule: all figures of one screen or one freeze are counted in the same state. Measured: two counts
in one READ COMMITTED transaction differed by one while others wrote; in REPEATABLE READ never.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tayninh_portal.lib.readonly import Execute, writes_of


class WriteInOneState(Exception):
    """Something wrote while figures were being read. The message names verb and table."""


@contextmanager
def one_state(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Read everything inside from the state of the database at the entrance; refuse writes.

    PostgreSQL: a REPEATABLE READ, READ ONLY transaction. SQLite (WAL): a deferred transaction,
    a reader that neither waits for writers nor makes them wait, although the portal's own
    transactions begin IMMEDIATE.

    Inside an open transaction it joins that one, since no database changes the isolation of a
    transaction under way: on SQLite that is one state all the same, on PostgreSQL only as far as
    the outer transaction gives it. So open it outermost; tests run inside theirs.

    Raises WriteInOneState for an INSERT, UPDATE or DELETE inside.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        with connection.execute_wrapper(_refuse):
            yield
        return
    with _reading_transaction(connection, using), connection.execute_wrapper(_refuse):
        yield


@contextmanager
def _reading_transaction(connection: BaseDatabaseWrapper, using: str) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with _deferred(connection), transaction.atomic(using=using):
            # BEGIN alone takes no snapshot, the first read does: take it here, not somewhere
            # inside, so that "now" is the entrance.
            _run(connection, "SELECT 1 FROM sqlite_master")
            yield
        return
    with transaction.atomic(using=using):
        _run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT 1")
        yield


# Any, since only SQLite has a transaction_mode and the types of Django do not know it.
@contextmanager
def _deferred(connection: Any) -> Iterator[None]:
    """Let atomic() begin DEFERRED on SQLite; connections belong to one thread, so this is safe."""
    # The mode is read from the settings when the connection opens.
    connection.ensure_connection()
    mode = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode


def _run(connection: BaseDatabaseWrapper, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _refuse(
    execute: Execute, sql: str, params: object, many: bool, context: dict[str, Any]
) -> object:
    for write in writes_of(str(sql)):
        target = f" vào bảng “{write.table}”" if write.table else ""
        raise WriteInOneState(f"Đang đọc số liệu, không được ghi dữ liệu: {write.verb}{target}.")
    return execute(sql, params, many, context)
