"""Work that keeps a core busy, spread over processes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Label = TypeVar("Label")
Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0))


def spread(
    work: Callable[[Task], Result], over: Iterable[tuple[Label, Task]], *, workers: int
) -> Iterator[tuple[Label, Result]]:
    """What ``work`` makes of each task, in their order and under their labels.

    With fewer than two ``workers`` it happens here. Each worker is a process that begins anew, so
    that none has this one's connections: work, tasks and results are pickled, and the work imports
    no model. Two tasks a worker are under way at the most, whatever ``over`` holds. Raises what the
    work raises, and ``BrokenProcessPool`` where a worker was killed.
    """
    if workers < 2:
        yield from ((label, work(task)) for label, task in over)
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=fresh) as pool:
        under_way: deque[tuple[Label, Future[Result]]] = deque()
        for label, task in over:
            under_way.append((label, pool.submit(work, task)))
            if len(under_way) == 2 * workers:
                first, done = under_way.popleft()
                yield first, done.result()
        for label, done in under_way:
            yield label, done.result()
