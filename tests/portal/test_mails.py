"""Mails against a real server that takes, refuses, hangs and cuts: at most once, never lost."""

import socket
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, Mail, Notice, User
from tayninh_portal.models.jobs import JobState
from tayninh_portal.models.notices import MailKind, MailState
from tayninh_portal.notifications import mails
from tayninh_portal.notifications.mails import ask_for_what_is_due, decide, post
from tests.fixtures.cast import make_user, moment
from tests.fixtures.mails import work
from tests.services.mail_server import CUT, GOOD, HANG, SLOW

S = MailState


def people(number: int) -> list[User]:
    return [make_user(f"nguoi-{n}", email=f"nguoi-{n}@example.vn") for n in range(number)]


def write_to(users) -> list[Mail]:
    """One mail to each, all waiting for one worker."""
    with transaction.atomic():
        return [post(user, MailKind.RESET, by=None) for user in users]


def state_of(mail) -> MailState:
    return S(Mail.objects.get(pk=mail.pk).state)


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def taken(server) -> list[str]:
    """Message-IDs the server has taken, each as often as it has."""
    return [each.message["Message-ID"] for each in server.received]


def test_a_mail_arrives_once_under_its_own_number(db, mail_server):
    (mail,) = write_to(people(1))
    work()
    (received,) = mail_server.received
    assert received.to == ("nguoi-0@example.vn",)
    assert received.message["To"] == "nguoi-0@example.vn"
    assert received.message["Message-ID"] == mail.message_id
    assert received.message["Auto-Submitted"] == "auto-generated"
    assert state_of(mail) == S.SENT
    ask_for_what_is_due(timezone.now())
    work()
    assert taken(mail_server) == [mail.message_id]


@pytest.mark.once
def test_three_hundred_mails_go_over_one_connection_each_to_its_own_person(db, mail_server):
    users = people(300)
    written = write_to(users)
    work()
    assert mail_server.connections == 1
    assert [each.to for each in mail_server.received] == [(user.email,) for user in users]
    assert taken(mail_server) == [mail.message_id for mail in written]
    assert set(Mail.objects.values_list("state", flat=True)) == {S.SENT}


def test_an_address_that_bounces_is_told_and_keeps_nobody_else_waiting(cast, mail_server):
    first, second = write_to(people(2))
    mail_server.behave("RCPT", "550 nguoi-0@example.vn: no such user", GOOD)
    work()
    assert (state_of(first), state_of(second)) == (S.REFUSED, S.SENT)
    assert taken(mail_server) == [second.message_id]
    page = cast.client("admin").get(reverse("mail-problem-list")).content.decode()
    assert "Không gửi được" in page
    assert "Gửi nguoi-0" in page
    assert "Máy chủ thư trả lời 550 cho địa chỉ nhận." in page
    assert "no such user" not in page


def sent_when_tried_again(mail, mail_server) -> bool:
    """Whether it goes out, once, as soon as its next try is due."""
    with later(minutes=6):
        ask_for_what_is_due(timezone.now())
        work()
    return (state_of(mail), taken(mail_server)) == (S.SENT, [mail.message_id])


def test_a_server_that_is_busy_is_asked_again_later(db, mail_server):
    (mail,) = write_to(people(1))
    mail_server.behave("RCPT", "451 try later")
    work()
    assert (state_of(mail), mail_server.received) == (S.WAITING, [])
    ask_for_what_is_due(timezone.now())
    work()
    assert state_of(mail) == S.WAITING
    assert sent_when_tried_again(mail, mail_server)


@pytest.mark.parametrize(("answer", "state"), [("451 full", S.WAITING), ("554 no", S.REFUSED)])
def test_a_server_that_says_it_has_not_taken_it_leaves_no_doubt(db, mail_server, answer, state):
    (mail,) = write_to(people(1))
    mail_server.behave("DATA", answer)
    work()
    assert (state_of(mail), mail_server.received) == (state, [])


def test_a_server_that_is_not_there_holds_up_all_and_loses_none(db, mail_server):
    written = write_to(people(3))
    mail_server.stop()
    work()
    assert [state_of(mail) for mail in written] == [S.WAITING] * 3
    assert not Mail.objects.due(timezone.now()).exists()
    assert [mail.attempts for mail in Mail.objects.order_by("pk")] == [1, 0, 0]


@pytest.fixture
def hasty(settings, mail_server):
    """A silent server is given up after a second."""
    settings.MAIL_CONNECT_SECONDS = settings.MAIL_ANSWER_SECONDS = 1


def test_a_server_that_never_greets_is_given_up_before_anything_is_said(db, settings, hasty):
    silent = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_PORT = silent.getsockname()[1]
    (mail,) = write_to(people(1))
    work()
    silent.close()
    assert state_of(mail) == S.WAITING


def test_a_server_that_hangs_before_data_is_tried_again(db, mail_server, hasty):
    (mail,) = write_to(people(1))
    mail_server.behave("RCPT", HANG)
    work()
    assert state_of(mail) == S.WAITING
    assert sent_when_tried_again(mail, mail_server)


@pytest.mark.parametrize("phase", ["DATA", "ANSWER"])
@pytest.mark.parametrize("answer", [HANG, CUT])
def test_without_an_answer_it_is_unclear_and_never_sent_again_by_itself(
    cast, mail_server, hasty, phase, answer
):
    first, second = write_to(people(2))
    mail_server.behave(phase, answer)
    work()
    assert (state_of(first), state_of(second)) == (S.UNCLEAR, S.WAITING)
    with later(days=1):
        ask_for_what_is_due(timezone.now())
        work()
    before = [first.message_id] * (phase == "ANSWER")
    assert taken(mail_server) == [*before, second.message_id]
    assert (state_of(first), state_of(second)) == (S.UNCLEAR, S.SENT)
    page = cast.client("admin").get(reverse("mail-problem-list")).content.decode()
    assert "Chưa rõ đã gửi hay chưa" in page


@pytest.mark.parametrize("phase", ["RCPT", "DATA", "ANSWER"])
def test_a_server_that_answers_late_but_in_time_has_it_once(db, mail_server, phase):
    """In production 30 s before the mail is handed over and ten minutes after it."""
    (mail,) = write_to(people(1))
    mail_server.behave(phase, SLOW)
    work()
    assert (state_of(mail), taken(mail_server)) == (S.SENT, [mail.message_id])


def test_it_waits_longer_once_the_mail_is_handed_over(settings):
    assert (settings.MAIL_CONNECT_SECONDS, settings.MAIL_ANSWER_SECONDS) == (30, 600)


def test_a_person_sends_it_again_under_the_same_number(cast, mail_server):
    (mail,) = write_to(people(1))
    mail_server.behave("ANSWER", CUT)
    work()
    admin = cast.client("admin")
    url = reverse("mail-resend", args=[mail.pk])
    assert "người nhận có thể nhận hai thư giống nhau" in admin.get(url).content.decode()
    assert state_of(mail) == S.UNCLEAR
    assert admin.post(url)["Location"] == reverse("mail-problem-list")
    assert admin.post(url).status_code == 409
    work()
    assert (state_of(mail), taken(mail_server)) == (S.SENT, [mail.message_id] * 2)
    assert Mail.objects.get().decided_by == cast.admin


def test_a_person_lets_it_be(cast, mail_server):
    (mail,) = write_to(people(1))
    mail_server.behave("DATA", CUT)
    work()
    cast.client("admin").post(reverse("mail-leave", args=[mail.pk]))
    with later(days=1):
        ask_for_what_is_due(timezone.now())
        work()
    assert (state_of(mail), mail_server.received) == (S.LEFT, [])


@pytest.mark.parametrize(("again", "kept"), [(True, "cu@example.vn"), (False, "")])
def test_an_address_that_was_left_is_kept_as_long_as_its_mail_is_in_doubt(
    cast, mail_server, again, kept
):
    with transaction.atomic():
        mail = post(cast.specialist, MailKind.MOVED, by=None, address="cu@example.vn")
    mail_server.behave("ANSWER", CUT)
    work()
    assert Mail.objects.get().address == "cu@example.vn"
    decide(mail, by=cast.admin, again=again)
    assert Mail.objects.get().address == kept
    work()
    assert [each.to for each in mail_server.received] == [("cu@example.vn",)] * (1 + again)
    assert Mail.objects.get().address == ""


def test_a_mail_nobody_took_in_two_days_is_a_persons_to_decide(db, mail_server):
    write_to(people(1))
    Mail.objects.update(asked_at=timezone.now() - timedelta(days=3))
    mail_server.stop()
    work()
    row = Mail.objects.get()
    assert (row.state, row.reason) == (S.REFUSED, "Máy chủ thư không trả lời.")


@pytest.mark.parametrize(
    "address", ["a@example.vn\r\nBcc: khac@example.vn", "a@example.vn\nkhac@example.vn", "a@"]
)
def test_an_address_that_is_none_sends_nothing_to_anybody(db, mail_server, address):
    (user,) = people(1)
    User.objects.update(email=address)
    (mail,) = write_to([user])
    work()
    assert (state_of(mail), mail_server.received) == (S.REFUSED, [])


def test_a_name_with_a_line_break_stands_in_no_header_and_no_line(db, mail_server):
    (user,) = people(1)
    User.objects.update(full_name="Nguyễn Văn A\r\nBcc: khac@example.vn")
    write_to([user])
    work()
    (received,) = mail_server.received
    assert received.to == ("nguoi-0@example.vn",)
    assert "khac@example.vn" not in received.message.as_string()
    assert "Nguyễn Văn A" not in received.message.get_content()


def test_a_locked_account_and_one_without_an_address_get_nothing(db, mail_server):
    locked, without = write_to(people(2))
    User.objects.filter(pk=locked.user_id).update(is_active=False)
    User.objects.filter(pk=without.user_id).update(email="")
    work()
    assert (state_of(locked), state_of(without)) == (S.LEFT, S.REFUSED)
    assert mail_server.received == []


def test_a_line_that_begins_with_a_dot_arrives_as_it_was(db, mail_server, settings):
    settings.BASE_URL = "http://127.0.0.1"
    (user,) = people(1)
    User.objects.update(username=".\r\n.")
    write_to([user])
    work()
    (received,) = mail_server.received
    assert ".\n. liên kết" not in received.message.get_content()
    assert received.message.get_content().count("http://127.0.0.1/tai-khoan/dat-mat-khau/") == 1


def test_of_two_workers_one_sends(db, mail_server):
    """The other has claimed it and lost its lease since: it comes back while this one sends."""
    (mail,) = write_to(people(1))
    job = Job.objects.get()
    lost = jobs.claim(job.pk)
    slow = mails._claim_next(lost)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(hours=1))
    jobs.run(job.pk)
    line = mails.open_line()
    assert mails._send(slow, line)
    line.close()
    assert (state_of(mail), taken(mail_server)) == (S.SENT, [mail.message_id])


def test_an_answer_that_comes_after_all_is_believed(db, mail_server):
    (mail,) = write_to(people(1))
    job = jobs.claim(Job.objects.get().pk)
    slow = mails._claim_next(job)
    line = mails.open_line()
    hand = line.deliver

    def deliver(address, message, handed):
        hand(address, message, handed)
        mails.settle(timezone.now() + timedelta(hours=1))
        assert state_of(mail) == S.UNCLEAR

    line.deliver = deliver
    assert mails._send(slow, line)
    line.close()
    assert state_of(mail) == S.SENT


def test_a_disk_that_is_full_loses_no_mail(db, settings, tmp_path):
    (tmp_path / "mail").write_text("no directory")
    settings.MAIL_DIR = tmp_path / "mail"
    (mail,) = write_to(people(1))
    work()
    row = Mail.objects.get(pk=mail.pk)
    assert (row.state, row.reason) == (S.WAITING, "Không ghi được tệp thư vào thư mục thư.")


def test_what_waited_when_the_backup_was_made_is_in_doubt_after_it_was_put_back(db, mail_server):
    (mail,) = write_to(people(1))
    mails.doubt(timezone.now())
    work()
    row = Mail.objects.get(pk=mail.pk)
    assert (row.state, row.reason, mail_server.received) == (S.UNCLEAR, mails.RESTORED, [])


def test_a_round_is_asked_for_only_while_something_waits(db, letters):
    now = timezone.now().replace(hour=20)
    with time_machine.travel(now, tick=False):
        ask_for_what_is_due(now)
        before = Job.objects.filter(kind=mails.SEND).count()
        write_to(people(1))
        Job.objects.all().update(state=JobState.DONE)
        ask_for_what_is_due(now)
        ask_for_what_is_due(now)
        waiting = Job.objects.filter(kind=mails.SEND, state=JobState.QUEUED).count()
        assert (before, waiting, len(letters())) == (0, 1, 1)
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (moment(2026, 1, 5, 6, 59), []),
        (moment(2026, 1, 5, 7), ["news.morning-2026-01-05"]),
        (moment(2026, 1, 5, 23), ["news.morning-2026-01-05"]),
        (moment(2026, 1, 4, 9), []),  # a Sunday
        (moment(2026, 1, 1, 9), []),  # New Year
        (moment(2026, 1, 2, 9), []),  # a Friday given off for a Saturday
        (moment(2026, 1, 10, 9), ["news.morning-2026-01-10"]),  # that Saturday
    ],
)
def test_the_minute_asks_for_the_morning_once_a_working_day(db, now, asked):
    with time_machine.travel(now, tick=False):
        jobs.tick()
        jobs.tick()
    mornings = Job.objects.filter(kind=mails.MORNING)
    assert list(mornings.values_list("key", flat=True)) == asked
