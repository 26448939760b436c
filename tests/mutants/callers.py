"""Which tests call a function: the others cannot notice a mistake in it.

One run of the tests without a mistake writes down whose code each test enters. What is kept for
the life of a process is forgotten between two tests, so that none profits from the one before it.
What a test does in another process is not seen: it is then not among those asked, and a mistake
that it alone would notice counts as unnoticed.
"""

import functools
import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from types import CodeType
from typing import Self

import pytest

from tests import environment
from tests.services import processes

# Of a function that thousands of tests call, those that take so long together are enough.
MOST_SECONDS = 60
# A function: its file, its name with those it stands in, its first line.
Place = tuple[str, str, int]


def place(code: CodeType) -> Place:
    """Where a function stands; the same in every process."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Callers:
    """Names of tests by the function they call, and the processor seconds each takes."""

    def __init__(self, path: Path):
        self._tests: defaultdict[Place, set[str]] = defaultdict(set)
        self._seconds: dict[str, float] = {}
        for test, (seconds, places) in json.loads(path.read_text()).items():
            self._seconds[test] = seconds
            for file, name, line in places:
                self._tests[file, name, line].add(test)

    @classmethod
    def kept_of(cls, tests: Sequence[str], folder: Path) -> Self | None:
        """What was written down of ``tests``, pytest's arguments; stale once sources change."""
        path = _path(tests, folder)
        return cls(path) if path.exists() else None

    def among(self, items: Sequence[pytest.Item], codes: Iterable[CodeType]) -> list[pytest.Item]:
        """Those of ``items`` that call one of ``codes``: as many of the quickest as take
        ``MOST_SECONDS``."""
        names = set().union(*(self._tests[place(code)] for code in codes))
        found = sorted((item for item in items if item.nodeid in names), key=self.seconds)
        spent = accumulate(map(self.seconds, found))
        return [item for item, so_far in zip(found, spent, strict=True) if so_far <= MOST_SECONDS]

    def seconds(self, item: pytest.Item) -> float:
        """What ``item`` takes of a processor."""
        return self._seconds.get(item.nodeid, 0)


def _path(tests: Sequence[str], folder: Path) -> Path:
    name = sha256("\n".join(tests).encode()).hexdigest()[:16]
    return folder / f"callers-{name}.json"


def write_down(tests: Sequence[str], folder: Path) -> Path | None:
    """Where to write down who calls what, in a process of its own that has to run the tests.

    In this one comes back None, when it is written.
    """
    environment.make_again()
    process = os.fork()
    if process:
        os.waitpid(process, 0)
        return None
    processes.die_with_parent()
    return _path(tests, folder)


class Recorder:
    """Plugin of pytest: writes down what each test enters, and ends the process."""

    def __init__(self, root: Path, path: Path):
        self.root, self.path = f"{root}/", path
        self.entered: dict[str, set[Place]] = {}
        self.seconds: dict[str, float] = {}
        # What fixtures enter that several tests share, by the start of those tests' names.
        self.shared: defaultdict[str, set[Place]] = defaultdict(set)
        self.now: set[Place] = set()
        self.kept = [
            each
            for each in gc.get_objects()
            if isinstance(each, functools._lru_cache_wrapper)
            and each.__wrapped__.__code__.co_filename.startswith(self.root)
        ]
        watch = sys.monitoring
        watch.use_tool_id(watch.COVERAGE_ID, "callers")
        watch.register_callback(watch.COVERAGE_ID, watch.events.PY_START, self._enter)
        watch.set_events(watch.COVERAGE_ID, watch.events.PY_START)

    def _enter(self, code: CodeType, offset: int) -> object:
        if code.co_filename.startswith(self.root):
            self.now.add(place(code))
        return sys.monitoring.DISABLE

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        for each in self.kept:
            each.cache_clear()
        self.now = self.entered[item.nodeid] = set()
        sys.monitoring.restart_events()
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begun

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A test that fails apart from others, or watched, could blame any mistake.
        if report.failed:
            self.entered.pop(report.nodeid, None)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        before, self.now = self.now, set()
        sys.monitoring.restart_events()
        try:
            return (yield)
        finally:
            self.shared[fixturedef.baseid] |= self.now
            before |= self.now
            self.now = before
            sys.monitoring.restart_events()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        found = {
            test: (self.seconds[test], sorted(places | self._of(test)))
            for test, places in self.entered.items()
        }
        being_written = self.path.with_suffix(f".{os.getpid()}")
        being_written.write_text(json.dumps(found))
        being_written.rename(self.path)
        os._exit(int(exitstatus))

    def _of(self, test: str) -> set[Place]:
        return set().union(
            *(places for start, places in self.shared.items() if test.startswith(start))
        )
