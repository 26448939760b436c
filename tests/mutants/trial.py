"""Mutants on trial: processes that run the tests with one file changed.

A server is a process that has come as far as all trials of its group go the same way, and forks
one trial after the other from there; ``warm.py`` has another kind. The one here runs pytest up to
the moment at which the changed file is first imported: what was loaded before cannot differ. In a
trial the changed text stands in the place of the file; nothing is written to the sources.
"""

import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import json
import os
import re
import resource
import select
import signal
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import NoReturn

import pytest

from tests import environment
from tests.mutants.callers import Callers
from tests.services import processes

# What may be loaded before Django knows its settings.
PRELOADED = ("pytest", "_pytest", "django.db", "django.forms", "django.template", "django.test")
PRELOADED += ("django.views", "django.contrib.postgres", "django_filters", "celery", "kombu")
PRELOADED += ("weasyprint", "fontTools", "structlog", "cryptography", "holidays")
# Without pytest's capture, for a trial writes what it says into a file of its own.
ARGUMENTS = ("-x", "-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=short")
ARGUMENTS += ("--database=sqlite",)

# pytest found no fault; or (5) nothing was left to run, which nobody would notice either.
UNNOTICED = (0, 5)
# The code of a case whose server ended before its turn.
NOT_TRIED = 97
# What a trial prints before the name of the test that failed, and how many names are remembered.
NOTICED_BY = "phát hiện bởi: "
REMEMBERED = 20
# Characters of a trial's words that are handed on, from their end.
WORDS = 4000

# Seconds after which a trial is ended that waits and does nothing.
LONGEST_WAIT = 1800


@dataclass(frozen=True)
class Case:
    """A file with its text changed, to be tried within so many CPU seconds."""

    number: int
    file: str
    changed: bytes
    seconds: int


@dataclass(frozen=True)
class Group:
    """Cases that one server tries with the same tests, pytest's arguments."""

    tests: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Ended:
    """How a case ended: pytest's exit code or another one, CPU seconds, and what was printed."""

    number: int
    code: int
    seconds: float
    words: str


def preload() -> None:
    """Load what every trial needs and no mutant changes."""
    for name in PRELOADED:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


class Order:
    """Whichever tests noticed a mistake lately run first: they notice most of the others, too."""

    def __init__(self) -> None:
        self._first: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)

    def of(self, tests: tuple[str, ...]) -> list[str]:
        """Names of tests among ``tests`` (pytest's arguments) to begin with."""
        return list(self._first[tests])

    def learn(self, tests: tuple[str, ...], words: str) -> None:
        """Remember who noticed, from what a trial printed."""
        first = self._first[tests]
        for name in re.findall(rf"^{NOTICED_BY}(.+)$", words, re.MULTILINE):
            first[:] = [name, *(other for other in first if other != name)][:REMEMBERED]


class Begin:
    """Plugin of pytest: sorts the tests, and names the one that fails.

    After those that noticed lately come the others in the order in which they are named, or the
    quickest first where it is known how long each takes.
    """

    def __init__(self, first: Sequence[str], tests: Sequence[str]):
        self.tests = tests
        self.callers: Callers | None = None
        self.put_first(first)

    def put_first(self, first: Sequence[str]) -> None:
        """Begin with ``first`` from now on."""
        self._rank = {name: number for number, name in enumerate([*first, *self.tests])}

    def _place(self, item: pytest.Item) -> tuple[int, float]:
        last = len(self._rank)
        if self.callers:
            return self._rank.get(item.nodeid, last), self.callers.seconds(item)
        file = item.nodeid.partition("::")[0]
        return self._rank.get(item.nodeid, self._rank.get(file, last)), 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.sort(items)

    def sort(self, items: list[pytest.Item]) -> None:
        """Put ``items`` in their order."""
        items.sort(key=self._place)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            print(f"\n{NOTICED_BY}{report.nodeid}", flush=True)


class Server:
    """In its own process: forks the trials of a group, and says by a pipe how each ended."""

    def __init__(self, group: Group, first: Sequence[str], work: Path, pipe: int):
        self.group, self.work, self.pipe = group, work, pipe
        self.begin = Begin(first, group.tests)
        self.process = os.getpid()
        self.order = Order()
        self.order.learn(group.tests, "".join(f"{NOTICED_BY}{name}\n" for name in first[::-1]))

    def fork_each(self, judge: Callable[[Case, int], int] = lambda case, code: code) -> Case:
        """Fork a trial for each case, one after the other; ``judge`` may change its code.

        Comes back in the trials only. A mutant may loop or wait for ever: the limit of processor
        time or the alarm then ends its process, and that counts as noticed. The limit is no clock,
        for on a busy machine every trial takes long.
        """
        # What is loaded is never garbage: to look through it would copy its pages in each fork.
        gc.freeze()
        gc.set_threshold(20_000)
        for case in self.group.cases:
            environment.make_again()
            log = self.work / f"trial-{self.process}"
            process = os.fork()
            if not process:
                _limit(case.seconds, log)
                self.begin.put_first(self.order.of(self.group.tests))
                return case
            _, status, usage = os.wait4(process, 0)
            words = log.read_text(errors="replace") if log.exists() else ""
            self.order.learn(self.group.tests, words)
            code = judge(case, os.waitstatus_to_exitcode(status))
            self.say(case.number, code, usage.ru_utime + usage.ru_stime, words)
        os._exit(0)

    def say(self, number: int, code: int, seconds: float, words: str) -> None:
        """Tell how a case ended."""
        line = json.dumps([number, code, seconds, words[-WORDS:]]).encode() + b"\n"
        while line:
            line = line[os.write(self.pipe, line) :]

    def run_pytest(self, *plugins: object) -> NoReturn:
        """Run the tests here; ends the process with pytest's exit code."""
        try:
            plugins = (self.begin, *plugins)
            code = int(pytest.main([*ARGUMENTS, *self.group.tests], plugins=list(plugins)))
        except BaseException as error:
            # A module that cannot even be imported is noticed by whoever imports it.
            print(repr(error), flush=True)
            code = 1
        sys.stdout.flush()
        if os.getpid() == self.process:
            # Nobody forked: of what no test imports nobody notices anything.
            for case in self.group.cases:
                self.say(case.number, code if code in UNNOTICED else NOT_TRIED, 0, "")
        os._exit(code)


def _limit(seconds: int, log: Path) -> None:
    """What a trial may use, and where its words go."""
    processes.die_with_parent()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(LONGEST_WAIT)
    words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(words, 1)
    os.dup2(words, 2)


def run(
    groups: Iterable[Group], jobs: int, work: Path, serve: Callable[[Server], NoReturn]
) -> Iterator[Ended]:
    """Try all groups, ``jobs`` of them at once; gives how each case ended, as they end."""
    waiting, order = deque(groups), Order()
    running: dict[int, tuple[Group, bytes]] = {}
    open_cases = {case.number for group in waiting for case in group.cases}
    while waiting or running:
        while waiting and len(running) < jobs:
            group = waiting.popleft()
            running[_start(group, order.of(group.tests), work, serve)] = group, b""
        for pipe in select.select(list(running), [], [])[0]:
            group, begun = running[pipe]
            some = os.read(pipe, 1 << 16)
            *lines, begun = (begun + some).split(b"\n")
            running[pipe] = group, begun
            for ended in (Ended(*json.loads(line)) for line in lines):
                order.learn(group.tests, ended.words)
                open_cases.discard(ended.number)
                yield ended
            if not some:
                os.close(pipe)
                del running[pipe]
                os.wait()
    for number in sorted(open_cases):
        yield Ended(number, NOT_TRIED, 0, "")


def _start(group: Group, first: list[str], work: Path, serve: Callable[[Server], NoReturn]) -> int:
    """Fork a server; gives the end of its pipe."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    os.close(reading)
    processes.die_with_parent()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    serve(Server(group, first, work, writing))


class _Loader(SourceFileLoader):
    """Loads a module from the text it was given."""

    def __init__(self, name: str, path: str, source: bytes):
        super().__init__(name, path)
        self.changed = source

    def get_code(self, fullname):
        return compile(self.changed, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Answers for the one module that is changed: each trial is forked when it is asked for."""

    def __init__(self, root: Path, server: Server):
        file = server.group.cases[0].file
        self.name, self.path, self.server = module_name(file), str(root / file), server
        self.case: Case | None = None

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.name:
            return None
        self.case = self.case or self.server.fork_each()
        folder = Path(self.path).parent
        inside = [str(folder)] if Path(self.path).name == "__init__.py" else None
        loader = _Loader(fullname, self.path, self.case.changed)
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=loader, submodule_search_locations=inside
        )


def module_name(file: str) -> str:
    """The name a file is imported by."""
    return re.sub(r"(/__init__)?\.py$", "", file).replace("/", ".")


def at_import(root: Path, callers: Path | None) -> Callable[[Server], NoReturn]:
    """The server of a group of one file that forks when that is first imported."""

    def serve(server: Server) -> NoReturn:
        server.begin.callers = callers and Callers.kept_of(server.group.tests, callers)
        sys.meta_path.insert(0, _Finder(root, server))
        server.run_pytest()

    return serve
