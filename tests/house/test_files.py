"""What every file of the project has to keep to, whatever is in it."""

import ast
import re

from tests.house.sources import PACKAGES, files, python, short, tree

LONGEST = 400
TEXT = (".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".sh", ".cfg", ".yml", ".json", "")
# Written in two pieces, so that this file does not name what it looks for.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
PLACES = re.compile(r"(?<![\w.])/(?:" + "|".join(["ro" + "ot", "ho" + "me", "wo" + "rk"]) + r")/")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(\[[\w, -]+\])?\s*$")


def _lines(*suffixes):
    for path in files(*suffixes):
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{short(path)}:{number}", line


def test_no_file_is_longer_than_a_person_can_hold():
    long = {}
    for path in files(".py", ".html", ".css", ".js"):
        length = len(path.read_text().splitlines())
        if length > LONGEST and "migrations" not in path.parts:
            long[short(path)] = length
    assert long == {}


def test_nothing_is_left_for_later():
    assert [place for place, line in _lines(*TEXT) if UNFINISHED.search(line)] == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert [f"{place}: {line}" for place, line in _lines(*TEXT) if PLACES.search(line)] == []


def test_an_ignored_type_error_has_its_reason():
    assert [place for place, line in _lines(".py") if BARE_IGNORE.search(line)] == []


def test_no_room_is_named_for_leftovers():
    leftovers = {"utils", "util", "common", "helpers", "misc"}
    named = [short(p) for p in files(".py") if leftovers & {p.stem, *p.parent.parts[-3:]}]
    assert named == []


def test_no_date_is_set_behind_the_back_of_the_domain():
    """Domain functions take ``at=``; auto_now would write the time of the import or the demo."""
    automatic = [
        f"{short(path)}:{node.value.lineno}"
        for package in PACKAGES
        for path in python(package, migrations=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add")
    ]
    assert automatic == []


def test_the_engine_of_the_demo_knows_no_year():
    """Its years are told by data: ``demo/data``."""
    year = re.compile(r"\b(?:19|20)[0-9]{2}\b")
    knowing = [
        f"{short(path)}:{number}"
        for path in python("demo")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if year.search(line)
    ]
    assert knowing == []


def test_every_test_file_can_fail():
    """A file of tests without an assertion, or without a test, is a promise nobody keeps."""
    empty = []
    for path in python("tests"):
        if not path.name.startswith("test_"):
            continue
        nodes = list(ast.walk(tree(path)))
        tests = [n for n in nodes if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        asserts = any(isinstance(n, ast.Assert) for n in nodes) or "pytest.raises" in ast.unparse(
            tree(path)
        )
        if not tests or not asserts:
            empty.append(short(path))
    assert empty == []
