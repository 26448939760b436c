"""The process a file is opened in: what it may take, and a machine that cannot bound it."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from inspections.imports.models import ImportBatch, ImportState
from tayninh_portal import checks, jobs
from tayninh_portal.models import Job, StoredFile
from tayninh_portal.models.jobs import JobState
from tayninh_portal.uploads.kinds import PDF, NotTaken
from tayninh_portal.uploads.limits import A_FILE, SHEETS
from tayninh_portal.uploads.opening import BUSY, UNBOUNDED, HostCannot, ask, check_upload
from tests.house.sources import ROOT
from tests.inspections import importing
from tests.inspections.implementing import NOW
from tests.lib.signed_pdf import plain_pdf
from tests.uploads import corpus
from tests.uploads.test_spoiled_files import PLAN, shown

GIGABYTES = 4 * 1024 * corpus.MEGABYTE


def sound(data: bytes = b"") -> str:
    """The kind of a sound PDF."""
    return check_upload(io.BytesIO(data or plain_pdf()), kinds=(PDF,), max_bytes=1_000_000)


def children() -> list[str]:
    """The processes this one has started and not seen the end of."""
    lists = Path("/proc/self/task").glob("*/children")
    return [number for each in lists for number in each.read_text().split()]


def test_what_takes_more_processor_time_than_it_may_is_ended():
    bomb = io.BytesIO(corpus.pdf_bomb())
    with pytest.raises(NotTaken, match="tốn quá nhiều bộ nhớ hoặc thời gian"):
        ask("check", bomb, replace(A_FILE, memory=GIGABYTES, processor=1), media_type=PDF)


def test_an_answer_longer_than_it_may_be_is_cut_off():
    book = io.BytesIO(corpus.workbook_of_texts())
    found = ask("sheets", book, SHEETS, widths={"a": 1})
    assert len(found["a"]["rows"]) == 300
    with pytest.raises(NotTaken, match="tốn quá nhiều bộ nhớ hoặc thời gian"):
        ask("sheets", book, replace(SHEETS, answer=20_000), widths={"a": 1})


def test_what_is_not_done_in_time_is_killed_and_the_file_is_not_blamed():
    before = children()
    # More often than there are seats: each is given back.
    for _ in range(3):
        with pytest.raises(HostCannot, match=BUSY):
            ask("nothing", io.BytesIO(), replace(A_FILE, clock=0))
    assert children() == before
    assert sound() == PDF


def test_the_process_knows_nothing_of_the_environment(monkeypatch):
    # A Python that heard of this would not even start.
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert sound() == PDF


def test_neither_django_nor_celery_is_loaded_to_look_at_a_file():
    code = (
        "import sys, tayninh_portal.uploads.__main__\n"
        "print(sorted({'django', 'celery', 'structlog'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_where_the_host_grants_no_limits_no_file_is_opened():
    code = (
        "import io\n"
        "from tests.uploads.forbid import forbid_limits\n"
        "from tayninh_portal.uploads.opening import check_upload\n"
        "from tayninh_portal.uploads.kinds import PDF\n"
        "forbid_limits()\n"
        "try:\n"
        "    check_upload(io.BytesIO(b'%PDF-1.4 whatever'), kinds=(PDF,), max_bytes=99)\n"
        "except ValueError as refused:\n"
        "    print(type(refused).__name__, refused)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == [f"HostCannot {UNBOUNDED}"]


@pytest.fixture
def no_python(monkeypatch, settings, tmp_path):
    """A machine on which no further process starts."""
    settings.FILES_DIR = tmp_path
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    return tmp_path


def test_the_check_before_a_deployment_says_so(no_python):
    (warning,) = checks.uploads_are_bounded(None)
    assert warning.id == "portal.W002"


@pytest.mark.django_db
def test_the_form_says_so_at_its_field_and_keeps_nothing(cast, no_python):
    with time_machine.travel(NOW, tick=False):
        file = io.BytesIO(plain_pdf())
        file.name = "a.pdf"
        fields = shown(**PLAN, upload=file)
        answer = cast.client("clerk_a").post(reverse("cited-document-create"), fields)
    assert answer.context["form"].errors == {"upload": [UNBOUNDED]}
    assert (StoredFile.objects.count(), list(no_python.iterdir())) == (0, [])


@pytest.mark.django_db
def test_an_import_fails_with_the_sentence_and_its_file_waits_to_be_tried_again(cast, monkeypatch):
    python = sys.executable
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with time_machine.travel(importing.NOW, tick=False):
        batch = importing.preview(cast, importing.visits_file(cast))
        job = Job.objects.get(key=batch.job_key)
        assert (job.state, job.error) == (JobState.FAILED, UNBOUNDED)
        assert (batch.state, bool(batch.upload)) == (ImportState.UPLOADED, True)
        monkeypatch.setattr(sys, "executable", python)
        jobs.retry(job)
        jobs.run_waiting()
    assert ImportBatch.objects.get().state == ImportState.CHECKED
