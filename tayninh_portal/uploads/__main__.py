"""The process that one uploaded file is opened in: bounded first, then at the file, then gone.

Standard input is the file, standard output the answer as JSON, the one argument what is asked.
Whatever else it ends with is taken for the fault of the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from tayninh_portal.uploads import parsers, sheets, signatures, word
from tayninh_portal.uploads.kinds import NotTaken
from tayninh_portal.uploads.limits import NO_LIMITS, Limits, bound_myself


def nothing(file: object) -> None:
    """Asked to learn whether this machine grants the limits."""


TASKS: dict[str, Callable[..., Any]] = {
    "nothing": nothing,
    "check": parsers.check,
    "signatures": signatures.read,
    "sheets": sheets.read,
    "word": word.read,
}


def main(order: dict[str, Any]) -> int:
    """Do what ``order`` asks; the exit code."""
    try:
        bound_myself(Limits(**order["limits"]))
    except (ImportError, OSError, ValueError):
        return NO_LIMITS
    try:
        answer = {"found": TASKS[order["task"]](sys.stdin.buffer, **order["asked"])}
    except NotTaken as sentence:
        answer = {"refused": str(sentence)}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
