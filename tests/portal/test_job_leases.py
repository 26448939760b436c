"""A lease lives as long as its worker; without a broker the portal takes up its own work."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, StoredFile
from tayninh_portal.models.jobs import JobState
from tests.fixtures.cast import make_user
from tests.portal import job_handlers  # noqa: F401  registers itself


def queue(key="việc", **payload):
    """A job whose notice was lost a day ago."""
    yesterday = timezone.now() - timedelta(days=1)
    by = make_user(f"nguoi-{key}")
    return Job.objects.create(
        key=key, kind="test.store", payload=payload, created_at=yesterday, created_by=by
    )


def abandon(job):
    """Leave the job as a worker leaves it that was killed."""
    jobs.claim(job.pk)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(lease_until=long_ago)


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_a_long_step_is_not_taken_for_a_death(transactional_db, settings, tmp_path):
    settings.JOB_LEASE_SECONDS = 2
    at, go = tmp_path / "at", tmp_path / "go"
    job = queue(wait_at="start", at=str(at), go=str(go))
    claims = []

    def another_worker():
        try:
            while not at.exists():
                time.sleep(0.02)
            granted = Job.objects.get(pk=job.pk).lease_until
            while timezone.now() <= granted:
                time.sleep(0.05)
            claims.append(jobs.claim(job.pk))
        finally:
            go.touch()
            connection.close()

    other = threading.Thread(target=another_worker)
    other.start()
    jobs.run(job.pk)
    other.join()
    job.refresh_from_db()
    assert claims == [None]
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_who_lost_the_lease_stores_nothing_and_writes_no_end(db):
    job = queue()
    late = jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    current = jobs.claim(job.pk)
    mine = Job.objects.filter(pk=job.pk, claim=late.claim, state=JobState.RUNNING)
    assert jobs._renew(mine, progress=50) is False
    job.refresh_from_db()
    assert (job.claim, job.progress, job.state) == (current.claim, 0, JobState.RUNNING)


def test_a_command_takes_up_what_was_left_behind(transactional_db, capsys):
    lost, left = queue("mất"), queue("bỏ-dở")
    abandon(left)
    call_command("sweep_jobs")
    assert capsys.readouterr().out == "Đã nhận lại 2 việc nền.\n"
    assert (state_of(lost), state_of(left)) == (JobState.DONE, JobState.DONE)
    assert StoredFile.objects.count() == 2


def test_without_a_broker_the_worker_finds_what_waits_by_itself(transactional_db):
    over = threading.Event()
    working = threading.Thread(target=jobs.work, args=[over])
    working.start()
    job = queue()
    deadline = time.monotonic() + 60
    while state_of(job) != JobState.DONE:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    over.set()
    working.join()
    assert StoredFile.objects.get().name == job.key


def test_a_failure_does_not_end_the_worker(transactional_db):
    by = make_user("nguoi-yeu-cau")
    # No place to wait at: the handler fails with a KeyError.
    job = jobs.enqueue("test.store", key="hỏng", payload={"wait_at": "start"}, by=by)
    other = jobs.enqueue("test.store", key="lành", payload={}, by=by)
    assert jobs.run_waiting() == 2
    assert state_of(other) == JobState.DONE
    job.refresh_from_db()
    assert (job.state, job.finished_at is not None) == (JobState.FAILED, True)


def test_a_retried_job_is_as_new(transactional_db):
    by = make_user("nguoi-yeu-cau")
    job = jobs.enqueue("test.store", key="hỏng", payload={"wait_at": "start"}, by=by)
    jobs.run_waiting()
    Job.objects.filter(pk=job.pk).update(payload={})
    job.refresh_from_db()
    jobs.retry(job)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.DONE, 1, "")


def test_what_was_asked_for_and_rolled_back_is_not_done(transactional_db):
    by = make_user("nguoi-yeu-cau")
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("test.store", key="thôi", payload={}, by=by)
        raise RuntimeError
    assert (Job.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_waiting_work_is_told_and_no_reason_to_take_the_portal_off(db, client):
    queue()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["parts"]["jobs"] is False
