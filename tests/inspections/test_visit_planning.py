"""Visits to come: put on a team's schedule, moved, dropped, begun."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit, VisitState
from inspections.visits.tasks import visits_to_come
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.sealing.records import check_log, check_records
from tests.doing import do, said_by
from tests.fixtures.cast import appoint, moment
from tests.inspections.teaming import LATER, plan_form, planned, seat, team
from tests.inspections.visiting import NOW, page_of

ON_THE_DAY = moment(2019, 7, 19, 8, 10)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_leader_puts_a_visit_on_the_schedule_and_its_number_leaves_no_gap(cast):
    made = team(cast)
    answer = cast.client("manager").post(reverse("visit-plan"), plan_form(cast, made))
    visit = Visit.every.get()
    assert visit.pk < 0
    assert answer["Location"] == f"/kiem-tra/k{-visit.pk}/"
    assert (visit.state, visit.agency, visit.day) == ("planned", cast.a, LATER)
    assert (visit.starts_at, visit.is_surprise, visit.team) == (time(8), True, made)
    page = page_of(cast.client("specialist").get(answer["Location"]))
    assert "Đã lên lịch" in page
    assert "Dự kiến" in page
    assert "Tình hình có mặt" not in page


def test_a_double_click_plans_once(cast):
    sent = plan_form(cast, team(cast))
    client = cast.client("manager")
    assert len({client.post(reverse("visit-plan"), sent)["Location"] for _ in range(2)}) == 1
    assert Visit.every.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": date(2019, 7, 4)}, "Ngày này đã qua"),
        ({"day": date(2020, 1, 6)}, "chỉ hoạt động từ 01/7/2019 đến hết 31/12/2019, theo"),
        ({"agency": "province"}, "không kiểm tra Ủy ban nhân dân tỉnh"),
        ({"agency": "outside"}, "không thuộc thẩm quyền kiểm tra"),
        ({"agency": "b"}, "clerk_b công tác tại cơ quan này"),
        ({"agency": "department"}, "specialist công tác tại cơ quan này"),
    ],
)
def test_what_cannot_be_planned_is_said(cast, changes, said):
    made = seat(cast, team(cast), cast.clerk_b)
    if "agency" in changes:
        changes = {"agency": getattr(cast, changes["agency"])}
    with pytest.raises(ValidationError, match=said):
        planned(cast, made, **changes)
    assert Visit.every.count() == 0


def test_a_team_is_at_one_place_at_an_hour(cast):
    made = team(cast)
    planned(cast, made)
    with pytest.raises(ValidationError, match="đã có lượt kiểm tra Sở Xây dựng lúc 08:00"):
        planned(cast, made, agency=cast.b)
    planned(cast, made, agency=cast.b, starts_at=time(14))
    planned(cast, team(cast, decision_number="9/QĐ-SNV"), agency=cast.b)
    assert Visit.every.count() == 3


def test_a_leader_of_the_house_is_not_told_by_an_hour_that_is_taken(cast):
    made = team(cast)
    planned(cast, made)
    appoint(cast.manager, Role.AGENCY_HEAD, cast.a)
    there = {"agency": cast.b, "by": cast.fresh("manager")}
    assert planned(cast, made, **there).agency == cast.b
    with pytest.raises(ValidationError, match="đã có lượt kiểm tra"):
        planned(cast, made, **there)


def test_a_team_whose_head_has_no_seat_that_day_plans_nothing(cast):
    made = team(cast)
    made.members.update(ends_on=date(2019, 7, 10))
    with pytest.raises(ValidationError, match="chưa có người đứng đầu"):
        planned(cast, made)


def test_only_leaders_plan_move_and_drop(cast):
    made = team(cast)
    with pytest.raises(Refused):
        planned(cast, made, by=cast.specialist)
    visit = planned(cast, made)
    with pytest.raises(Refused):
        do(visit_flow.DROP, visit, by=cast.specialist, at=NOW, note="Không đi.")


def test_a_visit_is_moved_with_its_reason_within_the_days_of_its_team(cast):
    visit = planned(cast)
    asked = {"team": visit.team, "day": date(2019, 8, 1), "starts_at": time(9)}
    moved = do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, note="Trùng lịch.", **asked)
    assert (moved.state, moved.day, moved.starts_at) == ("planned", date(2019, 8, 1), time(9))
    assert Change.objects.of(visit).last().note == "Trùng lịch."
    late = asked | {"day": date(2020, 2, 1)}
    with pytest.raises(ValidationError, match="chỉ hoạt động"):
        do(visit_flow.RESCHEDULE, moved, by=cast.manager, at=NOW, note="Lùi.", **late)


def test_a_dropped_visit_stays_among_those_who_knew(cast):
    visit = do(visit_flow.DROP, planned(cast), by=cast.manager, at=NOW, note="Bão.")
    assert visit.state == VisitState.DROPPED
    assert list(Visit.objects.all()) == []
    assert list(Visit.every.planned_for(cast.specialist)) == [visit]
    assert list(Visit.every.planned_for(cast.specialist_b)) == []


def test_a_visit_begins_with_those_who_sit_in_the_team_that_day(cast):
    made = seat(cast, team(cast), cast.clerk_b)
    made = seat(cast, made, cast.specialist_b, ends_on=date(2019, 7, 10))
    made = seat(cast, made, name="Khách", post="Thanh tra tỉnh")
    visit = planned(cast, made)
    with time_machine.travel(ON_THE_DAY, tick=False):
        page = page_of(cast.client("specialist").get(reverse("visit-start", args=[visit.pk])))
        assert 'value="08:10"' in page
        sent = {"seen_version": 1, "client_id": "", "day": "19/7/2019", "starts_at": "8h10"}
        cast.client("specialist").post(reverse("visit-start", args=[visit.pk]), sent)
        begun = Visit.objects.get(pk=visit.pk)
        assert (begun.state, begun.starts_at) == ("draft", time(8, 10))
        assert (begun.basis_number, begun.basis_date) == ("215/QĐ-SNV", date(2019, 7, 1))
        members = {(row.user, row.is_head) for row in begun.members.all()}
        assert members == {(cast.specialist, True), (cast.clerk_b, False)}
        for who in ("specialist_b", "clerk_b", "manager"):
            assert cast.client(who).get(f"/kiem-tra/k{-visit.pk}/").status_code == 200
        assert cast.client("head_b").get(f"/kiem-tra/k{-visit.pk}/").status_code == 404
    assert [said for check in (check_log, check_records) for said in check() if said] == []


def test_it_does_not_begin_before_its_day_nor_by_who_belongs_to_the_agency(cast):
    made = team(cast)
    visit = planned(cast, made)
    asked = {"day": LATER, "starts_at": time(8)}
    with pytest.raises(ValidationError, match="Ngày kiểm tra chưa đến"):
        do(visit_flow.START, visit, by=cast.specialist, at=NOW, **asked)
    appoint(cast.specialist, Role.AGENCY_CLERK, cast.a)
    with pytest.raises(ValidationError, match="công tác tại cơ quan được kiểm tra"):
        do(visit_flow.START, visit, by=cast.manager, at=ON_THE_DAY, **asked)
    assert visit.members.count() == 0


def test_a_guest_sees_the_visit_until_the_team_ends(cast):
    made = seat(cast, team(cast, ends_on=LATER), cast.clerk_b)
    visit = planned(cast, made)
    do(visit_flow.START, visit, by=cast.specialist, at=ON_THE_DAY, day=LATER, starts_at=time(8))
    seen = {}
    for days in (0, 1):
        with time_machine.travel(ON_THE_DAY + timedelta(days=days), tick=False):
            seen[days] = Visit.objects.visible_to(cast.fresh("clerk_b")).count()
    assert seen == {0: 1, 1: 0}


def test_a_finding_of_a_visit_that_was_planned_is_entered_at_its_address(cast):
    visit = planned(cast, day=NOW.date())
    address = reverse("finding-create", args=[visit.pk])
    typed = {"client_id": "6b8f6a3e-0000-4000-8000-000000000001", "category": "1"}
    assert cast.client("manager").post(address, typed).status_code in (200, 403)
    do(visit_flow.START, visit, by=cast.specialist, at=NOW, day=NOW.date(), starts_at=time(8))
    assert address == f"/kiem-tra/k{-visit.pk}/noi-dung/them/"
    assert cast.client("specialist").get(address).status_code == 200


def test_the_team_has_its_next_visits_before_it_and_nobody_else(cast):
    made = seat(cast, team(cast), cast.clerk_b)
    planned(cast, made, day=NOW.date() + timedelta(days=7))
    planned(cast, made, day=NOW.date() + timedelta(days=8))
    people = ("specialist", "clerk_b", "specialist_b", "manager", "clerk_a", "leader")
    said = {who: said_by(visits_to_come, getattr(cast, who), NOW.date()) for who in people}
    assert {who: len(lines) for who, lines in said.items()} == {
        **dict.fromkeys(people, 0),
        "specialist": 1,
        "clerk_b": 1,
    }
    assert said["clerk_b"][0].what == "Kiểm tra Sở Xây dựng, 08:00 ngày 12/7/2019"


def test_the_calendar_shows_a_month_and_the_list_all(cast):
    made = team(cast)
    visit = planned(cast, made)
    other = planned(cast, made, day=date(2019, 8, 20), is_surprise=False)
    client = cast.client("specialist")
    page = page_of(client.get(reverse("planned-visit-calendar")))
    assert page.count("08:00 Sở Xây dựng") == 1
    # Of another month, and says so.
    assert page.count("calendar-beside") == 4 and "1 tháng 8</span>" in page
    assert f"/kiem-tra/k{-visit.pk}/" in page
    august = page_of(client.get(reverse("planned-visit-calendar"), {"thang": "2019-08"}))
    assert f"/kiem-tra/k{-other.pk}/" in august
    nonsense = page_of(client.get(reverse("planned-visit-calendar"), {"thang": "9999-99"}))
    assert "Lịch kiểm tra tháng 7/2019" in nonsense
    rows = list(client.get(reverse("planned-visit-list")).context["page"])
    assert rows == [visit, other]
    assert f"/kiem-tra/k{-other.pk}/" in page_of(client.get(reverse("planned-visit-list")))


def test_a_month_without_visits_says_so_to_who_knows_of_none(cast):
    none = "Không có lịch kiểm tra nào trong tháng {}/2019 mà bạn được biết."
    planned(cast, day=date(2019, 7, 31))
    for who, months in (("specialist", [8]), ("clerk_b", [7, 8])):
        client = cast.client(who)
        said = []
        for month in (7, 8):
            asked = {"thang": f"2019-0{month}"}
            page = page_of(client.get(reverse("planned-visit-calendar"), asked))
            said += [month] if none.format(month) in page else []
        assert (who, said) == (who, months)


# session, account, posts; (count,) rows
SCHEDULE = [("planned-visit-list", 5), ("planned-visit-calendar", 4)]


@pytest.mark.parametrize(("address", "queries"), SCHEDULE)
def test_the_schedule_costs_the_same_for_one_visit_and_for_thirty(
    cast, address, queries, django_assert_num_queries
):
    made = team(cast)
    planned(cast, made)
    client = cast.client("specialist")
    with django_assert_num_queries(queries):
        client.get(reverse(address))
    for hour in range(9, 19):
        for day in range(3):
            planned(cast, made, starts_at=time(hour), day=LATER + timedelta(days=day))
    with django_assert_num_queries(queries):
        client.get(reverse(address))
