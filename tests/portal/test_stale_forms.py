"""A form typed on an older version comes to the action; any other is asked the rule first."""

import pytest
from django.test import RequestFactory

from inspections.implementation.workflow import WITHDRAW
from tayninh_portal.errors import Refused
from tayninh_portal.record_forms import is_stale
from tayninh_portal.transition_pages import admit
from tayninh_portal.workflow import workflows
from tests.inspections.implementing import confirmed


def sent(user, **typed):
    request = RequestFactory().post("/", typed)
    request.user = user
    return request


def admitted(user, record, **typed) -> None:
    flow = next(flow for flow in workflows() if WITHDRAW in flow.transitions)
    admit(sent(user, **typed), flow, WITHDRAW, record)


@pytest.mark.parametrize("seen", ["2", "3", "", "x", "-1", "9" * 5000, "²"])
def test_a_form_of_this_version_or_of_none_is_asked_the_rule_of_the_record(cast, seen):
    made = confirmed(cast)
    assert not is_stale(sent(cast.clerk_a, seen_version=seen), made)
    with pytest.raises(Refused):
        admitted(cast.clerk_a, made, seen_version=seen)


def test_a_form_of_an_older_version_comes_to_the_action(cast):
    made = confirmed(cast)
    assert is_stale(sent(cast.clerk_a, seen_version="1"), made)
    assert admitted(cast.clerk_a, made, seen_version="1") is None


def test_an_older_version_opens_nothing_to_a_role_that_never_may(cast):
    with pytest.raises(Refused):
        admitted(cast.leader, confirmed(cast), seen_version="1")
