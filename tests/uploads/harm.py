"""What the tests of harmful uploads share: raw forms, what lies about afterwards, peak memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from tests.uploads.corpus import NAMES

BOUNDARY = "ranh-gioi-cua-bieu-mau"
_names = cycle(NAMES)


def send(client, address: str, fields: dict[str, object], data: bytes):
    """Send a form with a file, byte by byte: a client of the test would tidy the file's name."""
    line, body = f"--{BOUNDARY}\r\n".encode(), b""
    for name, value in fields.items():
        body += line + f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    body += line + b'Content-Disposition: form-data; name="upload"; '
    body += f'filename="{next(_names)}"\r\nContent-Type: application/pdf\r\n\r\n'.encode()
    body += data + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return client.generic("POST", address, body, content_type=kind)


def lying_about(folder: Path) -> list[str]:
    """Every file under ``folder``."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@contextmanager
def peak_below(megabytes: int) -> Iterator[None]:
    """This very process, which serves the requests of the test, takes no more than that on top."""
    # The kernel forgets the highest mark so far (proc_pid_clear_refs, 5).
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    yield
    assert _status("VmHWM") - before < megabytes


def _status(name: str) -> int:
    """Megabytes, as the kernel counts them for this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) // 1024
    raise LookupError(name)
