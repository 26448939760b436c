"""Finds a Chromium that can be driven, and starts it."""

import shutil
from functools import cache
from pathlib import Path

# The shell first: the same engine without the browser around it, its windows, extensions and
# pages of its own, which nobody looks at here and which take a third of its processor time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# --no-sandbox: tests may run as root in a container. The others keep the browser from talking
# to anyone but the portal, since a request to outside fails the test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _is_snap_stub(program: str) -> bool:
    """Ubuntu's package is a script that asks for snap, or a link into /snap: not a browser."""
    path = Path(program).resolve()
    if path.name == "snap" or path.is_relative_to("/snap"):
        return True
    start = path.read_bytes()[:4096]
    return start.startswith(b"#!") and b"/snap/" in start


def find() -> str:
    """The path of a usable browser, or an empty string."""
    programs = (shutil.which(name) for name in NAMES)
    return next((p for p in programs if p and not _is_snap_stub(p)), "")


@cache
def why_missing() -> str:
    """Why there is no browser; empty when there is one."""
    if find():
        return ""
    if any(shutil.which(name) for name in NAMES):
        return "chromium của Ubuntu là gói snap, không điều khiển được; cần một Chromium thật"
    return "không tìm thấy Chromium (Debian: apt-get install chromium)"
