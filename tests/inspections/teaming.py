"""What the tests of teams and of visits to come share."""

from datetime import date, time
from uuid import uuid4

from inspections.teams.actions import form_team, seat_member
from inspections.teams.models import Issuer, Seat, Team
from inspections.visits.actions import plan_visit
from inspections.visits.models import Visit
from tests.inspections.visiting import NOW

# Two weeks after the clock of these tests stands still.
LATER = date(2019, 7, 19)


def team(cast, **changes) -> Team:
    """A team headed by the specialist for the second half of 2019, but for ``changes``."""
    given = {
        "by": cast.manager,
        "at": NOW,
        "issuer": Issuer.DEPARTMENT,
        "name": "Tổ kiểm tra công vụ số 1",
        "decision_number": "215/QĐ-SNV",
        "decision_day": date(2019, 7, 1),
        "decision_title": "thành lập Tổ kiểm tra công vụ",
        "symbol": "TKT",
        "starts_on": date(2019, 7, 1),
        "ends_on": date(2019, 12, 31),
        "head": cast.specialist,
    }
    return form_team(**(given | changes))[0]


def seat(cast, made: Team, person=None, **changes) -> Team:
    """``made`` with one more member, from its first day unless ``changes`` say so."""
    given = {"by": cast.manager, "at": NOW, "seat": Seat.MEMBER, "starts_on": made.starts_on}
    return seat_member(made, person=person, **(given | changes))


def planned(cast, made: Team | None = None, **changes) -> Visit:
    """A surprise visit to Sở Xây dựng in two weeks, but for ``changes``."""
    given = {
        "by": cast.manager,
        "at": NOW,
        "team": made or team(cast),
        "agency": cast.a,
        "day": LATER,
        "starts_at": time(8, 0),
        "is_surprise": True,
    }
    return plan_visit(**(given | changes))[0]


def plan_form(cast, made: Team, **changes) -> dict:
    """The form of a visit to come filled in, but for ``changes``."""
    filled = {
        "client_id": str(uuid4()),
        "agency": "xay dung",
        "team": made.pk,
        "day": "19/7/2019",
        "starts_at": "8h",
        "is_surprise": "yes",
        "cause": "plan",
        "place": "",
    }
    return filled | changes


def team_form(cast, **changes) -> dict:
    """The form of a team filled in, but for ``changes``."""
    filled = {
        "client_id": str(uuid4()),
        "issuer": "department",
        "name": "Tổ kiểm tra công vụ số 2",
        "decision_number": "số 7 / QĐ-SNV",
        "decision_day": "01/7/2019",
        "decision_title": "thành lập Tổ kiểm tra công vụ",
        "symbol": "TKT2",
        "starts_on": "01/7/2019",
        "ends_on": "31/12/2019",
        "head": "specialist",
    }
    return filled | changes
