"""The files of the project, and what can be read from them without running them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tayninh_portal", "inspections", "reports", "demo")
# Made by tools, or written elsewhere and kept as they came.
_NOT_OURS = {".git", ".venv", "var", "vendor", "fonts", "node_modules", "__pycache__"}
_NOT_OURS |= {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file of ours with one of these endings, all files without any; sorted."""
    found = []
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.name in _NOT_OURS:
                continue  # a file as well: what .git is in a second working tree
            if path.is_dir():
                folders.append(path)
            elif not suffixes or path.suffix in suffixes:
                found.append(path)
    return tuple(sorted(found))


def short(path: Path) -> str:
    """The path as one says it: from the root of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def python(folder: str, *, migrations: bool = False) -> tuple[Path, ...]:
    """The Python files below a folder of the project, without its migrations."""
    return tuple(
        path
        for path in files(".py")
        if path.is_relative_to(ROOT / folder) and (migrations or "migrations" not in path.parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(), filename=short(path))


def module_name(path: Path) -> str:
    """The name a file is imported by: "inspections.visits.models"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path) -> frozenset[str]:
    """Every name a file imports, wherever in it; "from a.b import c" counts as a.b.c.

    Relative imports are resolved, and imports for types alone count like all others.
    """
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(path, node)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return frozenset(found)


def _base(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module_name(path).split(".")
    up = node.level - (path.name == "__init__.py")
    kept = package[: len(package) - up] if up else package
    return ".".join([*kept, *((node.module or "").split(".") if node.module else [])])


@cache
def strings(path: Path) -> frozenset[str]:
    """Every text constant in a Python file; a formatted one has * where a value comes."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            found.add("".join(v.value if isinstance(v, ast.Constant) else "*" for v in node.values))
    return frozenset(found)


def below(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(package + ".")
