"""A form typed on an older version, and the second of two clicks."""

import pytest
from django.test import RequestFactory

from inspections.implementation.models import FactState
from tayninh_portal.errors import Refused
from tayninh_portal.races import done_already, require_on_form
from tayninh_portal.records import Move
from tests.inspections.implementing import confirmed, fact

WAITING = (FactState.DRAFT,)
CONFIRM = Move("confirm", "Xác nhận", WAITING, FactState.CONFIRMED, "implementation.confirm")
RETURN = Move("return", "Trả lại", WAITING, FactState.RETURNED, "implementation.return")


def sent(user, **typed):
    request = RequestFactory().post("/", typed)
    request.user = user
    return request


@pytest.mark.parametrize("seen", ["2", "3", "", "x", "-1", "9" * 5000, "²"])
def test_a_form_of_this_version_or_of_none_is_asked_the_rule_of_the_record(cast, seen):
    made = confirmed(cast)
    with pytest.raises(Refused):
        require_on_form(sent(cast.clerk_a, seen_version=seen), "implementation.update", made)


def test_a_form_of_an_older_version_comes_to_the_domain(cast):
    made = confirmed(cast)
    request = sent(cast.clerk_a, seen_version="1")
    assert require_on_form(request, "implementation.update", made) is None


def test_an_older_version_opens_nothing_to_a_role_that_never_may(cast):
    with pytest.raises(Refused):
        require_on_form(
            sent(cast.leader, seen_version="1"), "implementation.update", confirmed(cast)
        )


@pytest.mark.parametrize(
    ("who", "seen", "step", "done"),
    [
        ("manager", "1", CONFIRM, True),
        ("manager", "2", CONFIRM, False),
        ("manager", "", CONFIRM, False),
        ("manager", "1", RETURN, False),
        ("specialist", "1", CONFIRM, False),
    ],
)
def test_the_second_click_is_the_same_person_after_the_same_deed(cast, who, seen, step, done):
    made = confirmed(cast)
    assert done_already(sent(getattr(cast, who), seen_version=seen), made, step) is done


def test_nothing_is_done_already_before_it_was_done(cast):
    assert done_already(sent(cast.manager, seen_version="1"), fact(cast), CONFIRM) is False
