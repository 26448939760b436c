"""What a newcomer does on their machine: one command, an address, an account; Ctrl-C."""

import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tayninh_portal import jobs
from tayninh_portal.access import Role
from tests.house.sources import ROOT
from tests.services import processes

# The embedded mode has one database, whatever the other tests run on.
pytestmark = [pytest.mark.sqlite, pytest.mark.first, pytest.mark.slow]


@contextmanager
def _server(var_dir, port):
    """script/server as a person starts it: no environment of ours, no keys of the tests."""
    variables = {n: v for n, v in os.environ.items() if not n.startswith(("PORTAL_", "DATABASE_"))}
    process = subprocess.Popen(
        [ROOT / "script" / "server"],
        cwd="/",
        env=variables | {"PORT": str(port), "PORTAL_VAR_DIR": str(var_dir)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=processes.die_with_parent,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def _wait(process, port) -> str:
    """The page that answers once the portal is there."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.02)


def _interrupt(process) -> str:
    """Ctrl-C: the signal goes to everything started from the terminal. Gives what was said."""
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    return said


def _written(database: Path) -> list[int]:
    """Accounts and lines of the log, with the last line's number: what building a demo adds to."""
    with closing(sqlite3.connect(database)) as connection:
        return [
            connection.execute(f"SELECT {what}").fetchone()[0]
            for what in (
                "COUNT(*) FROM portal_user",
                "COUNT(*) FROM portal_change",
                "MAX(id) FROM portal_change",
            )
        ]


def _abandon_a_job(database: Path) -> None:
    """A job whose process was cut off as often as one is tried again."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO portal_job (key, kind, payload, state, attempts, progress, claim,"
            " lease_until, created_at, created_by_id, error, step) SELECT 'bỏ-dở', 'render_report',"
            " '{}', 'running', ?, 0, ?, '2019-01-01', '2019-01-01', MIN(id), '', '' FROM"
            " portal_user",
            [jobs.MAX_ATTEMPTS, uuid4().hex],
        )


def _wait_until_given_up(database: Path, process) -> str:
    """The reason the sweep wrote."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout.read()
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute("SELECT error FROM portal_job WHERE state = 'failed'")
            found = rows.fetchall()
        if found:
            return found[0][0]
        time.sleep(0.05)
    raise AssertionError("no sweep")


def _left_over(session: int) -> str:
    return subprocess.run(["pgrep", "-s", str(session)], capture_output=True, text=True).stdout


def test_one_command_serves_the_demo_and_ctrl_c_ends_it(tmp_path):
    port = processes.free_port()
    with _server(tmp_path, port) as process:
        page = _wait(process, port)
        said = _interrupt(process)
    assert "Đăng nhập" in page
    assert said.startswith("Tạo khóa, cơ sở dữ liệu và tỉnh minh họa; chỉ lần đầu")
    assert re.search(r"^Đã nạp dữ liệu minh họa các năm 20\d\d, 20\d\d", said, re.M)
    assert f"Cổng đang chạy tại http://localhost:{port} (Ctrl-C để dừng)" in said
    assert re.findall(r"^  [\w.-]+ +(.+)$", said, re.M) == [role.label for role in Role]
    assert (process.returncode, _left_over(process.pid)) == (0, "")

    keys = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    database = tmp_path / "portal.sqlite3"
    _abandon_a_job(database)
    before = _written(database)
    with _server(tmp_path, port) as process:
        _wait(process, port)
        reason = _wait_until_given_up(database, process)
        said = _interrupt(process)
    assert "máy xử lý đều dừng giữa chừng" in reason
    assert "Đã nạp" not in said
    assert (before[1] > 0, _written(database)) == (True, before)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == keys
