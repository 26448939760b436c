"""script/mutate: which mistakes it makes, under which names, and that it tells who noticed."""

import json
import subprocess
import sys

import pytest

from tests.house.sources import ROOT
from tests.mutants.callers import MOST_SECONDS, Callers, place
from tests.mutants.config import Config, Target, read
from tests.mutants.mutators import mutants
from tests.mutants.trial import module_name

# A table, and all that can be wrong in it.
TABLES = [
    ("X = (A, B, C)", ["X = (A, B)", "X = (A, C)", "X = (B, C)"]),
    ("X = (A, B)", ["X = (A,)", "X = (B,)"]),
    ("X = {A}", ["X = set()"]),
    ("X = {'a': A, 'b': B}", ["X = {'a': A}", "X = {'b': B}"]),
    ("X = f(a, b=c)", ["X = f(a)"]),
    ("@dataclass(frozen=True)\nclass X:\n    pass", []),
    ("X = f(S.OPEN, S.DONE)", ["X = f(S.DONE, S.DONE)", "X = f(S.OPEN, S.OPEN)"]),
    ("X = 'visit.edit'", []),
    ("X = 'Xác nhận'", []),
    ("WORDS = {'a': f(b, c=d), 'b': A}", []),
    ("X = C[A, B]", []),
    ("X: int = 3", ["X: int = 4"]),
    ("@rule('a.b')\ndef f():\n    pass", ["@(lambda function: function)\ndef f():\n    pass"]),
    ('"""Words."""', []),
]
# The same of a line in a function.
BODIES = [
    ("return a < b", ["return None", "return a <= b"]),
    ("return a and b", ["return ((a) or (b))", "return ((a))", "return ((b))", "return None"]),
    ("return not a", ["return (a)", "return None"]),
    ("return None", []),
    ("if f(): raise E", ["if (not (f())): raise E", "if f(): pass"]),
    ("save()", ["pass"]),
    ("x = rows.filter(a=b)", ["x = rows.exclude(a=b)", "x = rows.filter()"]),
    ("x = 'Xác nhận'", []),
]


def changed(root, text):
    """What the file says with each of its mistakes, sorted."""
    (root / "part.py").write_text(text)
    return sorted(m.source(text.encode()).decode() for m in mutants(root, "part.py"))


@pytest.mark.parametrize(("text", "wrong"), TABLES)
def test_what_can_be_wrong_in_a_table(tmp_path, text, wrong):
    assert changed(tmp_path, text) == wrong


@pytest.mark.parametrize(("line", "wrong"), BODIES)
def test_what_can_be_wrong_in_a_function(tmp_path, line, wrong):
    body = "def f():\n    "
    assert changed(tmp_path, body + line) == [body + each for each in wrong]


def test_a_name_stays_when_the_lines_above_change(tmp_path):
    (tmp_path / "part.py").write_text("X = (A, B)\n")
    before = [mutant.name for mutant in mutants(tmp_path, "part.py")]
    (tmp_path / "part.py").write_text("Y = f()\n\n\nX = (A, B)\n")
    assert [mutant.name for mutant in mutants(tmp_path, "part.py")] == before
    assert [name.rpartition(":")[0] for name in before] == ["part.py::[X]::drop-entry"] * 2


def test_the_first_pattern_that_fits_names_the_tests():
    one, two = Target("reports/checks/a.py", ("one",)), Target("reports/*/*.py", ("two",))
    files = ("reports/checks/a.py", "reports/figures/b.py", "inspections/c.py")
    assert [Config((one, two)).target_of(file) for file in files] == [one, two, None]


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        (Target("a.py", ("one", "two")), ("--share=quick", "one", "two")),
        (Target("a.py", ("one",), keyword="visit"), ("--share=quick", "-k", "visit", "one")),
        (Target("a.py", ("one",), whole=True), ("one",)),
    ],
)
def test_pytest_is_told_which_tests_count(target, arguments):
    assert target.arguments() == arguments


def test_a_package_is_imported_by_its_folder():
    names = [module_name(file) for file in ("reports/a/__init__.py", "reports/a/b.py")]
    assert names == ["reports.a", "reports.a.b"]


FILE = "tayninh_portal/lib/worddiff.py"


def _mutate(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tests.mutants", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_what_nobody_notices_is_shown_and_fails():
    """With tests that look elsewhere every mistake stays."""
    done = _mutate(FILE, "--tests", "tests/lib/test_codes.py", "--take", "1")
    assert f"Không ai thấy: {FILE}::" in done.stdout
    assert done.stdout.splitlines()[-1] == "Dưới mức 90 %."
    assert done.returncode == 1


@pytest.mark.slow
@pytest.mark.parametrize("by_callers", [False, True])
def test_what_is_noticed_passes(tmp_path, by_callers):
    asked = ["--callers", str(tmp_path)] if by_callers else []
    done = _mutate(FILE, "--tests", "tests/lib/test_worddiff.py", "--take", "1", *asked)
    assert len(list(tmp_path.iterdir())) == by_callers
    assert "Không ai thấy" not in done.stdout
    assert (done.returncode, "1 / 1" in done.stdout) == (0, True)


class _Item:
    def __init__(self, nodeid):
        self.nodeid = nodeid


def test_only_tests_that_call_what_is_changed_are_asked_the_quickest_first(tmp_path):
    codes = [each.__code__ for each in (_mutate, changed)]
    mine, other = (list(place(code)) for code in codes)
    entered = {
        "slow": (MOST_SECONDS - 1, [mine]),
        "quick": (1, [mine, other]),
        "too much": (MOST_SECONDS, [mine]),
        "elsewhere": (1, [other]),
    }
    path = tmp_path / "callers.json"
    path.write_text(json.dumps(entered))
    found = Callers(path).among([_Item(name) for name in entered], codes[:1])
    assert [item.nodeid for item in found] == ["quick", "slow"]


def test_a_file_without_tests_is_named():
    done = _mutate("manage.py")
    assert (done.returncode, done.stderr) == (
        2,
        "mutants.toml không ghi bài kiểm thử nào cho manage.py\n",
    )


def test_every_file_and_test_of_the_configuration_is_there():
    config = read()
    named = {test for target in config.targets for test in target.tests}
    missing = []
    for test in sorted(named):
        file, _, name = test.partition("::")
        there = (ROOT / file).exists()
        if not there or (name and f"def {name}(" not in (ROOT / file).read_text()):
            missing.append(test)
    assert missing == []
    # One below a wider pattern would never be asked.
    used = {config.target_of(file) for file in config.files()}
    assert [target.file for target in config.targets if target not in used] == []


def test_what_is_said_to_change_nothing_still_stands_in_the_sources():
    equivalent = read().equivalent
    files = {name.partition("::")[0] for name in equivalent}
    there = {mutant.name for file in files for mutant in mutants(ROOT, file)}
    assert [name for name in equivalent if name not in there] == []
