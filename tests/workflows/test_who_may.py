"""Who of the cast may carry out each transition on the record of its case, written by hand.

The record is of Sở Xây dựng, which is in the specialist's charge; specialist_b is in charge of
another. Last column: who may once those at the Sở, and the leader, also hold a post at Sở Xây
dựng, where that makes a difference: they answer for it as well (+), and judge what it answered no
longer (–), or who is left.
"""

import pytest
import time_machine

from tayninh_portal.access import Role
from tests.fixtures.cast import appoint
from tests.workflows.test_four_ways import CASES
from tests.workflows.test_states import FLOWS

AT_THE_SO = ("specialist", "specialist_b", "manager", "operator")
PEOPLE = (
    *AT_THE_SO,
    "department_registrar",
    "office_examiner",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "clerk_b",
    "head_b",
    "admin",
    "nobody",
)
# noun transition | who may | who may when also of the agency
TABLE = """
complaint classify     | specialist specialist_b manager operator |
complaint hand_on      | specialist specialist_b manager operator |
complaint pass_on      | specialist specialist_b manager operator |
complaint reply        | clerk_a head_a                        | +
complaint answer       | specialist specialist_b manager operator |
complaint close        | specialist specialist_b manager operator |
complaint merge        | manager operator                      |
complaint reserve      | manager operator                      |
complaint reopen       | manager                               |
handling confirm       | specialist manager                    | –
handling return        | specialist manager                    | –
handling update        | clerk_a head_a                        | +
handling withdraw      | clerk_a head_a                        | +
handling reopen        | manager                               | –
head_criticism decide  | province_registrar leader             | province_registrar
head_criticism withdraw| specialist manager                    |
implementation confirm | specialist manager                    |
implementation return  | specialist manager                    |
implementation update  | clerk_a head_a                        | +
implementation withdraw| clerk_a head_a                        | +
implementation reopen  | manager                               |
minutes sign           | specialist manager                    |
minutes add_pages      | specialist manager                    |
plan present           | manager                               |
plan return            | manager                               |
plan issue             | manager                               |
proposal confirm       | specialist_b manager                  |
proposal refuse        | specialist_b manager                  |
proposal withdraw      | admin                                 |
remark answer          | specialist specialist_b manager       |
remark settle          | specialist_b manager                  |
remedy report          | clerk_a head_a                        | +
remedy confirm         | specialist manager                    | –
remedy return          | specialist manager                    | –
remedy extend          | manager                               | –
remedy reopen          | specialist manager                    | –
report submit          | specialist specialist_b manager       |
report recall          | specialist                            |
report approve         | specialist_b manager                  |
report present         | operator department_registrar         |
report sign            | office_examiner province_registrar    |
report choose_signer   | office_examiner leader                |
report issue           | province_registrar leader             |
report return          | specialist_b manager                  |
report send_back       | office_examiner leader                |
result_paper send      | specialist manager                    | –
result_paper accept    | manager                               | –
result_paper present   | specialist manager                    | –
result_paper return    | manager                               | –
result_paper approve   | manager                               | –
result_paper issue     | department_registrar                  |
round open             | specialist specialist_b manager       |
round close            | specialist specialist_b manager       |
round reopen           | manager                               |
submission certify     | head_a                                |
submission accept      | specialist manager                    |
submission return      | specialist manager                    |
submission reopen      | manager                               |
visit start            | specialist manager                    |
visit reschedule       | manager                               |
visit drop             | manager                               |
visit conclude         | specialist manager                    |
visit cancel           | specialist manager                    |
visit reopen           | manager                               |
"""


def those(also: str, who: str) -> list[str]:
    if also.strip() == "+":
        return [*AT_THE_SO, "leader", *who.split()]
    if also.strip() == "–":
        return []
    return also.split() or who.split()


EXPECTED = {
    tuple(noun.split()): [who.split(), those(also, who)]
    for noun, who, also in (f"{line} ".split("|") for line in TABLE.strip().splitlines())
}


def test_no_transition_is_left_out():
    assert set(EXPECTED) == set(CASES)


@pytest.mark.parametrize("key", CASES, ids=" ".join)
def test_who_may(cast, key):
    case, flow = CASES[key], FLOWS[key[0]]

    def those_who_may() -> list[str]:
        day = case.at.date()
        return [
            name for name in PEOPLE if flow.verdict(cast.fresh(name), flow[key[1]], record, day)
        ]

    with time_machine.travel(case.at, tick=False):
        record = case.make(cast)
        alone = those_who_may()
        for name in (*AT_THE_SO, "leader"):
            appoint(getattr(cast, name), Role.AGENCY_CLERK, cast.a)
        assert [alone, those_who_may()] == EXPECTED[key]
