"""Every move from every state by everybody: done, or refused and nothing changed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from inspections.agencies.actions import assign_agency
from inspections.people.models import Assignment
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import remove_due_agency
from inspections.rounds.models import DueAgency
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import start_submission
from inspections.submissions.models import Submission
from inspections.submissions.workflow import SUBMISSIONS
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import appoint, make_agency, moment
from tests.inspections.round_story import drafted, in_state, opened

NOTE = {"note": "Số liệu chưa khớp với biên bản."}
STATES = ("draft", "certified", "returned", "accepted")
WHO = (
    "specialist",
    "specialist_b",
    "manager",
    "operator",
    "department_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "admin",
)
# move → state it starts from → who may; everything else is refused.
ALLOWED = {
    "certify": {"draft": {"head_a"}, "returned": {"head_a"}},
    "return": {"certified": {"specialist", "manager"}},
    "accept": {"certified": {"specialist", "manager"}},
    "reopen": {"accepted": {"manager"}},
}
TARGET = {
    "certify": "certified",
    "return": "returned",
    "accept": "accepted",
    "reopen": "returned",
}
# Who cannot even see the result in that state.
UNSEEN = {
    "operator": STATES,
    "department_registrar": STATES,
    "admin": STATES,
    "leader": ("draft", "certified", "returned"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", ALLOWED)
def test_a_move_is_done_by_those_who_may_and_refused_to_all_others(cast, move, state):
    submission = in_state(cast, state)
    before = Submission.objects.values().get()
    allowed = ALLOWED[move].get(state, set())
    url = reverse(f"submission-{move}", args=[submission.pk])
    data = NOTE | {"seen_version": before["version"]}
    for who in WHO:
        if who in allowed:
            continue
        expected = 404 if state in UNSEEN.get(who, ()) else 403
        assert (who, cast.client(who).post(url, data).status_code) == (who, expected)
    assert Submission.objects.values().get() == before
    assert Change.objects.of(submission).count() == before["version"]
    for who in sorted(allowed)[:1]:
        assert cast.client(who).post(url, data).status_code == 302
        last = Change.objects.of(submission).last()
        assert (last.from_state, last.to_state, last.by) == (
            state,
            TARGET[move],
            getattr(cast, who),
        )


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("draft", "Cơ quan chưa gửi kết quả này."),
        ("returned", "Kết quả này đã trả lại, đang chờ cơ quan gửi lại."),
        ("accepted", "Kết quả này đã được chấp nhận."),
    ],
)
def test_a_refusal_says_why(cast, state, reason):
    submission = in_state(cast, state)
    url = reverse("submission-accept", args=[submission.pk])
    page = cast.client("specialist").post(url, {"seen_version": submission.version})
    assert reason in page.content.decode()


@pytest.mark.parametrize(("move", "who"), [("return", "specialist"), ("reopen", "manager")])
def test_a_move_that_needs_a_reason_keeps_its_page_without_one(cast, move, who):
    state = {"return": "certified", "reopen": "accepted"}[move]
    submission = in_state(cast, state)
    url = reverse(f"submission-{move}", args=[submission.pk])
    response = cast.client(who).post(url, {"note": "  ", "seen_version": submission.version})
    assert response.status_code == 200
    assert 'id="id_note_error"' in response.content.decode()
    assert Submission.objects.get().state == state


def test_the_agency_reads_why_it_came_back(cast):
    submission = in_state(cast, "returned")
    for name in ("submission-detail", "submission-update"):
        page = cast.client("clerk_a").get(reverse(name, args=[submission.pk]))
        assert "Thiếu số cuộc của Thanh tra Sở." in page.content.decode()


def test_a_reopened_result_is_not_counted_until_it_is_accepted_anew(cast):
    submission = in_state(cast, "accepted")
    url = reverse("submission-reopen", args=[submission.pk])
    cast.client("manager").post(url, NOTE | {"seen_version": submission.version})
    submission = Submission.objects.get()
    assert (submission.accepted_by, submission.accepted_on) == (None, None)
    assert DueAgency.objects.progress(submission.round)[0]["accepted"] == 0
    submission = do(submission_flow.CERTIFY, submission, by=cast.head_a, at=moment(2020, 1, 20))
    do(submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 21))
    assert DueAgency.objects.progress(submission.round)[0]["done"] == 1


def test_not_held_is_filed_and_accepted_but_not_done(cast):
    in_state(
        cast,
        "accepted",
        held="not_held",
        inspections_held=None,
        counts={},
        not_held_reason="Đang sắp xếp tổ chức bộ máy",
    )
    [provincial, _] = DueAgency.objects.progress(Submission.objects.get().round)
    assert (provincial["filed"], provincial["accepted"], provincial["done"]) == (1, 1, 0)


def test_nothing_found_is_done(cast):
    in_state(cast, "accepted", nothing_found=True, counts={})
    [provincial, _] = DueAgency.objects.progress(Submission.objects.get().round)
    assert (provincial["accepted"], provincial["done"]) == (1, 1)
    assert Submission.objects.get().violations == 0


def test_the_charge_is_asked_on_the_day(cast):
    Assignment.objects.filter(agency=cast.a).update(ends_on=date(2020, 1, 8))
    Assignment.objects.create(
        agency=cast.a,
        user=cast.specialist_b,
        starts_on=date(2020, 1, 9),
        created_at=moment(2020, 1, 8),
        created_by=cast.admin,
    )
    submission = in_state(cast, "certified")
    with pytest.raises(Refused) as refused:
        do(submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 9))
    assert refused.value.reason == (
        "Ngày 09/01/2020 bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh đạo Sở "
        "xử lý."
    )
    do(submission_flow.ACCEPT, submission, by=cast.specialist_b, at=moment(2020, 1, 9))
    assert Submission.objects.get().accepted_by == cast.specialist_b


def test_a_head_whose_post_has_ended_certifies_nothing(cast):
    submission = drafted(cast)
    cast.head_a.appointments.update(ends_on=date(2020, 1, 5))
    with pytest.raises(Refused):
        do(submission_flow.CERTIFY, submission, by=cast.fresh("head_a"), at=moment(2020, 1, 6))
    do(submission_flow.CERTIFY, submission, by=cast.fresh("head_a"), at=moment(2020, 1, 5))
    assert Submission.objects.get().filed_on == date(2020, 1, 5)


@pytest.fixture
def department_result(cast):
    """The Sở's own result, prepared by its specialist in charge, certified by a manager."""
    appoint(cast.specialist_b, Role.AGENCY_CLERK, cast.department)
    appoint(cast.manager, Role.AGENCY_HEAD, cast.department)
    people = cast.fresh("specialist_b"), cast.fresh("manager")
    submission = drafted(cast, agency=cast.department, by=people[0])
    return do(submission_flow.CERTIFY, submission, by=people[1], at=moment(2020, 1, 8))


def test_the_departments_own_result_is_accepted_by_neither_who_prepared_nor_who_certified(
    cast, department_result
):
    url = reverse("submission-accept", args=[department_result.pk])
    data = {"seen_version": department_result.version}
    for who in ("specialist_b", "manager"):
        page = cast.client(who).post(url, data)
        assert page.status_code == 403
        assert "người khác của Sở Nội vụ phải xem" in page.content.decode()
    assert cast.client("specialist").post(url, data).status_code == 403
    appoint(cast.nobody, Role.MANAGER, cast.department)
    assert cast.client("nobody").post(url, data).status_code == 302
    assert Submission.objects.get().accepted_by == cast.nobody


def test_who_once_prepared_it_cannot_accept_it_after_somebody_else_did(cast, department_result):
    department_result = do(
        submission_flow.RETURN,
        department_result,
        by=cast.fresh("manager"),
        at=moment(2020, 1, 9),
        note="Bổ sung số cuộc.",
    )
    appoint(cast.nobody, Role.AGENCY_HEAD, cast.department)
    do(submission_flow.CERTIFY, department_result, by=cast.fresh("nobody"), at=moment(2020, 1, 10))
    Submission.objects.update(prepared_by=cast.nobody)
    submission = Submission.objects.get()
    for who in ("specialist_b", "manager"):
        with pytest.raises(Refused):
            do(submission_flow.ACCEPT, submission, by=cast.fresh(who), at=moment(2020, 1, 11))
    assert Submission.objects.get().state == "certified"


def test_a_closed_round_takes_nothing_but_what_was_sent_is_still_accepted(cast):
    submission = in_state(cast, "certified")
    round = submission.round
    do(round_flow.CLOSE, round, by=cast.manager, at=moment(2020, 1, 11))
    with pytest.raises(Refused):
        start_submission(round, cast.b, by=cast.clerk_b)
    with pytest.raises(Refused):
        do(
            submission_flow.RETURN,
            Submission.objects.get(),
            by=cast.specialist,
            note="Sửa lại số cuộc.",
        )
    do(submission_flow.ACCEPT, Submission.objects.get(), by=cast.specialist, at=moment(2020, 1, 12))
    page = cast.client("clerk_b").post(reverse("submission-start", args=[round.pk, cast.b.pk]))
    assert "đã khóa" in page.content.decode()
    assert Submission.objects.count() == 1


def test_an_agency_taken_off_the_list_can_neither_fill_nor_send(cast):
    submission = drafted(cast)
    remove_due_agency(
        submission.round,
        by=cast.manager,
        agency=cast.a,
        reason="Báo cáo chung với Sở Y tế",
        at=moment(2020, 1, 4) + timedelta(hours=1),
    )
    page = cast.client("head_a").post(
        reverse("submission-certify", args=[submission.pk]), {"seen_version": submission.version}
    )
    assert "không thuộc danh sách phải báo cáo" in page.content.decode()
    assert Submission.objects.get().state == "draft"


def test_a_round_in_preparation_takes_nothing(cast):
    round = opened(cast)
    type(round).objects.update(state="draft")
    with pytest.raises(Refused) as refused:
        start_submission(round, cast.a, by=cast.clerk_a)
    assert refused.value.reason == "Đợt tự kiểm tra này chưa mở."


@pytest.mark.parametrize("number", [1, 20])
def test_accepting_many_asks_and_writes_for_all_of_them_at_once(
    cast, number, django_assert_max_num_queries
):
    round = opened(cast)
    for index in range(number):
        agency = make_agency(
            f"Sở {index}", "provincial_body", "provincial", by=cast.admin, parent=cast.province
        )
        DueAgency.objects.create(round=round, agency=agency, group="provincial")
        appoint(cast.clerk_b, Role.AGENCY_CLERK, agency)
        appoint(cast.head_b, Role.AGENCY_HEAD, agency)
        assign_agency(agency, by=cast.manager, to=cast.specialist, starts_on=date(2019, 12, 1))
        submission = drafted(cast, round, agency, by=cast.fresh("clerk_b"))
        do(submission_flow.CERTIFY, submission, by=cast.fresh("head_b"), at=moment(2020, 1, 8))
    user = cast.fresh("specialist")
    rows = list(SUBMISSIONS.rows(user))
    with django_assert_max_num_queries(15):
        SUBMISSIONS.perform(submission_flow.ACCEPT, rows, Act(user, moment(2020, 1, 9)))
    assert Submission.objects.filter(state="accepted", accepted_by=user).count() == number
