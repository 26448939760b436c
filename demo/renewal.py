"""A demo nobody wrote in goes on to today when the portal starts.

A story cannot be taken up where it stopped: what happens with each thing runs from its first day.
So it is told anew, into a file beside, and takes the place of the old one in one transaction. What
somebody wrote is never touched: a demo that is no longer the demo alone stays as it is.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection

from tayninh_portal import illustrative
from tayninh_portal.lib.dates import short_date

# Held, shared, by the process that serves (script/gunicorn.conf.py).
SERVING = "serving.lock"
Say = Callable[[str], None]


def go_on(until: date, say: Say) -> None:
    """Tell the demo up to ``until`` where it lags behind and is the demo alone, or say why not."""
    told = illustrative.lags_since(until)
    if told is None:
        return
    stands = f"Tỉnh minh họa được dựng đến ngày {short_date(told)}"
    with _nobody_serving() as free:
        if not illustrative.is_untouched():
            say(f"{stands} và giữ nguyên vì đã có người nhập thêm. {how_to_build_anew()}")
        elif connection.vendor != "sqlite":
            say(f"{stands}; chỉ dữ liệu SQLite được tự dựng tiếp.")
        elif not free:
            say(f"{stands}; một cổng khác đang phục vụ dữ liệu này nên chưa dựng tiếp.")
        else:
            say(f"{stands}; đang dựng lại đến ngày {short_date(until)}, khoảng một phút…")
            _tell_anew(until, say)


def how_to_build_anew() -> str:
    """For whoever wants today's demo more than what was written in the old one."""
    return (
        f"Muốn dựng lại đến hôm nay: dừng cổng, đổi tên thư mục “{settings.VAR_DIR}” (dữ liệu cũ "
        "vẫn nằm trong đó) rồi chạy lại."
    )


@contextmanager
def _nobody_serving() -> Iterator[bool]:
    """Whether nobody serves from these data, and nobody will as long as this lasts."""
    with (settings.VAR_DIR / SERVING).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _tell_anew(until: date, say: Say) -> None:
    file = Path(connection.settings_dict["NAME"])
    anew = file.with_name(f"{file.name}.anew")
    _remove(anew)
    try:
        for command in (
            ("migrate", "--verbosity", "0"),
            ("load_demo", "--day", f"{until:%d/%m/%Y}"),
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=settings.BASE_DIR,
                env=os.environ | {"DATABASE_URL": f"sqlite:///{anew}"},
                stdout=subprocess.DEVNULL,
                check=True,
            )
        if illustrative.is_untouched():
            connection.close()
            with closing(sqlite3.connect(anew)) as new, closing(sqlite3.connect(file)) as old:
                new.backup(old)
    except (OSError, sqlite3.Error, subprocess.CalledProcessError):
        say("Chưa dựng lại được tỉnh minh họa; dữ liệu cũ còn nguyên.")
    finally:
        _remove(anew)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
