"""``may()`` answers with a reason, by post and by day."""

from datetime import date

import pytest

from tayninh_portal.access import Role, may, roles_of
from tests.fixtures.cast import appoint


def test_a_right_comes_from_a_post_and_ends_with_it(cast):
    appoint(
        cast.nobody,
        Role.OPERATOR,
        cast.department,
        "",
        date(2019, 1, 1),
        date(2019, 6, 30),
    )
    assert roles_of(cast.nobody, date(2018, 12, 31)) == frozenset()
    assert roles_of(cast.nobody, date(2019, 1, 1)) == {Role.OPERATOR}
    assert roles_of(cast.nobody, date(2019, 6, 30)) == {Role.OPERATOR}
    assert roles_of(cast.nobody, date(2019, 7, 1)) == frozenset()


def test_a_refusal_names_whose_work_it_is(cast):
    verdict = may(cast.clerk_a, "visit.create")
    assert not verdict
    assert verdict.reason == (
        "Ghi nhận lượt kiểm tra là việc của: Chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra; "
        "Lãnh đạo Sở Nội vụ, Tổ trưởng Tổ kiểm tra."
    )


def test_a_misspelt_action_is_an_error_and_not_a_refusal(cast):
    with pytest.raises(KeyError):
        may(cast.manager, "visit.crate")


def test_an_inactive_account_holds_nothing(cast):
    cast.manager.is_active = False
    assert roles_of(cast.manager) == frozenset()
