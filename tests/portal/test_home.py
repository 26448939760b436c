"""The home page and the search of the frame."""

from datetime import date

import pytest
import time_machine

from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from tayninh_portal.tasks import Urgency, tiles_for, urgency_of
from tests.doing import do
from tests.fixtures.cast import moment

ROUND_TILE = "Kết quả tự kiểm tra đã chấp nhận"
# A Tuesday.
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 23), Urgency.OVERDUE),
        (TODAY, Urgency.TODAY),
        (date(2026, 11, 25), Urgency.WEEK),
        (date(2026, 11, 29), Urgency.WEEK),
        (date(2026, 11, 30), Urgency.LATER),
        (None, Urgency.UNDATED),
    ],
)
def test_the_week_ends_on_sunday(due, expected):
    assert urgency_of(due, TODAY) == expected


def test_a_person_without_a_post_is_told_whom_to_ask(cast):
    page = cast.client("nobody").get("/").content.decode()
    assert "Tài khoản chưa có chức trách" in page
    assert "Việc cần làm" in page


def test_an_empty_home_says_that_nothing_waits(cast):
    page = cast.client("department_registrar").get("/").content.decode()
    assert "Không có việc nào đang chờ bạn" in page


def test_a_visitor_is_sent_to_sign_in(db, client):
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/tai-khoan/dang-nhap/?next=/")


def test_a_search_of_one_letter_asks_for_more(cast):
    assert "Từ khóa quá ngắn" in cast.client("specialist").get("/tim-kiem/?q=a").content.decode()


def test_a_search_without_hits_says_so(cast):
    page = cast.client("specialist").get("/tim-kiem/?q=khongcogi").content.decode()
    assert "Không tìm thấy hồ sơ nào" in page


@pytest.mark.parametrize("name", ["specialist", "manager", "operator", "leader", "clerk_a"])
def test_nobody_has_more_figures_than_a_glance_takes(cast, name):
    with time_machine.travel(moment(2026, 11, 24), tick=False):
        round_, _ = plan_round(
            by=cast.manager,
            title="Tự kiểm tra năm 2026",
            period_start=date(2026, 1, 1),
            period_end=date(2026, 12, 31),
            due_on=date(2026, 12, 20),
        )
        do(round_flow.OPEN, round_, by=cast.manager)
        labels = [tile.label for tile in tiles_for(cast.fresh(name), TODAY)]
    assert (
        labels
        == {
            "specialist": [ROUND_TILE, "Lượt kiểm tra", "Vi phạm của cá nhân", "Phản ánh đã xử lý"],
            "manager": [ROUND_TILE, "Lượt kiểm tra", "Vi phạm của cá nhân", "Phản ánh đã xử lý"],
            "operator": ["Phản ánh đang mở"],
            "leader": [
                "Lượt kiểm tra",
                "Vi phạm của cá nhân",
                "Phản ánh đã xử lý",
                "Cơ quan đã tự kiểm tra",
            ],
            "clerk_a": ["Phản ánh đang mở", "Lượt kiểm tra"],
        }[name]
    )
