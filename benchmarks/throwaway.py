"""An empty portal for one measurement, on a PostgreSQL of its own or on SQLite."""

from __future__ import annotations

import math
import os
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.environment import prepare_environment, prepare_settings, remove_environment
from tests.services import postgresql
from tests.services.databases import Database


def parser(description: str, **numbers: int) -> ArgumentParser:
    """The command line: ``--sqlite``, and one option for each number with its default."""
    line = ArgumentParser(description=description)
    line.add_argument("--sqlite", action="store_true", help="trên SQLite, không PostgreSQL")
    for name, default in numbers.items():
        line.add_argument(f"--{name}", type=int, default=default, help=f"mặc định {default}")
    return line


def arguments(description: str, **numbers: int) -> Namespace:
    """What stands on the command line of ``parser``."""
    return parser(description, **numbers).parse_args()


@contextmanager
def portal(*, sqlite: bool, kept: Path | None = None) -> Iterator[None]:
    """Django set up on a migrated database, which is gone afterwards.

    Empty, or with what an earlier run left in the file ``kept`` where there is one.
    """
    with ExitStack() as stack:
        if not sqlite:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-")))
            os.environ["TEST_DATABASE_URL"] = stack.enter_context(postgresql.running(home))
        var_dir = prepare_environment("sqlite" if sqlite else "postgresql")
        stack.callback(remove_environment, var_dir)
        if kept and kept.exists():
            load(kept, var_dir, sqlite=sqlite)
        prepare_settings(var_dir)
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()


def load(kept: Path, var_dir: Path, *, sqlite: bool) -> None:
    """Make the database what it was when it was kept."""
    if sqlite:
        Database(f"sqlite:///{var_dir / 'portal.sqlite3'}").load(kept)
        return
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    database = Database(f"{server}/measured")
    database.load(kept)
    os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"] = database.url


def settle() -> None:
    """Bring the planner's statistics up to date, as autovacuum does within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def kept_copy() -> str:
    """Copy the database as it is now; its name, for ``compared``."""
    from django.db import connection

    settle()
    name = connection.settings_dict["NAME"]
    copy = f"{name}_few" if connection.vendor == "postgresql" else f"{name}.few"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(name, copy)
        return copy
    connection.close()
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    os.environ["TEST_DATABASE_URL"] = f"{server}/template1"
    Database(f"{server}/{copy}").create(template=Database(f"{server}/{name}"))
    return copy


def compared(copy: str, works: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Milliseconds of each work on the copy and on the database as it has become.

    The fastest of fifteen runs each, by turns on both, so that whatever else the machine does
    disturbs both alike.
    """
    from django.db import connection

    settle()
    now = connection.settings_dict["NAME"]
    best = {name: [math.inf, math.inf] for name in works}
    for _ in range(5):
        for at, database in enumerate((copy, now)):
            connection.close()
            connection.settings_dict["NAME"] = database
            for name, work in works.items():
                work()
                for _ in range(3):
                    start = time.perf_counter()
                    work()
                    taken = (time.perf_counter() - start) * 1000
                    best[name][at] = min(best[name][at], taken)
    return best


def table(*rows: tuple[object, ...]) -> None:
    """Print rows in columns; numbers with a fraction get two decimals."""
    texts = [[f"{c:.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    widths = [max(len(row[at]) for row in texts) for at in range(len(texts[0]))]
    for row in texts:
        line = [row[0].ljust(widths[0])]
        line += [text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)]
        sys.stdout.write("  ".join(line).rstrip() + "\n")
