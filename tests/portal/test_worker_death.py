"""Workers killed by SIGKILL around every statement: each job is taken up again, stored once."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.models import Job, StoredFile
from tayninh_portal.models.jobs import JobState
from tests.fixtures.cast import make_user
from tests.house.sources import ROOT
from tests.portal import job_handlers  # noqa: F401  registers itself

# More than the statements of one job have places before and after them.
MANY = 40


def database_url():
    base = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{base['NAME']}"
    return (
        f"postgres://{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
    )


@pytest.fixture
def queued(transactional_db):
    """Jobs whose notices were lost."""
    by = make_user("nguoi-yeu-cau")
    Job.objects.bulk_create(
        Job(key=f"job-{n}", kind="test.store", created_at=timezone.now(), created_by=by)
        for n in range(MANY)
    )
    return [f"job-{n}" for n in range(MANY)]


def test_a_job_survives_a_death_at_any_statement(queued):
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.dying_worker", *queued],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    died = int(done.stdout)
    # Before and after each of: claim, read, heartbeat; begin or savepoint, heartbeat, exists,
    # insert; the end.
    assert 12 <= died < MANY
    killed = Job.objects.filter(key__in=queued[:died])
    Job.objects.filter(key__in=queued[died + 1 :]).delete()
    # A death after the last statement, its answer unread, leaves a finished job behind.
    states = [killed.get(key=key).state for key in queued[:died]]
    assert states == [JobState.QUEUED] + [JobState.RUNNING] * (died - 2) + [JobState.DONE]

    long_ago = timezone.now() - timedelta(hours=1)
    killed.filter(state=JobState.RUNNING).update(lease_until=long_ago)
    killed.filter(state=JobState.QUEUED).update(created_at=long_ago)
    assert jobs.run_waiting() == died - 1

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    stored = sorted(StoredFile.objects.values_list("name", flat=True))
    assert stored == sorted(queued[: died + 1])
