"""What the frame asks of the apps without knowing them: tasks, tiles, search hits.

The rooms register functions at start-up (``inspections/<noun>/tasks.py``); the home page and the
search over everything call them all. Each function shows only what its person may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models

from tayninh_portal.access import DEPARTMENT, roles_of
from tayninh_portal.lib.together import Asked, Question, Rows, read_side_by_side
from tayninh_portal.lists import COUNTED_EXACTLY
from tayninh_portal.models import User
from tayninh_portal.scope import Table


@dataclass(frozen=True)
class Task:
    """One line of “Việc cần làm”: what, whose, until when (None: no clock), and where.

    ``whose_url``: the page of what it is due for, "" where that is told on the page of the work.
    """

    what: str
    whose: str
    due: date | None
    url: str
    whose_url: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure on the home page, opening its list."""

    label: str
    value: int | str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Hit:
    """One result of the search over everything."""

    kind: str
    label: str
    url: str
    note: str = ""


# A source shows at most this many tasks; the list behind it has the rest.
TASKS_A_SOURCE = 30
# A source of the home page that has to read gives the rows before it looks at them, so that what
# all of them read is read together (``lib.together.read_side_by_side``).
TaskSource = Callable[[Any, date], Iterable[Task | Rows]]
TileSource = Callable[[Any, date], Iterable[Tile | Rows]]
SearchSource = Callable[[Any, str, int], Iterable[Hit]]
CodeSource = Callable[[Any, str], Iterable[Hit]]
_read_first: list[Table] = []
_tasks: list[TaskSource] = []
_tiles: list[TileSource] = []
_search: list[SearchSource] = []
_codes: list[CodeSource] = []


def counted_in_a_tile(rows: Asked) -> Question[int | str]:
    """How many ``rows`` there are; of more than a thousand that there are more."""
    found = rows.order_by().values("pk")[: COUNTED_EXACTLY + 1]
    return Question((found,), lambda: len(found) if len(found) <= COUNTED_EXACTLY else "hơn 1.000")


def read_first(table: Table) -> None:
    """Let home read the keys in ``table`` of who works on cases at the Sở before it asks what
    waits for them: half of its questions ask for these."""
    _read_first.append(table)


def task_source(function: TaskSource) -> TaskSource:
    """Register ``(user, today) -> tasks``, most urgent first, ``TASKS_A_SOURCE`` at the most."""
    _tasks.append(function)
    return function


def tile_source(function: TileSource) -> TileSource:
    """Register ``(user, today) -> tiles``."""
    _tiles.append(function)
    return function


def search_source(function: SearchSource) -> SearchSource:
    """Register ``(user, folded words, limit) -> hits``; the words come without accents."""
    _search.append(function)
    return function


def code_source(function: CodeSource) -> CodeSource:
    """Register ``(user, code) -> hits``; a code is told in a form, never in an address."""
    _codes.append(function)
    return function


class Urgency(models.TextChoices):
    """Groups of the home page."""

    OVERDUE = "overdue", "Quá hạn"
    TODAY = "today", "Hôm nay"
    WEEK = "week", "Tuần này"
    LATER = "later", "Sau tuần này"
    UNDATED = "undated", "Chưa đặt hạn"

    @property
    def tone(self) -> str:
        """Tone of the group's heading."""
        return {"overdue": "danger", "today": "warning"}.get(self.value, "neutral")


def urgency_of(due: date | None, today: date) -> Urgency:
    """Which group a due date falls in; the week ends on Sunday; what has no clock stands last."""
    if due is None:
        return Urgency.UNDATED
    if due > today + timedelta(days=6 - today.weekday()):
        return Urgency.LATER
    if due < today:
        return Urgency.OVERDUE
    return Urgency.TODAY if due == today else Urgency.WEEK


@dataclass(frozen=True)
class Home:
    """The home page of a person: tasks by urgency, empty groups left out, and tiles."""

    groups: list[tuple[Urgency, list[Task]]]
    tiles: list[Tile]


def home_of(user: User, today: date) -> Home:
    """Everything that waits for ``user``, and their numbers."""
    if roles_of(user, today) & DEPARTMENT:
        for table in _read_first:
            table.read(user, today)
    sources = (*_tasks, *_tiles)
    said = read_side_by_side(source(user, today) for source in sources)
    tasks = [each for lines in said for each in lines if isinstance(each, Task)]
    tasks.sort(key=lambda task: (task.due is None, task.due or today, task.what))
    groups = [(u, [t for t in tasks if urgency_of(t.due, today) == u]) for u in Urgency]
    tiles = [each for lines in said for each in lines if isinstance(each, Tile)]
    return Home([(u, lines) for u, lines in groups if lines], tiles)


def grouped_tasks(user: User, today: date) -> list[tuple[Urgency, list[Task]]]:
    """All tasks of ``user`` by urgency, empty groups left out."""
    return home_of(user, today).groups


def tiles_for(user: User, today: date) -> list[Tile]:
    """All tiles of ``user``."""
    return home_of(user, today).tiles


def search_everything(user: User, folded: str, limit: int = 10) -> list[Hit]:
    """Hits of every source, ``limit`` of each at the most."""
    return [hit for source in _search for hit in source(user, folded, limit)]


def search_codes(user: User, code: str) -> list[Hit]:
    """What ``code`` opens, among what ``user`` may see."""
    return [hit for source in _codes for hit in source(user, code)]
