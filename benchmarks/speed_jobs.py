"""Work in the background, for ``benchmarks.speed``: a PDF asked for, an import from Excel."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.floor import ask
from benchmarks.speed import LAST_YEAR, Work

if TYPE_CHECKING:
    from benchmarks.speed import Scene

ROWS = 5000
# The draft report is told as 50 floors; to ask for it on paper writes down the same words.
ASKED, IMPORTED = 50, 3
TOKEN = "a" * 32


def works(scene: Scene) -> Iterator[Work]:
    """Asking for a PDF, until the page that says how far it is; and a whole import."""
    yield Work("xin bản PDF: đến trang tiến độ", asked_for(scene), scene.bare, ASKED)
    workbook = workbook_of(scene.user)
    imports, check = waiting(workbook, scene.user)
    bare = Bare(workbook, imports).run
    both = f"{ROWS} lượt, {ROWS} nội dung"
    yield Work(f"kiểm tra tệp {both}", lambda: done(check), bare, IMPORTED, runs=3)
    yield Work(
        f"nhập tệp {both}: đọc, kiểm tra, ghi", lambda: done(imports), bare, IMPORTED, runs=3
    )


def asked_for(scene: Scene) -> Callable[[], object]:
    """Press the button of a report and follow to the page of its job."""
    from django.urls import reverse

    from benchmarks.speed_reports import report_of
    from tayninh_portal.lib.periods import parse_period
    from tayninh_portal.models import Job

    report = report_of(scene.user, parse_period(f"calendar-{LAST_YEAR}"))
    press = sent(scene, reverse("report-render", args=[report.pk]))
    press()
    page = reverse("report-job", args=[report.pk, Job.objects.latest("pk").pk])
    follow = ask(scene.application, scene.cookie, page)
    return lambda: (press(), follow())


def sent(scene: Scene, address: str) -> Callable[[], object]:
    """A button pressed: a form that asks nothing, and 302 for an answer."""

    def pressed() -> None:
        stated: list[str] = []
        body = f"csrfmiddlewaretoken={TOKEN}".encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": f"{scene.cookie}; csrftoken={TOKEN}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
        }
        response = scene.application(environ, lambda status, headers: stated.append(status))
        b"".join(response)
        response.close()
        if not stated[0].startswith("302"):
            raise RuntimeError(f"{address}: {stated[0]}")

    return pressed


def workbook_of(user: Any) -> bytes:
    """The template of the portal filled in, every column of it, over half a year."""
    from inspections.agencies.models import Agency
    from inspections.catalogues.models import Category, Field, HandlingMeasure, Subject
    from inspections.imports.batches import template_of
    from tayninh_portal.models import User
    from tests.inspections.importing import FINDING, VISIT, fill

    User.objects.get_or_create(username="cung-di", defaults={"full_name": "Người cùng đi"})
    first = date.today() - timedelta(days=200)
    agencies = list(Agency.objects.order_by("pk").values_list("name", flat=True)[1:])
    visit = VISIT | {
        "Số quyết định, kế hoạch": "12/QĐ-SNV",
        "Ngày ban hành": first - timedelta(days=30),
        "Trích yếu": "Kiểm tra công vụ",
        "Địa điểm": "Bộ phận Một cửa",
        "Tổ trưởng": user.username,
        "Thành viên": "cung-di",
    }
    finding = FINDING | {
        "Loại vi phạm": Category.objects.filter(subject=Subject.PERSON)[0].name,
        "Lĩnh vực": Field.objects.all()[0].name,
        "Chức vụ người vi phạm": "Chuyên viên",
        "Kiến nghị xử lý": HandlingMeasure.objects.filter(for_unit=True)[0].name,
        "Nội dung kiến nghị": "Đề nghị cơ quan xử lý theo thẩm quyền",
        "Hạn khắc phục": date.today() + timedelta(days=30),
    }
    visits, findings = [], []
    for number in range(ROWS):
        stated = {
            "Mã lượt": number + 1,
            "Cơ quan được kiểm tra": agencies[number % len(agencies)],
            "Ngày kiểm tra": first + timedelta(days=number // len(agencies) % 180),
            # No two conclusions are alike.
            "Nhận xét, kết luận": f"Lượt {number}: chấp hành tốt giờ giấc, đeo thẻ đầy đủ.",
        }
        visits.append(visit | stated)
        stated = {"Mã lượt": number + 1, "Nội dung cụ thể": f"Đến lúc 8 giờ {number % 60}."}
        findings.append(finding | stated)
    _, empty = template_of("visits", by=user)
    return fill(empty, {"Lượt kiểm tra": visits, "Nội dung ghi nhận": findings})


def waiting(workbook: bytes, user: Any) -> tuple[int, int]:
    """Two jobs that wait: the import of a workbook that was checked, and the check of the same."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from inspections.imports.batches import confirm_import, job_of, store_upload
    from inspections.imports.models import ImportBatch
    from tayninh_portal import jobs

    found = []
    for confirmed in (True, False):
        batch, _ = store_upload("visits", SimpleUploadedFile("tep.xlsx", workbook), by=user)
        if confirmed:
            jobs.run_waiting()
            batch = confirm_import(ImportBatch.objects.get(pk=batch.pk), by=user)
        job = job_of(batch)
        if job is None:
            raise RuntimeError(f"{batch.state}: {batch.problems[:3]}")
        found.append(job.pk)
    return found[0], found[1]


def done(job_pk: int, keep: Callable[[], None] | None = None) -> None:
    """Do a job as the worker does, and take everything back, so that it waits again."""
    from django.db import transaction
    from django.test import override_settings

    from tayninh_portal import jobs
    from tayninh_portal.models import Job
    from tayninh_portal.models.jobs import JobState

    # Nobody can renew a lease beside a transaction that is open all the time.
    with override_settings(JOB_LEASE_SECONDS=3600), transaction.atomic():
        jobs.run(job_pk)
        job = Job.objects.get(pk=job_pk)
        if job.state != JobState.DONE:
            raise RuntimeError(f"{job.state}: {job.error}")
        if keep:
            keep()
        transaction.set_rollback(True)


class Bare:
    """calamine and ``bulk_create`` alone, on the very rows the import leaves behind.

    Every column of every table: visits, teams, sealed names, findings, remedies, and the lines of
    the log, which are the record of the import. Nothing is looked up, checked or encrypted.
    """

    def __init__(self, workbook: bytes, job_pk: int) -> None:
        self._workbook = workbook
        self._rows: list[list[Any]] = []
        done(job_pk, self._keep)

    def _keep(self) -> None:
        from inspections.findings.models import Finding
        from inspections.identities.models import Identity
        from inspections.remedies.models import Remedy
        from inspections.visits.models import Visit, VisitMember
        from tayninh_portal.models import Change

        visits = list(Visit.objects.order_by("-pk")[:ROWS])
        findings = list(Finding.objects.filter(visit__in=visits))
        by_key = {visit.pk: visit for visit in visits}
        people = {p.pk: p for p in Identity.objects.filter(findings__in=findings)}
        members = list(VisitMember.objects.filter(visit__in=visits))
        remedies = list(Remedy.objects.filter(finding__in=findings))
        for row in [*members, *findings]:
            row.visit = by_key[row.visit_id]
        for finding in findings:
            finding.person = people[finding.person_id]
        found = {finding.pk: finding for finding in findings}
        for remedy in remedies:
            remedy.finding = found[remedy.finding_id]
        lines = []
        for rows in (visits, findings, remedies):
            of_kind = Change.objects.filter(record_type=rows[0]._meta.label_lower)
            lines += of_kind.filter(record_id__in=[row.pk for row in rows])
        self._rows = [list(people.values()), visits, members, findings, remedies, lines]

    def run(self) -> None:
        """Read both sheets, write all rows, take it back."""
        from django.db import transaction
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(self._workbook))
        for title in ("Lượt kiểm tra", "Nội dung ghi nhận"):
            book.get_sheet_by_name(title).to_python()
        with transaction.atomic():
            for rows in self._rows:
                for row in rows:
                    row.pk = None
                    row._state.adding = True
                    for name in ("visit", "person", "finding"):
                        if name in row._state.fields_cache:
                            setattr(row, f"{name}_id", getattr(row, name).pk)
                type(rows[0])._default_manager.bulk_create(rows)
            transaction.set_rollback(True)
