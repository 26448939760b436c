"""Mutants of functions, tried without importing the portal anew.

Most of a trial is Django loading the apps and pytest the tests. A server loads both once; a trial
forked from it gives the functions that differ their changed code and runs the tests. That says the
same as a trial of its own as long as nothing outside functions differs and the function was not
called while all was loaded, which is watched; who was called then and not noticed is tried the
long way.
"""

import gc
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FunctionType
from typing import NoReturn

import pytest

from tests.fixtures import kept
from tests.mutants import trial
from tests.mutants.callers import Callers, Recorder, write_down

# The exit code of a trial whose mistake could not be made this way.
NOT_PUT = 99
# Of an unnoticed mistake in a function that was called while the portal was loaded.
NOT_SURE = 98
# co_flags of a function's code, unlike that of a module or class.
_OPTIMIZED = 1


def fits(original: bytes, changed: bytes, path: str) -> bool:
    """Whether only bodies of functions differ."""
    old, new = (compile(text, path, "exec", dont_inherit=True) for text in (original, changed))
    return _outline(old) == _outline(new)


def loaded(root: Path, callers: Path | None) -> Callable[[trial.Server], NoReturn]:
    """The server that forks when the portal is loaded and the tests are collected.

    ``callers``: only tests that call what is changed are run, as is written down in that folder.
    """

    def serve(server: trial.Server) -> NoReturn:
        server.run_pytest(_Forking(root, server, callers))

    return serve


class _Forking:
    """Plugin of pytest: loads all before the tests are collected, forks before they run."""

    def __init__(self, root: Path, server: trial.Server, folder: Path | None):
        self.root, self.server, self.folder = root, server, folder
        self.called = _Called()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        _load_all()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        if session.testsfailed:
            return
        self.called.stop()
        # What a trial would work out anew each time.
        kept.key()
        if self.folder and not self._callers():
            path = write_down(self.server.group.tests, self.folder)
            if path:
                session.config.option.maxfail = 0
                session.config.pluginmanager.register(Recorder(self.root, path))
                return
        callers = self.server.begin.callers = self._callers()
        functions = _functions_of({str(self.root / case.file) for case in self.server.group.cases})
        case = self.server.fork_each(self._judge)
        pairs = _pairs(self.root, case.file, case.changed)
        try:
            _replace(pairs, functions)
        except (LookupError, ValueError) as error:
            print(repr(error), flush=True)
            os._exit(NOT_PUT)
        if callers:
            session.items[:] = callers.among(session.items, pairs)
        self.server.begin.sort(session.items)

    def _callers(self) -> Callers | None:
        return self.folder and Callers.kept_of(self.server.group.tests, self.folder)

    def _judge(self, case: trial.Case, code: int) -> int:
        if code not in trial.UNNOTICED:
            return code
        pairs = _pairs(self.root, case.file, case.changed)
        return code if self.called.codes.isdisjoint(pairs) else NOT_SURE


class _Called:
    """The code of every function that is called until ``stop``."""

    def __init__(self) -> None:
        self.codes: set[CodeType] = set()
        watch = sys.monitoring
        watch.use_tool_id(watch.COVERAGE_ID, "mutants")
        watch.register_callback(watch.COVERAGE_ID, watch.events.PY_START, self._note)
        watch.set_events(watch.COVERAGE_ID, watch.events.PY_START)

    def _note(self, code: CodeType, offset: int) -> object:
        self.codes.add(code)
        return sys.monitoring.DISABLE

    def stop(self) -> None:
        """Watch no longer."""
        watch = sys.monitoring
        watch.set_events(watch.COVERAGE_ID, watch.events.NO_EVENTS)
        watch.free_tool_id(watch.COVERAGE_ID)


def _load_all() -> None:
    """All that requests need: the addresses lead to every view, the views to all else."""
    from django.core.management import get_commands, load_command_class
    from django.db import connections
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018  # builds the table of addresses
    for name, app in get_commands().items():
        if isinstance(app, str) and not app.startswith("django."):
            load_command_class(app, name)
    connections.close_all()


def _functions(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _outline(code: CodeType) -> tuple:
    """What a module or class does itself, without the bodies of its functions."""
    inside = tuple(
        (each.co_name, each.co_freevars)
        if each.co_flags & _OPTIMIZED
        else (each.co_name, _outline(each))
        for each in _functions(code)
    )
    values = tuple(repr(each) for each in code.co_consts if not isinstance(each, CodeType))
    return code.co_code, code.co_names, values, inside


def _pairs(root: Path, file: str, changed: bytes) -> dict[CodeType, CodeType]:
    """Code of functions of ``file`` → what it becomes."""
    path = root / file
    texts = (path.read_bytes(), changed)
    old, new = (compile(text, str(path), "exec", dont_inherit=True) for text in texts)
    pairs, waiting = {}, [(old, new)]
    while waiting:
        before, after = waiting.pop()
        if before == after:
            continue
        if before.co_flags & _OPTIMIZED:
            pairs[before] = after
        ones, others = _functions(before), _functions(after)
        if len(ones) == len(others):
            waiting += zip(ones, others, strict=True)
    return pairs


def _functions_of(paths: Iterable[str]) -> dict[CodeType, list[FunctionType]]:
    """The functions of files, by their code."""
    wanted = frozenset(paths)
    found: dict[CodeType, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in wanted:
            found[each.__code__].append(each)
    return found


def _replace(
    pairs: dict[CodeType, CodeType], functions: dict[CodeType, list[FunctionType]]
) -> None:
    """Give every function the code that ``pairs`` names for its own.

    Raises ``LookupError`` when no function has what differs, ``ValueError`` when one cannot take
    it, for it closes over other names: the mistake would not be there.
    """
    found = [(each, code) for code in pairs for each in functions.get(code, ())]
    if not found and pairs:
        raise LookupError(sorted(code.co_name for code in pairs))
    for function, code in found:
        function.__code__ = pairs[code]
