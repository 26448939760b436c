"""Days the registry is not changed for by one person: those of a period whose figures were frozen.

The frozen figures stand whatever becomes of the registry; what is counted anew would differ from
them. Reports register up to which day there are any, since the registry does not know them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tayninh_portal.models import User
from tayninh_portal.proposals.kinds import require_second

Through = Callable[[], date | None]
_through: list[Through] = []


def closes(function: Through) -> Through:
    """Register the last day of the periods that are closed, None without any."""
    _through.append(function)
    return function


def closed_through() -> date | None:
    """The last day of any closed period."""
    return max((day for ask in _through if (day := ask()) is not None), default=None)


def guard_closed(first: date, *, by: User, second: User | None, at: datetime | None) -> None:
    """Ask for a second person where what is changed from ``first`` on reaches a closed period."""
    last = closed_through()
    if last is not None and first <= last:
        require_second(by, second, at=at)
