"""Insert-only tables, refused by the database itself and not by convention.

PostgreSQL: a row trigger for UPDATE and DELETE and a statement trigger for TRUNCATE (which passes
row triggers). SQLite: triggers for UPDATE and DELETE, and a BEFORE INSERT trigger where a unique
key exists, because ``INSERT OR REPLACE`` passes the other two. They are installed after every
migration, since SQLite's table rebuild (AddField, AlterField) drops triggers without a word.
"""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder

MESSAGE = "Bảng {table} chỉ được thêm, không được sửa hay xóa."


class InsertOnlyModel(models.Model):
    """A model whose rows can never change: the database refuses UPDATE, DELETE and TRUNCATE.

    ``KEPT_DAYS``: personal data that must go after its time. Rows whose ``at`` lies further back,
    by the clock of the database, may be deleted; still none may be changed.
    """

    KEPT_DAYS: ClassVar[int | None] = None

    class Meta:
        abstract = True


def guarded_models() -> list[type[InsertOnlyModel]]:
    """All insert-only models, by table name."""
    found = [model for model in apps.get_models() if issubclass(model, InsertOnlyModel)]
    return sorted(found, key=lambda model: model._meta.db_table)


def guarded_tables() -> list[str]:
    """Names of all insert-only tables, sorted."""
    return [model._meta.db_table for model in guarded_models()]


def expected_guards(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Names of the triggers that must exist on this database."""
    vendor = connections[using].vendor
    return {name for model in guarded_models() for name in _triggers(vendor, model)}


def present_guards(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Names of the triggers that do exist, are enabled and say what they have to say.

    A trigger that keeps its name and refuses nothing is not present.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            said = {
                name: sql
                for model in guarded_models()
                for name, sql in _triggers("sqlite", model).items()
            }
            return {name for name, sql in cursor.fetchall() if said.get(name) == sql}
        # Enabled for ordinary sessions (O) or always (A), not for replicas alone (R); types of
        # pg_trigger: 19 and 11 before each row's UPDATE and DELETE, 34 before TRUNCATE.
        # On the table it is named after, for every column and every row.
        cursor.execute(
            "SELECT tgname, tgtype, "
            "COALESCE(substring(pg_get_triggerdef(pg_trigger.oid) from ' WHEN (.*) EXECUTE '), '') "
            "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
            "AND tgattr::text = '' AND pg_table_is_visible(tgrelid) "
            "AND tgname IN (relname || '_no_update', relname || '_no_delete', "
            "relname || '_no_truncate') "
            "AND proname = 'portal_insert_only' AND prosrc = %s",
            [_REFUSAL],
        )
        types = {"update": 19, "delete": 11, "truncate": 34}
        conditions = {
            f"{model._meta.db_table}_no_delete": f"(({_young(model, 'postgresql')}))"
            for model in guarded_models()
            if model.KEPT_DAYS is not None
        }
        return {
            name
            for name, kind, condition in cursor.fetchall()
            if types.get(name.rsplit("_")[-1]) == kind and condition == conditions.get(name, "")
        }


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the triggers that should exist and do not; health and checks report them."""
    return sorted(expected_guards(using) - present_guards(using))


def install_guards(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Install every trigger as it has to be (handler of ``post_migrate``; safe to run again)."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    present = present_guards(using)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION portal_insert_only() RETURNS trigger "
                f"LANGUAGE plpgsql AS $${_REFUSAL}$$"
            )
        for model in guarded_models():
            table = model._meta.db_table
            for name, statement in _triggers(connection.vendor, model).items():
                if table in existing and name not in present:
                    _drop(cursor, connection.vendor, name, table)
                    cursor.execute(statement)
    whole = existing.issuperset(guarded_tables())
    if connection.vendor != "sqlite" and settings.DATABASE_ROLE and whole:
        _grant(connection, settings.DATABASE_ROLE)


def changeable_tables(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Insert-only tables that the role of this connection could change or lift the guards of.

    On SQLite whoever writes owns the file: none is told.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid) "
            "AND (has_table_privilege(oid, 'UPDATE, TRUNCATE, TRIGGER') "
            "OR has_table_privilege(oid, 'DELETE') AND relname <> ALL(%s) "
            "OR has_any_column_privilege(oid, 'UPDATE') OR pg_has_role(relowner, 'MEMBER')) "
            "ORDER BY relname",
            [guarded_tables(), sorted(_forgotten())],
        )
        return [name for (name,) in cursor.fetchall()]


def _forgotten() -> set[str]:
    """Guarded tables whose old rows the portal deletes, as far as their guards let it."""
    return {model._meta.db_table for model in guarded_models() if model.KEPT_DAYS is not None}


def _grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the portal's role what it needs and no more: of guarded tables SELECT and INSERT."""
    quoted, guarded = connection.ops.quote_name(role), set(guarded_tables())
    old_go = _forgotten()
    read = {MigrationRecorder.Migration._meta.db_table}
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}")
        for rights, some in (
            ("SELECT", tables & read),
            ("SELECT, INSERT", tables & guarded - old_go),
            ("SELECT, INSERT, DELETE", tables & old_go),
            ("SELECT, INSERT, UPDATE, DELETE", tables - guarded - read),
        ):
            if some:
                named = ", ".join(map(connection.ops.quote_name, sorted(some)))
                cursor.execute(f"GRANT {rights} ON {named} TO {quoted}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")


def lift_guards(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop every trigger. For the teardown of tests alone; the next migrate puts them back."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in guarded_models():
            table = model._meta.db_table
            for name in _triggers(connection.vendor, model):
                if table in existing:
                    _drop(cursor, connection.vendor, name, table)


def _drop(cursor: CursorWrapper, vendor: str, name: str, table: str) -> None:
    on = "" if vendor == "sqlite" else f' ON "{table}"'
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


# Body of the function that PostgreSQL's triggers call; compared with what the database holds.
_REFUSAL = (
    " BEGIN RAISE EXCEPTION 'Bảng % chỉ được thêm, không được sửa hay xóa.', TG_TABLE_NAME; END "
)


def _young(model: type[InsertOnlyModel], vendor: str) -> str:
    """That a row may not be deleted yet, in the words PostgreSQL gives it back in."""
    if vendor == "sqlite":
        return f"OLD.\"at\" > datetime('now', '-{model.KEPT_DAYS} days')"
    return f"old.at > (now() - '{model.KEPT_DAYS} days'::interval)"


def _triggers(vendor: str, model: type[InsertOnlyModel]) -> dict[str, str]:
    """Name of each trigger of a table → the statement that makes it."""
    table = model._meta.db_table
    young = "" if model.KEPT_DAYS is None else f"WHEN ({_young(model, vendor)}) "
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE.format(table=table)}'); END"
        taken = " OR ".join(
            " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
            for key in _unique_keys(model)
        )
        events = {
            "update": f'BEFORE UPDATE ON "{table}" {refuse}',
            "delete": f'BEFORE DELETE ON "{table}" {young}{refuse}',
            "replace": f'BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {taken}) {refuse}',
        }
    else:
        execute = "EXECUTE FUNCTION portal_insert_only()"
        events = {
            "update": f'BEFORE UPDATE ON "{table}" FOR EACH ROW {execute}',
            "delete": f'BEFORE DELETE ON "{table}" FOR EACH ROW {young}{execute}',
            "truncate": f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {execute}',
        }
    return {
        f"{table}_no_{kind}": f'CREATE TRIGGER "{table}_no_{kind}" {event}'
        for kind, event in events.items()
    }


def _unique_keys(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Columns of every key a REPLACE could meet an older row by: REPLACE deletes that row."""
    column = {field.name: str(field.column) for field in model._meta.concrete_fields}
    own = [(column[field.name],) for field in model._meta.concrete_fields if field.unique]
    joint = [
        tuple(column[name] for name in constraint.fields)
        for constraint in model._meta.total_unique_constraints
    ]
    return own + joint
