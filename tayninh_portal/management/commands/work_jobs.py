"""``manage.py work_jobs``: the worker of the embedded mode; ``script/server`` starts one."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tayninh_portal import jobs


class Command(BaseCommand):
    """Does what waits until it is stopped; whatever it leaves half-done is taken up again."""

    # The portal it works beside has been checked.
    requires_system_checks = ()
    help = "Làm các việc nền (lập PDF, nhập Excel) khi không có Redis, cho tới khi bị dừng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether it lives by itself or with the process that started it."""
        parser.add_argument(
            "--attached", action="store_true", help="dừng khi đầu vào chuẩn (stdin) đóng lại"
        )

    # Any, as argparse has it.
    def handle(self, *args: object, attached: bool, **options: Any) -> None:
        """Never two kinds of workers over the same rows."""
        if settings.REDIS_URL:
            raise CommandError(
                "Đã có REDIS_URL: việc nền do worker Celery làm, xem docs/operations.md."
            )
        if attached:
            # Ctrl-C is meant for the portal; this process ends with it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            threading.Thread(target=_end_with_parent, daemon=True).start()
        else:
            self.stdout.write("Đang chờ việc nền (Ctrl-C để dừng).")
        over = UntilInterrupted()
        if not attached:
            signal.signal(signal.SIGINT, over.interrupt)
        with suppress(KeyboardInterrupt):
            jobs.work(over)


class UntilInterrupted(threading.Event):
    """Is set by Ctrl-C even where its exception gets lost: one that strikes within a function that
    SQLite calls comes out as an error of the database, after which a worker goes on."""

    struck = False

    # Any: a frame, or nothing.
    def interrupt(self, number: int, frame: Any) -> None:
        """The handler of the signal; without the lock, which the interrupted code may hold."""
        self.struck = True
        raise KeyboardInterrupt

    def is_set(self) -> bool:
        return self.struck or super().is_set()


def _end_with_parent() -> None:
    """End at once when whoever holds the other end of standard input ended, however that was."""
    sys.stdin.buffer.read()
    os._exit(0)
