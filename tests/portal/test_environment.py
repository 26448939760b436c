"""Settings come from named places alone; anything else stops the start with a sentence."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tayninh_portal.environment import REQUIRED_IN_PRODUCTION, checked_mode, secret, var_dir

ROOT = Path(__file__).parents[2]
WHOLE = {"PORTAL_MODE": "production"} | dict.fromkeys(REQUIRED_IN_PRODUCTION, "x")


def refusal(environ: dict[str, str]) -> str:
    """The sentence that stops the start."""
    with pytest.raises(ImproperlyConfigured) as refused:
        checked_mode(environ)
    return str(refused.value)


def test_it_starts_embedded_with_nothing_set():
    assert checked_mode({"PATH": "/usr/bin"}) == "embedded"


def test_a_misspelt_name_stops_the_start():
    said = refusal({"PORTAL_SECRETKEY": "x", "PORTAL_HOST": "y", "PORTAL_MODE": "embedded"})
    assert said.startswith("Không có thiết lập nào tên PORTAL_HOST, PORTAL_SECRETKEY. Các tên")


def test_an_unknown_mode_stops_the_start():
    said = refusal({"PORTAL_MODE": "prod"})
    assert said == "PORTAL_MODE phải là một trong ('embedded', 'production'), không phải “prod”."


def test_production_with_everything_set_starts():
    assert checked_mode(WHOLE) == "production"


@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
def test_production_names_what_is_missing_or_empty(name):
    sentence = f"Chế độ production còn thiếu biến môi trường: {name}."
    assert refusal({key: value for key, value in WHOLE.items() if key != name}) == sentence
    assert refusal(WHOLE | {name: ""}) == sentence


def test_a_secret_comes_from_the_environment_first(tmp_path):
    file = tmp_path / "key"
    file.write_text("from the file\n")
    file.chmod(0o600)
    assert secret("PORTAL_X", file, "embedded", {"PORTAL_X": "from outside"}) == "from outside"
    assert secret("PORTAL_X", file, "embedded", {}) == "from the file"


def test_a_secret_that_is_not_made_yet_is_empty_and_makes_no_file(tmp_path):
    assert secret("PORTAL_X", tmp_path / "key", "embedded", {}) == ""
    assert list(tmp_path.iterdir()) == []


def test_production_never_reads_a_key_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("from the file")
    file.chmod(0o600)
    with pytest.raises(ImproperlyConfigured) as refused:
        secret("PORTAL_X", file, "production", {})
    assert str(refused.value) == "Chế độ production còn thiếu biến môi trường: PORTAL_X."


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_file_that_others_can_read_stops_the_start(tmp_path, mode):
    file = tmp_path / "key"
    file.write_text("known to others")
    file.chmod(mode)
    with pytest.raises(ImproperlyConfigured) as refused:
        secret("PORTAL_X", file, "embedded", {})
    assert str(refused.value) == (
        f"Tệp khóa “{file}” đang cho người khác đọc. "
        f"Chạy “chmod 600 {file}”, và thay khóa nếu máy này có người dùng khác."
    )


def test_an_empty_key_file_stops_the_start(tmp_path):
    file = tmp_path / "key"
    file.touch(mode=0o600)
    with pytest.raises(ImproperlyConfigured) as refused:
        secret("PORTAL_X", file, "embedded", {})
    assert str(refused.value) == f"Tệp khóa “{file}” rỗng. Chép lại khóa từ bản sao lưu."


def test_make_keys_says_which_file_others_can_read_and_leaves_it(settings, tmp_path):
    settings.SECRETS_DIR = tmp_path
    file = tmp_path / "field_keys"
    file.write_text("known to others")
    file.chmod(0o644)
    with pytest.raises(CommandError, match="đang cho người khác đọc"):
        call_command("make_keys")
    assert file.read_text() == "known to others"


def test_the_command_line_says_one_sentence_and_no_traceback(tmp_path):
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environ |= {"PORTAL_VAR_DIR": str(tmp_path), "PORTAL_SECRETKEY": "x"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Không có thiết lập nào tên PORTAL_SECRETKEY.")


def start(script: str, *arguments: str, var: str) -> subprocess.CompletedProcess[str]:
    """A start of the embedded mode on the data in ``var``."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environ.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, script, *arguments],
        cwd=ROOT,
        env=environ | {"PORTAL_VAR_DIR": var},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_directory_of_the_data_is_made_where_the_one_around_it_is_there(tmp_path):
    assert var_dir(None, tmp_path / "var") == tmp_path / "var"
    assert list(tmp_path.iterdir()) == []
    made = var_dir(str(tmp_path / "data"), tmp_path / "var")
    assert (made, made.is_dir(), made.stat().st_mode & 0o777) == (tmp_path / "data", True, 0o700)
    assert var_dir(str(made), tmp_path / "var") == made


@pytest.mark.parametrize("start_of", [("manage.py", "make_keys"), ("script/data.py",)])
def test_a_directory_that_cannot_be_made_is_said_in_one_sentence(tmp_path, start_of):
    done = start(*start_of, var=str(tmp_path / "gone" / "data"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"PORTAL_VAR_DIR là “{tmp_path}/gone/data”, nhưng chưa có thư mục “{tmp_path}/gone”. "
        "Tạo thư mục đó, hoặc sửa PORTAL_VAR_DIR.\n"
    )
    (tmp_path / "file").write_text("kept")
    done = start(*start_of, var=str(tmp_path / "file"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"PORTAL_VAR_DIR là “{tmp_path}/file”, nhưng ở đó không phải")
    assert (tmp_path / "file").read_text() == "kept"


def test_data_of_another_version_is_named_and_left_as_it_is(tmp_path):
    file = tmp_path / "portal.sqlite3"
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE django_migrations (id integer primary key, app, name, applied)")
        row = "INSERT INTO django_migrations VALUES (?, 'portal', ?, '2019-01-02 07:00:00')"
        old.executemany(row, [(1, "0001_initial"), (2, "0099_before")])
        old.execute("CREATE TABLE portal_kept (words)")
    old.close()
    done = start("script/data.py", var=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Thư mục “{tmp_path}” là dữ liệu của một phiên bản khác của cổng mà phiên bản này không "
        "đọc được; hãy chuyển đi chỗ khác (không có gì bị xóa hay thay đổi) rồi chạy lại.\n"
    )
    with sqlite3.connect(file) as old:
        tables = {name for (name,) in old.execute("SELECT name FROM sqlite_master")}
    old.close()
    assert tables == {"django_migrations", "portal_kept"}
