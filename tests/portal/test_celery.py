"""Jobs on real workers and a real broker, either of which dies or is away."""

import os
import signal
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.db import transaction
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.background import run_job
from tayninh_portal.celery import app
from tayninh_portal.models import Job, StoredFile
from tayninh_portal.models.jobs import JobState
from tests.fixtures.cast import make_user
from tests.fixtures.portal import broker_at, running_worker
from tests.portal import job_handlers  # noqa: F401  registers itself
from tests.services import portal, processes, valkey

pytestmark = pytest.mark.celery


def worker(installation):
    return running_worker(installation, "--include", "tests.portal.job_handlers")


def enqueue(key="việc", **payload):
    """Ask for a job as a view does."""
    by = make_user(f"nguoi-{key}")
    with transaction.atomic():
        job = jobs.enqueue("test.store", key=key, payload=payload, by=by)
        assert job.state == JobState.QUEUED
    return job


def pause(tmp_path, place):
    """The payload of a job that waits at a place, its file "at" and its file "go"."""
    at, go = tmp_path / "at", tmp_path / "go"
    return {"wait_at": place, "at": str(at), "go": str(go)}, at, go


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def lapse(job):
    """Let the time of the lease, and of a lost message, pass."""
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(created_at=long_ago, heartbeat_at=long_ago)
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(lease_until=long_ago)


def ended(job):
    """What is left of a job: state, attempts, and how many results it stored."""
    job.refresh_from_db()
    return job.state, job.attempts, StoredFile.objects.filter(name=job.key).count()


def test_a_worker_does_what_was_asked_for_once(celery_installation):
    with worker(celery_installation) as running:
        job = enqueue()
        jobs._notify(job.pk)  # the broker delivers twice
        running.wait_for(lambda: "job.not_claimed" in running.log)
        running.wait_for(lambda: state_of(job) == JobState.DONE)
    assert ended(job) == (JobState.DONE, 1, 1)


@pytest.mark.parametrize("place", ["start", "storing", "stored"])
def test_a_killed_workers_job_is_taken_up_and_stored_once(celery_installation, tmp_path, place):
    payload, at, _ = pause(tmp_path, place)
    with worker(celery_installation) as running:
        job = enqueue(**payload)
        running.wait_for(at.exists)
        running.kill()
    assert jobs.sweep() == 0
    lapse(job)
    with worker(celery_installation) as running:
        assert jobs.sweep() == 1
        running.wait_for(lambda: state_of(job) == JobState.DONE)
    assert ended(job) == (JobState.DONE, 2, 1)


def test_a_killed_child_leaves_a_worker_that_goes_on(celery_installation, tmp_path):
    payload, at, _ = pause(tmp_path, "start")
    with worker(celery_installation) as running:
        job = enqueue(**payload)
        running.wait_for(at.exists)
        pid = running.process.pid
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(child), signal.SIGKILL)
        running.wait_for(lambda: "job.not_claimed" in running.log)
        lapse(job)
        assert jobs.sweep() == 1
        running.wait_for(lambda: state_of(job) == JobState.DONE)
    assert ended(job) == (JobState.DONE, 2, 1)


def test_a_worker_whose_lease_ran_out_stores_nothing(celery_installation, tmp_path):
    payload, at, go = pause(tmp_path, "start")
    with worker(celery_installation) as running:
        job = enqueue(**payload)
        running.wait_for(at.exists)
        lapse(job)
        other = jobs.claim(job.pk)
        go.touch()
        running.wait_for(lambda: "job.lease_lost" in running.log)
    job.refresh_from_db()
    assert (job.claim, job.state, job.progress) == (other.claim, JobState.RUNNING, 0)
    assert not StoredFile.objects.exists()


def test_a_lost_message_is_sent_again(celery_installation):
    job = enqueue()
    with redis.Redis.from_url(celery_installation.redis_url) as client:
        assert client.llen("celery") == 1
        client.flushdb()
    with worker(celery_installation) as running:
        assert jobs.sweep() == 0
        lapse(job)
        assert jobs.sweep() == 1
        running.wait_for(lambda: state_of(job) == JobState.DONE)
    assert ended(job) == (JobState.DONE, 1, 1)


def test_a_queue_without_workers_does_not_fill_the_broker(celery_installation):
    job = enqueue()
    lapse(job)
    assert [jobs.sweep() for _ in range(3)] == [1, 0, 0]
    with redis.Redis.from_url(celery_installation.redis_url) as client:
        assert client.llen("celery") == 2


@contextmanager
def broker(port, folder):
    """A Redis of this test's own, that forgets everything when it ends."""
    command = [valkey.find(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    log = folder / "broker.log"
    server = processes.start([*command, "--dir", str(folder)], log=log)
    try:
        processes.wait_until(lambda: processes.accepts_connections(port), server, log, seconds=10)
        yield
    finally:
        processes.stop(server, with_signal=signal.SIGKILL)


def test_without_a_broker_nobody_fails_and_the_work_waits(celery_installation, tmp_path):
    port = processes.free_port()
    url = celery_installation.redis_url = f"redis://127.0.0.1:{port}/0"
    with broker_at(url), ExitStack() as stack:
        with broker(port, tmp_path):
            running = stack.enter_context(worker(celery_installation))
        job = enqueue()
        # Who asked has the answer, and there is still no broker.
        assert not processes.accepts_connections(port)
        lapse(job)
        assert (jobs.sweep(), state_of(job)) == (0, JobState.QUEUED)
        with broker(port, tmp_path):
            # The worker finds the new broker by itself.
            running.wait_for(lambda: running.log.count("Connected to") == 2, seconds=60)
            assert jobs.sweep() == 1
            running.wait_for(lambda: state_of(job) == JobState.DONE)
    assert ended(job) == (JobState.DONE, 1, 1)


def test_the_log_of_a_worker_names_the_failure_and_no_value(celery_worker):
    run_job.delay("Nguyễn Văn Ất")
    celery_worker.wait_for(lambda: '"exception": "ValueError"' in celery_worker.log)
    assert "Văn Ất" not in celery_worker.log


def test_beat_sweeps_every_minute():
    entry = app.conf.beat_schedule["sweep-jobs"]
    assert app.tasks[entry["task"]].name == "tayninh_portal.background.sweep_jobs"
    assert (entry["schedule"], entry["options"]) == (60, {"expires": 55})


def test_beat_starts_on_the_schedule_of_the_settings(celery_installation, tmp_path):
    log = tmp_path / "beat.log"
    command = [sys.executable, "-m", "celery", "--app", "tayninh_portal", "beat"]
    beat = processes.start(
        [*command, "--schedule", str(tmp_path / "schedule"), "--pidfile", ""],
        log=log,
        cwd=portal.ROOT,
        env=celery_installation.environment() | {"PORTAL_LOG_LEVEL": "INFO"},
    )
    try:
        processes.wait_until(lambda: "beat: Starting" in log.read_text(), beat, log, seconds=30)
        time.sleep(0.5)
        assert beat.poll() is None
    finally:
        processes.stop(beat)
