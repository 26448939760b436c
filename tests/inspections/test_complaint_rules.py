"""Who is kept from a complaint whatever their roles, and who reads all of it, written by hand."""

import copy

import pytest
import time_machine

from inspections.complaints import rules
from inspections.complaints.models import Complaint
from tayninh_portal.access import Role, may
from tests.fixtures.cast import appoint
from tests.workflows.test_four_ways import CASES


def standing(cast, transition: str, **changes) -> Complaint:
    """A complaint before a transition, with ``changes`` nobody writes down."""
    row = copy.copy(Complaint.objects.get(pk=CASES["complaint", transition].make(cast).pk))
    for name, value in changes.items():
        setattr(row, name, value)
    return row


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(CASES["complaint", "classify"].at, tick=False):
        yield


@pytest.mark.parametrize(
    ("transition", "permission", "who"),
    [
        ("classify", "complaint.update", "operator"),
        ("classify", "complaint.classify", "manager"),
        ("hand_on", "complaint.hand_on", "specialist"),
        ("reply", "complaint.reply", "clerk_a"),
        ("answer", "complaint.answer", "manager"),
        ("close", "complaint.close", "manager"),
    ],
)
def test_nobody_works_on_what_is_about_them(cast, transition, permission, who):
    user = cast.fresh(who)
    row = standing(cast, transition)
    assert may(user, permission, row)
    row.subject_user = user
    assert may(user, permission, row).reason == rules.ABOUT_YOU


def test_what_is_reserved_is_corrected_by_its_leader_and_whoever_wrote_it_down(cast):
    row = standing(cast, "classify", reserved_for=cast.leader, created_by=cast.operator)
    for own in ("leader", "operator"):
        assert may(cast.fresh(own), "complaint.update", row).reason != rules.RESERVED
    assert may(cast.fresh("manager"), "complaint.update", row).reason == rules.RESERVED


def test_after_it_was_classified_what_was_written_down_stays(cast):
    row = standing(cast, "hand_on")
    assert may(cast.fresh("operator"), "complaint.update", row).reason.startswith("Chỉ sửa được")


ALL = {"specialist", "manager", "operator", "leader", "office_examiner", "province_registrar"}
SOME = {"clerk_a", "head_a", "admin", "nobody", "department_registrar"}


def test_the_department_and_the_province_read_all_and_an_agency_the_matter(cast):
    row = standing(cast, "reply")
    read = {who for who in ALL | SOME if rules.reads_all(cast.fresh(who), row)}
    assert read == ALL


def test_a_reserved_one_is_read_by_its_leader_and_whoever_wrote_it_down(cast):
    row = standing(cast, "classify", reserved_for=cast.leader, created_by=cast.operator)
    read = {who for who in ALL | SOME if rules.reads_all(cast.fresh(who), row)}
    assert read == {"leader", "operator"}


def test_a_leader_who_also_takes_calls_reopens_nothing_that_is_not_theirs(cast):
    appoint(cast.leader, Role.OPERATOR, cast.department)
    row = standing(cast, "reopen")
    assert may(cast.fresh("leader"), "complaint.reopen", row).reason == rules.NOT_LEADERS_WORK
    assert may(cast.fresh("manager"), "complaint.reopen", row)


def test_only_what_has_ended_is_taken_over_from_a_leader_who_is_gone(cast):
    """What is answered may be reopened, but is still open: it is handed over."""
    row = standing(cast, "reopen", reserved_for=cast.nobody)
    leader = cast.fresh("leader")
    for state, said in (("answered", rules.RESERVED), ("closed", ""), ("passed_on", "")):
        row.state = state
        assert may(leader, "complaint.reopen", row).reason == said, state
    appoint(cast.nobody, Role.LEADER, cast.province)
    row.reserved_for = cast.fresh("nobody")
    assert may(leader, "complaint.reopen", row).reason == rules.RESERVED


def test_nothing_is_read_of_who_gave_no_name(cast):
    row, manager = standing(cast, "answer"), cast.fresh("manager")
    assert row.caller_id is not None
    assert may(manager, "complaint.read_identity", row)
    row.caller = None
    assert may(manager, "complaint.read_identity", row).reason == (
        "Phản ánh này không có thông tin người phản ánh."
    )
