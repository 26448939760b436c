"""Who may do what to an account and its posts, by whom it is of and how it stands; by hand."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator

from inspections.people.workflow import (
    BEGUN,
    BY_MAIL,
    ENDED,
    NO_FACTOR,
    NO_MAIL,
    OWN_FACTOR,
    may_appoint,
    may_end,
    may_hand_link,
    may_link,
    may_lock,
    may_reset_factors,
    may_withdraw,
)
from tayninh_portal.models import Appointment
from tests.fixtures.cast import moment

TODAY = date(2019, 7, 12)
NOT_THEIRS = "Quản lý tài khoản và chức trách là việc của: Quản trị."


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(moment(2019, 7, 12, 10), tick=False):
        yield


def test_an_address_alone_is_no_mail_while_the_portal_sends_none(cast, settings):
    cast.clerk_a.email = "a@example.vn"
    assert may_link(cast.admin, cast.clerk_a).reason == NO_MAIL
    assert may_hand_link(cast.admin, cast.clerk_a)
    settings.MAIL_ENABLED = True
    assert may_link(cast.admin, cast.clerk_a)
    assert may_hand_link(cast.admin, cast.clerk_a).reason == BY_MAIL


@pytest.mark.parametrize(
    "rule", [may_lock, may_appoint, may_link, may_hand_link, may_reset_factors]
)
def test_who_administers_no_accounts_is_told_so_of_their_own_too(cast, rule):
    verdict = rule(cast.clerk_a, cast.clerk_a)
    assert (bool(verdict), verdict.reason) == (False, NOT_THEIRS)


@pytest.mark.parametrize("rule", [may_lock, may_appoint])
def test_an_administrator_does_it_to_others_and_not_to_themselves(cast, rule):
    assert rule(cast.admin, cast.clerk_a)
    assert not rule(cast.admin, cast.admin)


def test_only_a_factor_that_is_there_and_anothers_is_taken_away(cast):
    assert may_reset_factors(cast.admin, cast.clerk_a).reason == NO_FACTOR
    for user in (cast.clerk_a, cast.admin):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert may_reset_factors(cast.admin, cast.clerk_a)
    assert may_reset_factors(cast.admin, cast.admin).reason == OWN_FACTOR


@pytest.mark.parametrize(
    ("rule", "starts", "ends", "reason"),
    [
        (may_end, -9, -1, ENDED),
        (may_end, -9, 0, ""),
        (may_end, -9, None, ""),
        (may_withdraw, -1, None, BEGUN),
        (may_withdraw, 0, None, BEGUN),
        (may_withdraw, 1, None, ""),
    ],
)
def test_a_post_ends_until_it_has_ended_and_is_taken_back_until_it_has_begun(
    cast, rule, starts, ends, reason
):
    last = None if ends is None else TODAY + timedelta(ends)
    post = Appointment(user=cast.clerk_a, starts_on=TODAY + timedelta(starts), ends_on=last)
    assert rule(cast.admin, post).reason == reason
    assert rule(cast.clerk_a, post).reason == NOT_THEIRS
