"""What the tests of handovers share: a specialist with something of each kind open."""

from datetime import date
from uuid import uuid4

from inspections.handovers.actions import hand_over, plan_handover
from tests.fixtures.cast import moment

NOW = moment(2019, 7, 12, 10)
TODAY = date(2019, 7, 12)


def passed(cast, giver="specialist", receiver="specialist_b", by="manager", **changes):
    """A handover of today, by the names of the cast."""
    given = {
        "from_user": cast.fresh(giver),
        "to_user": cast.fresh(receiver),
        "day": TODAY,
        "by": cast.fresh(by) if isinstance(by, str) else by,
        "at": NOW,
    }
    return hand_over(**(given | changes))[0]


def planned(cast, giver="specialist", receiver="specialist_b", by="manager", **changes):
    """The same, looked at only."""
    given = {
        "from_user": cast.fresh(giver),
        "to_user": cast.fresh(receiver),
        "day": TODAY,
        "by": cast.fresh(by) if isinstance(by, str) else by,
        "at": NOW,
    }
    return plan_handover(**(given | changes))


def gone(user, last=date(2019, 6, 30)):
    """``user`` left all their posts at the end of a day."""
    user.appointments.update(ends_on=last)


def stated(pieces) -> list[tuple[str, str]]:
    """Pieces of a plan as (words, reason)."""
    return [(piece.label, piece.reason) for piece in pieces]


def form(cast, giver="specialist", receiver="specialist_b", **changes) -> dict:
    """The create form, filled in."""
    filled = {
        "client_id": str(uuid4()),
        "from_user": getattr(cast, giver).pk,
        "to_user": getattr(cast, receiver).pk,
        "day": "12/7/2019",
        "note": "Quyết định số 15/QĐ-SNV",
        "seen": "",
    }
    return filled | changes
