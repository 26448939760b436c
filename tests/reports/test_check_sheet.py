"""The check sheet: beside the report and not in it, read by those who judge, drawn as it was."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from reports.documents.check_sheet import SealedBy
from reports.documents.drawing import VERSIONS, document_of
from reports.freezing.composition import composition_now
from reports.freezing.models import Snapshot
from reports.issuing.models import PaperKind, Rendering
from reports.issuing.renderings import request_paper
from reports.issuing.verifying.frozen import check_snapshots
from reports.narrative.models import Report
from tayninh_portal.models import Job
from tayninh_portal.paper import codec
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.pdf import render_html
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.storage import store_file
from tests.reports import issuing
from tests.reports.composition import WRITTEN, a_reported_year, a_year
from tests.reports.verifying import overwrite
from tests.reports.workflow_story import BACK, approved, now, presented, sent

pytestmark = pytest.mark.once
GOLDEN = Path(__file__).parent / "golden"
SEALED = SealedBy(7, datetime(2020, 1, 8, 2, tzinfo=UTC), "0123456789abcdef" * 4)
TITLES = ["Đối chiếu số tổng và các phần", "Cảnh báo đã được chấp nhận", "Niêm phong nhật ký"]


def sheet_of(report: Report) -> str:
    return reverse("report-check-sheet", args=[report.pk])


def page(cast, who: str, report: Report) -> str:
    return cast.client(who).get(sheet_of(report)).content.decode()


def rendering(report: Report, snapshot: Snapshot) -> Rendering:
    """A sheet with bytes of its own; the PDF itself is read in ``test_verify_issued``."""
    file = store_file(
        f"%PDF-1.7 {snapshot.sha256}".encode(),
        name="phieu.pdf",
        media_type="application/pdf",
        by=snapshot.by,
        at=WRITTEN,
    )
    kind = PaperKind.CHECK_SHEET
    return Rendering.objects.create(
        report=report, snapshot=snapshot, kind=kind, file=file, at=WRITTEN
    )


def test_the_sheet_has_three_parts_a_day_and_no_number(cast, maker):
    content = composition_now(a_reported_year(maker), at=WRITTEN).content
    sheet = document_of(content, "check_sheet", SEALED)
    assert [each.text for each in sheet.blocks if hasattr(each, "level")] == TITLES
    assert (sheet.number, sheet.symbol, sheet.addressees, sheet.annexes) == (None, "", (), ())
    assert (sheet.date, sheet.code) == (WRITTEN.date(), document_of(content, "draft").code)
    assert plain_text(sheet.blocks[-2].runs).replace(" ", "") == SEALED.head
    unsealed = document_of(content, "check_sheet")
    assert plain_text(unsealed.blocks[-2].runs) == "Nhật ký chưa có dấu niêm phong nào."


@pytest.mark.parametrize("kind", ["draft", "for_signature"])
def test_no_paper_of_the_report_holds_what_the_sheet_holds(cast, maker, kind):
    content = composition_now(a_reported_year(maker), at=WRITTEN).content
    paper = json.dumps(document_of(content, kind).to_json(), ensure_ascii=False)
    assert not [title for title in TITLES if title in paper]
    with pytest.raises(ValueError, match="chỉ phiếu đó"):
        document_of(content, kind, SEALED)


def test_a_snapshot_from_before_has_no_sheet_and_says_where_its_checks_are(cast):
    report = issuing.presented(cast)
    with pytest.raises(ValueError, match="trước khi có phiếu"):
        document_of(issuing.CONTENT, "check_sheet", SEALED)
    assert "ở phụ lục cuối của" in page(cast, "office_examiner", report)


def test_a_snapshot_from_before_is_read_and_written_again_to_the_letter():
    stated = deserialize(issuing.CONTENT)
    assert stated.check_sheet == ()
    assert codec.encode(stated) == issuing.CONTENT["wording"]


def test_the_screen_shows_the_same_blocks_to_who_writes_and_who_examines(cast, maker):
    a_year(maker)
    report = presented(cast)
    for who in ("specialist", "manager", "office_examiner", "leader"):
        said = page(cast, who, report)
        assert [title.upper() in said for title in TITLES] == [True] * 3
        assert "Đã đối chiếu với hồ sơ, đúng thực tế." in said


def test_the_office_reads_the_sheet_of_what_came_up_to_it(cast, maker):
    """Sent back, mended, sent up again: what is new stays within the Sở until it is presented."""
    a_year(maker)
    report = presented(cast)
    first = rendering(report, report.presented_snapshot)
    Report.objects.filter(pk=report.pk).update(state="returned")
    section = report.sections.get(code="causes")
    type(section).objects.filter(pk=section.pk).update(text="Lời đã sửa.")
    report = sent(cast, now(report), at=BACK)
    second = rendering(report, report.submitted_snapshot)
    assert first.snapshot != second.snapshot
    job = Job.objects.get(payload__snapshot=second.snapshot_id)
    files = {
        who: [
            cast.client(who).get(address, query).status_code
            for address, query in (
                (reverse("report-job", args=[report.pk, job.pk]), {}),
                *(
                    (reverse("report-download", args=[report.pk]), {"ban": each.pk})
                    for each in (first, second)
                ),
            )
        ]
        for who in ("specialist", "office_examiner", "province_registrar")
    }
    assert files == {
        "specialist": [200, 200, 200],
        "office_examiner": [404, 200, 404],
        "province_registrar": [404, 403, 403],
    }


def test_the_newest_pdf_is_one_of_the_report_and_never_the_sheet(cast, maker):
    report = sent(cast)
    rendering(report, report.submitted_snapshot)
    client, address = cast.client("manager"), reverse("report-download", args=[report.pk])
    assert client.get(address).status_code == 404
    shown = client.get(reverse("report-detail", args=[report.pk])).content.decode()
    assert f'href="{address}"' not in shown
    assert "Phiếu kiểm tra số liệu" in shown


def test_the_approver_and_the_checks_lead_to_the_sheet(cast, maker):
    report = sent(cast)
    client = cast.client("manager")
    for name in ("report-detail", "report-checks", "report-approve", "report-return"):
        shown = client.get(reverse(name, args=[report.pk])).content.decode()
        assert f'href="{sheet_of(report)}"' in shown, name
    report = approved(cast, report)
    for name in ("report-detail", "report-present"):
        shown = cast.client("department_registrar").get(reverse(name, args=[report.pk]))
        assert sheet_of(report) not in shown.content.decode(), name


def test_a_number_of_the_sheet_that_is_not_that_of_the_rows_is_found(cast, maker):
    a_year(maker)
    snapshot = sent(cast).submitted_snapshot
    assert [wrong for wrong in check_snapshots() if wrong] == []
    content = snapshot.content
    figure = next(
        run
        for row in content["wording"]["check_sheet"][1]["rows"]
        for cell in row
        for run in cell
        if run.get("key") == "remedies.due"
    )
    figure.update(value=9, text="9")
    overwrite(snapshot, content=content)
    found = [wrong.partition(": ")[2] for wrong in check_snapshots() if wrong]
    assert found[0] == "nội dung không khớp mã kiểm tra đã ghi."
    assert "“remedies.due” đã in là 9" in found[1]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_draws_the_same_sheet_of_the_same_snapshot(version):
    """Held to the letter like the papers of ``test_issue_versions``: sheets were kept with it."""
    content = json.loads((GOLDEN / "snapshot.json").read_text())
    tables = [block for block in content["wording"]["annexes"][0]["blocks"] if "rows" in block]
    content["wording"]["check_sheet"] = [
        {"type": "heading", "level": 1, "number": "I", "text": TITLES[0]},
        *tables,
        {"type": "paragraph", "runs": [{"type": "text", "text": "Không có cảnh báo nào."}]},
    ]
    how = VERSIONS[version]
    sheet = document_of(content, "check_sheet", SEALED, version=version)
    drawn = render_html(sheet, form=how.form, templates=how.templates, spaced=how.spaced).encode()
    held = json.loads((GOLDEN / f"sheet_{version}.json").read_text())
    assert hashlib.sha256(drawn).hexdigest() == held["page"]


def test_going_up_asks_for_the_check_sheet_once_for_the_same_words(cast):
    report = sent(cast)
    job = Job.objects.get()
    assert job.payload["snapshot"] == report.submitted_snapshot_id
    assert job.payload["kind"] == PaperKind.CHECK_SHEET
    again = request_paper(report.submitted_snapshot, kind=PaperKind.CHECK_SHEET, by=cast.manager)
    assert (again, Job.objects.count()) == (job, 1)
