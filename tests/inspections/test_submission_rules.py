"""What keeps the agency and the Sở from a result, written by hand: its state, and its round's."""

import pytest
import time_machine

from inspections.rounds import workflow as round_flow
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from tayninh_portal.access import may, may_each
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.round_story import drafted, in_state, opened

AT = moment(2020, 1, 10)
SENT = "Kết quả đã được thủ trưởng xác nhận và gửi; chỉ sửa được khi Sở Nội vụ trả lại."
ACCEPTED = "Kết quả đã được chấp nhận; muốn sửa, cơ quan đề nghị lãnh đạo Sở Nội vụ mở lại."
CLOSED = "Đợt tự kiểm tra này đã khóa; lãnh đạo Sở Nội vụ mở lại đợt thì mới làm được."


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AT, tick=False):
        yield


def why_not(cast, who: str, permission: str, row) -> str:
    return may(cast.fresh(who), permission, row, on=AT.date()).reason


@pytest.mark.parametrize(
    ("state", "reason"),
    [("draft", ""), ("certified", SENT), ("returned", ""), ("accepted", ACCEPTED)],
)
def test_the_agency_fills_it_in_until_it_is_sent(cast, state, reason):
    assert why_not(cast, "clerk_a", "submission.fill", in_state(cast, state)) == reason


@pytest.mark.parametrize(
    ("permission", "who", "state"),
    [
        ("submission.fill", "clerk_a", "draft"),
        ("submission.certify", "head_a", "draft"),
        ("submission.return", "specialist", "certified"),
        ("submission.reopen", "manager", "accepted"),
    ],
)
def test_in_a_closed_round_nothing_moves_but_what_was_sent_is_accepted(
    cast, permission, who, state
):
    row = in_state(cast, state)
    assert why_not(cast, who, permission, row) == ""
    do(round_flow.CLOSE, Round.objects.get(pk=row.round_id), by=cast.manager, at=AT)
    row.refresh_from_db()
    assert why_not(cast, who, permission, row) == CLOSED


@pytest.mark.parametrize("many", [1, 3])
def test_results_are_asked_about_together(cast, many, django_assert_num_queries):
    for at in range(many):
        drafted(cast, opened(cast, title=f"Đợt {at}"))
    user, rows = cast.fresh("clerk_a"), list(Submission.objects.all())
    # posts; agencies due, rounds
    with django_assert_num_queries(3):
        verdicts = may_each(user, "submission.fill", rows, on=AT.date())
    assert [verdict.reason for verdict in verdicts] == [""] * many
