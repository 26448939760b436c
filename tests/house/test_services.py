"""What is found on a machine, and what is said where something is missing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.services import chromium, missing, processes

pytest_plugins = ["pytester"]

SNAP_STUB = """#!/bin/sh
if ! [ -x /snap/bin/chromium ]; then
    echo "Command '$0' requires the chromium snap to be installed." >&2
    exit 1
fi
exec /snap/bin/chromium "$@"
"""


def _program(folder, name, text="#!/bin/sh\n"):
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that holds every program there is, and the memory of earlier searches emptied."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for remembered in (chromium.why_missing, missing.missing_for_pdf, missing.missing_for_archive):
        remembered.cache_clear()
    yield tmp_path
    for remembered in (chromium.why_missing, missing.missing_for_pdf, missing.missing_for_archive):
        remembered.cache_clear()


def test_a_browser_is_found(programs):
    path = _program(programs, "chromium")
    assert (chromium.find(), chromium.why_missing()) == (str(path), "")


def test_the_shell_is_taken_before_the_whole_browser(programs):
    _program(programs, "chromium")
    path = _program(programs, "chromium-headless-shell")
    assert chromium.find() == str(path)


def test_a_machine_without_a_browser_says_so(programs):
    assert chromium.why_missing() == "không tìm thấy Chromium (Debian: apt-get install chromium)"


def test_the_stub_of_ubuntu_is_not_a_browser(programs):
    _program(programs, "chromium-browser", SNAP_STUB)
    assert chromium.find() == ""
    assert chromium.why_missing() == (
        "chromium của Ubuntu là gói snap, không điều khiển được; cần một Chromium thật"
    )


def test_a_browser_beside_the_stub_is_taken(programs):
    _program(programs, "chromium-browser", SNAP_STUB)
    path = _program(programs, "google-chrome")
    assert chromium.find() == str(path)


def test_missing_programs_for_pdf_are_named(programs):
    _program(programs, "pdftotext")
    _program(programs, "qpdf")
    assert missing.missing_for_pdf() == "thiếu lệnh pdffonts, lệnh pdftoppm"


def test_a_machine_without_java_says_what_brings_the_validator(programs):
    assert missing.missing_for_archive() == (
        "không tìm thấy Apache PDFBox Preflight (Debian: apt-get install "
        "libpdfbox2-java libactivation-java libjaxb-api-java default-jre-headless)"
    )


def test_a_process_that_does_not_start_shows_its_words(tmp_path):
    log = tmp_path / "log"
    process = processes.start(["sh", "-c", "echo hỏng; exit 3"], log=log)
    with pytest.raises(RuntimeError, match="sh không khởi động được:\nhỏng"):
        processes.wait_until(lambda: False, process, log, seconds=10)


def test_a_process_that_ignores_the_request_is_ended(tmp_path):
    log = tmp_path / "log"
    process = processes.start(["sh", "-c", "trap '' TERM; echo on; while :; do :; done"], log=log)
    processes.wait_until(lambda: log.read_text() == "on\n", process, log, seconds=10)
    processes.stop(process, seconds=0.2)
    assert process.returncode == -9


SKIPPED = """
import pytest

def test_runs():
    assert True

@pytest.mark.skip(reason="thiếu máy in")
def test_prints():
    assert False
"""


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_did_not_run_is_named_and_fails_in_ci(pytester, monkeypatch, ci, code):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(
        """
        pytest_plugins = ["tests.reporting"]
        def pytest_addoption(parser):
            parser.addoption("--database", default="sqlite")
        """
    )
    pytester.makepyfile(test_part=SKIPPED)
    done = pytester.runpytest_subprocess("-p", "no:django", "-p", "no:cacheprovider")
    done.stdout.fnmatch_lines(
        ["*1 bài kiểm thử không chạy*", "test_part.py::test_prints: thiếu máy in"]
    )
    assert done.ret == code


PARENT = """
import sys, time
from pathlib import Path
from tests.services import processes
child = processes.start(["sleep", "60"], log=Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(60)
"""


def test_servers_end_even_with_a_killed_parent(tmp_path):
    """Who is killed cannot clean up; nothing may be left running even then."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path / "log"], cwd=ROOT, stdout=subprocess.PIPE
    )
    with parent:
        state = Path("/proc", parent.stdout.readline().decode().strip(), "stat")
        assert state.exists()
        parent.kill()
    deadline = time.monotonic() + 60
    # A zombie (Z) has ended and waits for somebody to take note of it.
    while state.exists() and state.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)
