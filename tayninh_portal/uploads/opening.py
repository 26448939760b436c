"""Ask what an uploaded file is and holds; the answer comes from a process that is bounded.

A parser of other people's formats is the likeliest part to be brought down or taken over by a file.
So none runs in the process that serves or works: each file gets a fresh Python without the portal's
environment, with limits of memory, processor, clock and answer, and its whole group is killed
afterwards, whatever it did. The bytes and the answer pass through memory that has no name, so that
nothing is left behind, whoever dies.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import structlog

from tayninh_portal.uploads.cells import Table, table_of
from tayninh_portal.uploads.kinds import EMPTY, NotTaken, kind_of
from tayninh_portal.uploads.limits import A_FILE, NO_LIMITS, SHEETS, WORDS, Limits
from tayninh_portal.uploads.manuscript import Manuscript
from tayninh_portal.uploads.signatures import PdfSignature

log = structlog.get_logger(__name__)

_MEGABYTE = 1024 * 1024
_ROOT = Path(__file__).parents[2]
# As many at once in one process that has threads; in production each serves one request.
_seats = threading.BoundedSemaphore(2)
UNBOUNDED = (
    "Máy chủ chưa cho phép giới hạn bộ nhớ và thời gian mở tệp nên cổng chưa nhận được tệp; hãy "
    "báo quản trị."
)
BUSY = "Máy chủ đang bận nên chưa mở xong tệp; chờ ít phút rồi tải lên lại."
TOO_MUCH = (
    "Mở tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên cổng không nhận. Tạo lại thành "
    "tệp gọn hơn rồi tải lên."
)


@dataclass(frozen=True)
class Original:
    """What a signed PDF says; ``number`` and ``day`` None where they could not be read."""

    signatures: tuple[PdfSignature, ...]
    number: int | None = None
    day: date | None = None


class HostCannot(ValueError):
    """The machine, not the file, is why it was not opened; the message is a sentence."""


def check_upload(file: IO[bytes], *, kinds: Collection[str], max_bytes: int) -> str:
    """Return the media type of a file, one of ``kinds`` (``kinds.PDF`` and the others).

    1. Not empty, not larger than ``max_bytes``; the first bytes are those of an allowed kind.
    2. Its own parser opens it, in the process apart (``parsers.check``).

    Raises ``NotTaken``, or ``HostCannot`` for a machine that grants no limits or is too busy; both
    are ``ValueError`` with a sentence that says what to do. The file is left at its beginning.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise NotTaken(EMPTY)
    if size > max_bytes:
        raise NotTaken(
            f"Tệp nặng {_megabytes(size)} MB, vượt mức {_megabytes(max_bytes)} MB. "
            "Quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
        )
    media_type = kind_of(file.read(8), kinds)
    ask("check", file, A_FILE, media_type=media_type)
    return media_type


def read_signatures(file: IO[bytes], *, trust: str = "") -> tuple[PdfSignature, ...]:
    """The signatures of a PDF in the order they were made; empty for one without any.

    ``trust``: the folder by which certificates are judged, '' for none. Raises like
    ``check_upload``, also for a file whose signatures cannot be read at all.
    """
    return read_original(file, trust=trust).signatures


def read_original(file: IO[bytes], *, trust: str = "", symbol: str = "") -> Original:
    """The signatures and, with a ``symbol``, the number before it and the day on the first page.

    Raises like ``read_signatures``.
    """
    found = ask("signatures", file, A_FILE, trust=trust, symbol=symbol)
    day = found.get("day")
    return Original(
        tuple(PdfSignature.from_plain(each) for each in found["signatures"]),
        found.get("number"),
        date.fromisoformat(day) if day else None,
    )


def read_sheets(file: IO[bytes], *, widths: Mapping[str, int]) -> dict[str, Table]:
    """The sheets of a workbook by their titles: of ``widths`` (title → columns) those it has.

    Raises like ``check_upload``, also for a cell far from where people fill in.
    """
    found = ask("sheets", file, SHEETS, widths=dict(widths))
    return {title: table_of(sheet) for title, sheet in found.items()}


def read_word(file: IO[bytes]) -> Manuscript:
    """What stands in a Word file of ours that was edited.

    Raises like ``check_upload``, also for one that is none of ours or reaches outside itself.
    """
    return Manuscript.from_plain(ask("word", file, WORDS))


def limits_are_granted() -> bool:
    """Whether this machine bounds a process; asked before anybody is served."""
    try:
        with open(os.devnull, "rb") as nothing:
            ask("nothing", nothing, A_FILE)
    except HostCannot:
        return False
    return True


# Any: what a task answers differs; who asks makes its own class of it.
def ask(task: str, file: IO[bytes], limits: Limits, **asked: object) -> Any:
    """The answer of ``__main__.TASKS`` about ``file``, which is left at its beginning.

    For the functions above, each with limits of its own. Raises like ``check_upload``.
    """
    file.seek(0)
    if not _seats.acquire(timeout=limits.clock):
        raise HostCannot(BUSY)
    try:
        with _nameless() as given, _nameless() as answer:
            shutil.copyfileobj(file, given)
            given.seek(0)
            order = {"task": task, "limits": asdict(limits), "asked": asked}
            code = _run(json.dumps(order), given, answer, limits.clock)
            answer.seek(0)
            return _understood(code, answer.read(), task)
    except OSError as error:
        # No memory files, no descriptors of processes, no room for another process.
        log.error("upload.host_cannot", task=task, reason=type(error).__name__)
        raise HostCannot(UNBOUNDED) from error
    finally:
        _seats.release()
        file.seek(0)


def _nameless() -> IO[bytes]:
    """A file in memory, gone with the last who holds it. Linux alone has them, and the limits."""
    if not hasattr(os, "memfd_create"):
        raise OSError("no files in memory")
    return os.fdopen(os.memfd_create("upload"), "w+b")


def _run(order: str, given: IO[bytes], answer: IO[bytes], clock: int) -> int:
    """Start the process, wait for its end, kill its group; its exit code. Raises ``HostCannot``."""
    process = subprocess.Popen(
        [sys.executable, "-s", "-B", "-m", "tayninh_portal.uploads", order],
        cwd=_ROOT,
        env={},
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        # Readable once the process ended; until it is waited for, nobody else gets its number.
        ending = os.pidfd_open(process.pid)
        try:
            waiting = select.poll()
            waiting.register(ending, select.POLLIN)
            in_time = bool(waiting.poll(clock * 1000))
        finally:
            os.close(ending)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
    if not in_time:
        log.warning("upload.too_slow")
        raise HostCannot(BUSY)
    return code


def _understood(code: int, answer: bytes, task: str) -> Any:
    """What the process answered; whatever else became of it is the fault of the file."""
    if code == NO_LIMITS:
        log.error("upload.no_limits")
        raise HostCannot(UNBOUNDED)
    try:
        said = json.loads(answer) if code == 0 else {}
    except ValueError:
        said = {}
    if "refused" in said:
        raise NotTaken(str(said["refused"]))
    if "found" not in said:
        log.warning("upload.not_opened", task=task, code=code)
        raise NotTaken(TOO_MUCH)
    return said["found"]


def _megabytes(size: int) -> str:
    # Up, so that a file a little too large does not read as allowed.
    tenths = -(-size * 10 // _MEGABYTE)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")
