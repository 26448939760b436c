"""Spoiled files on every form that takes one: a sentence at the field, and nothing left behind.

The memory of the process that serves is held against what the kernel counts, not a clock.
"""

from __future__ import annotations

import re
import tempfile
import uuid

import pytest
import time_machine
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.urls import reverse

from inspections.cited_documents.models import CitedDocument
from inspections.handlings.models import Handling
from inspections.imports.models import ImportBatch, ImportState
from inspections.visits.models import Visit
from reports.issuing.models import Correction, SignedCopy, Withdrawal
from reports.narrative.models import Report
from tayninh_portal import jobs
from tayninh_portal.models import StoredFile
from tests.fixtures.cast import moment
from tests.inspections import importing
from tests.inspections.answering import NOW, finding, handling, handling_form
from tests.inspections.implementing import document
from tests.lib.signed_pdf import plain_pdf, sign_pdf, with_another_page_size
from tests.reports.issuing import issue, signed
from tests.uploads import corpus
from tests.uploads.harm import lying_about, peak_below, send

pytestmark = pytest.mark.once

# The largest file is 20 MB and lies in memory once before it is refused.
MEGABYTES = 96
AT_THE_FIELD = re.compile('<div id="id_upload_error">.*?</div>', re.DOTALL)
LATER = moment(2020, 2, 10)
PLAN = {
    "kind": "plan",
    "other_kind": "",
    "number": "25/KH-SXD",
    "issued_on": "05/7/2019",
    "issuer": "Sở Xây dựng",
    "subject": "thực hiện Đề án Văn hóa công vụ",
}
# One of each kind that gets to a parser, and one that does not.
FEW = (
    "pdf: object stream deflated twice",
    "pdf: a zip at its end",
    "png: 30,000 x 30,000",
    "jpeg: cut off",
    "heic",
)


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where all the portal keeps or drops a file."""
    for name in ("files", "temporary"):
        (tmp_path / name).mkdir()
    settings.FILES_DIR = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture(scope="module")
def papers():
    """Made once: some unfold to more than a gigabyte."""
    return corpus.papers()


def shown(**fields) -> dict[str, object]:
    """A form as it stands on the page, filled in."""
    return {"client_id": str(uuid.uuid4()), "seen_version": 1, **fields}


def refusals(client, address, fields, files) -> dict[str, list[str]]:
    """Name → what the field says after each file was sent; the page shows it there."""
    said = {}
    with peak_below(MEGABYTES):
        for name, data in files.items():
            answer = send(client, address, shown(**fields), data)
            assert answer.status_code == 200
            errors = answer.context["form"].errors
            assert list(errors) == ["upload"]
            shown_there = AT_THE_FIELD.search(answer.content.decode())
            assert shown_there and errors["upload"][0] in shown_there[0]
            said[name] = errors["upload"]
    return said


def test_every_spoiled_file_ends_in_its_sentence_at_its_field(cast, folder, papers):
    files = {name: data for name, (data, _) in papers.items()}
    wanted = {name: [sentence] for name, (_, sentence) in papers.items()}
    with time_machine.travel(NOW, tick=False):
        client = cast.client("clerk_a")
        assert refusals(client, reverse("cited-document-create"), PLAN, files) == wanted
    assert (CitedDocument.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert lying_about(folder) == []


@pytest.mark.parametrize("page", ["document", "handling", "answered"])
def test_the_forms_of_records_refuse_them_as_well(cast, folder, papers, page):
    with time_machine.travel(NOW, tick=False):
        client, fields = cast.client("clerk_a"), handling_form()
        if page == "document":
            address = reverse("cited-document-update", args=[document(cast).pk])
            fields = PLAN
        elif page == "handling":
            address = reverse("handling-create", args=[finding(cast).pk])
        else:
            address = reverse("handling-update", args=[handling(cast).pk])
        files = {name: papers[name][0] for name in FEW}
        said = refusals(client, address, fields, files)
    assert said == {name: [papers[name][1]] for name in FEW}
    assert not CitedDocument.objects.exclude(file=None).exists()
    assert not Handling.objects.exclude(file=None).exists()
    assert (StoredFile.objects.count(), lying_about(folder)) == (0, [])


PAGES = {
    "dinh-chinh": {"number": "215/UBND-NC", "day": "05/02/2020", "text": "Sai tên."},
    "thu-hoi": {"number": "216/UBND-NC", "day": "06/02/2020", "reason": "Sai kỳ."},
    "ban-goc": {"kind": "digital", "note": "Bản ký số."},
}


@pytest.mark.parametrize("page", PAGES)
def test_the_forms_about_an_issued_report_refuse_them_as_well(cast, folder, papers, page):
    report = signed(cast)
    issue(report, cast)
    report = Report.objects.get(pk=report.pk)
    kept = lying_about(folder)
    files = {name: papers[name][0] for name in FEW}
    wanted = {name: [papers[name][1]] for name in FEW}
    if page == "ban-goc":
        # A sound PDF, but no original: it is refused before it is kept.
        files["altered"] = with_another_page_size(sign_pdf(plain_pdf(), "Nguyễn Văn Mẫu"))
        wanted["altered"] = [
            "Chữ ký số của Nguyễn Văn Mẫu không còn khớp với nội dung: tệp đã bị sửa sau khi ký. "
            "Lấy lại bản gốc từ nơi ký."
        ]
    fields = PAGES[page] | {"seen_version": report.version}
    with time_machine.travel(LATER, tick=False):
        client = cast.client("province_registrar")
        assert refusals(client, f"/bao-cao/{report.pk}/{page}/", fields, files) == wanted
    rows = (Correction, Withdrawal, SignedCopy)
    assert [row.objects.count() for row in rows] == [0, 0, 0]
    assert lying_about(folder) == kept


def test_every_spoiled_workbook_ends_in_its_sentence_and_is_forgotten(cast, folder):
    with time_machine.travel(importing.NOW, tick=False):
        client, address = cast.client("specialist"), reverse("visit-import")
        template = importing.visits_file(cast, findings=[importing.FINDING])
        wanted, said = {}, {}
        spoiled = corpus.workbooks(template)
        with peak_below(MEGABYTES):
            for name, (data, sentence) in spoiled.items():
                answer = send(client, address, shown(), data)
                jobs.run_waiting()
                batch = ImportBatch.objects.latest("pk")
                assert answer["Location"] == reverse("visit-import-detail", args=[batch.pk])
                said[name] = (batch.state, bool(batch.upload), batch.problems)
                wanted[name] = (
                    (ImportState.FAULTY, False, [["Cả tệp", "", sentence]])
                    if sentence
                    else (ImportState.CHECKED, True, [])
                )
    assert said == wanted
    assert (Visit.objects.count(), lying_about(folder)) == (0, [])


def test_a_workbook_that_is_none_at_first_sight_is_refused_on_both_import_forms(
    cast, folder, papers
):
    kind = "Loại tệp không được nhận. Chỉ nhận Excel (.xlsx); đổi tên tệp không đổi được loại."
    first = {name: data for name, (data, _) in papers.items() if not data.startswith(b"PK")}
    wanted = {name: [kind] for name in first} | {
        "0 bytes": ["Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."],
        "too heavy": ["Tệp nặng quá 5 MB; tách thành nhiều tệp."],
    }
    with time_machine.travel(importing.NOW, tick=False):
        for name, who in (("visit-import", "specialist"), ("complaint-import", "operator")):
            assert refusals(cast.client(who), reverse(name), {}, first) == wanted
    assert (ImportBatch.objects.count(), lying_about(folder)) == (0, [])


def test_honest_files_still_come_in_under_the_names_of_the_portal(cast, folder):
    with time_machine.travel(NOW, tick=False):
        client = cast.client("clerk_a")
        for number, data in enumerate(
            (plain_pdf(3), corpus.picture("PNG"), corpus.picture("JPEG"))
        ):
            fields = PLAN | {"number": f"{26 + number}/KH-SXD"}
            answer = send(client, reverse("cited-document-create"), shown(**fields), data)
            assert answer.status_code == 302
    assert sorted(StoredFile.objects.values_list("name", "media_type")) == [
        ("ke-hoach-so-26-kh-sxd.pdf", "application/pdf"),
        ("ke-hoach-so-27-kh-sxd.png", "image/png"),
        ("ke-hoach-so-28-kh-sxd.jpg", "image/jpeg"),
    ]
    hashes = StoredFile.objects.values_list("sha256", flat=True)
    assert lying_about(folder) == sorted(f"files/{each[:2]}/{each}" for each in hashes)
    assert lying_about(folder / "temporary") == []


def test_a_file_larger_than_django_keeps_in_memory_leaves_no_copy_on_the_disk(cast, folder):
    data = plain_pdf() + b"\n%" + b"x" * 3_000_000
    assert len(data) > MemoryFileUploadHandler().chunk_size
    with time_machine.travel(NOW, tick=False):
        answer = send(cast.client("clerk_a"), reverse("cited-document-create"), shown(**PLAN), data)
    assert answer.status_code == 302
    assert len(lying_about(folder)) == 1
