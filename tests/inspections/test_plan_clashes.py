"""Plans of others: entered, held against the plan of the Sở, each clash settled with a reason."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.plans.actions import change_line
from inspections.plans.clashes import clashes_of, record_other, settle, update_other
from inspections.plans.models import OtherBody, OtherPlan, Settlement, Settling
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.inspections.planning import line, plan
from tests.inspections.teaming import planned, team
from tests.inspections.visiting import NOW, page_of


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def other(cast, **changes) -> OtherPlan:
    """An audit of Sở Xây dựng from 20/7 to 10/8/2019, but for ``changes``."""
    given = {
        "by": cast.specialist,
        "at": NOW,
        "body": OtherBody.AUDIT,
        "agency": cast.a,
        "starts_on": date(2019, 7, 20),
        "ends_on": date(2019, 8, 10),
        "content": "Kiểm toán ngân sách",
        "document": "Quyết định số 12/QĐ-KTNN",
    }
    return record_other(**(given | changes))[0]


def found(made):
    """(agency, month, settled how) of the clashes of a plan."""
    clashes = clashes_of(made, list(made.lines.in_order().select_related("agency")))
    return [
        (each.line.agency, each.line.month, each.settlement and each.settlement.choice)
        for each in clashes
    ]


@pytest.mark.parametrize(
    ("days", "clash"),
    [
        ((date(2019, 7, 20), date(2019, 7, 31)), False),
        ((date(2019, 7, 20), date(2019, 8, 1)), True),
        ((date(2019, 8, 31), date(2019, 9, 30)), True),
        ((date(2019, 9, 1), date(2019, 9, 30)), False),
        ((date(2018, 8, 1), date(2018, 8, 31)), False),
        ((date(2018, 12, 1), date(2020, 1, 31)), True),
    ],
)
def test_a_clash_is_the_same_agency_in_the_same_month(cast, days, clash):
    made = plan(cast)
    other(cast, starts_on=days[0], ends_on=days[1])
    other(cast, agency=cast.b)
    assert found(made) == ([(cast.a, 8, None)] if clash else [])


def test_a_clash_is_settled_with_a_reason_and_can_be_settled_otherwise(cast):
    made = plan(cast)
    audit = other(cast)
    address = reverse("plan-settle", args=[made.lines.get(agency=cast.a).pk, audit.pk])
    client = cast.client("specialist")
    page = page_of(client.get(reverse("plan-detail", args=[made.pk])))
    assert "Chưa xử lý." in page
    sent = {"client_id": "6b8f6a3e-0000-4000-8000-000000000001", "choice": "join"}
    assert "Ghi lý do xử lý." in page_of(client.post(address, sent | {"reason": " "}))
    client.post(address, sent | {"reason": "Đi cùng đoàn kiểm toán."})
    assert found(made) == [(cast.a, 8, "join")]
    page = page_of(client.get(reverse("plan-detail", args=[made.pk])))
    assert "Lồng ghép: Đi cùng đoàn kiểm toán." in page
    settle(
        made.lines.get(agency=cast.a),
        audit,
        by=cast.manager,
        at=NOW,
        choice=Settling.KEEP,
        reason="Khác nội dung.",
    )
    assert found(made) == [(cast.a, 8, "keep")]
    notes = [change.note for change in Change.objects.of(Settlement.objects.get())]
    assert notes == ["Đi cùng đoàn kiểm toán.", "Khác nội dung."]


def test_a_line_that_is_moved_or_dropped_clashes_no_more(cast):
    made = plan(cast)
    other(cast)
    row = made.lines.get(agency=cast.a)
    moved = change_line(row, by=cast.specialist, at=NOW, seen_version=1, month=10)
    assert found(made) == []
    back = change_line(moved, by=cast.specialist, at=NOW, seen_version=2, month=8)
    change_line(back, by=cast.specialist, at=NOW, seen_version=3, is_dropped=True)
    assert found(made) == []


def test_where_there_is_no_clash_there_is_nothing_to_settle(cast):
    made = plan(cast)
    far = other(cast, starts_on=date(2019, 10, 1), ends_on=date(2019, 10, 2))
    address = reverse("plan-settle", args=[made.lines.get(agency=cast.a).pk, far.pk])
    assert cast.client("specialist").get(address).status_code == 404


def test_plans_of_others_are_entered_and_corrected_on_the_screens(cast):
    client = cast.client("specialist")
    sent = {
        "client_id": "6b8f6a3e-0000-4000-8000-000000000002",
        "body": "inspectorate",
        "agency": "y te",
        "starts_on": "01/9/2019",
        "ends_on": "30/8/2019",
        "content": "Thanh tra đấu thầu",
    }
    page = page_of(client.post(reverse("other-plan-create"), sent))
    assert "Ngày cuối không được trước ngày đầu." in page
    client.post(reverse("other-plan-create"), sent | {"ends_on": "30/9/2019"})
    made = OtherPlan.objects.get()
    assert (made.agency, made.body) == (cast.b, "inspectorate")
    corrected = sent | {"ends_on": "15/9/2019", "seen_version": 1, "client_id": ""}
    client.post(reverse("other-plan-update", args=[made.pk]), corrected)
    made.refresh_from_db()
    assert made.ends_on == date(2019, 9, 15)
    assert "Thanh tra tỉnh" in page_of(client.get(reverse("other-plan-list")))
    with pytest.raises(Conflict):
        update_other(made, by=cast.specialist, at=NOW, seen_version=1, content="x")
    with pytest.raises(Refused):
        other(cast, by=cast.clerk_a)


def test_a_settlement_has_a_reason(cast):
    made = plan(cast)
    with pytest.raises(ValidationError):
        settle(made.lines.first(), other(cast), by=cast.manager, at=NOW, choice="keep", reason="")


def test_a_visit_to_come_shows_who_else_is_there_that_day(cast):
    made = team(cast)
    other(cast, starts_on=date(2019, 7, 19))
    during = planned(cast, made)
    after = planned(cast, made, day=date(2019, 8, 12))
    client = cast.client("specialist")
    page = page_of(client.get(reverse("visit-detail", args=[during.pk])))
    assert "Kiểm toán nhà nước, 19/7/2019 – 10/8/2019: Kiểm toán ngân sách" in page
    page = page_of(client.get(reverse("visit-detail", args=[after.pk])))
    assert "Kiểm toán nhà nước" not in page


def test_a_plan_costs_the_same_with_one_line_and_with_thirty(cast, django_assert_num_queries):
    made = plan(cast)
    other(cast)
    client = cast.client("manager")
    address = reverse("plan-detail", args=[made.pk])
    # session, account, posts; plan, lines, visits, others, settlements, rule, timeline
    with django_assert_num_queries(10):
        assert client.get(address).status_code == 200
    for month in [month for month in range(1, 13) if month != 8]:
        for agency in (cast.a, cast.b, cast.commune):
            line(cast, made, agency, month=month)
    with django_assert_num_queries(10):
        client.get(address)
