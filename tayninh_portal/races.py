"""What a view asks of a record that may have moved on since its form was shown.

Two people, or two clicks of one: the domain tells the loser, and these two questions see to it that
they are told on their form with what they typed still in it, or not at all where they lost to
themselves.
"""

from __future__ import annotations

from tayninh_portal.http import Request
from tayninh_portal.models import Change, Versioned
from tayninh_portal.records import Move, require, state_of

# More digits than a version ever has are somebody's own typing.
_LONGEST_VERSION = 9


def require_on_form(request: Request, action: str, record: Versioned) -> None:
    """Refuse who may not do this; but let a form typed on an older version come to the domain.

    There the lost race is told on the form itself, with what was typed still in it.
    """
    require(request.user, action, None if _is_stale(request, record) else record)


def done_already(request: Request, record: Versioned, step: Move) -> bool:
    """Whether this very person has just done this: the second of two clicks."""
    if not _is_stale(request, record) or state_of(record) != step.target:
        return False
    last = Change.objects.of(record).last()
    return last is not None and last.action == step.name and last.by_id == request.user.pk


def _is_stale(request: Request, record: Versioned) -> bool:
    """Whether a form was sent that was shown with an older version."""
    seen = request.POST.get("seen_version", "")
    readable = seen.isascii() and seen.isdecimal() and len(seen) <= _LONGEST_VERSION
    return readable and int(seen) < record.version
