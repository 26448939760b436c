"""The biên bản on the home page: corrections to be signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspections.minutes.models import CORRECTION_SIGNERS, Minutes
from inspections.minutes.workflow import MINUTES
from tayninh_portal.access import may
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import TASKS_A_SOURCE, Task, task_source


@task_source
def corrections_to_sign(user: User, today: date) -> Iterator[Task | Rows]:
    """Of visits that are open to be corrected: what has to be signed before they are concluded."""
    if not may(user, "minutes.sign"):
        return
    rows = Minutes.objects.filter(CORRECTION_SIGNERS.q(user, today)).named()
    oldest = rows.select_related("visit", "corrects").order_by("visit__day", "pk")[:TASKS_A_SOURCE]
    yield (oldest,)
    for row in oldest:
        yield Task(
            what=f"Ký biên bản đính chính lượt kiểm tra {row.agency_then} ngày "
            f"{short_date(row.visit.day)}",
            whose=f"Sửa {str(row.corrects)[:1].lower()}{str(row.corrects)[1:]}",
            due=None,
            url=MINUTES.record_url(row),
        )
