"""``python -m benchmarks.speed [--sqlite] [--visits N] [--only PART …] [--keep FILE]``.

What is told in docs/performance.md as one table: every work beside the floor it is measured by,
both by turns in one run, the least of several each, in processor time of the portal and of its
database process together: what else the machine does changes it little. 200,000 visits with
600,000 findings and 200,000 complaints over ten years, a thousand times what a province has.

The works stand in the modules named by ``PARTS``, each with a function ``works(scene)``.
"""

from __future__ import annotations

import importlib
import math
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import floor
from benchmarks.throwaway import parser, portal, settle, table
from benchmarks.years import Years

PARTS = ("lists", "reports", "jobs")
LAST_YEAR, YEARS = 2019, 10


@dataclass(frozen=True)
class Work:
    """One line of the table: ``run`` may take ``wanted`` times what ``floor`` takes.

    ``most_queries``: how many it may ask of the database, 0 where nobody counts. ``clock`` is
    another clock than ``busy_clock``, in seconds.
    """

    words: str
    run: Callable[[], object]
    floor: Callable[[], object]
    wanted: float
    most_queries: int = 0
    runs: int = 15
    clock: Callable[[], float] | None = None


@dataclass(frozen=True)
class Scene:
    """What works are made of: what is stored, and somebody of the Sở who is signed in."""

    user: Any
    cookie: str
    application: Any
    bare: Callable[[], object]
    sqlite: bool

    def page(
        self, words: str, address: str, wanted: float, most_queries: int = 0, runs: int = 15
    ) -> Work:
        """Asking for a page, measured by the bare page."""
        run = floor.ask(self.application, self.cookie, address)
        return Work(words, run, self.bare, wanted, most_queries, runs)


@dataclass
class Measured:
    """Processor milliseconds of a work and of its floor, and the queries it asks."""

    floor: float = math.inf
    own: float = math.inf
    queries: int = 0


def main() -> None:
    """Fill the database, measure, print."""
    options = parser(__doc__.splitlines()[0], visits=200_000)
    options.add_argument("--only", nargs="*", default=PARTS, choices=PARTS, help="chỉ các phần này")
    options.add_argument("--keep", type=Path, help="tệp giữ dữ liệu đã ghi cho lần đo sau")
    chosen = options.parse_args()
    with portal(sqlite=chosen.sqlite, kept=chosen.keep):
        fill(chosen.visits, chosen.keep)
        stage = scene(sqlite=chosen.sqlite)
        works: list[Work] = []
        found: list[Measured] = []
        for part in chosen.only:
            # What a part prepares is not there yet while those before it are measured.
            asked = list(importlib.import_module(f"benchmarks.speed_{part}").works(stage))
            works, found = works + asked, found + measured(asked)
        show(works, found)


def fill(visits: int, kept: Path | None) -> None:
    """The years, unless they were kept from a run before."""
    from inspections.visits.models import Visit

    if not Visit.objects.exists():
        years = Years()
        for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1):
            years.add(year, visits=visits // YEARS)
        settle()
        if kept:
            from tests.services.databases import Database

            Database(database_url()).save(kept)
    settle()


def database_url() -> str:
    """The address of the database that is measured."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return f"sqlite:///{connection.settings_dict['NAME']}"
    return os.environ["TEST_DATABASE_URL"]


def scene(*, sqlite: bool) -> Scene:
    """A specialist of the Sở, who sees every visit, signed in to portal and floor."""
    from django.conf import settings

    from inspections.agencies.models import Agency
    from tayninh_portal.access import Role
    from tayninh_portal.models import Appointment, User

    user = User.objects.get(username="do-luong")
    agency = Agency.objects.order_by("pk")[0]
    # Nobody is appointed a specialist elsewhere than at the Sở.
    Agency.objects.filter(pk=agency.pk).update(is_department=True)
    Appointment.objects.get_or_create(
        user=user,
        role=Role.SPECIALIST,
        agency=agency,
        defaults={
            "title": "Chuyên viên (minh họa)",
            "starts_on": date(2010, 1, 1),
            "created_at": agency.created_at,
        },
    )
    bare = floor.ask(floor.Floor(), floor.signed_in(user, floor.BACKEND), "/")
    cookie = floor.signed_in(user, settings.AUTHENTICATION_BACKENDS[0])
    return Scene(user, cookie, floor.portal(), bare, sqlite)


def measured(works: Iterable[Work]) -> list[Measured]:
    """The fastest run of each, floor and work by turns; the queries of one run."""
    found, busy = [], busy_clock()
    for work in works:
        clock = work.clock or busy
        taken = Measured(queries=queries_of(work.run))
        work.floor()
        for _ in range(work.runs):
            taken.floor = min(taken.floor, timed(work.floor, clock))
            taken.own = min(taken.own, timed(work.run, clock))
        found.append(taken)
        sys.stderr.write(f"{work.words}: {taken}\n")
    return found


def busy_clock() -> Callable[[], float]:
    """Processor seconds of this process, and of the one that serves its connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time
    # One connection for all works, however long they take.
    connection.settings_dict["CONN_MAX_AGE"], connection.close_at = None, None
    with connection.cursor() as cursor:
        # What parallel workers do would be counted nowhere: the one process does it all.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        stated = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    # Its first number: nanoseconds on a processor.
    return lambda: time.process_time() + int(stated.read_text().split()[0]) / 1e9


def timed(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds of one run."""
    start = clock()
    run()
    return (clock() - start) * 1000


def queries_of(run: Callable[[], object]) -> int:
    """How many queries one run asks; what it had to load the first time is loaded before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    run()
    with CaptureQueriesContext(connection) as asked:
        run()
    return len(asked)


def show(works: Iterable[Work], found: Iterable[Measured]) -> None:
    """The table, and a mark where something wanted is missed."""
    rows = []
    for work, taken in zip(works, found, strict=True):
        times = taken.own / taken.floor
        missed = times > work.wanted or 0 < work.most_queries < taken.queries
        wanted = f"≤ {work.wanted:g}" + (f", {work.most_queries}" if work.most_queries else "")
        rows.append(
            (work.words, taken.floor, taken.own, times, taken.queries, wanted, "!" * missed)
        )
    table(("việc", "sàn, ms", "ms", "× sàn", "truy vấn", "mong muốn", ""), *rows)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
