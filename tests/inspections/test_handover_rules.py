"""Who passes on whose work, and from which height what is reserved came, written by hand."""

from datetime import date

from inspections.handovers.models import HandoverKind
from inspections.handovers.workflow import passes_on, was_of_the_province
from tayninh_portal.access import Role
from tests.fixtures.cast import appoint
from tests.inspections.handing import TODAY, gone


def test_only_who_manages_passes_on_what_is_anothers(cast):
    gone(cast.leader)
    leader, manager = cast.fresh("leader"), cast.fresh("manager")
    assert passes_on(cast.fresh("specialist"), leader, TODAY) == ()
    assert passes_on(leader, leader, TODAY) == (HandoverKind.RESERVED,)
    every = (HandoverKind.ASSIGNMENT, HandoverKind.VISIT, HandoverKind.RESERVED)
    assert passes_on(manager, leader, TODAY) == every


def test_whoever_last_led_at_the_province_is_of_it(cast):
    """Not by a post that leads nothing, nor by one to come, nor by somebody else's."""
    appoint(cast.leader, Role.SPECIALIST, cast.department, starts_on=date(2019, 5, 1))
    appoint(cast.manager, Role.LEADER, cast.province, starts_on=date(2019, 8, 1))
    assert was_of_the_province(cast.leader, TODAY)
    assert not was_of_the_province(cast.specialist, TODAY)
    assert not was_of_the_province(cast.manager, TODAY)
    assert was_of_the_province(cast.manager, date(2019, 8, 1))
    appoint(cast.leader, Role.MANAGER, cast.department, starts_on=date(2019, 6, 1))
    assert not was_of_the_province(cast.leader, TODAY)
