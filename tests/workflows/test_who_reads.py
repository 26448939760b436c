"""Who is refused the rows of a noun outright, written by hand; all others get those of their scope.

Whoever re-reads a record of a page reads it from there: a row of a noun nobody may list is not to
be had by its number either.
"""

import pytest

from tayninh_portal.errors import Refused
from tests.workflows.test_states import FLOWS
from tests.workflows.test_who_may import PEOPLE

NOT_INSPECTING = {"operator", "department_registrar", "admin", "nobody"}
REFUSED = {
    "handling": NOT_INSPECTING,
    "head_criticism": NOT_INSPECTING,
    "implementation": NOT_INSPECTING,
    "minutes": NOT_INSPECTING,
    "remedy": NOT_INSPECTING,
    # The registrar of the Sở numbers the notices.
    "result_paper": NOT_INSPECTING - {"department_registrar"},
    # Who writes a report and who examines it remark on its sentences.
    "remark": set(PEOPLE) - {"specialist", "specialist_b", "manager", "office_examiner"},
    # Their lists are open to all, or empty for whom nothing concerns.
    "complaint": set(),
    "plan": set(),
    "proposal": set(),
    "report": set(),
    "round": set(),
    "submission": set(),
    "visit": set(),
}


def refused(flow, cast) -> set[str]:
    """Whom ``flow`` gives no rows at all."""
    found = set()
    for name in PEOPLE:
        try:
            flow.rows(cast.fresh(name))
        except Refused:
            found.add(name)
    return found


def test_no_noun_is_left_out():
    assert set(REFUSED) == set(FLOWS)


@pytest.mark.parametrize("noun", REFUSED)
def test_who_has_no_business_with_a_noun_is_refused_its_rows(cast, noun):
    assert refused(FLOWS[noun], cast) == REFUSED[noun]
