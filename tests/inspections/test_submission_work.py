"""“Việc cần làm”, tiles and search: each person their own, nothing of others."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.actions import assign_agency
from inspections.people.models import Assignment
from inspections.rounds.tasks import newest_round, rounds_by_title, rounds_past_due
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission
from inspections.submissions.models import Submission
from inspections.submissions.tasks import SINGLE, results_of_own_agency, results_to_accept
from tayninh_portal.access import Role
from tayninh_portal.models import User
from tests.doing import do, said_by
from tests.fixtures.cast import appoint, make_agency, moment
from tests.inspections.answering import text_of
from tests.inspections.round_story import DUE_ON, drafted, in_state, opened, plan

DAY = date(2020, 1, 9)
OWN = "Sở Xây dựng"


def own(cast, who) -> list[tuple[str, str, date]]:
    tasks = said_by(results_of_own_agency, cast.fresh(who), DAY)
    return [(task.what, task.whose, task.due) for task in tasks]


def test_a_clerk_is_asked_to_fill_in_from_the_day_the_round_is_open(cast):
    plan(cast)
    assert own(cast, "clerk_a") == []
    opened(cast)
    assert own(cast, "clerk_a") == [
        ("Nhập kết quả tự kiểm tra – Tự kiểm tra năm 2019", OWN, DUE_ON)
    ]
    assert own(cast, "head_a") == []


def test_the_head_is_asked_once_nothing_is_missing(cast):
    submission = drafted(cast, held="")
    assert [what for what, *_ in own(cast, "clerk_a")] == [
        "Nhập kết quả tự kiểm tra – Tự kiểm tra năm 2019"
    ]
    assert own(cast, "head_a") == []
    save_submission(
        submission,
        by=cast.clerk_a,
        seen_version=submission.version,
        counts={},
        held="held",
        nothing_found=True,
    )
    assert own(cast, "clerk_a") == []
    assert own(cast, "head_a") == [
        ("Xác nhận kết quả tự kiểm tra – Tự kiểm tra năm 2019", OWN, DUE_ON)
    ]


def test_a_returned_result_goes_to_the_clerk_with_its_reason_then_to_the_head(cast):
    submission = in_state(cast, "returned")
    assert [what for what, *_ in own(cast, "clerk_a")] == [
        "Sửa kết quả tự kiểm tra bị trả lại – Tự kiểm tra năm 2019: Thiếu số cuộc của Thanh tra Sở."
    ]
    assert own(cast, "head_a") == []
    submission.refresh_from_db()
    save_submission(
        submission,
        by=cast.clerk_a,
        seen_version=submission.version,
        counts={},
        nothing_found=True,
        inspections_held=4,
    )
    assert own(cast, "clerk_a") == []
    assert [what for what, *_ in own(cast, "head_a")] == [
        "Xác nhận kết quả tự kiểm tra – Tự kiểm tra năm 2019"
    ]


def test_a_head_without_a_clerk_is_asked_to_fill_in(cast):
    opened(cast)
    cast.clerk_a.appointments.all().delete()
    assert [what for what, *_ in own(cast, "head_a")] == [
        "Nhập kết quả tự kiểm tra – Tự kiểm tra năm 2019"
    ]


@pytest.mark.parametrize("state", ["certified", "accepted"])
def test_nothing_waits_at_the_agency_once_it_was_sent(cast, state):
    in_state(cast, state)
    assert own(cast, "clerk_a") + own(cast, "head_a") == []


def test_results_wait_for_whoever_is_in_charge_and_without_one_for_a_manager(cast):
    in_state(cast, "certified")
    waiting = {
        who: [task.whose for task in said_by(results_to_accept, cast.fresh(who), DAY)]
        for who in ("specialist", "specialist_b", "manager", "clerk_a")
    }
    assert waiting == {"specialist": [OWN], "specialist_b": [], "manager": [], "clerk_a": []}
    Assignment.objects.filter(agency=cast.a).update(ends_on=date(2020, 1, 8))
    assert said_by(results_to_accept, cast.fresh("specialist"), DAY) == []
    assert [t.whose for t in said_by(results_to_accept, cast.fresh("manager"), DAY)] == [OWN]


def test_the_departments_own_result_waits_for_a_manager_when_the_one_in_charge_prepared_it(cast):
    appoint(cast.specialist_b, Role.AGENCY_CLERK, cast.department)
    appoint(cast.nobody, Role.AGENCY_HEAD, cast.department)
    submission = drafted(cast, agency=cast.department, by=cast.fresh("specialist_b"))
    do(submission_flow.CERTIFY, submission, by=cast.fresh("nobody"), at=moment(2020, 1, 8))
    waiting = {
        who: len(said_by(results_to_accept, cast.fresh(who), DAY))
        for who in ("specialist", "specialist_b", "manager", "nobody")
    }
    assert waiting == {"specialist": 0, "specialist_b": 0, "manager": 1, "nobody": 0}


@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        (SINGLE, [("Xem, chấp nhận hoặc trả lại kết quả tự kiểm tra", OWN)] * SINGLE),
        (SINGLE + 1, [("Xem, chấp nhận hoặc trả lại 06 kết quả tự kiểm tra", "06 cơ quan")]),
    ],
)
def test_more_than_a_few_of_a_round_stand_in_one_line(cast, sent, lines):
    agencies = [cast.a] + [
        make_agency(OWN, "provincial_body", "provincial", by=cast.admin, parent=cast.province)
        for _ in range(1, sent)
    ]
    for agency in agencies[1:]:
        appoint(cast.clerk_a, Role.AGENCY_CLERK, agency)
        appoint(cast.head_a, Role.AGENCY_HEAD, agency)
        assign_agency(agency, by=cast.manager, to=cast.specialist, starts_on=date(2019, 12, 1))
    round_ = opened(cast)
    for agency in agencies:
        submission = drafted(cast, round_, agency, by=cast.fresh("clerk_a"))
        do(submission_flow.CERTIFY, submission, by=cast.fresh("head_a"), at=moment(2020, 1, 8))
    drafted(cast, round_, cast.b, by=cast.clerk_b)
    stated = said_by(results_to_accept, cast.fresh("specialist"), DAY)
    assert [(t.what, t.whose) for t in stated] == [
        (f"{what} – {round_}", whose) for what, whose in lines
    ]
    if sent > SINGLE:
        with time_machine.travel(moment(2020, 1, 9), tick=False):
            page = cast.client("specialist").get(stated[0].url)
        rows = page.context["page"].object_list
        assert sorted(row.agency_id for row in rows) == sorted(each.pk for each in agencies)


def test_a_manager_urges_those_who_are_late(cast):
    in_state(cast, "certified")
    late = [
        (task.what, task.whose, task.url.split("?")[1])
        for task in said_by(rounds_past_due, cast.manager, date(2020, 1, 11))
    ]
    assert late == [
        (
            "Đôn đốc gửi kết quả tự kiểm tra – Tự kiểm tra năm 2019",
            "04 cơ quan chưa gửi",
            "state=unfiled#danh-sach",
        )
    ]
    assert said_by(rounds_past_due, cast.manager, DUE_ON) == []
    assert said_by(rounds_past_due, cast.specialist, date(2020, 1, 11)) == []


def test_what_urging_leads_to_names_whom_to_call(cast):
    round = in_state(cast, "certified").round
    User.objects.filter(pk=cast.clerk_b.pk).update(phone="02763822222")
    (task,) = said_by(rounds_past_due, cast.manager, date(2020, 1, 11))
    called = (
        "Liên hệ: Cán bộ đầu mối Minh họa clerk_b, "
        '<a class="text-nowrap" href="tel:02763822222">02763822222</a>; '
        "Thủ trưởng cơ quan Minh họa head_b."
    )
    with time_machine.travel(moment(2020, 1, 11), tick=False):
        page = text_of(cast.client("manager").get(task.url))
        above = text_of(cast.client("leader").get(task.url))
    assert called in page
    assert "Minh họa clerk_a" not in page
    assert "Liên hệ:" not in above
    with time_machine.travel(moment(2020, 1, 9), tick=False):
        early = cast.client("manager").get(reverse("round-detail", args=[round.pk]))
    assert "Liên hệ:" not in text_of(early)


def test_the_tile_tells_how_many_are_accepted(cast):
    in_state(cast, "accepted")
    assert [tile.value for tile in said_by(newest_round, cast.specialist, DAY)] == ["01/05"]
    assert said_by(newest_round, cast.clerk_a, DAY) == []


def test_rounds_are_found_without_accents_by_those_who_see_them(cast):
    plan(cast, title="Tự kiểm tra quý III")
    assert [hit.label for hit in rounds_by_title(cast.specialist, "quy iii", 10)] == [
        "Tự kiểm tra quý III"
    ]
    assert list(rounds_by_title(cast.clerk_a, "quy iii", 10)) == []
    assert list(rounds_by_title(cast.operator, "quy iii", 10)) == []


def test_a_result_of_another_agency_is_nobody_elses_work(cast):
    in_state(cast, "returned")
    assert [what for what, *_ in own(cast, "clerk_b")] == [
        "Nhập kết quả tự kiểm tra – Tự kiểm tra năm 2019"
    ]
    assert Submission.objects.count() == 1
