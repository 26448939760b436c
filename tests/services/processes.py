"""Child processes that never outlive the run: they end with it, even when it is killed."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Ask Linux for a SIGTERM when the parent ends (prctl(2)); runs in the child."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command: list[str], *, log: Path, **popen) -> subprocess.Popen:
    """Start ``command`` with its words in ``log``, in a session of its own.

    Of its own, so that Ctrl-C reaches the tests first and they can still clean up.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **popen,
        )


def stop(process: subprocess.Popen, *, with_signal: int = signal.SIGTERM, seconds: float = 10):
    """Ask the process to end, then insist."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready: Callable[[], bool], process: subprocess.Popen, log: Path, seconds: float):
    """Wait for a just started process; its log is the message when it does not come up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if ready():
            return
        time.sleep(0.02)
    stop(process)
    raise RuntimeError(f"{process.args[0]} không khởi động được:\n{log.read_text()[-4000:]}")


def accepts_connections(port: int) -> bool:
    """Whether something listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
