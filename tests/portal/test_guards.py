"""Insert-only tables refuse by themselves, whoever asks and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from tayninh_portal.guards import expected_guards, guarded_tables, install_guards, missing_guards
from tayninh_portal.models import Change


def refused(sql):
    with (
        pytest.raises(DatabaseError, match="chỉ được thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_every_guard_is_there_after_migrate(db):
    assert missing_guards() == []
    assert len(expected_guards()) == 3 * len(guarded_tables())


def test_the_log_refuses_update_and_delete(cast):
    before = list(Change.objects.order_by("pk").values())
    refused("UPDATE portal_change SET note = 'sửa trộm'")
    refused("DELETE FROM portal_change")
    assert list(Change.objects.order_by("pk").values()) == before


def test_sqlite_refuses_replace_and_postgresql_truncate(cast):
    if connection.vendor == "sqlite":
        refused("INSERT OR REPLACE INTO portal_change SELECT * FROM portal_change LIMIT 1")
    else:
        with connection.cursor() as cursor:
            # The rows just inserted still wait for their foreign keys, which refuses it first.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused("TRUNCATE portal_change")
    assert Change.objects.exists()


def test_a_missing_guard_is_named_and_put_back(cast, client):
    table = "portal_change"
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{table}_no_update"{on}')
    assert missing_guards() == [f"{table}_no_update"]
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["guards"]) == (503, False)
    install_guards()
    assert missing_guards() == []
    assert client.get("/readyz").json()["parts"]["guards"] is True
