"""Two roles on PostgreSQL: one owns the tables and migrates, the portal only reads and adds."""

import os
import secrets
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest

from tayninh_portal.guards import guarded_models, guarded_tables
from tests.portal.test_production import production
from tests.services.databases import Database
from tests.services.portal import Installation

pytestmark = pytest.mark.postgresql
# Their old rows go after their time; of the young ones the guard refuses it.
OLD_GO = {model._meta.db_table for model in guarded_models() if model.KEPT_DAYS is not None}


def connect(url: str):
    import psycopg2

    return closing(psycopg2.connect(url.replace("postgres://", "postgresql://", 1)))


def on_server(statement: str) -> None:
    with connect(os.environ["TEST_DATABASE_URL"]) as server:
        server.autocommit = True
        server.cursor().execute(statement)


def address(role: str, password: str, database: str) -> str:
    server = urlsplit(os.environ["TEST_DATABASE_URL"])
    place = f"{role}:{password}@{server.hostname}:{server.port}"
    return urlunsplit(server._replace(netloc=place, path=f"/{database}"))


@pytest.fixture(scope="module")
def roles(database_kind, tmp_path_factory):
    """A portal set up as docs/operations.md says; gives it as its owner and as the portal."""
    mark, password = secrets.token_hex(4), secrets.token_hex(12)
    owner, portal, name = (f"{part}_{mark}" for part in ("owner", "portal", "two_roles"))
    for role in (owner, portal):
        on_server(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
    on_server(f"CREATE DATABASE {name} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0")
    folder = tmp_path_factory.mktemp("roles")
    as_owner = Installation(Database(address(owner, password, name)), folder)
    as_owner.settings["PORTAL_DATABASE_ROLE"] = portal
    as_portal = Installation(Database(address(portal, password, name)), folder)
    try:
        as_owner.manage("migrate", "--verbosity=0")
        as_portal.manage(
            *("found_portal", "--username", "quantri", "--full-name", "Quản trị"),
            *("--starts-on", "01/7/2025"),
        )
        yield as_owner, as_portal
    finally:
        as_owner.database.drop()
        for role in (owner, portal):
            on_server(f"DROP ROLE {role}")


def refusal(installation: Installation, statement: str) -> str:
    """What the database answers to the role of ``installation``."""
    import psycopg2

    with connect(installation.database.url) as session:
        with pytest.raises(psycopg2.Error) as refused:
            session.cursor().execute(statement)
        return str(refused.value).splitlines()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {}",
    ],
)
def test_the_portal_cannot_change_a_guarded_table(roles, statement):
    _, as_portal = roles
    spared = OLD_GO if statement.startswith("DELETE") else set()
    for table in set(guarded_tables()) - spared:
        said = refusal(as_portal, statement.format(table))
        assert said == f"permission denied for table {table}"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE portal_change DISABLE TRIGGER portal_change_no_update",
        "DROP TRIGGER portal_change_no_update ON portal_change",
        "ALTER TABLE portal_change OWNER TO CURRENT_USER",
    ],
)
def test_the_portal_cannot_lift_a_guard(roles, statement):
    _, as_portal = roles
    assert refusal(as_portal, statement).startswith("must be owner of")


def test_a_guard_cannot_be_emptied_by_the_portal(roles):
    _, as_portal = roles
    said = refusal(
        as_portal,
        "CREATE OR REPLACE FUNCTION portal_insert_only() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NEW; END $$",
    )
    assert said in (
        "must be owner of function portal_insert_only",
        "permission denied for schema public",
    )


def test_the_owner_is_still_refused_by_the_guards(roles):
    as_owner, _ = roles
    said = refusal(as_owner, "DELETE FROM portal_change")
    assert said == "Bảng portal_change chỉ được thêm, không được sửa hay xóa."


def test_the_portal_has_exactly_these_rights(roles):
    _, as_portal = roles
    with connect(as_portal.database.url) as session, session.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(privilege_type, ', ' ORDER BY privilege_type) "
            "FROM information_schema.role_table_grants WHERE grantee = CURRENT_USER GROUP BY 1"
        )
        rights = dict(cursor.fetchall())
    assert {rights[table] for table in set(guarded_tables()) - OLD_GO} == {"INSERT, SELECT"}
    assert {table: rights[table] for table in OLD_GO} == {
        "portal_signinevent": "DELETE, INSERT, SELECT"
    }
    assert rights["django_migrations"] == "SELECT"
    others = rights.keys() - {*guarded_tables(), "django_migrations"}
    assert {rights[table] for table in others} == {"DELETE, INSERT, SELECT, UPDATE"}


def test_the_portal_seals_and_checks_with_its_own_role(roles):
    _, as_portal = roles
    as_portal.manage("shell", "-c", SEAL)
    said = as_portal.manage("verify_log").stdout
    assert "1 dấu niêm phong" in said
    assert "Vai trò cơ sở dữ liệu" not in said
    as_portal.manage("migrate", "--check")


SEAL = (
    "from django.utils import timezone; from tayninh_portal.sealing.seals import seal_log; "
    "assert len(seal_log(timezone.now())) == 1"
)


def test_a_restore_needs_the_owner(roles):
    as_owner, as_portal = roles
    copy = str(as_portal.var_dir / "again.tar.gz")
    as_portal.manage("backup", "--output", copy)
    refused = as_portal.manage("restore", copy, "--replace", fails=True)
    assert "Phục hồi bằng vai trò nâng cấp" in refused.stderr
    as_owner.manage("restore", copy, "--replace")
    assert refusal(as_portal, "DELETE FROM portal_change").startswith("permission denied")
    as_portal.manage("verify_log")


def test_a_role_that_could_change_them_fails_the_deployment_check(roles):
    for installation, fails in zip(roles, (True, False), strict=True):
        installation.settings |= production(
            DATABASE_URL=installation.database.url, PORTAL_VAR_DIR=str(installation.var_dir)
        )
        done = installation.manage("check", "--deploy", "--fail-level", "WARNING", fails=fails)
        assert ("portal.W003" in done.stderr) is fails
