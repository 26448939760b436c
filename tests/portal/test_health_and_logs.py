"""Health, readiness, and logs that tell what happened and not to whom."""

import json
import logging.config
import resource
from contextlib import contextmanager

import pytest
import structlog

from tayninh_portal.errors import Unavailable
from tayninh_portal.lib.files import free_bytes
from tayninh_portal.logs import leave_out_personal, leave_out_values, logging_config
from tayninh_portal.storage import write_bytes


def test_health_asks_nothing_of_anybody(client):
    # Without the db fixture any query raises.
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_readiness_names_every_part(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["parts"] == {
        "database": True,
        "guards": True,
        "cache": True,
        "files": True,
        "jobs": True,
    }


def test_a_disk_that_cannot_be_written_is_not_ready(db, client, settings, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.FILES_DIR = tmp_path / "taken"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["files"]) == (503, False)


@contextmanager
def full_disk():
    """No file of this process takes another byte; an empty one can still be made."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_not_ready(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    assert client.get("/readyz").json()["parts"]["files"] is True
    with full_disk():
        (settings.FILES_DIR / "empty").touch()
        response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["files"]) == (503, False)
    assert [file.name for file in settings.FILES_DIR.iterdir()] == ["empty"]


def test_readiness_tells_how_much_is_free(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "not yet" / "files"
    free = client.get("/readyz").json()["free_mb"]
    assert free == pytest.approx(free_bytes(tmp_path) / 1024 / 1024, rel=0.05)


def test_below_the_setting_no_file_is_taken_and_readiness_says_so(cast, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    kept = write_bytes(b"%PDF-1.7 minh hoa")
    settings.MIN_FREE_BYTES = free_bytes(tmp_path) * 2
    response = client.get("/readyz")
    assert (response.status_code, response.json()["parts"]["files"]) == (503, False)
    with pytest.raises(Unavailable, match="ổ đĩa của máy chủ sắp đầy"):
        write_bytes(b"%PDF-1.7 khac")
    # What is there already needs no room.
    assert write_bytes(b"%PDF-1.7 minh hoa") == kept


def test_health_does_not_look_at_sessions(client):
    # Without the db fixture any query raises.
    client.cookies["portal_session"] = "a" * 32
    assert client.get("/healthz").json() == {"status": "ok"}


def test_health_is_not_told_under_another_name(client):
    assert client.get("/healthz", HTTP_HOST="ten-khac.example.vn").status_code == 400


def test_personal_keys_and_query_strings_are_left_out():
    event = {
        "event": "request_started",
        "request": "GET /tim-kiem/?q=Nguyen+Van+A",
        "user_id": 7,
        "email": "a@example.vn",
        "user_agent": "x",
    }
    assert leave_out_personal(None, "", event) == {
        "event": "request_started",
        "path": "GET /tim-kiem/",
        "user_id": 7,
    }


def test_an_exception_keeps_its_place_and_loses_its_words():
    try:
        raise ValueError("Nguyễn Văn A, 0912345678")
    except ValueError as error:
        event = leave_out_values(None, "", {"event": "job.failed", "exc_info": error})
    text = json.dumps(event, ensure_ascii=False)
    assert event["exception"] == "ValueError"
    assert "test_health_and_logs.py" in event["where"][-1]
    assert "Nguyễn" not in text and "0912" not in text


@pytest.fixture
def log_as_a_portal():
    """``log_as_a_portal()`` logs on the standard error of the moment, every request.

    Then everything goes again where the tests have it: a handler left behind would write each
    request of all later tests to a stream that is closed, and say so with a traceback.
    """
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield lambda: logging.config.dictConfig(logging_config("INFO"))
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_of_the_log_is_json_without_the_search_words(db, cast, capsys, log_as_a_portal):
    log_as_a_portal()
    structlog.get_logger("portal").info("probe", path="/kiem-tra/")
    cast.client("specialist").get("/tim-kiem/?q=Nguyen-Van-A")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line[:1] == "{"]
    assert {"probe"} <= {line["event"] for line in lines}
    assert "Nguyen-Van-A" not in json.dumps(lines)


def test_what_reads_signatures_does_not_name_the_signer(capsys, log_as_a_portal):
    log_as_a_portal()
    logging.getLogger("pyhanko.sign.validation.generic_cms").warning("Common Name: %s", "Ông A")
    logging.getLogger("pyhanko.sign").error("Common Name: Ông A")
    assert capsys.readouterr().err == ""
