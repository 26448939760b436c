"""Production: what it needs, what it refuses, and what its answers carry."""

import http.client
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.fernet import Fernet

from tayninh_portal.environment import REQUIRED_IN_PRODUCTION
from tests.fixtures.cast import make_user
from tests.house.sources import ROOT
from tests.services import postgresql, processes
from tests.services.databases import Database

HOST = "cong-vu.example.vn"
# What /readyz says of the parts where only the database is away.
WITHOUT_A_DATABASE = {
    "database": False,
    "guards": False,
    "cache": True,
    "files": True,
    "jobs": False,
}


def production(**changes):
    """A whole environment of production with throw-away keys; None takes a name out."""
    whole = {
        "PORTAL_MODE": "production",
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(60),
        "PORTAL_FIELD_KEYS": Fernet.generate_key().decode(),
        "PORTAL_INDEX_KEY": secrets.token_urlsafe(32),
        "PORTAL_BACKUP_KEYS": Fernet.generate_key().decode(),
        "PORTAL_SEAL_KEYS": Fernet.generate_key().decode(),
        "PORTAL_ALLOWED_HOSTS": HOST,
        "PORTAL_BASE_URL": f"https://{HOST}",
        "PORTAL_PROXY_COUNT": "1",
        "PORTAL_EMAIL_URL": "smtp+tls://portal:password@127.0.0.1:587",
        "PORTAL_EMAIL_FROM": "cong-vu@example.vn",
        "PORTAL_HOTLINE": "0276 000 0000",
        "DATABASE_URL": "postgres://portal:password@127.0.0.1:5432/portal",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    } | changes
    ours = ("PORTAL_", "DATABASE_URL", "REDIS_URL")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return rest | {name: value for name, value in whole.items() if value is not None}


def manage(environment, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def check(tmp_path, **changes):
    environment = production(PORTAL_VAR_DIR=str(tmp_path), **changes)
    return manage(environment, "check", "--deploy", "--fail-level", "WARNING")


def test_a_whole_environment_passes_the_deployment_check(tmp_path):
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 silenced" in done.stdout


def test_nothing_is_silenced(settings):
    assert settings.SILENCED_SYSTEM_CHECKS == []


@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
def test_what_is_missing_is_named_in_one_sentence(name, tmp_path):
    done = check(tmp_path, **{name: None})
    said = f"Chế độ production còn thiếu biến môi trường: {name}.\n"
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.parametrize(
    "name", ["PORTAL_SECRET_KEY", "PORTAL_FIELD_KEYS", "PORTAL_BACKUP_KEYS", "PORTAL_SEAL_KEYS"]
)
def test_key_files_of_the_embedded_mode_are_not_read(name, tmp_path):
    folder = tmp_path / "secrets"
    folder.mkdir()
    for file in ("secret_key", "field_keys", "index_key", "backup_keys", "seal_keys"):
        (folder / file).write_text(Fernet.generate_key().decode())
    done = check(tmp_path, **{name: None})
    assert done.returncode == 1
    assert f"còn thiếu biến môi trường: {name}." in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DATABASE_URL": "sqlite:///portal.sqlite3"}, "cơ sở dữ liệu là SQLite."),
        ({"PORTAL_BASE_URL": f"http://{HOST}"}, "PORTAL_BASE_URL không phải https."),
        ({"PORTAL_ALLOWED_HOSTS": "*"}, "PORTAL_ALLOWED_HOSTS nhận mọi tên máy chủ."),
        ({"PORTAL_SECRET_KEY": "ngan"}, "(security.W009)"),
        ({"PORTAL_SECOND_FACTOR": "off"}, "(portal.W004) Chưa bắt buộc lớp bảo vệ thứ hai"),
        ({"PORTAL_FIELD_KEYS": "khong-phai-khoa"}, "(portal.E002) Khóa mã hóa dữ liệu"),
        ({"PORTAL_BACKUP_KEYS": "ngan"}, "(portal.E002) Khóa sao lưu không đúng dạng"),
        ({"PORTAL_SEAL_KEYS": "khong-phai-khoa"}, "(portal.E002) Khóa niêm phong không đúng dạng"),
        ({"PORTAL_INDEX_KEY": "ngan"}, "(portal.E002) Khóa tra cứu phải dài ít nhất 32"),
    ],
)
def test_what_is_fit_for_a_desk_fails_the_deployment_check(changes, said, tmp_path):
    done = check(tmp_path, **changes)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.parametrize("name", ["PORTAL_SECRETKEY", "PORTAL_FIELD_KEY", "PORTAL_PROXYCOUNT"])
def test_a_misspelt_setting_stops_the_start(name, tmp_path):
    done = check(tmp_path, **{name: "1"})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Không có thiết lập nào tên {name}. Các tên hợp lệ: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("load_demo", "Dữ liệu minh họa không được nạp vào máy chủ vận hành."),
        ("make_keys", "Chế độ production lấy khóa từ biến môi trường, không tạo tệp khóa."),
    ],
)
def test_commands_of_the_embedded_mode_refuse(command, said, tmp_path):
    # The database is a file only so that the command comes to its own refusal.
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    environment = production(PORTAL_VAR_DIR=str(tmp_path), DATABASE_URL=url)
    done = manage(environment, command)
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (1, f"CommandError: {said}")


@pytest.mark.postgresql
def test_postgresql_does_not_compile_queries(db):
    """Compiling the figures takes longer than reading them (docs/performance.md)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_the_options_of_the_address_are_kept(tmp_path):
    """``?sslmode=require`` stands beside ours."""
    environment = production(
        PORTAL_VAR_DIR=str(tmp_path),
        DATABASE_URL="postgres://portal:password@db.example.vn:5432/portal?sslmode=require",
    )
    code = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    done = manage(environment, "shell", "--no-imports", "-c", code)
    assert done.stdout.strip() == (
        "{'sslmode': 'require', 'options': '-c jit=off', 'connect_timeout': 5}"
    )


# --- served as in production: gunicorn, PostgreSQL, Redis; the headers play nginx -----------------


class Served:
    """The portal behind a proxy that has taken off TLS."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def ask(self, path, method="GET", body=None, **headers):
        """Ask as nginx does, with the cookies of the browser; gives response and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()),
            **headers,
        }
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return response, text


@pytest.fixture
def served(transactional_db, redis_url, static_dir, tmp_path):
    """The portal as deploy/ serves it, on the database of the test."""
    from django.db import connection

    base = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    database = Database(f"{base}/{connection.settings_dict['NAME']}")
    with serving(database, redis_url, static_dir, tmp_path) as served:
        yield served


@contextmanager
def serving(database, redis_url, static_dir, tmp_path):
    (tmp_path / "static").symlink_to(static_dir)
    port = processes.free_port()
    environment = production(
        PORTAL_VAR_DIR=str(tmp_path), DATABASE_URL=database.url, REDIS_URL=redis_url
    )
    log = tmp_path / "gunicorn.log"
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    process = processes.start(
        [*gunicorn, "tayninh_portal.wsgi"],
        log=log,
        cwd=ROOT,
        env=environment | {"WEB_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1"},
    )
    try:
        processes.wait_until(lambda: processes.accepts_connections(port), process, log, seconds=60)
        yield Served(port)
    finally:
        processes.stop(process)
        print(log.read_text())


def attributes(response, name):
    """The attributes of a cookie that was set, in small letters."""
    (cookie,) = [c for c in response.headers.get_all("Set-Cookie") if c.startswith(f"{name}=")]
    return {part.strip().lower().split("=")[0] for part in cookie.split(";")[1:]}


@pytest.mark.celery
def test_the_answers_of_production(served):
    response, text = served.ask("/tai-khoan/dang-nhap/")
    assert response.status == 200
    # The library gives the directives in any order.
    assert set(response.headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    }
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )
    assert {"secure", "httponly", "samesite"} <= attributes(response, "csrftoken")
    assert re.search(r"<(style|script)(?![^>]* src=)[^>]*>|\son\w+=|\sstyle=", text) is None

    # A static file as whitenoise serves it: its name holds its hash, so it is kept for ever.
    style = re.search(r'href="(/static/[^"]+\.css)"', text)[1]
    response, _ = served.ask(style)
    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]

    # Plain HTTP is sent to HTTPS; health is asked over plain HTTP.
    response, _ = served.ask("/tai-khoan/dang-nhap/", **{"X-Forwarded-Proto": "http"})
    assert (response.status, response.headers["Location"]) == (
        301,
        f"https://{HOST}/tai-khoan/dang-nhap/",
    )
    response, _ = served.ask("/healthz", **{"X-Forwarded-Proto": "http"})
    assert response.status == 200
    response, text = served.ask("/readyz", **{"X-Forwarded-Proto": "http"})
    assert (response.status, json.loads(text)["status"]) == (200, "ok")

    # Another name is not answered, and says nothing of us.
    response, text = served.ask("/healthz", Host="ten-khac.example.vn")
    assert response.status == 400
    assert HOST not in text


def sign_in(served, login):
    """Fill in the form as a browser does; gives the response."""
    _, text = served.ask("/tai-khoan/dang-nhap/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
    return served.ask(
        "/tai-khoan/dang-nhap/",
        "POST",
        f"csrfmiddlewaretoken={token}&login={login}&password=mot+mat+khau+du+dai+2019",
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{HOST}/tai-khoan/dang-nhap/",
        },
    )


@pytest.mark.celery
def test_the_cookie_of_a_session_in_production(served, settings):
    # The tests hash with MD5, which production would not take.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user = make_user("chuyenvien")
    user.set_password("mot mat khau du dai 2019")
    user.save()
    response, _ = sign_in(served, "chuyenvien")
    assert response.status == 302
    # No expires: it ends with the browser.
    assert attributes(response, "portal_session") == {"secure", "httponly", "path", "samesite"}
    response, _ = served.ask("/")
    assert response.status == 200


@pytest.mark.celery
def test_without_redis_a_sentence_says_so(transactional_db, static_dir, tmp_path):
    """Tries of passwords cannot be counted then, so nobody signs in; pages still answer."""
    from django.db import connection

    base = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    database = Database(f"{base}/{connection.settings_dict['NAME']}")
    away = f"redis://127.0.0.1:{processes.free_port()}/0"
    with serving(database, away, static_dir, tmp_path) as served:
        response, text = sign_in(served, "chuyenvien")
        assert response.status == 503
        assert "Redis" in text
        response, text = served.ask("/readyz")
        assert (response.status, json.loads(text)["parts"]["cache"]) == (503, False)


@pytest.mark.celery
def test_without_a_database_health_answers_and_readiness_does_not(static_dir, tmp_path, redis_url):
    away = Database(f"postgres://portal:portal@127.0.0.1:{processes.free_port()}/portal")
    with serving(away, redis_url, static_dir, tmp_path) as served:
        response, text = served.ask("/healthz")
        assert (response.status, json.loads(text)) == (200, {"status": "ok"})
        response, text = served.ask("/readyz")
        assert response.status == 503
        assert json.loads(text)["parts"] == WITHOUT_A_DATABASE
        response, text = served.ask("/", Cookie="portal_session=" + "a" * 32)
        assert response.status == 503
        assert "127.0.0.1" not in text


@pytest.mark.celery
@pytest.mark.postgresql
def test_a_database_that_stops_is_told_on_the_page_and_in_the_log(static_dir, tmp_path, redis_url):
    """A page with a sentence, a line of the log with the place and no words, health as asked."""
    # Where we are root PostgreSQL runs as somebody else, who cannot pass through tmp_path.
    with TemporaryDirectory() as folder, postgresql.running(home := Path(folder)) as url:
        environment = production(
            PORTAL_VAR_DIR=str(tmp_path), DATABASE_URL=url, REDIS_URL=redis_url
        )
        assert manage(environment, "migrate", "--verbosity", "0").returncode == 0
        with serving(Database(url), redis_url, static_dir, tmp_path) as served:
            response, _ = served.ask("/tai-khoan/dang-nhap/")
            assert response.status == 200
            response, text = served.ask("/readyz")
            assert (response.status, json.loads(text)["status"]) == (200, "ok")

            stop_server(home)
            # With a connection open from before, with a session, and with a form.
            session = {"Cookie": "portal_session=" + "a" * 32}
            for path in ("/?q=Nguyen-Van-A", "/kiem-tra/", "/"):
                response, text = served.ask(path, **session)
                assert (response.status, response.headers["Retry-After"]) == (503, "60")
                assert "Cơ sở dữ liệu của cổng không trả lời" in text
                assert "127.0.0.1" not in text
            response, text = served.ask("/healthz", **session)
            assert (response.status, json.loads(text)) == (200, {"status": "ok"})
            response, text = served.ask("/readyz", **session)
            assert response.status == 503
            assert json.loads(text)["parts"] == WITHOUT_A_DATABASE
    lines = [
        json.loads(x) for x in (tmp_path / "gunicorn.log").read_text().splitlines() if x[:1] == "{"
    ]
    failed = [line for line in lines if line["event"] == "request_failed"]
    assert [line["path"] for line in failed] == ["GET /", "GET /kiem-tra/", "GET /"]
    assert {line["exception"] for line in failed} <= {"OperationalError", "InterfaceError"}
    assert all(line["where"] for line in failed)
    said = (tmp_path / "gunicorn.log").read_text()
    assert "Nguyen-Van-A" not in said
    assert url.split("@")[1].split("/")[0] not in said  # the address stands in libpq's words


def stop_server(home):
    """Stop PostgreSQL as an administrator would in a hurry, and wait until it is gone."""
    process = int((home / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(process, signal.SIGINT)
    deadline = time.monotonic() + 30
    while (home / "data" / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
