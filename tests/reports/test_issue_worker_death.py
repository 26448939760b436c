"""A worker that draws an issued paper dies by SIGKILL around every statement; one paper is kept."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction

from reports.issuing.models import PaperKind, Rendering
from reports.issuing.renderings import redraw
from tayninh_portal.models import Job, StoredFile
from tayninh_portal.models.jobs import JobState
from tayninh_portal.storage import read_file
from tests.fixtures.cast import build_cast
from tests.house.sources import ROOT
from tests.portal.test_worker_death import database_url
from tests.reports.issuing import issue, signed


@pytest.mark.pdf
@pytest.mark.parametrize("kind", [PaperKind.FOR_SIGNATURE, PaperKind.ISSUED])
def test_a_paper_survives_a_death_at_any_statement_and_is_kept_once(transactional_db, kind):
    with transaction.atomic():
        cast = build_cast()
        issue(signed(cast), cast)
        # The notices are lost: nobody else takes up the job.
        connection.run_on_commit.clear()
    job = Job.objects.get(payload__kind=kind)
    assert job.state == JobState.QUEUED
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.dying_worker", "--again", job.key],
        cwd=ROOT,
        # Its files are those of this process, which a worker of xdist has from its controller.
        env=os.environ | {"DATABASE_URL": database_url(), "PORTAL_VAR_DIR": str(settings.VAR_DIR)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    # claim, read, snapshot, exists, two heartbeats; begin, heartbeat, file, rendering, commit;
    # the end.
    assert int(done.stdout) >= 18
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    paper = Rendering.objects.get()
    assert (paper.kind, StoredFile.objects.count()) == (kind, 1)
    assert redraw(paper) == read_file(paper.file)
