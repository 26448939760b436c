"""The job row is the truth: asked twice, done once; a dead worker's job is taken up again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.errors import Unavailable
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState

done = []


@jobs.handler("test.note")
def note(job, heartbeat):
    """Write down that the job ran; fail in the way the payload asks for."""
    heartbeat(50, "Nửa chừng")
    if job.payload.get("cancelled"):
        jobs.cancel(job.key)
        heartbeat(60)
    if job.payload.get("missing"):
        raise Unavailable("Thiếu thư viện hệ thống libpango.")
    if job.payload.get("broken"):
        raise ValueError("Nguyễn Văn A")
    done.append(job.payload["n"])


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def enqueue(cast, key="k1", **payload):
    return jobs.enqueue("test.note", key=key, payload={"n": 1, **payload}, by=cast.specialist)


def test_who_asks_does_not_wait_for_it(cast):
    job = enqueue(cast)
    assert (done, job.state) == ([], JobState.QUEUED)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (done, job.state, job.progress, job.attempts) == ([1], JobState.DONE, 100, 1)


def test_asking_twice_gives_the_same_job_and_does_it_once(cast):
    first, second = enqueue(cast), enqueue(cast)
    jobs.run_waiting()
    assert first.pk == second.pk
    jobs.run(first.pk)
    assert done == [1]


def test_a_missing_part_of_the_machine_is_said_and_can_be_tried_again(cast):
    job = enqueue(cast, missing=True)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Thiếu thư viện hệ thống libpango.")
    Job.objects.filter(pk=job.pk).update(payload={"n": 2})
    jobs.retry(job)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, done) == (JobState.DONE, [2])


def test_an_unexpected_failure_shows_no_value(cast):
    job = enqueue(cast, broken=True)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error == (
        f"Có lỗi ngoài dự kiến khi xử lý; hãy thử lại hoặc báo quản trị kèm mã việc {job.pk}."
    )


def test_a_claimed_job_is_nobody_elses(cast):
    job = enqueue(cast)
    assert jobs.claim(job.pk).attempts == 1
    assert jobs.claim(job.pk) is None


def test_a_dead_workers_job_is_taken_up_again(cast):
    job = enqueue(cast)
    jobs.claim(job.pk)
    assert jobs.run_waiting() == 0
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (done, job.state, job.attempts) == ([1], JobState.DONE, 2)


def test_a_job_that_kills_its_workers_is_given_up_with_a_reason(cast):
    job = enqueue(cast)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=3, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert jobs.run_waiting() == 0
    job.refresh_from_db()
    assert (job.state, job.error) == (
        JobState.FAILED,
        "Đã thử 3 lần nhưng máy xử lý đều dừng giữa chừng.",
    )


def test_a_worker_that_lost_its_lease_writes_no_end(cast):
    job = enqueue(cast)
    late = jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.claim(job.pk)
    mine = Job.objects.filter(pk=job.pk, claim=late.claim, state=JobState.RUNNING)
    assert mine.update(state=JobState.DONE) == 0


def test_a_job_taken_back_stops_at_its_next_heartbeat_and_writes_no_end(cast):
    job = enqueue(cast, cancelled=True)
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (done, job.state, job.progress) == ([], JobState.CANCELLED, 50)
    assert jobs.run_waiting() == 0
    jobs.retry(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_what_is_done_cannot_be_taken_back(cast):
    job = enqueue(cast)
    jobs.run_waiting()
    jobs.cancel(job.key)
    job.refresh_from_db()
    assert job.state == JobState.DONE
