"""``manage.py runserver``: Django's, which says that background work needs a second process."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver


class Command(runserver.Command):
    """For who changes the code; ``script/server`` starts both by itself."""

    # Any, as argparse has it.
    def inner_run(self, *args: Any, **options: Any) -> None:
        """Tell first: a PDF that never comes looks like a fault."""
        if not settings.REDIS_URL:
            self.stdout.write(
                "Việc nền (lập PDF, nhập Excel) cần một tiến trình nữa: mở cửa sổ khác và gõ "
                "manage.py work_jobs"
            )
        super().inner_run(*args, **options)
