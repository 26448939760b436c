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


def some_value(field):
    """A value of the field's type; rows it points at need not exist before the commit."""
    if field.is_relation:
        return 1
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    if isinstance(field, models.DateField):
        return date(2026, 7, 1)
    if isinstance(field, models.UUIDField):
        return uuid.UUID(int=1)
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.BooleanField):
        return True
    if field.choices:
        return field.choices[0][0]
    return "1"


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


def answers_of(model):
    """What became of each try on a row of ``model``; all of it is taken back."""
    found = {}
    with pytest.raises(Undone), transaction.atomic():
        row = one_row(model)
        before = list(model.objects.values())
        for name, sql in tries(model, row):
            if name == "truncate":
                # Rows that wait for the check of their relations would refuse it first.
                continue
            found[name] = is_refused(sql)
            assert list(model.objects.values()) == before
        raise Undone
    for name, sql in tries(model, row):
        if name == "truncate":
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
