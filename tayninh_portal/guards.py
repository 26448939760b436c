"""Insert-only tables, refused by the database itself and not by convention.

PostgreSQL: a row trigger for UPDATE and DELETE and a statement trigger for TRUNCATE (which passes
row triggers). SQLite: triggers for UPDATE and DELETE, and a BEFORE INSERT trigger where the key
exists, because ``INSERT OR REPLACE`` passes the other two. They are installed after every
migration, since SQLite's table rebuild (AddField, AlterField) drops triggers without a word.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models

MESSAGE = "Bảng {table} chỉ được thêm, không được sửa hay xóa."


class InsertOnlyModel(models.Model):
    """A model whose rows can never change: the database refuses UPDATE, DELETE and TRUNCATE."""

    class Meta:
        abstract = True


def guarded_tables() -> list[str]:
    """Names of all insert-only tables, sorted."""
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, InsertOnlyModel))


def expected_guards(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Names of the triggers that must exist on this database."""
    kinds = ("update", "delete", "truncate")
    if connections[using].vendor == "sqlite":
        kinds = ("update", "delete", "replace")
    return {f"{table}_no_{kind}" for table in guarded_tables() for kind in kinds}


def present_guards(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Names of the triggers that do exist and are enabled."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
        return {row[0] for row in cursor.fetchall()}


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the triggers that should exist and do not; health and checks report them."""
    return sorted(expected_guards(using) - present_guards(using))


def install_guards(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Install every missing trigger (handler of ``post_migrate``; safe to run again)."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in guarded_tables():
            if table in existing:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def lift_guards(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop every trigger. For the teardown of tests alone; the next migrate puts them back."""
    connection = connections[using]
    present = present_guards(using)
    with connection.cursor() as cursor:
        for table in guarded_tables():
            for kind in ("update", "delete", "truncate", "replace"):
                name = f"{table}_no_{kind}"
                if name in present:
                    on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
                    cursor.execute(f'DROP TRIGGER "{name}"{on}')


def _statements(vendor: str, table: str) -> list[str]:
    message = MESSAGE.format(table=table)
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{table}_no_update" BEFORE UPDATE ON "{table}" {refuse}',
            f'CREATE TRIGGER IF NOT EXISTS "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}',
            f'CREATE TRIGGER IF NOT EXISTS "{table}_no_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id) {refuse}',
        ]
    function = (
        "CREATE OR REPLACE FUNCTION portal_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'Bảng % chỉ được thêm, không được sửa hay xóa.', TG_TABLE_NAME; "
        "END $$"
    )
    execute = "EXECUTE FUNCTION portal_insert_only()"
    return [
        function,
        f'CREATE OR REPLACE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" '
        f"FOR EACH ROW {execute}",
        f'CREATE OR REPLACE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
        f"FOR EACH ROW {execute}",
        f'CREATE OR REPLACE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT {execute}",
    ]
