"""What the tests of visits share: a form as a browser sends it, and visits in any state."""

from datetime import date, time
from uuid import uuid4

from inspections.catalogues.models import Category, PersonKind, Subject
from inspections.findings.actions import add_finding
from inspections.findings.models import Finding
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit
from inspections.visits.models import Visit, VisitCause
from tests.doing import do
from tests.fixtures.cast import moment

# The clock of these tests stands still here.
NOW = moment(2019, 7, 5, 14)
DAY = date(2019, 7, 5)


def draft(cast, **changes) -> Visit:
    """A draft at Sở Xây dựng that misses nothing, by the specialist alone, but for ``changes``."""
    given = {
        "by": cast.specialist,
        "at": NOW,
        "agency": cast.a,
        "day": DAY,
        "starts_at": time(8, 0),
        "ends_at": time(10, 30),
        "is_surprise": True,
        "cause": VisitCause.OTHER,
        "members": [cast.specialist],
        "head": cast.specialist,
        "on_roll": 40,
        "present": 38,
        "absent_excused": 2,
    }
    return log_visit(**(given | changes))[0]


def concluded(cast, **changes) -> Visit:
    """The same, concluded."""
    visit = draft(cast, **changes)
    return do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Chấp hành tốt.")


def violation(cast, visit: Visit, **changes) -> Finding:
    """A công chức who came late, found on ``visit``."""
    given = {
        "by": cast.manager,
        "at": NOW,
        "subject": Subject.PERSON,
        "category": Category.objects.filter(code="late").first(),
        "person_kind": PersonKind.CIVIL_SERVANT,
    }
    return add_finding(visit, **(given | changes))[0]


def visit_form(cast, **changes) -> dict:
    """The create form filled in by the specialist, but for ``changes``."""
    filled = {
        "client_id": str(uuid4()),
        "day": "05/7/2019",
        "agency": "so xay dung",
        "starts_at": "08:00",
        "place": "",
        "rooms": "",
        "is_surprise": "yes",
        "cause": "other",
        "basis_number": "",
        "basis_date": "",
        "basis_title": "",
        "theme": "",
        "complaint_codes": "",
        "members": [cast.specialist.pk],
        "find": "",
        "head": cast.specialist.pk,
        "on_roll": "40",
        "present": "38",
        "absent_excused": "2",
        "absent_unexcused": "",
        "absent_unknown": "",
        "headcount_note": "",
        "good_points": "",
    }
    return filled | changes


def update_form(cast, visit: Visit, **changes) -> dict:
    """The update form as ``visit`` was read, but for ``changes``."""
    filled = visit_form(cast) | {"seen_version": visit.version}
    del filled["client_id"]
    return filled | changes


def page_of(response) -> str:
    """The page as text, with the status it must have to be read."""
    assert response.status_code == 200
    return response.content.decode()
