"""Mutants of functions, tried without importing the portal anew.

Most of a trial is Django loading the apps. A worker loads them once; a trial forked from it gives
the functions that differ their changed code and runs the tests. That says the same as a trial of
its own as long as nothing outside functions differs and the function was not called while the
portal was loaded, which is watched; who was called then and not noticed is tried the long way.
"""

import gc
import json
import os
import select
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType

from tests import environment
from tests.mutants import trial
from tests.services import processes

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


def run(
    root: Path, cases: list[tuple[str, bytes, list[str], int]], jobs: int, work: Path
) -> Iterator[tuple[int, int, float, str]]:
    """Try cases of (file, changed text, tests, seconds).

    Gives for each, as they end, its number, its exit code (pytest's, ``NOT_PUT`` or ``NOT_SURE``),
    CPU seconds and what it printed.
    """
    pipes: dict[int, bytes] = {}
    for number in range(min(jobs, len(cases))):
        reading, writing = os.pipe()
        if not os.fork():
            os.close(reading)
            _work(root, cases, range(number, len(cases), jobs), work, writing)
        os.close(writing)
        pipes[reading] = b""
    while pipes:
        for pipe in select.select(list(pipes), [], [])[0]:
            some = os.read(pipe, 1 << 16)
            *lines, pipes[pipe] = (pipes[pipe] + some).split(b"\n")
            for line in lines:
                number, code, seconds, words = json.loads(line)
                yield number, code, seconds, words
            if not some:
                os.close(pipe)
                del pipes[pipe]
                os.wait()


def _work(root: Path, cases: list, numbers: range, work: Path, writing: int) -> None:
    """A worker: load the portal, then fork a trial for each of its cases; never returns."""
    code = 1
    try:
        processes.die_with_parent()
        folder = environment.prepare_environment("sqlite")
        called = _called_while(lambda: _load_all(folder))
        order = trial.Order()
        for number in numbers:
            log = work / f"warm-{number}"
            environment.make_folders(folder)
            process = os.fork()
            if not process:
                _try(root, *cases[number], log, order.of(cases[number][2]))
            _, status, usage = os.wait4(process, 0)
            seconds = usage.ru_utime + usage.ru_stime
            words = log.read_text()
            order.learn(cases[number][2], words)
            ended = [number, os.waitstatus_to_exitcode(status), seconds, words]
            if ended[1] in trial.UNNOTICED and not called.isdisjoint(
                _pairs(root, *cases[number][:2])
            ):
                ended[1] = NOT_SURE
            os.write(writing, json.dumps(ended).encode() + b"\n")
        environment.remove_environment(folder)
        code = 0
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def _called_while(run: Callable[[], None]) -> set[CodeType]:
    """The code of every function that is called while ``run`` runs."""
    watch, called = sys.monitoring, set[CodeType]()

    def note(code: CodeType, offset: int) -> object:
        called.add(code)
        return watch.DISABLE

    watch.use_tool_id(watch.COVERAGE_ID, "mutants")
    watch.register_callback(watch.COVERAGE_ID, watch.events.PY_START, note)
    watch.set_events(watch.COVERAGE_ID, watch.events.PY_START)
    try:
        run()
    finally:
        watch.set_events(watch.COVERAGE_ID, watch.events.NO_EVENTS)
        watch.free_tool_id(watch.COVERAGE_ID)
    return called


def _load_all(folder: Path) -> None:
    """All that requests need: the addresses lead to every view, the views to all else."""
    from django.core.management import get_commands, load_command_class
    from django.db import connections
    from django.urls import get_resolver

    environment.prepare_settings(folder)
    get_resolver().reverse_dict  # noqa: B018  # builds the table of addresses
    for name, app in get_commands().items():
        if isinstance(app, str) and not app.startswith("django."):
            load_command_class(app, name)
    connections.close_all()


def _try(
    root: Path,
    file: str,
    changed: bytes,
    tests: list[str],
    seconds: int,
    log: Path,
    first: list[str],
) -> None:
    try:
        _replace(_pairs(root, file, changed), str(root / file))
    except (LookupError, ValueError) as error:
        log.write_text(repr(error))
        os._exit(NOT_PUT)
    trial.carry_out(lambda: None, tests, seconds, log, first)


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


def _replace(pairs: dict[CodeType, CodeType], path: str) -> None:
    """Give every function of ``path`` the code that ``pairs`` names for its own.

    Raises ``LookupError`` when no function has what differs, ``ValueError`` when one cannot take
    it, for it closes over other names: the mistake would not be there.
    """
    found = [
        function
        for function in gc.get_objects()
        if isinstance(function, FunctionType)
        and function.__code__.co_filename == path
        and function.__code__ in pairs
    ]
    if not found and pairs:
        raise LookupError(path)
    for function in found:
        function.__code__ = pairs[function.__code__]
