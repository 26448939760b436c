"""``python -m tests.services FILE``: run the servers the tests need until told to stop.

Writes their addresses to FILE as lines for the shell, and a line on standard error for each
server that is not to be had. Ends on SIGTERM, and with its parent; takes all servers with it.
"""

import shlex
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.services import postgresql, processes, valkey

SERVERS = {"TEST_DATABASE_URL": postgresql.running, "TEST_REDIS_URL": valkey.running}


def main(file: Path) -> None:
    processes.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as stack:
        lines = []
        for name, running in SERVERS.items():
            home = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-services-"))
            try:
                address = stack.enter_context(running(Path(home)))
            except RuntimeError as error:
                print(f"Không mở được máy chủ cho kiểm thử: {error}", file=sys.stderr)
            else:
                lines.append(f"export {name}={shlex.quote(address)}\n")
        # Whole or not at all: the shell waits for the file to appear.
        draft = file.with_suffix(".draft")
        draft.write_text("".join(lines))
        draft.rename(file)
        signal.pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
