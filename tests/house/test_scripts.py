"""What a newcomer types, where it can be tried without installing anything."""

import os
import socket
import stat
import subprocess

import pytest

from tests.house.sources import ROOT

NAMES = ("setup", "server", "test", "check", "mutate", "lines", "pictures")
SCRIPTS = (*(f"script/{name}" for name in NAMES), ".ci/run")


def _run(script, *arguments, **environment):
    return subprocess.run(
        [ROOT / script, *arguments],
        cwd="/",
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_it_can_be_run_and_is_sound(script):
    path = ROOT / script
    assert path.stat().st_mode & stat.S_IXUSR
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", path], capture_output=True).stderr == b""


def test_the_server_says_that_its_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _run("script/server", PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Cổng {port} đang có chương trình khác dùng; hãy thử: PORT={port + 1} script/server\n"
    )


@pytest.mark.parametrize("port", ["abc", "0", "65536", "80 80"])
def test_the_server_says_what_a_port_is(port):
    done = _run("script/server", PORT=port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"PORT phải là một số từ 1 đến 65535, không phải “{port}”.\n"


def test_the_server_is_not_for_production():
    done = _run("script/server", PORTAL_MODE="production")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "script/server chỉ để chạy trên máy này; máy chủ thật xem docs/operations.md.\n"
    )


def test_setup_names_an_option_it_does_not_know():
    done = _run("script/setup", "--fast")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Không có tùy chọn “--fast”. Cách gọi: script/setup [--dev] [--no-data]\n"
    )


@pytest.mark.parametrize(
    "both", [["--all", "--database=sqlite"], ["--database", "sqlite", "--all"]]
)
def test_the_tests_run_on_all_databases_or_on_one(both):
    done = _run("script/test", *both)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "--all chạy trên cả hai cơ sở dữ liệu; --database chọn một: chỉ dùng một trong hai.\n"
    )


def _tree(root, **files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_lines_are_counted_by_noun_with_their_templates(tmp_path):
    files = {
        "tayninh_portal/settings.py": "1\n2\n",
        "tayninh_portal/models/users.py": "1\n",
        "tayninh_portal/lib/dates.py": "1\n2\n3\n",
        "inspections/apps.py": "1\n",
        "inspections/visits/models.py": "1\n2\n3\n4\n",
        "inspections/visits/__init__.py": "",
        "inspections/migrations/0001_initial.py": "1\n" * 50,
        "reports/figures/kinds.py": "1\n2\nunfinished",
        "demo/people.py": "1\n" * 70,
        "templates/visits/visit.html": "1\n2\n",
        "templates/base.html": "1\n",
        "templates/components/_form.html": "1\n",
    }
    _tree(tmp_path, **files)
    done = _run("script/lines", str(tmp_path))
    assert [line.split() for line in done.stdout.splitlines()[1:]] == [
        ["inspections", "1", "1", "0", "1"],
        ["inspections/visits", "1", "4", "2", "6"],
        ["reports/figures", "1", "2", "0", "2"],
        ["tayninh_portal", "2", "3", "0", "3"],
        ["tayninh_portal/lib", "1", "3", "0", "3"],
        ["templates", "0", "0", "1", "1"],
        ["templates/components", "0", "0", "1", "1"],
        ["tayninh_portal", "(cả", "phần)", "3", "6", "0", "6"],
        ["inspections", "(cả", "phần)", "2", "5", "2", "7"],
        ["reports", "(cả", "phần)", "1", "2", "0", "2"],
        ["Tổng", "cộng", "6", "13", "4", "17"],
    ]


def test_lines_of_something_else_are_not_counted(tmp_path):
    done = _run("script/lines", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path} không có tayninh_portal, inspections, reports.\n"
