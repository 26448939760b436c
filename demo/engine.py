"""The engine of the demo: courses that run side by side, each of them hour by hour.

A course is what happens with one thing: a complaint, a visit, a report. It is a generator that
yields the moment at which it goes on and then acts, through the actions of the apps. The story
always lets the course with the nearest moment go on, so that everything is written in the order of
time: a report is frozen over what was there by then, a merger finds open what was open, and
whatever day the story stops on, nothing of a later day has been written.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator
from datetime import datetime
from itertools import count

Course = Generator[datetime, None, None]


class Story:
    """Courses by the moment at which each goes on; at the same moment the one begun first."""

    def __init__(self) -> None:
        self._turns = count()
        self._waiting: list[tuple[datetime, int, Course]] = []

    def begin(self, course: Course) -> None:
        """Let ``course`` run along, from the first moment it names."""
        self._go_on(course)

    def compose(self, until: datetime | None) -> None:
        """Let everything happen that lies before ``until``; None: all of it."""
        while self._waiting and (until is None or self._waiting[0][0] < until):
            self._go_on(heapq.heappop(self._waiting)[2])

    def _go_on(self, course: Course) -> None:
        moment = next(course, None)
        if moment is not None:
            heapq.heappush(self._waiting, (moment, next(self._turns), course))
