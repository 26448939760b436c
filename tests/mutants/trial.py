"""One mutant on trial: a process of its own that runs the tests with one file changed.

The process is forked from one that has loaded what does not change (pytest, Django's machinery,
the packages), since that takes longer than most tests. In it the changed text stands in the place
of the file as soon as it is imported; nothing is written to the sources.
"""

import contextlib
import importlib
import importlib.abc
import importlib.util
import os
import re
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import NoReturn

import pytest

from tests.services import processes

# What may be loaded before Django knows its settings.
PRELOADED = ("pytest", "_pytest", "django.db", "django.forms", "django.template", "django.test")
PRELOADED += ("django.views", "django.contrib.postgres", "django_filters", "celery", "kombu")
PRELOADED += ("weasyprint", "fontTools", "structlog", "cryptography", "holidays")
ARGUMENTS = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=short")

# pytest found no fault; or (5) nothing was left to run, which nobody would notice either.
UNNOTICED = (0, 5)
# What a trial prints before the name of the test that failed, and how many names are remembered.
NOTICED_BY = "phát hiện bởi: "
REMEMBERED = 20

# Seconds after which a trial is ended that waits and does nothing.
LONGEST_WAIT = 1800


def preload() -> None:
    """Load what every trial needs and no mutant changes."""
    for name in PRELOADED:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


class Order:
    """Whichever tests noticed a mistake lately run first: they notice most of the others, too."""

    def __init__(self) -> None:
        self._first: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)

    def of(self, tests: Sequence[str]) -> list[str]:
        """Names of tests among ``tests`` (pytest's arguments) to begin with."""
        return list(self._first[tuple(tests)])

    def learn(self, tests: Sequence[str], words: str) -> None:
        """Remember who noticed, from what a trial printed."""
        first = self._first[tuple(tests)]
        for name in re.findall(rf"^{NOTICED_BY}(.+)$", words, re.MULTILINE):
            first[:] = [name, *(other for other in first if other != name)][:REMEMBERED]


class _Begin:
    """Plugin of pytest: sorts the tests, and names the one that fails.

    After those that noticed lately come the others in the order in which they are named.
    """

    def __init__(self, first: Sequence[str], tests: Sequence[str]):
        self._rank = {name: number for number, name in enumerate([*first, *tests])}

    def _place(self, item: pytest.Item) -> int:
        file = item.nodeid.partition("::")[0]
        return self._rank.get(item.nodeid, self._rank.get(file, len(self._rank)))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=self._place)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            print(f"\n{NOTICED_BY}{report.nodeid}", flush=True)


class _Loader(SourceFileLoader):
    """Loads a module from the text it was given."""

    def __init__(self, name: str, path: str, source: bytes):
        super().__init__(name, path)
        self.changed = source

    def get_code(self, fullname):
        return compile(self.changed, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Answers for the one module that is changed."""

    def __init__(self, root: Path, file: str, source: bytes):
        self.name = module_name(file)
        self.path, self.source = str(root / file), source

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.name:
            return None
        folder = Path(self.path).parent
        inside = [str(folder)] if Path(self.path).name == "__init__.py" else None
        loader = _Loader(fullname, self.path, self.source)
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=loader, submodule_search_locations=inside
        )


def module_name(file: str) -> str:
    """The name a file is imported by."""
    return re.sub(r"(/__init__)?\.py$", "", file).replace("/", ".")


def start(
    root: Path,
    file: str,
    source: bytes,
    tests: list[str],
    seconds: int,
    log: Path,
    first: Sequence[str] = (),
) -> int:
    """Fork a trial; gives its process. It ends with pytest's exit code, or killed when too slow.

    A mutant may loop or wait for ever: the limit of processor time or the alarm then ends the
    process, and that counts as noticed. The limit is no clock, for on a busy machine every trial
    takes long.
    """
    process = os.fork()
    if process:
        return process
    finder = _Finder(root, file, source)
    carry_out(lambda: sys.meta_path.insert(0, finder), tests, seconds, log, first)


def carry_out(
    put: Callable[[], None], tests: list[str], seconds: int, log: Path, first: Sequence[str] = ()
) -> NoReturn:
    """Run the tests, ``first`` before the others, in this forked process, after ``put`` has made
    the mistake; ends it."""
    try:
        processes.die_with_parent()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        signal.alarm(LONGEST_WAIT)
        words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(words, 1)
        os.dup2(words, 2)
        put()
        arguments = [*ARGUMENTS, "--database=sqlite", *tests]
        code = int(pytest.main(arguments, plugins=[_Begin(first, tests)]))
    except BaseException as error:
        # A module that cannot even be imported is noticed by whoever imports it.
        print(repr(error), flush=True)
        code = 1
    sys.stdout.flush()
    os._exit(code)
