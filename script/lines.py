"""What script/lines prints. A noun is a folder of an app, with the templates of the same name."""

import sys
from collections import Counter
from pathlib import Path

APPS = ("tayninh_portal", "inspections", "reports")
LEFT_OUT = {"migrations", "__pycache__"}
# The frame has its files at the top and around them; what knows no model is told apart.
APART = {"paper", "lib"}


def files(folder: Path, suffix: str = "") -> list[Path]:
    """The files that count."""
    return [
        path
        for path in sorted(folder.rglob(f"*{suffix}"))
        if path.is_file() and not LEFT_OUT & set(path.relative_to(folder).parts)
    ]


def lines(path: Path) -> int:
    """As wc -l counts them."""
    return path.read_bytes().count(b"\n")


def noun(root: Path, path: Path) -> str:
    """The row of a Python file."""
    app, *inside = path.relative_to(root).parts
    if len(inside) == 1 or (app == APPS[0] and inside[0] not in APART):
        return app
    return f"{app}/{inside[0]}"


def noun_of_template(root: Path, path: Path) -> str:
    """The row of a template: the noun of its folder, else the folder itself."""
    inside = path.relative_to(root / "templates").parts
    if len(inside) == 1:
        return "templates"
    for app in APPS[1:]:
        if (root / app / inside[0]).is_dir():
            return f"{app}/{inside[0]}"
    return inside[0] if inside[0] in APPS else f"templates/{inside[0]}"


def table(root: Path) -> list[str]:
    """The lines to be printed."""
    python: Counter[str] = Counter()
    count: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    for app in APPS:
        for path in files(root / app, ".py"):
            python[noun(root, path)] += lines(path)
            # An empty __init__ is no file to read.
            count[noun(root, path)] += path.stat().st_size > 0
    for path in files(root / "templates"):
        templates[noun_of_template(root, path)] += lines(path)
    rows = sorted({*python, *templates})
    out = [f"{'':<36}{'tệp .py':>9}{'dòng .py':>10}{'mẫu':>8}{'cộng':>8}"]
    out += [_row(name, count[name], python[name], templates[name]) for name in rows]
    for app in APPS:
        own = [name for name in rows if name.split("/")[0] == app]
        sums = [sum(each[name] for name in own) for each in (count, python, templates)]
        out.append(_row(f"{app} (cả phần)", *sums))
    return [*out, _row("Tổng cộng", count.total(), python.total(), templates.total())]


def _row(name: str, files: int, python: int, templates: int) -> str:
    return f"{name:<36}{files:>9}{python:>10}{templates:>8}{python + templates:>8}"


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]
    missing = [app for app in APPS if not (root / app).is_dir()]
    if missing:
        sys.exit(f"{root} không có {', '.join(missing)}.")
    print("\n".join(table(root)))
