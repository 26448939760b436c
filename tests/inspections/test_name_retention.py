"""A sealed name goes at the end of its retention, by a moved clock; an open case keeps it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse

from inspections.findings.actions import update_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.identities.actions import payload_of
from inspections.identities.models import Identity, IdentityReading
from inspections.likenesses.actions import decide
from inspections.likenesses.models import Likeness, NameDigest
from inspections.likenesses.work import ERASE, ask_to_erase
from inspections.minutes.actions import draft_minutes
from inspections.minutes.printing import printed
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from tayninh_portal import jobs
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Job
from tayninh_portal.sealing.checks import verify_log
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import finding, handling
from tests.inspections.test_likenesses import GROUNDS, NAME, again, reminded
from tests.inspections.visiting import draft, page_of, violation

pytestmark = pytest.mark.django_db
# The reminder of 10/7/2019 was confirmed the same day.
CONFIRMED = moment(2019, 7, 10, 15)
YEAR = parse_period("calendar-2019")


def a_night(days: int) -> None:
    """The night so many days after the case was over; the whole of what the clock asks for."""
    at = CONFIRMED + timedelta(days=days)
    with time_machine.travel(at.replace(hour=2), tick=False):
        ask_to_erase(at)
        ask_to_erase(at)
        jobs.run_waiting()
    assert set(Job.objects.filter(kind=ERASE).values_list("state", flat=True)) == {"done"}


def left(about: Finding) -> dict[str, str]:
    """What is sealed of a finding."""
    return payload_of(Identity.objects.get(findings=about))


@pytest.fixture
def five_years(settings):
    settings.IDENTITY_DAYS = 1826


def test_it_goes_after_its_time_with_its_hashes_and_the_count_stays(cast, five_years):
    about = reminded(cast)
    figures = compute(YEAR)
    a_night(1826)
    assert left(about) == {"name": NAME, "post": "Văn thư"}
    a_night(1827)
    identity = Identity.objects.get(findings=about)
    assert (payload_of(identity), identity.phone_index) == ({}, "")
    assert identity.erased_at == moment(2024, 7, 10, 2)
    assert NameDigest.objects.count() == 0
    assert compute(YEAR) == figures
    assert verify_log().differences == ()
    call_command("rotate_keys")
    a_night(1828)
    assert Job.objects.filter(kind=ERASE).count() == 3
    assert Identity.objects.get(pk=identity.pk).erased_at == identity.erased_at


def test_the_page_says_when_it_went_and_offers_no_reading(cast, five_years):
    about = reminded(cast)
    client, page = cast.client("manager"), reverse("visit-detail", args=[about.visit_id])
    read = reverse("finding-identity", args=[about.pk])
    said = "Họ tên người vi phạm đã xóa ngày 10/7/2024 theo thời hạn lưu."
    before = page_of(client.get(page))
    assert (read in before, said in before) == (True, False)
    a_night(1827)
    after = page_of(client.get(page))
    assert (read in after, said in after) == (False, True)
    assert "theo thời hạn lưu" not in page_of(cast.client("head_a").get(page))
    answer = client.post(read, {"reason": "Soạn văn bản đề nghị."})
    assert answer.status_code == 403
    assert "Họ tên đã xóa ngày 10/7/2024 theo thời hạn lưu." in answer.content.decode()
    assert IdentityReading.objects.count() == 0


def unanswered(cast) -> Finding:
    return finding(cast, person={"name": NAME})


def not_confirmed(cast) -> Finding:
    return handling(cast, unanswered(cast)).finding


def confirmed_of_late(cast) -> Finding:
    about = not_confirmed(cast)
    row = about.handlings.get()
    do(handling_flow.CONFIRM, row, by=cast.manager, at=moment(2021, 1, 5, 9))
    return about


def to_be_put_right(cast) -> Finding:
    return reminded(cast, remedy_due_on=CONFIRMED.date() + timedelta(days=20))


def under_correction(cast) -> Finding:
    about = reminded(cast)
    at = CONFIRMED + timedelta(days=1)
    do(visit_flow.REOPEN, about.visit, by=cast.manager, at=at, note="Ghi nhầm.")
    return about


def of_a_demo(cast) -> Finding:
    about = reminded(cast)
    Finding.objects.filter(pk=about.pk).update(is_illustrative=True)
    return about


def same_as_in_an_open_case(cast) -> Finding:
    earlier, later = reminded(cast), again(cast)
    at = moment(2019, 9, 10, 14)
    decide(later, earlier, by=cast.specialist, at=at, is_same=True, grounds=GROUNDS)
    return earlier


@pytest.mark.parametrize(
    "case",
    [
        unanswered,
        not_confirmed,
        confirmed_of_late,
        to_be_put_right,
        under_correction,
        of_a_demo,
        same_as_in_an_open_case,
    ],
)
def test_an_open_case_keeps_its_name(cast, five_years, case):
    about = case(cast)
    a_night(2000)
    assert left(about)["name"] == NAME


def test_a_decision_on_a_name_goes_with_it_once_both_cases_are_over(cast, five_years):
    earlier = same_as_in_an_open_case(cast)
    later = Likeness.objects.get().finding
    at = moment(2019, 9, 12, 14)
    withdraw_finding(later, by=cast.specialist, at=at, seen_version=1, note="Ghi nhầm.")
    a_night(2000)
    assert (left(earlier), left(later)) == ({}, {})
    assert (NameDigest.objects.count(), Likeness.objects.count()) == (0, 0)


def test_a_case_called_off_keeps_no_name(cast, five_years):
    visit = draft(cast)
    about = violation(cast, visit, person={"name": NAME})
    do(visit_flow.CANCEL, visit, by=cast.manager, at=CONFIRMED, note="Ghi trùng.")
    a_night(2000)
    assert left(about) == {}


def test_a_correction_years_later_prints_nobody_and_a_name_typed_again_is_one(cast, five_years):
    about = reminded(cast)
    a_night(1827)
    at = moment(2024, 8, 1, 9)
    with time_machine.travel(at, tick=False):
        visit = Visit.objects.get(pk=about.visit_id)
        visit = do(visit_flow.REOPEN, visit, by=cast.manager, at=at, note="Ghi nhầm.")
        page = page_of(cast.client("manager").get(reverse("visit-detail", args=[visit.pk])))
        assert "theo thời hạn lưu" in page
        minutes = draft_minutes(visit, by=cast.manager, at=at)
        paper = printed(minutes, by=cast.manager, at=at)
        assert "Đi muộn" in str(paper) and NAME not in str(paper)
        assert IdentityReading.objects.count() == 0
        told = {"name": "Lê Văn Mẫu", "post": ""}
        update_finding(about, by=cast.manager, at=at, seen_version=1, person=told)
        identity = Identity.objects.get(findings=about)
        assert (payload_of(identity)["name"], identity.erased_at) == ("Lê Văn Mẫu", None)


def test_a_time_in_which_the_same_act_would_be_forgotten_is_refused(settings):
    settings.IDENTITY_DAYS = 731
    call_command("check")
    settings.IDENTITY_DAYS = 730
    with pytest.raises(SystemCheckError, match="PORTAL_IDENTITY_DAYS phải từ 731 ngày"):
        call_command("check")
