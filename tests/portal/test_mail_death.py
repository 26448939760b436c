"""Workers killed by SIGKILL around every statement while they send: no mail twice, none lost."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, Mail
from tayninh_portal.models.jobs import JobState
from tayninh_portal.models.notices import MailState
from tayninh_portal.notifications.mails import DIED_IN_BETWEEN, ask_for_what_is_due
from tests.fixtures.cast import make_user
from tests.fixtures.mails import work
from tests.house.sources import ROOT
from tests.portal.dying_mailer import waiting_job
from tests.portal.test_worker_death import database_url
from tests.services.mail_server import HANG


def environment(server):
    return os.environ | {
        "DATABASE_URL": database_url(),
        "PORTAL_EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }


def let_leases_run_out():
    """As an hour later: what the dead held is taken up again."""
    Job.objects.filter(state=JobState.RUNNING).update(
        lease_until=timezone.now() - timedelta(hours=1)
    )
    ask_for_what_is_due(timezone.now())
    work()
    for job in Job.objects.filter(state=JobState.RUNNING):
        jobs.run(job.pk)


@pytest.mark.once
def test_a_mail_survives_a_death_at_any_statement(transactional_db, mail_server):
    make_user("nguoi-nhan", email="nguoi-nhan@example.vn")
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.dying_mailer"],
        cwd=ROOT,
        env=environment(mail_server),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 16
    let_leases_run_out()

    taken = Counter(each.message["Message-ID"] for each in mail_server.received)
    states = {mail.message_id: mail.state for mail in Mail.objects.all()}
    assert max(taken.values()) == 1
    assert set(states.values()) == {MailState.SENT, MailState.UNCLEAR}
    sent = {number for number, state in states.items() if state == MailState.SENT}
    assert sent <= set(taken)
    # Around the statement that notes that it is handed over, and the one that notes the answer: it
    # died either after the first with the server waiting, or with the mail taken and nothing noted.
    # Once for the first mail of a worker, once for the second, which the dead have left it.
    unclear = Mail.objects.filter(state=MailState.UNCLEAR).order_by("pk")
    was_taken = [mail.message_id in taken for mail in unclear]
    assert was_taken == [False, True] * 2
    assert {mail.reason for mail in unclear} == {DIED_IN_BETWEEN}


def test_a_worker_killed_while_the_server_is_silent_leaves_it_unclear(
    transactional_db, mail_server
):
    user = make_user("nguoi-nhan", email="nguoi-nhan@example.vn")
    mail_server.behave("ANSWER", HANG)
    job = waiting_job(user)
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import django; django.setup(); from tayninh_portal import jobs; jobs.run({job.pk})",
        ],
        cwd=ROOT,
        env=environment(mail_server),
    )
    while not mail_server.received:
        assert worker.poll() is None
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert Mail.objects.get().state == MailState.HANDING
    let_leases_run_out()
    assert Mail.objects.get().state == MailState.UNCLEAR
    assert len(mail_server.received) == 1
