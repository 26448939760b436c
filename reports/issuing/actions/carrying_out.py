"""One transition, carried out with the report's row held.

Of two people one is told; the second click of one person finds it done and is answered as the
first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from reports.narrative.models import Report
from reports.narrative.writing import locked
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Change
from tayninh_portal.records import Move

MOVED_ON = (
    "Báo cáo đã thay đổi sau khi bạn mở trang này. Hãy mở lại báo cáo, xem bản mới nhất rồi làm "
    "tiếp."
)


def came_before(report: Report, transition: Move, *, by: Any, seen_version: int) -> bool:
    """Whether ``by`` has just carried out this very transition: the second of a double click.

    Where the report went on since (taken back, returned) it is an old form that is sent again, and
    its sender is told so.
    """
    if report.version != seen_version + 1:
        return False
    lines = Change.objects.of(report).filter(version=seen_version + 1)
    return lines.filter(action=transition.name, by=by).exists()


def carry_out(
    report: Report,
    transition: Move,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    note: str = "",
    fields: Callable[[Report], dict[str, Any]] = lambda now: {},
    then: Callable[[Report], Any] = lambda now: None,
) -> Report:
    """Move the report through ``transition`` with its row held; the report as it then is.

    ``fields`` gives what is written with the move, ``then`` what follows it in the same
    transaction; both are left out for one that ``came_before``. Raises ``Refused``,
    ``Conflict`` and ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, transition.permission, at=at)
    with locked(report) as now:
        if came_before(now, transition, by=by, seen_version=seen_version):
            return now
        if now.version != seen_version:
            raise Conflict(MOVED_ON)
        records.require(by, transition.permission, now, at=at)
        values = fields(now)
        now = records.move(
            now, transition, by=by, at=at, note=note, seen_version=seen_version, **values
        )
        then(now)
    return now
