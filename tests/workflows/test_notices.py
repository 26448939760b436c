"""Whom every transition tells of what, carried out in the browser; the table is written by hand.

``who carries it out`` is the case's (``cases_<noun>.py``); the specialist is in charge of Sở Xây
dựng (A), specialist_b of Sở Y tế (B).
"""

import pytest
import time_machine

from tayninh_portal.models import Notice
from tayninh_portal.workflow import workflows
from tests.workflows.test_four_ways import CASES, first

# noun transition | kind: people told
TABLE = """
complaint classify     |
complaint hand_on      | given: clerk_a head_a
complaint reply        | answered: manager operator specialist
complaint answer       |
complaint close        |
complaint pass_on      |
complaint merge        |
complaint reopen       | given: operator specialist
complaint reserve      | reserved: operator
handling confirm       | answered: clerk_a
handling return        | returned: clerk_a head_a
handling update        |
handling withdraw      |
handling reopen        | returned: clerk_a head_a
head_criticism decide  | answered: specialist
head_criticism withdraw |
implementation confirm | answered: clerk_a
implementation return  | returned: clerk_a head_a
implementation update  |
implementation withdraw |
implementation reopen  | returned: clerk_a head_a
minutes sign           |
minutes add_pages      |
plan present           |
plan return            |
plan issue             |
proposal confirm       | confirmed: nobody quantri specialist_b; post: nobody
proposal refuse        | answered: nobody quantri
proposal withdraw      | answered: nobody
proposal expire        | answered: quantri
remark answer          | answered: manager
remark settle          |
remedy report          | given: specialist
remedy confirm         | answered: clerk_a
remedy return          | returned: clerk_a head_a
remedy extend          | extended: clerk_a head_a
remedy reopen          | returned: clerk_a head_a
report submit          | given: manager
report recall          | given: manager specialist_b
report approve         | given: department_registrar
report present         | given: office_examiner
report sign            | given: province_registrar
report choose_signer   |
report issue           | answered: department_registrar manager specialist
report return          | returned: specialist specialist_b
report send_back       | returned: manager specialist specialist_b
result_paper send      | given: manager
result_paper accept    |
result_paper present   | given: manager
result_paper return    | returned: specialist
result_paper approve   | given: department_registrar
result_paper issue | answered: clerk_a head_a leader office_examiner province_registrar specialist
round open             | given: clerk_a clerk_b head_a head_b
round close            |
round reopen           | given: clerk_a clerk_b head_a head_b
submission certify     | given: specialist
submission accept      | answered: clerk_a head_a
submission return      | returned: clerk_a head_a
submission reopen      | returned: clerk_a head_a
visit start            |
visit reschedule       |
visit drop             |
visit conclude         |
visit cancel           |
visit reopen           | given: specialist
"""
EXPECTED = {
    tuple(left.split()): stated.strip()
    for left, stated in (line.split("|") for line in TABLE.strip().splitlines())
}


@pytest.fixture(autouse=True)
def _clock(request):
    key = request.node.callspec.params.get("key") if hasattr(request.node, "callspec") else None
    with time_machine.travel(CASES[key].at if key else 0, tick=False):
        yield


def stated() -> str:
    """The notices there are: “kind: people”."""
    rows = sorted(Notice.objects.values_list("kind", "user__username"))
    kinds = dict.fromkeys(kind for kind, _ in rows)
    return "; ".join(
        f"{kind}: {' '.join(person for each, person in rows if each == kind)}" for kind in kinds
    )


def test_every_transition_is_in_the_table():
    names = {(f.noun.replace("-", "_"), t.name) for f in workflows() for t in f.transitions}
    assert set(EXPECTED) == names


@pytest.mark.parametrize("key", CASES, ids=" ".join)
def test_it_tells_exactly_whom_the_table_says(cast, key, monkeypatch):
    """What was told while the record was made is not asked here."""
    case = CASES[key]
    made = case.make

    def make(cast):
        record = made(cast)
        Notice.objects.all().delete()
        return record

    monkeypatch.setitem(CASES, key, type(case)(**(vars(case) | {"make": make})))
    first(cast, key)
    assert stated() == EXPECTED[key]
    assert not Notice.objects.filter(user=getattr(cast, case.who)).exists()
