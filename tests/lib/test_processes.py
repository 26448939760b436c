"""Work spread over processes: in order, in processes of its own, never all of it at once."""

import math
import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from tayninh_portal.lib.processes import cores, spread

# What a process that begins anew finds by its name.
PID = "__import__('os').getpid()"


def test_one_worker_is_this_process():
    assert list(spread(eval, [("a", PID), ("b", "2")], workers=1)) == [("a", os.getpid()), ("b", 2)]


def test_several_work_elsewhere_in_order_and_on_a_few_tasks_at_a_time():
    taken = []

    def tasks():
        for at in range(9):
            taken.append(at)
            yield at, at * at

    found = spread(math.isqrt, tasks(), workers=2)
    assert next(found) == (0, 0)
    assert taken == [0, 1, 2, 3]
    assert list(found) == [(at, at) for at in range(1, 9)]
    pids = {pid for _, pid in spread(eval, [(at, PID) for at in range(4)], workers=2)}
    assert os.getpid() not in pids


def test_what_the_work_raises_is_raised_and_a_killed_worker_is_told():
    with pytest.raises(ValueError):
        list(spread(math.isqrt, [(0, -1)], workers=2))
    with pytest.raises(BrokenProcessPool):
        list(spread(os._exit, [(0, 1)], workers=2))


def test_there_is_a_core():
    assert cores() >= 1
