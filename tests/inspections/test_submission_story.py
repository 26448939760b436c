"""A clerk fills in the result, the head certifies it, the specialist in charge accepts it."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from inspections.rounds.actions import plan_round
from inspections.rounds.models import DueAgency
from inspections.submissions.models import Submission
from tayninh_portal.access import Role
from tayninh_portal.models import Change
from tests.fixtures.cast import appoint, moment
from tests.inspections.round_story import YEAR, category, in_state, opened, typed


def url(name, record, *more):
    return reverse(name, args=[record.pk, *more])


def text(response) -> str:
    return response.content.decode()


def test_the_story(cast, time_machine):
    time_machine.move_to(moment(2020, 1, 6))
    round = opened(cast)
    clerk, head, specialist = (cast.client(n) for n in ("clerk_a", "head_a", "specialist"))

    page = clerk.get(url("round-detail", round))
    assert "Bắt đầu nhập kết quả" in text(page)
    started = clerk.post(url("submission-start", round, cast.a.pk))
    submission = Submission.objects.get()
    assert started["Location"] == url("submission-update", submission)

    filled = typed(submission, held="held", inspections_held="4", count_late="1", count_dress="0")
    saved = clerk.post(started["Location"], filled)
    assert saved["Location"] == url("submission-update", submission)
    submission.refresh_from_db()
    assert {c.category.code: c.count for c in submission.counts.all()} == {"late": 1, "dress": 0}
    assert (submission.inspections_held, submission.violations) == (4, 1)

    certify = url("submission-certify", submission)
    assert "Xác nhận và gửi" in text(head.get(certify))
    head.post(certify, {"seen_version": submission.version})
    submission.refresh_from_db()
    assert (submission.state, submission.certified_by, submission.first_filed_on) == (
        "certified",
        cast.head_a,
        date(2020, 1, 6),
    )

    assert "Chấp nhận" in text(specialist.get(url("submission-detail", submission)))
    specialist.post(url("submission-accept", submission), {"seen_version": submission.version})
    submission.refresh_from_db()
    assert (submission.state, submission.accepted_by, submission.accepted_on) == (
        "accepted",
        cast.specialist,
        date(2020, 1, 6),
    )
    [provincial, district] = DueAgency.objects.progress(round)
    assert provincial == {
        "group": "provincial",
        "label": "Sở, ban, ngành tỉnh",
        "due": 4,
        "filed": 1,
        "on_time": 1,
        "accepted": 1,
        "done": 1,
    }
    assert (district["due"], district["filed"]) == (1, 0)
    assert list(Change.objects.of(submission).values_list("action", "by")) == [
        ("create", cast.clerk_a.pk),
        ("amend", cast.clerk_a.pk),
        ("certify", cast.head_a.pk),
        ("accept", cast.specialist.pk),
    ]


def test_a_clerk_of_another_agency_never_sees_it(cast):
    for state in ("draft", "certified", "accepted"):
        submission = Submission.objects.first() or in_state(cast, "draft")
        Submission.objects.update(state=state, accepted_by=cast.manager, accepted_on=YEAR["due_on"])
        for who in ("clerk_b", "head_b", "nobody"):
            client = cast.client(who)
            for name in ("detail", "update", "certify", "return", "reopen"):
                assert client.get(url(f"submission-{name}", submission)).status_code == 404
            assert client.post(url("submission-accept", submission)).status_code == 404


def test_a_clerk_cannot_start_the_result_of_another_agency(cast):
    round = opened(cast)
    assert cast.client("clerk_a").post(url("submission-start", round, cast.b.pk)).status_code == 404
    assert (
        cast.client("specialist").post(url("submission-start", round, cast.b.pk)).status_code == 403
    )
    assert Submission.objects.count() == 0


def test_a_parent_reads_what_a_unit_directly_under_it_sent_and_no_more(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.district)
    submission = in_state(cast, "draft")
    cast.a.parent = cast.district
    cast.a.save()
    client = cast.client("nobody")
    assert client.get(url("submission-detail", submission)).status_code == 404
    Submission.objects.update(state="certified")
    page = client.get(url("submission-detail", submission))
    assert page.status_code == 200
    assert "Nhập kết quả" not in text(page)
    assert client.get(url("submission-update", submission)).status_code == 403
    assert Submission.objects.visible_to(cast.head_a).count() == 1


def test_the_province_sees_a_result_only_once_it_is_accepted(cast):
    submission = in_state(cast, "certified")
    page = url("submission-detail", submission)
    assert [cast.client(n).get(page).status_code for n in ("leader", "office_examiner")] == [
        404
    ] * 2
    Submission.objects.update(
        state="accepted", accepted_by=cast.specialist, accepted_on=date(2020, 1, 9)
    )
    assert [cast.client(n).get(page).status_code for n in ("leader", "office_examiner")] == [
        200
    ] * 2


def test_a_second_start_gives_the_same_result(cast):
    round = opened(cast)
    client = cast.client("clerk_a")
    answers = [client.post(url("submission-start", round, cast.a.pk)) for _ in range(2)]
    submission = Submission.objects.get()
    assert [a["Location"] for a in answers] == [url("submission-update", submission)] * 2
    assert Change.objects.of(submission).count() == 1


def test_a_double_click_certifies_and_accepts_once(cast):
    submission = in_state(cast, "draft")
    head, specialist = cast.client("head_a"), cast.client("specialist")
    sent = {"seen_version": submission.version, "client_id": str(uuid4())}
    answers = [head.post(url("submission-certify", submission), sent) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    sent = {"seen_version": submission.version + 1, "client_id": str(uuid4())}
    answers = [specialist.post(url("submission-accept", submission), sent) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    actions = Change.objects.of(submission).values_list("action", flat=True)
    assert list(actions) == ["create", "amend", "certify", "accept"]


@pytest.mark.parametrize(("day", "on_time"), [(10, True), (11, False)])
def test_on_time_is_the_due_day_itself_and_not_the_day_after(cast, time_machine, day, on_time):
    submission = in_state(cast, "draft")
    time_machine.move_to(moment(2020, 1, day, 23, 59))
    warning = "sau hạn" in text(cast.client("head_a").get(url("submission-certify", submission)))
    cast.client("head_a").post(
        url("submission-certify", submission), {"seen_version": submission.version}
    )
    assert DueAgency.objects.progress(submission.round)[0]["on_time"] == int(on_time)
    assert warning is not on_time
    shown = text(cast.client("clerk_a").get(url("submission-detail", submission)))
    assert ("đúng hạn" in shown) is on_time


def test_what_was_first_sent_in_time_stays_in_time_after_a_return(cast, time_machine):
    submission = in_state(cast, "returned")
    time_machine.move_to(moment(2020, 2, 3))
    head = cast.client("head_a")
    head.post(url("submission-certify", submission), {"seen_version": submission.version})
    submission.refresh_from_db()
    assert (submission.first_filed_on, submission.filed_on) == (date(2020, 1, 8), date(2020, 2, 3))
    assert DueAgency.objects.progress(submission.round)[0]["on_time"] == 1


def test_an_illustrative_round_marks_its_results(cast):
    submission = in_state(cast, "draft", round=opened(cast, is_illustrative=True))
    assert submission.is_illustrative
    assert "Số liệu minh họa" in text(
        cast.client("clerk_a").get(url("submission-detail", submission))
    )


def test_planning_with_the_same_client_id_makes_one_round(cast):
    again = {"client_id": UUID("0f0e3a52-7e2e-4b51-9d0f-2f6f24ad0001")}
    first, made = plan_round(by=cast.manager, **YEAR, **again)
    second, made_again = plan_round(by=cast.manager, **YEAR, **again)
    assert (first.pk, made, made_again) == (second.pk, True, False)
    assert first.due_agencies.count() == 5


def test_counts_of_a_category_out_of_force_are_refused(cast):
    late = category("late")
    late.ends_on = date(2019, 6, 30)
    late.save()
    submission = in_state(cast, "draft", counts={category("dress"): 1})
    page = text(cast.client("clerk_a").get(url("submission-update", submission)))
    assert ("Đi muộn" in page, "Về sớm" in page) == (False, True)
