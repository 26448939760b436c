"""What an import costs, asked for and done: 74 queries, and 14 more for each 500 rows.

Of the 74 it takes 22 to tell the two people of the agency that they have something to do.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.complaints.models import Complaint
from inspections.identities.models import Identity
from inspections.imports.models import ImportKind
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState
from tests.inspections.importing import (
    COMPLAINT,
    complaints_file,
    import_batch,
    many,
    preview,
    problems,
    visits_file,
)

pytestmark = pytest.mark.slow


def cost_of(batch, by) -> int:
    """The queries of importing a checked workbook; its rows are checked once more in them."""
    assert problems(batch) == []
    with CaptureQueriesContext(connection) as queries:
        import_batch(batch, by=by)
    assert Job.objects.latest("pk").state == JobState.DONE
    return len(queries)


# Two of them read absences and complaints of the concluded for the lines of the log.
@pytest.mark.parametrize(("number", "most"), [(500, 94), (1000, 109)])
def test_visits_with_findings_persons_and_remedies(cast, number, most):
    visits, findings = many(number)
    due = {"Hạn khắc phục": date(2019, 7, 20)}
    batch = preview(cast, visits_file(cast, visits, [row | due for row in findings]))
    # Not the manager, whose rule asks nothing.
    assert cost_of(batch, cast.fresh("specialist")) <= most
    assert Visit.objects.concluded().count() == number
    assert (Identity.objects.count(), Remedy.objects.count()) == (number, number)


def test_500_complaints_with_their_callers(cast):
    rows = [
        COMPLAINT | {"Ngày tiếp nhận": date.fromordinal(date(2018, 1, 2).toordinal() + place)}
        for place in range(500)
    ]
    batch = preview(cast, complaints_file(cast, rows), by=cast.operator, kind=ImportKind.COMPLAINTS)
    assert cost_of(batch, cast.fresh("operator")) <= 56
    assert (Complaint.objects.count(), Identity.objects.count()) == (500, 500)
