"""What was read and what went out is let go of after its time; unread and doubtful things stay."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, Mail, Notice
from tayninh_portal.models.notices import MailKind, MailState
from tayninh_portal.notifications.mails import decide, post
from tayninh_portal.notifications.sweeping import SWEEP
from tests.fixtures.cast import moment
from tests.inspections.answering import remedy
from tests.services.mail_server import CUT

TOLD = moment(2019, 7, 5, 14)


def address(user) -> None:
    user.email = f"{user.username}@example.vn"
    user.save(update_fields=["email"])


def a_night(days: int) -> None:
    """The sweep of a night so many days after what was told, by the clock alone."""
    night = (TOLD + timedelta(days=days)).replace(hour=1)
    with time_machine.travel(night, tick=False):
        jobs.ask_for_what_is_due()
        jobs.run(Job.objects.get(kind=SWEEP, key__endswith=str(night.date())).pk)


def test_read_notices_and_mails_that_went_go_after_their_time_and_not_before(
    cast, letters, settings
):
    for user in (cast.clerk_a, cast.head_a):
        address(user)
    with time_machine.travel(TOLD, tick=False):
        remedy(cast)
        assert sorted(letter["To"] for letter in letters()) == [
            "clerk_a@example.vn",
            "head_a@example.vn",
        ]
        Notice.objects.filter(user=cast.clerk_a).update(read_at=timezone.now())
    a_night(400)
    # The third has no address: it is the specialist's, of the visit.
    assert (Notice.objects.count(), Mail.objects.count()) == (3, 2)
    assert Job.objects.filter(kind="news.send").exists()
    a_night(401)
    # Two have not read theirs: these stay, and the mail of one.
    assert {notice.user for notice in Notice.objects.all()} == {cast.head_a, cast.specialist}
    (kept,) = Mail.objects.all()
    assert kept.user == cast.head_a
    assert len(list(settings.MAIL_DIR.glob("*.eml"))) == 1


def test_the_jobs_of_mails_that_are_gone_go_too(cast, letters):
    with time_machine.travel(TOLD, tick=False):
        address(cast.nobody)
        post(cast.nobody, MailKind.RESET, by=None)
        assert len(letters()) == 1
    a_night(401)
    assert list(Mail.objects.all()) == []
    ours = Job.objects.filter(kind__startswith="news.").order_by("pk")
    assert list(ours.values_list("kind", flat=True)) == [SWEEP]
    a_night(802)
    a_night(803)
    keys = ours.values_list("key", flat=True)
    assert [key[-10:] for key in keys] == ["2021-09-14", "2021-09-15"]


def test_a_mail_in_doubt_stays_until_somebody_decided(cast, mail_server):
    address(cast.nobody)
    with time_machine.travel(TOLD, tick=False):
        mail = post(cast.nobody, MailKind.RESET, by=None)
        mail_server.behave("ANSWER", CUT)
        jobs.run(Job.objects.get().pk)
    assert Mail.objects.get().state == MailState.UNCLEAR
    a_night(900)
    decide(mail, by=cast.admin, again=False, at=TOLD + timedelta(days=900))
    a_night(1300)
    assert Mail.objects.count() == 1
    a_night(1301)
    assert Mail.objects.count() == 0


def test_what_was_read_late_is_kept_from_then_on(cast):
    with time_machine.travel(TOLD, tick=False):
        remedy(cast)
    Notice.objects.update(read_at=TOLD + timedelta(days=300))
    a_night(700)
    assert Notice.objects.count() == 3
    a_night(701)
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (moment(2026, 1, 4, 0, 59), []),
        (moment(2026, 1, 4, 1), ["news.sweep-2026-01-04"]),
        (moment(2026, 1, 4, 23), ["news.sweep-2026-01-04"]),
    ],
)
def test_the_minute_asks_for_it_once_a_night(db, now, asked):
    with time_machine.travel(now, tick=False):
        jobs.tick()
        jobs.tick()
    assert list(Job.objects.filter(kind=SWEEP).values_list("key", flat=True)) == asked


def test_a_time_shorter_than_the_calendar_looks_back_is_refused(settings):
    settings.NEWS_DAYS = 30
    call_command("check")
    settings.NEWS_DAYS = 29
    with pytest.raises(SystemCheckError, match="PORTAL_NEWS_DAYS phải từ 30 ngày"):
        call_command("check")
