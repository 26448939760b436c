"""The background of an import: how far it is, stopped, failed, killed, taken up again."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from inspections.findings.models import Finding
from inspections.identities.models import Identity
from inspections.imports.batches import (
    confirm_import,
    discard_batch,
    job_of,
    stop_import,
    store_upload,
)
from inspections.imports.models import ImportBatch, ImportState
from inspections.imports.work import work_on
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal import jobs
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Appointment, Change, Job, Notice
from tayninh_portal.models.jobs import JobState
from tests.fixtures.cast import build_cast
from tests.house.sources import ROOT
from tests.inspections.importing import (
    FINDING,
    NOW,
    VISIT,
    fill,
    import_batch,
    many,
    preview,
    template_of,
    upload,
    visits_file,
)
from tests.inspections.visiting import page_of
from tests.portal.test_worker_death import database_url

NOTHING = (0, 0, 0)


@pytest.fixture
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def written() -> tuple[int, int, int]:
    """How many visits, findings and sealed names there are."""
    return Visit.objects.count(), Finding.objects.count(), Identity.objects.count()


def uploaded(cast, data=None):
    """A workbook that nobody has looked at."""
    return store_upload("visits", upload(data or visits_file(cast)), by=cast.specialist)[0]


def page(client, batch, **headers):
    """The page of a workbook, or what it asks for by itself."""
    return client.get(reverse("visit-import-detail", args=[batch.pk]), headers=headers)


def words(answer) -> str:
    return " ".join(page_of(answer).split())


def press(client, button, batch) -> str:
    answer = client.post(reverse(f"visit-import-{button}", args=[batch.pk]), follow=True)
    return words(answer)


@pytest.mark.usefixtures("_clock")
def test_it_says_how_many_rows_are_read_checked_and_written(cast):
    visits, findings = many(600)
    batch = preview(cast, visits_file(cast, visits, findings[:400]))
    confirm_import(batch, by=cast.specialist)
    stated = []
    work_on(Job.objects.latest("pk"), lambda percent, step="": stated.append((percent, step)))
    writes = (60, "Đang ghi 1.000 dòng vào cổng")
    assert stated == [
        (15, "Đã đọc 500 trên 1.000 dòng"),
        (30, "Đã đọc 1.000 trên 1.000 dòng"),
        (45, "Đã kiểm tra 500 trên 1.000 dòng"),
        (60, "Đã kiểm tra 1.000 trên 1.000 dòng"),
        writes,
        writes,
        (99, writes[1]),
    ]


@pytest.mark.usefixtures("_clock")
def test_the_page_tells_how_far_it_is_with_and_without_a_script(cast):
    client = cast.client("specialist")
    batch = uploaded(cast)
    job = jobs.claim(job_of(batch).pk)
    Job.objects.filter(pk=job.pk).update(progress=45, step="Đã kiểm tra 500 trên 1.000 dòng")
    whole, part = page(client, batch), page(client, batch, hx_request="true")
    for answer in (whole, part):
        shown = words(answer)
        assert "Đã kiểm tra 500 trên 1.000 dòng." in shown
        assert f'hx-get="{reverse("visit-import-detail", args=[batch.pk])}"' in shown
        assert "Xem lại trạng thái" in shown
        assert reverse("visit-import-discard", args=[batch.pk]) in shown
    assert ("<html" in words(whole), "<html" in words(part)) == (True, False)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    jobs.run_waiting()
    # Whoever asks by script is told to show the page anew, with its state and its buttons.
    assert page(client, batch, hx_request="true").headers["HX-Refresh"] == "true"
    assert "Sẽ nhập: 1 lượt kiểm tra" in words(page(client, batch))


@pytest.mark.usefixtures("_clock")
def test_a_check_that_is_stopped_forgets_the_file(cast):
    client = cast.client("specialist")
    batch = uploaded(cast)
    assert "Đã bỏ tệp; không có gì được nhập." in press(client, "discard", batch)
    assert jobs.run_waiting() == 0
    assert Job.objects.get().state == JobState.CANCELLED
    assert ImportBatch.objects.get().upload == ""
    assert "Tệp này đã bỏ; không có gì được nhập." in press(client, "discard", batch)


@pytest.mark.usefixtures("_clock")
def test_an_import_that_is_stopped_writes_nothing_and_can_be_had_again(cast):
    client = cast.client("specialist")
    batch = preview(cast, visits_file(cast, [VISIT], [FINDING]))
    press(client, "confirm", batch)
    assert "Đã dừng; chưa có gì được nhập." in press(client, "stop", batch)
    assert "Sẽ nhập: 1 lượt kiểm tra" in press(client, "stop", batch)
    jobs.run_waiting()
    assert written() == NOTHING
    import_batch(ImportBatch.objects.get(), by=cast.specialist)
    assert written() == (1, 1, 1)
    assert "Tệp này đã được nhập trước đó" in press(client, "stop", batch)
    states = Job.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [JobState.DONE, JobState.CANCELLED, JobState.DONE]


@pytest.mark.usefixtures("_clock")
def test_a_worker_that_is_told_to_stop_leaves_nothing(cast):
    batch = confirm_import(preview(cast, visits_file(cast)), by=cast.specialist)
    job = jobs.claim(job_of(batch).pk)
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)

    def beat(percent, step=""):
        if step.startswith("Đã kiểm tra"):
            stop_import(ImportBatch.objects.get(), by=cast.specialist)
        if not jobs._renew(mine, progress=percent, step=step):
            raise jobs.LeaseLost

    with pytest.raises(jobs.LeaseLost):
        work_on(job, beat)
    assert (written(), ImportBatch.objects.get().state) == (NOTHING, ImportState.CHECKED)


@pytest.mark.usefixtures("_clock")
def test_who_comes_after_the_write_is_too_late_to_stop_it(cast):
    batch = confirm_import(preview(cast, visits_file(cast)), by=cast.specialist)
    jobs.run_waiting()
    for action in (stop_import, discard_batch):
        with pytest.raises(Conflict):
            action(batch, by=cast.specialist)
    assert Visit.objects.count() == 1
    assert Job.objects.latest("pk").state == JobState.DONE


@pytest.mark.usefixtures("_clock")
def test_a_new_upload_takes_the_place_of_one_that_is_still_checked(cast):
    first = uploaded(cast)
    second = uploaded(cast, visits_file(cast, [VISIT | {"Mã lượt": 7}]))
    jobs.run_waiting()
    states = ImportBatch.objects.order_by("pk").values_list("pk", "state")
    assert list(states) == [(first.pk, ImportState.DISCARDED), (second.pk, ImportState.CHECKED)]


@pytest.mark.usefixtures("_clock")
def test_who_lost_the_post_meanwhile_imports_nothing_and_is_told_why(cast):
    batch = confirm_import(preview(cast, visits_file(cast)), by=cast.specialist)
    posts = Appointment.objects.filter(user=cast.specialist)
    posts.update(ends_on=date(2019, 7, 4))
    jobs.run_waiting()
    job = job_of(batch)
    assert (job.state, written()) == (JobState.FAILED, NOTHING)
    assert job.error.startswith("Ghi nhận lượt kiểm tra là việc của: ")
    posts.update(ends_on=None)
    client = cast.client("specialist")
    shown = words(page(client, batch))
    assert "Không thành: Ghi nhận lượt kiểm tra là việc của: " in shown
    assert "Chưa nhập gì." in shown
    assert "Đang chờ máy xử lý" in press(client, "retry", batch)
    jobs.run_waiting()
    assert Visit.objects.count() == 1


def notices() -> list[tuple[str, str, str]]:
    rows = Notice.objects.order_by("user__username")
    return list(rows.values_list("user__username", "kind", "record_type"))


@pytest.mark.usefixtures("_clock")
def test_who_has_something_to_do_about_what_came_in_is_told_once(cast):
    """Two remedies of Sở Xây dựng: one notice each, which leads to what they have to do."""
    told = {"Thành viên": "specialist_b", "Tổ trưởng": "specialist"}
    rows = [FINDING | {"Hạn khắc phục": date(2019, 7, day)} for day in (20, 30)]
    batch = preview(cast, visits_file(cast, [VISIT | told], rows))
    import_batch(batch, by=cast.specialist)
    assert (written(), Remedy.objects.count()) == ((1, 2, 2), 2)
    given = ("given", "inspections.importbatch")
    assert notices() == [("clerk_a", *given), ("head_a", *given)]
    client = cast.client("head_a")
    page = client.get(reverse("notice-list"))
    assert [(line.title, line.where) for line in page.context["lines"]] == [
        ("các việc từ tệp nhập ngày 05/7/2019", "Việc cần làm")
    ]
    opened = client.post(reverse("notice-open", args=[Notice.objects.get(user=cast.head_a).pk]))
    assert opened["Location"] == reverse("home")


@pytest.mark.usefixtures("_clock")
def test_what_is_history_when_it_comes_in_is_told_to_nobody(cast):
    batch = preview(cast, visits_file(cast, [VISIT], []))
    import_batch(batch, by=cast.specialist)
    assert (Visit.objects.count(), notices()) == (1, [])


@pytest.mark.usefixtures("_clock")
def test_a_job_that_ran_already_does_nothing_again(cast):
    batch = confirm_import(preview(cast, visits_file(cast)), by=cast.specialist)
    job = job_of(batch)
    jobs.run_waiting()
    lines = Change.objects.count()
    work_on(job, lambda *stated: None)
    assert (Visit.objects.count(), Change.objects.count()) == (1, lines)


@pytest.mark.once
def test_an_import_survives_a_death_at_any_statement_and_comes_in_once(transactional_db):
    with transaction.atomic():
        cast = build_cast()
    # The workers that die live today.
    _, empty = template_of("visits", by=cast.specialist)
    row = VISIT | {"Ngày kiểm tra": timezone.localdate() - timedelta(days=1)}
    data = fill(empty, {"Lượt kiểm tra": [row], "Nội dung ghi nhận": [FINDING]})
    batch = uploaded(cast, data)
    # claim, read, batch, post; agencies, catalogues, people; begin, heartbeat, batch, log, commit;
    # the end.
    assert died(batch) >= 30
    batch.refresh_from_db()
    assert (batch.state, batch.problems) == (ImportState.CHECKED, [])
    batch = confirm_import(batch, by=cast.specialist)
    assert died(batch) >= 60
    assert written() == (1, 1, 1)
    versions = Change.objects.of(Visit.objects.get()).values_list("version", flat=True)
    assert list(versions) == [1, 2]


def died(batch) -> int:
    """Let the workers of a batch's job die one after the other; how many did until it was done."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.dying_worker", "--again", batch.job_key],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
