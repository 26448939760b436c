"""The examples in deploy/ fit the portal and each other."""

import re

from inspections.minutes.fields import MOST_BYTES
from tayninh_portal.environment import KNOWN, REQUIRED_IN_PRODUCTION
from tayninh_portal.uploads.limits import A_FILE
from tests.house.sources import ROOT

DEPLOY = ROOT / "deploy"


def test_the_environment_names_what_production_needs_and_nothing_unknown():
    text = (DEPLOY / "production.env.example").read_text()
    named = set(re.findall(r"^([A-Z_]+)=", text, re.M))
    assert set(REQUIRED_IN_PRODUCTION) - named == set()
    assert named - KNOWN == {"DATABASE_URL", "REDIS_URL", "WEB_CONCURRENCY"}


def test_migrations_name_the_role_the_portal_runs_as():
    """Another role in the same database, and the rights go to the one of ``production.env``."""
    role = r"^DATABASE_URL=postgres://(\w+):\w+@(\S+)$"
    portal, place = re.search(role, (DEPLOY / "production.env.example").read_text(), re.M).groups()
    text = (DEPLOY / "migrate.env.example").read_text()
    owner, same_place = re.search(role, text, re.M).groups()
    assert (owner != portal, same_place) == (True, place)
    assert re.findall(r"^PORTAL_DATABASE_ROLE=(.*)$", text, re.M) == [portal]


def test_no_example_holds_a_key():
    text = (DEPLOY / "production.env.example").read_text()
    values = re.findall(r"^PORTAL_(?:SECRET|FIELD|INDEX|SEAL)_KEYS?=(.*)$", text, re.M)
    assert values == ["", "", "", ""]


def test_nginx_asks_where_gunicorn_listens(settings):
    nginx = (DEPLOY / "nginx" / "cong-vu.conf").read_text()
    gunicorn = (DEPLOY / "gunicorn.conf.py").read_text()
    assert (
        re.search(r"server (127\S+);", nginx)[1] == re.search(r'"(127\.0\.0\.1:\d+)"', gunicorn)[1]
    )
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", nginx)[1])
    # The heaviest form, with room for what is typed beside its files.
    assert settings.MAX_UPLOAD_BYTES < MOST_BYTES <= (megabytes - 2) * 1024 * 1024
    said = re.search(r"return 413 '(.+)';", nginx)[1]
    assert f"nặng quá {MOST_BYTES // 1024**2} MB" in said


def test_every_unit_is_closed_in_the_same_way():
    """One list of restrictions: a unit that needs less has to say why."""
    hardening = set()
    for unit in sorted((DEPLOY / "systemd").glob("*.service")):
        text = unit.read_text()
        assert "User=cong-vu\n" in text
        start = text.index("# Nothing but its own folder")
        hardening.add(text[start:].split("\n\n")[0].strip())
    assert len(hardening) == 1
    assert "ProtectSystem=strict" in hardening.pop()


def test_the_pages_have_memory_for_a_file_open_in_each_process_and_no_more_than_that():
    web = (DEPLOY / "systemd" / "cong-vu-web.service").read_text()
    gigabytes = int(re.search(r"^MemoryMax=(\d+)G$", web, re.M)[1])
    text = (DEPLOY / "production.env.example").read_text()
    processes = int(re.search(r"^WEB_CONCURRENCY=(\d+)$", text, re.M)[1])
    # The most one process of the portal had taken was 225 MB.
    needed = processes * (A_FILE.memory + 300 * 1024**2)
    assert needed <= gigabytes * 1024**3 < 2 * needed
    assert "OOMPolicy=continue\n" in web


def test_every_unit_may_bound_the_process_an_upload_is_opened_in():
    """Which calls are ``@resources`` differs between versions of systemd: these two are given
    back."""
    for unit in (DEPLOY / "systemd").glob("*.service"):
        filters = re.findall(r"^SystemCallFilter=(.*)$", unit.read_text(), re.M)
        assert filters == ["@system-service", "~@privileged @resources", "setrlimit prlimit64"]


def test_a_request_outlives_the_files_it_opens():
    seconds = int(
        re.search(r"^timeout = (\d+)$", (DEPLOY / "gunicorn.conf.py").read_text(), re.M)[1]
    )
    # A signed original is opened twice: for what it is, and for its signatures.
    assert 2 * A_FILE.clock < seconds


def test_every_program_of_the_units_is_there():
    programs = set()
    for unit in (DEPLOY / "systemd").glob("*.service"):
        for command in re.findall(r"^Exec\w+=(.*)$", unit.read_text(), re.M):
            programs.update(re.findall(r"manage\.py (\w+)|-m (\w+)", command))
    assert programs == {
        ("check", ""),
        ("migrate", ""),
        ("backup", ""),
        ("verify_issued", ""),
        ("", "gunicorn"),
        ("", "celery"),
    }
