"""Databases that are copied whole: the demo province is built once, kept, then copied.

Works on the files of SQLite and on the server behind ``TEST_DATABASE_URL`` alike. A copy takes
some hundredths of a second, the demo province the better part of a minute.
"""

import os
import shutil
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.services import postgresql


@dataclass(frozen=True)
class Database:
    """One database by its address, in the words of ``DATABASE_URL``."""

    url: str

    @property
    def name(self) -> str:
        """What Django calls NAME: the file of SQLite, the database of a server."""
        path = urlsplit(self.url).path
        return path.removeprefix("/")

    def create(self, template: "Database | None" = None) -> None:
        """Make it, empty or as a copy of ``template``.

        A server copies a database only while nobody is connected to it: whoever still is is cut
        off. While a browser runs in the process, a thread's connection is not the one it had
        before (asgiref keeps them by event loop), and closing ours would leave the other open.
        """
        if self.url.startswith("sqlite:"):
            if template:
                shutil.copyfile(template.name, self.name)
            return
        if template:
            _on_server(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{template.name}' AND pid <> pg_backend_pid()"
            )
        like = f' TEMPLATE "{template.name}"' if template else ""
        _on_server(f'CREATE DATABASE "{self.name}"{like}')

    def drop(self) -> None:
        """Remove it, whoever is still connected."""
        if self.url.startswith("sqlite:"):
            for suffix in ("", "-wal", "-shm"):
                Path(self.name + suffix).unlink(missing_ok=True)
        else:
            _on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @property
    def can_be_kept(self) -> bool:
        """Whether this machine can write the database into a file and read it back."""
        return self.url.startswith("sqlite:") or _dump_program("pg_dump") is not None

    def save(self, path: Path) -> None:
        """Write it into a file of our own; nobody may be writing to it."""
        if self.url.startswith("sqlite:"):
            shutil.copyfile(self.name, path)
        else:
            _dump("pg_dump", "--format=custom", f"--file={path}", self.url)

    def load(self, path: Path) -> None:
        """Make it from what ``save`` wrote."""
        if self.url.startswith("sqlite:"):
            shutil.copyfile(path, self.name)
        else:
            self.create()
            _dump("pg_restore", "--exit-on-error", f"--dbname={self.url}", str(path))


def named(kind: str, name: str, folder: Path) -> Database:
    """The database ``name`` of a kind, "sqlite" (a file in ``folder``) or "postgresql"."""
    if kind == "sqlite":
        return Database(f"sqlite:///{folder / name}.sqlite3")
    return Database(urlunsplit(urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}")))


def _dump_program(name: str) -> Path | None:
    """pg_dump or pg_restore of the same version as the server; not every package brings them."""
    folder = postgresql.find()
    return folder / name if folder and (folder / name).exists() else None


def _dump(program: str, *arguments: str) -> None:
    done = subprocess.run([_dump_program(program), *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr}")


def _on_server(statement: str) -> None:
    import psycopg2

    address = os.environ["TEST_DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
