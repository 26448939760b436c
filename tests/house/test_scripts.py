"""What a newcomer types, where it can be tried without installing anything."""

import os
import socket
import stat
import subprocess

import pytest

from tests.house.sources import ROOT

SCRIPTS = ("script/setup", "script/server", "script/test", "script/check", ".ci/run")


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
