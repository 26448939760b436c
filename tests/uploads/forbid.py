"""A machine that bounds nothing: the kernel refuses this process and its children every limit.

As a unit of systemd does whose ``SystemCallFilter`` takes too much away.
"""

from __future__ import annotations

import ctypes
import platform
import struct

# Numbers of setrlimit and prlimit64, which both set limits, by machine (asm/unistd.h).
_CALLS = {"x86_64": (160, 302), "aarch64": (164, 261)}[platform.machine()]
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def forbid_limits() -> None:
    """From now on EPERM for whoever sets a limit. Raises OSError where there is no seccomp."""
    steps = [(_LOAD, 0, 0, 0)]
    for place, call in enumerate(_CALLS):
        steps.append((_EQUAL, len(_CALLS) - place, 0, call))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), code)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "no seccomp")
