"""``python -m tests.branches FILE``: the branches the tests took, by app and room.

FILE is what ``coverage json`` writes. A branch is one way out of a line that has several; a line
that ran once may have had only one of them tried.
"""

import json
import sys
from collections import Counter
from pathlib import Path


def room(file: str) -> str:
    """The folder of an app a file lies in, or the app for the files at its top."""
    pieces = Path(file).parts
    return "/".join(pieces[:2]) if len(pieces) > 2 else pieces[0]


def table(report: dict) -> list[str]:
    """Lines of text: branches there are, those taken, and their share, by room; the sums last."""
    there: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for file, of in report["files"].items():
        for name in {room(file), Path(file).parts[0] + " (cả phần)", "Tất cả"}:
            there[name] += of["summary"]["num_branches"]
            taken[name] += of["summary"]["covered_branches"]
    order = sorted(there, key=lambda name: (name == "Tất cả", name))
    return [_line(name, taken[name], there[name]) for name in order if there[name]]


def _line(name: str, taken: int, there: int) -> str:
    return f"{name:<34}{taken:>6} / {there:<6}{100 * taken / there:>6.1f} %"


def main(file: str) -> None:
    """Print the table."""
    print("── Nhánh đã thử ──")
    print("\n".join(table(json.loads(Path(file).read_text()))))


if __name__ == "__main__":
    main(sys.argv[1])
