"""What opening one uploaded file may take, and how a process bounds itself to that."""

from __future__ import annotations

import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MEGABYTE = 1024 * 1024
# What a process ends with that could not bound itself; it has not looked at the file then.
NO_LIMITS = 3
# Seconds after which it ends itself, where its parent is not there to end it.
_MERCY = 5
# Python and a library open a few of their own files, one after the other.
_DESCRIPTORS = 64


@dataclass(frozen=True)
class Limits:
    """``memory``: bytes of address space; ``processor``, ``clock``: seconds; ``answer``: bytes."""

    memory: int
    processor: int
    clock: int
    answer: int


# The largest picture we take is 320 MB once it is decoded, the libraries take 100. A request has
# 60 s and opens at most two (deploy/gunicorn.conf.py).
A_FILE = Limits(memory=576 * _MEGABYTE, processor=20, clock=25, answer=_MEGABYTE)
# The sheets of an import, in the background.
SHEETS = Limits(memory=576 * _MEGABYTE, processor=40, clock=90, answer=64 * _MEGABYTE)
# The words of a Word file while somebody waits; a long annex has some ten thousand cells.
WORDS = Limits(memory=576 * _MEGABYTE, processor=20, clock=25, answer=24 * _MEGABYTE)


def bound_myself(limits: Limits) -> None:
    """Bound this process for good. Raises OSError or ValueError where the host does not grant it.

    No other process, no core, no file longer than the answer; and should its parent die, the clock
    ends it nevertheless.
    """
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.processor),
        (resource.RLIMIT_FSIZE, limits.answer),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        already = resource.getrlimit(what)[1]
        most = most if already == resource.RLIM_INFINITY else min(most, already)
        resource.setrlimit(what, (most, most))
        if resource.getrlimit(what) != (most, most):
            raise OSError("a limit was taken and not set")
    signal.alarm(limits.clock + _MERCY)
    # Where memory runs out all the same, this process goes first.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
