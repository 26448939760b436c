"""Every protected table refuses raw SQL, whichever way it is tried, and after a rebuild too."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from tayninh_portal.guards import guarded_models, missing_guards

NAMES = [model._meta.label_lower for model in guarded_models()]
REFUSED = "chỉ được thêm"


class Undone(Exception):
    """Takes back what a test inserted."""


def model_named(label):
    return next(model for model in guarded_models() if model._meta.label_lower == label)


# By the type of the field; a moment is a day as well, so it comes first.
VALUES = {
    # Of now: what is kept for a time may be deleted after it.
    models.DateTimeField: datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")),
    models.DateField: date(2026, 7, 1),
    models.UUIDField: uuid.UUID(int=1),
    models.JSONField: {},
    models.BinaryField: b"1",
    models.IntegerField: 1,
    models.BooleanField: True,
}


def some_value(field):
    """A value of the field's type; rows it points at need not exist before the commit."""
    if field.is_relation:
        return 1
    for kind, value in VALUES.items():
        if isinstance(field, kind):
            return value
    return field.choices[0][0] if field.choices else "1"


def one_row(model):
    """A row of ``model``; the check of its relations waits for a commit that never comes."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = {f.attname: None if f.null else some_value(f) for f in fields}
    return model.objects.bulk_create([model(**values)])[0]


def is_refused(sql, params=()):
    """The sentence of the table's own guard, or what else the database said."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError as error:
        return REFUSED in str(error) or str(error)
    return "not refused at all"


def tries(model, row):
    table, quoted = model._meta.db_table, f'"{model._meta.db_table}"'
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    changed = next(f.column for f in model._meta.concrete_fields if not f.primary_key)
    yield "update", f'UPDATE {quoted} SET "{changed}" = "{changed}" WHERE id = {row.pk}'
    yield "delete", f"DELETE FROM {quoted} WHERE id = {row.pk}"
    if connection.vendor != "sqlite":
        yield "truncate", f"TRUNCATE {quoted} CASCADE"
        yield "truncate from 1", f"TRUNCATE {quoted} RESTART IDENTITY CASCADE"
        yield "update from", f"UPDATE {quoted} SET id = other.id FROM {quoted} AS other"
        yield "delete using", f"DELETE FROM {quoted} USING {quoted} AS other"
        yield (
            "update in a query",
            (
                f'WITH changed AS (UPDATE {quoted} SET "{changed}" = "{changed}" RETURNING 1) '
                "SELECT count(*) FROM changed"
            ),
        )
        yield (
            "merge",
            (
                f"MERGE INTO {quoted} AS old USING {quoted} AS new ON old.id = new.id "
                "WHEN MATCHED THEN DELETE"
            ),
        )
        yield (
            "upsert",
            f"INSERT INTO {quoted} SELECT * FROM {quoted} "
            f'ON CONFLICT (id) DO UPDATE SET "{changed}" = {table}."{changed}"',
        )
        return
    same = ", ".join(columns)
    other = ", ".join("id + 1000" if column == '"id"' else column for column in columns)
    yield "replace by number", f"REPLACE INTO {quoted} ({same}) SELECT {same} FROM {quoted}"
    keys = [f for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    if keys or model._meta.total_unique_constraints:
        yield (
            "replace by another key",
            f"INSERT OR REPLACE INTO {quoted} ({same}) SELECT {other} FROM {quoted}",
        )
    yield (
        "upsert",
        f"INSERT INTO {quoted} ({same}) SELECT {same} FROM {quoted} WHERE true "
        f'ON CONFLICT (id) DO UPDATE SET "{changed}" = "{changed}"',
    )
    # Would delete the other row whose key it takes.
    yield "update or replace", f"UPDATE OR REPLACE {quoted} SET id = id + 1000"
    yield "update or ignore", f'UPDATE OR IGNORE {quoted} SET "{changed}" = "{changed}"'
    yield "update from", f"UPDATE {quoted} SET id = other.id FROM {quoted} AS other"


def answers_of(model):
    """What became of each try on a row of ``model``; all of it is taken back."""
    found = {}
    with pytest.raises(Undone), transaction.atomic():
        row = one_row(model)
        before = list(model.objects.values())
        for name, sql in tries(model, row):
            if name.startswith("truncate"):
                # Rows that wait for the check of their relations would refuse it first.
                continue
            found[name] = is_refused(sql)
            assert list(model.objects.values()) == before
        raise Undone
    for name, sql in tries(model, row):
        if name.startswith("truncate"):
            found[name] = is_refused(sql)
    return found


@pytest.mark.parametrize("label", NAMES)
def test_the_table_refuses_every_way_of_changing_a_row(db, label):
    answers = answers_of(model_named(label))
    assert answers == dict.fromkeys(answers, True)
    assert len(answers) >= 4


@pytest.mark.django_db(transaction=True)
def test_it_still_refuses_after_migrations_that_rebuild_the_tables():
    extra = models.CharField(max_length=10, null=True)
    extra.set_attributes_from_name("extra")
    for model in guarded_models():
        with connection.schema_editor() as editor:
            editor.add_field(model, extra)
            editor.remove_field(model, extra)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert missing_guards() == []
    for model in guarded_models():
        answers = answers_of(model)
        assert answers == dict.fromkeys(answers, True), model


def test_a_guard_that_lost_its_teeth_is_missed(db):
    table = "reports_issuance"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{table}_no_update"')
            cursor.execute(
                f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" BEGIN SELECT 1; END'
            )
        else:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{table}_no_update"')
    assert missing_guards() == [f"{table}_no_update"]


def test_an_insert_that_ignores_a_taken_key_leaves_the_row_alone(db):
    """It changes nothing and needs no refusal; SQLite's guard refuses it all the same."""
    model = model_named("reports.issuance")
    with pytest.raises(Undone), transaction.atomic():
        one_row(model)
        before = list(model.objects.values())
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        table = f'"{model._meta.db_table}"'
        is_refused(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE true "
            "ON CONFLICT DO NOTHING"
        )
        assert list(model.objects.values()) == before
        raise Undone


@pytest.mark.parametrize("label", NAMES)
def test_no_parent_takes_a_protected_row_with_it(label):
    """A relation that cascades, or sets null, would change rows when their parent is deleted."""
    model = model_named(label)
    rules = {
        field.name: field.remote_field.on_delete
        for field in model._meta.concrete_fields
        if field.is_relation
    }
    assert rules == dict.fromkeys(rules, models.PROTECT)


def test_the_database_cascades_nothing_by_itself(db):
    """Django declares its foreign keys without ON DELETE; so the database refuses the parent."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            tables = [model._meta.db_table for model in guarded_models()]
            found = [
                rule
                for table in tables
                for *_, on_update, on_delete, _ in cursor.execute(
                    f'PRAGMA foreign_key_list("{table}")'
                ).fetchall()
                for rule in (on_update, on_delete)
            ]
            assert set(found) == {"NO ACTION"}
        else:
            cursor.execute(
                "SELECT DISTINCT confdeltype, confupdtype FROM pg_constraint WHERE contype = 'f' "
                "AND conrelid::regclass::text = ANY(%s)",
                [[model._meta.db_table for model in guarded_models()]],
            )
            assert cursor.fetchall() == [("a", "a")]


def test_a_guard_without_teeth_is_not_ready(db, client):
    """The name is there, and the trigger refuses only what never happens."""
    table = "reports_snapshot"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{table}_no_delete"')
            cursor.execute(
                f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" WHEN OLD.id < 0 '
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        else:
            cursor.execute(f'DROP TRIGGER "{table}_no_delete" ON "{table}"')
            cursor.execute(
                f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW '
                "WHEN (OLD.id < 0) EXECUTE FUNCTION portal_insert_only()"
            )
    assert missing_guards() == [f"{table}_no_delete"]
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["guards"]) == (503, False)


def test_a_guard_on_another_table_of_the_same_name_is_none(db):
    """Somebody moved the trigger: its name exists, the table is open."""
    table = "reports_freeze"
    name = f"{table}_no_update"
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
        if connection.vendor == "sqlite":
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "reports_outline" '
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        else:
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "reports_outline" FOR EACH ROW '
                "EXECUTE FUNCTION portal_insert_only()"
            )
    assert missing_guards() == [name]


def test_a_guard_of_one_column_alone_is_none(db):
    """It would let every other column be changed."""
    table = "reports_freeze"
    name = f"{table}_no_update"
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
        refuse = (
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
            if connection.vendor == "sqlite"
            else "FOR EACH ROW EXECUTE FUNCTION portal_insert_only()"
        )
        cursor.execute(f'CREATE TRIGGER "{name}" BEFORE UPDATE OF "sha256" ON "{table}" {refuse}')
    assert missing_guards() == [name]
