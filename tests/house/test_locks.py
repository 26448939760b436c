"""Every package is pinned with its hashes, those chosen and those they bring along."""

import re
import shutil
import subprocess

import pytest

from tests.house.sources import ROOT

LOCKS = {"requirements.lock": "requirements.txt", "requirements-dev.lock": "requirements-dev.txt"}


def chosen(name) -> dict[str, str]:
    """Package → version of a requirements file, with those it includes."""
    text = (ROOT / name).read_text()
    found = dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.M))
    found = {re.sub(r"[-_.]+", "-", package).lower(): v for package, v in found.items()}
    for other in re.findall(r"^-r (\S+)", text, re.M):
        found |= chosen(other)
    return found


def locked(name) -> dict[str, tuple[str, int]]:
    """Package → version and number of hashes of a lock."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split("==")[0]: (line.split("==")[1].split()[0], line.count("--hash=sha256:"))
            for line in lines}  # fmt: skip


@pytest.mark.parametrize(("lock", "source"), LOCKS.items())
def test_what_was_chosen_stands_in_the_lock_with_hashes(lock, source):
    found = locked(lock)
    assert {package: found[package][0] for package in chosen(source)} == chosen(source)
    assert [package for package, (_, hashes) in found.items() if not hashes] == []
    assert len(found) > len(chosen(source))


def test_the_tests_run_with_what_the_server_runs_with():
    dev = locked("requirements-dev.lock")
    assert {package: dev[package] for package in locked("requirements.lock")} == locked(
        "requirements.lock"
    )


def test_no_lock_says_where_packages_come_from():
    for lock in LOCKS:
        assert re.findall(r"https?://|--index", (ROOT / lock).read_text()) == []


def test_a_lock_that_is_no_longer_what_was_chosen_is_told(tmp_path):
    (tmp_path / "script").mkdir()
    for name in ("script/lock", *LOCKS, *LOCKS.values()):
        shutil.copy(ROOT / name, tmp_path / name)

    def check():
        return subprocess.run(
            [tmp_path / "script" / "lock", "--check"], capture_output=True, text=True
        )

    assert check().returncode == 0
    with (tmp_path / "requirements.txt").open("a") as file:
        file.write("mot-goi-khac==1.0\n")
    done = check()
    assert (done.returncode, done.stdout) == (1, "")
    assert "chạy script/lock" in done.stderr


def test_nothing_is_installed_beside_the_locks_and_an_old_one_fails_the_checks():
    """``pip`` refuses a file whose hash the lock does not hold."""
    setup, check = ((ROOT / "script" / name).read_text() for name in ("setup", "check"))
    (install,) = re.findall(r"pip install [^|]+", setup)
    assert '--require-hashes -r "$last"' in install
    installed = re.findall(r"^ *packages (.+)$", setup, re.M)
    assert installed == ["requirements.lock", "requirements.lock requirements-dev.lock"]
    assert 'step "script/lock --check" script/lock --check\n' in check
