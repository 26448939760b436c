"""The pages of signature and issue, and the list of papers, as the browser gets them."""

import re
import uuid
from dataclasses import replace
from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from reports.documents.annual import annual_report
from reports.documents.drawing import VERSIONS, PaperVersion
from reports.issuing.models import Issuance, PaperKind, Rendering, Signing, Standing
from reports.issuing.renderings import request_paper
from reports.narrative.models import Report, ReportState
from tayninh_portal import jobs
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState
from tayninh_portal.paper.archive_copy import archive_copy
from tayninh_portal.paper.assets import TEMPLATES
from tayninh_portal.paper.form import ND30_2020
from tayninh_portal.storage import store_file
from tests.fixtures.cast import ZONE
from tests.paper.word_reading import body_of, faults, keys_of, paragraphs
from tests.reports.issuing import issue, presented, signed, signer

pytestmark = pytest.mark.once

NOON = datetime(2020, 1, 14, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _day_of_issue():
    with time_machine.travel(NOON, tick=False):
        yield


def address(name, report, *more):
    return reverse(name, args=[report.pk, *more])


def words(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


def signature(report, post, **changes):
    return {
        "seen_version": report.version,
        "client_id": str(uuid.uuid4()),
        "appointment": post.pk,
        "standing": "head",
        "signed_on": "13/01/2020",
    } | changes


def number(report, **changes):
    hidden = {"seen_version": report.version, "client_id": str(uuid.uuid4())}
    return hidden | {"number": "13", "issued_on": "14/01/2020"} | changes


def test_the_signature_is_recorded_on_its_page_and_a_second_click_changes_nothing(cast):
    report, post = presented(cast), signer(cast)
    client, page = cast.client("office_examiner"), address("report-sign", report)
    shown = words(client.get(page))
    assert "Nguyễn Văn Mẫu, Chủ tịch (từ 01/01/2010)" in shown
    assert "BC2019-" in shown
    sent = signature(report, post)
    for _ in range(2):
        answer = client.post(page, sent)
        assert (answer.status_code, answer["Location"]) == (302, address("report-detail", report))
    assert Signing.objects.get().authority == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"appointment": ""}, "appointment"),
        ({"appointment": "999999"}, "appointment"),
        ({"standing": ""}, "standing"),
        ({"standing": "deputy"}, "standing"),
        ({"signed_on": "31/02/2020"}, "signed_on"),
        ({"signed_on": "07/01/2020"}, "signed_on"),
        ({"signed_on": "15/01/2020"}, "signed_on"),
        ({"grant_number": "45/GUQ"}, "grant_number"),
        ({"grant_number": "4\x075"}, "grant_number"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(cast, changes, field):
    report, post = presented(cast), signer(cast)
    answer = cast.client("office_examiner").post(
        address("report-sign", report), signature(report, post, **changes)
    )
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert form["signed_on"].value() == changes.get("signed_on", "13/01/2020")
    assert Signing.objects.count() == 0


def test_a_grant_is_asked_for_when_it_is_signed_by_grant(cast):
    report = presented(cast, standing=Standing.BY_GRANT)
    post = signer(cast, "Giám đốc Sở Nội vụ")
    client, page = cast.client("office_examiner"), address("report-sign", report)
    sent = signature(report, post, standing="by_grant")
    assert sorted(client.post(page, sent).context["form"].errors) == [
        "grant_date",
        "grant_number",
        "grant_until",
    ]
    grant = {"grant_number": "45/GUQ-UBND", "grant_date": "02/01/2020", "grant_until": "31/12/2020"}
    assert client.post(page, sent | grant).status_code == 302
    assert Signing.objects.get().grant_until == date(2020, 12, 31)


def test_a_page_without_anybody_who_signs_says_what_to_do(cast):
    shown = words(cast.client("office_examiner").get(address("report-sign", presented(cast))))
    assert "Chưa có ai giữ chức vụ Chủ tịch" in shown


def test_number_and_date_are_shown_once_more_before_they_are_for_good(cast):
    report = signed(cast)
    client, page = cast.client("province_registrar"), address("report-issue", report)
    assert client.get(page).context["form"]["number"].value() is None
    again = client.post(page, number(report, number="005"))
    shown = words(again)
    assert "Số: 05/BC-UBND, ngày 14/01/2020, ký bởi Nguyễn Văn Mẫu" in shown
    assert "không sửa, không xóa được" in shown
    assert Issuance.objects.count() == 0
    sent = {
        name: re.search(rf'name="{name}" value="([^"]*)"', again.content.decode())[1]
        for name in ("seen_version", "client_id", "number", "issued_on")
    }
    for _ in range(2):
        answer = client.post(page, sent | {"confirmed": "1"})
        assert (answer.status_code, answer["Location"]) == (302, address("report-detail", report))
    assert str(Issuance.objects.get()) == "05/BC-UBND"
    detail = words(client.get(address("report-detail", report)))
    assert "Đã ban hành báo cáo số 05/BC-UBND" in detail


def test_one_can_go_back_and_finds_what_one_typed(cast):
    report = signed(cast)
    answer = cast.client("province_registrar").post(
        address("report-issue", report), number(report) | {"again": "1"}
    )
    form = answer.context["form"]
    assert (form["number"].value(), form["issued_on"].value()) == ("13", "14/01/2020")
    assert Issuance.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "0"}, "number"),
        ({"number": "13a"}, "number"),
        ({"number": "13/BC-UBND"}, "number"),
        ({"number": "-13"}, "number"),
        ({"number": "123456"}, "number"),
        ({"number": "9" * 5000}, "number"),
        ({"number": "١٣"}, "number"),
        ({"issued_on": "12/01/2020"}, "issued_on"),
        ({"issued_on": "15/01/2020"}, "issued_on"),
        ({"issued_on": "hôm nay"}, "issued_on"),
    ],
)
@pytest.mark.parametrize("step", [{}, {"confirmed": "1"}])
def test_a_number_or_day_that_cannot_be_is_told_at_its_field(cast, changes, field, step):
    report = signed(cast)
    answer = cast.client("province_registrar").post(
        address("report-issue", report), number(report, **changes) | step
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert Report.objects.get(pk=report.pk).state == ReportState.SIGNED


@pytest.mark.parametrize("step", [{}, {"confirmed": "1"}])
def test_a_number_that_is_taken_is_told_at_its_field_and_nothing_is_lost(cast, step):
    issue(signed(cast, 2018), cast)
    report = signed(cast)
    answer = cast.client("province_registrar").post(
        address("report-issue", report), number(report) | step
    )
    form = answer.context["form"]
    assert form.errors["number"][0].startswith("Số 13/BC-UBND của năm 2020 đã cấp cho")
    assert (form["number"].value(), form["issued_on"].value()) == ("13", "14/01/2020")


def test_who_comes_too_late_is_told_so(cast):
    report = signed(cast)
    issue(report, cast, by=cast.province_registrar, at=NOON)
    fresh = Report.objects.get(pk=report.pk)
    client = cast.client("province_registrar")
    # A form on an older version comes back with what was typed; one on today's is refused.
    late = client.post(address("report-issue", report), number(report))
    assert late.status_code == 200
    assert late.context["form"].lost.by_self
    assert late.context["form"]["number"].value() == "13"
    assert client.post(address("report-issue", report), number(fresh)).status_code == 403
    assert client.get(address("report-issue", report)).status_code == 403


def paper(report, kind, number, *, cast, state=JobState.DONE, **fields) -> Job:
    """A job for one kind of paper of a report, as it stands in the list."""
    return Job.objects.create(
        key=f"{report.pk} {kind} {number}",
        kind="render_report",
        payload={"snapshot": report.presented_snapshot_id, "report": report.pk, "kind": kind},
        state=state,
        created_at=NOON,
        created_by=cast.specialist,
        **fields,
    )


def papers(client, report) -> str:
    answer = client.get(address("report-papers", report), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_asks_again_only_while_a_paper_is_made(cast):
    report = presented(cast)
    job, client = Job.objects.get(), cast.client("province_registrar")
    shown = papers(client, report)
    assert 'hx-trigger="every 2s"' in shown
    assert "Bản trình ký:" in shown and "đang chờ" in shown
    Job.objects.update(state=JobState.RUNNING, progress=80, lease_until=NOON)
    assert "đang chạy 80%" in papers(client, report)
    Job.objects.update(state=JobState.FAILED, error="Kho tệp đầy.", lease_until=None)
    shown = papers(client, report)
    assert "hx-trigger" not in shown
    assert "không thành. Kho tệp đầy." in shown
    assert address("report-job-retry", report, job.pk) in shown
    assert client.post(address("report-job-retry", report, job.pk)).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.QUEUED, "")


def test_a_draft_under_work_is_shown_within_the_department_alone(cast):
    report = presented(cast)
    paper(report, "draft", 1, cast=cast, state=JobState.QUEUED)
    shown = {
        name: papers(cast.client(name), report).count("Dự thảo:")
        for name in ("specialist", "department_registrar", "office_examiner", "leader")
    }
    assert shown == {
        "specialist": 1,
        "department_registrar": 0,
        "office_examiner": 0,
        "leader": 0,
    }


@pytest.mark.pdf
def test_each_downloads_the_papers_he_is_shown_and_no_other(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    report = signed(cast)
    issue(report, cast)
    jobs.run_waiting()
    request_paper(report.presented_snapshot, kind=PaperKind.DRAFT, by=cast.specialist)
    jobs.run_waiting()
    made = {row.kind: row.pk for row in Rendering.objects.all()}
    assert sorted(made) == ["draft", "for_signature", "issued"]
    got = {}
    for name in ("specialist", "department_registrar", "province_registrar", "leader", "head_a"):
        client = cast.client(name)
        got[name] = [
            client.get(f"{address('report-download', report)}?ban={made[kind]}").status_code
            for kind in sorted(made)
        ]
    assert got == {
        "specialist": [200, 200, 200],
        "department_registrar": [404, 200, 200],
        "province_registrar": [404, 200, 200],
        "leader": [404, 200, 200],
        "head_a": [404, 404, 404],
    }
    # In every form the paper is for the same persons; the rows of the table above.
    for name, codes in got.items():
        for form in ("docx", "xlsx"):
            asked = [
                cast.client(name).get(address("report-download", report), {"ban": pk, "dang": form})
                for pk in (made[kind] for kind in sorted(made))
            ]
            assert [answer.status_code for answer in asked] == codes, (name, form)
        opened = [
            200 if code == 200 and kind == "issued" else 404
            for kind, code in zip(sorted(made), codes, strict=True)
        ]
        for form in ("zip", "luu-tru"):
            asked = [
                cast.client(name).get(address("report-download", report), {"ban": pk, "dang": form})
                for pk in (made[kind] for kind in sorted(made))
            ]
            assert [answer.status_code for answer in asked] == opened, (name, form)
    download = address("report-download", report)
    answers = {
        form: cast.client("leader").get(download, {"ban": made["issued"], "dang": form})
        for form in ("pdf", "docx", "xlsx", "zip", "luu-tru", "doc", "")
    }
    assert {form: answer.get("Content-Disposition") for form, answer in answers.items()} == {
        "pdf": 'attachment; filename="bao-cao-2019-so-13.pdf"',
        "docx": 'attachment; filename="bao-cao-2019-so-13.docx"',
        "xlsx": 'attachment; filename="bao-cao-2019-so-13-phu-luc.xlsx"',
        "zip": 'attachment; filename="bao-cao-2019-so-13-du-lieu-mo.zip"',
        "luu-tru": 'attachment; filename="bao-cao-2019-so-13-luu-tru.pdf"',
        "doc": None,
        "": None,
    }
    assert [answers[form].status_code for form in ("doc", "")] == [404, 404]
    assert answers["luu-tru"].content == archive_copy(answers["pdf"].content)
    word = answers["docx"].content
    assert faults(word) == []
    assert (keys_of(word).get("record"), keys_of(word).get("version")) == (
        f"report:{report.pk}",
        report.presented_snapshot.sha256,
    )
    assert "Số: 13/BC-UBND" in paragraphs(body_of(word))
    shown = papers(cast.client("leader"), report)
    assert "Bản phát hành số 13/BC-UBND" in shown
    assert "Dự thảo" not in shown


@pytest.mark.pdf
@pytest.mark.parametrize("asked", ["0", "x", "٣", "9" * 5000])
def test_a_paper_that_is_not_there_is_not_found(cast, asked, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    report = presented(cast)
    job = Job.objects.get()
    jobs.run(job.pk)
    answer = cast.client("leader").get(f"{address('report-download', report)}?ban={asked}")
    assert answer.status_code == 404


def test_an_issued_report_shows_the_version_of_the_paper_it_was_issued_with(
    cast, settings, tmp_path, monkeypatch
):
    settings.FILES_DIR = tmp_path

    def document(*said):
        return replace(annual_report(*said), place="Nơi của phiên bản bảy")

    monkeypatch.setitem(VERSIONS, 7, PaperVersion(document, ND30_2020, TEMPLATES))
    report = signed(cast)
    row = issue(report, cast)
    client, page = cast.client("leader"), address("report-detail", report)
    assert "Nơi của phiên bản bảy, ngày 14 tháng 01 năm 2020" not in words(client.get(page))
    Rendering.objects.create(
        snapshot=row.snapshot,
        report=report,
        kind=PaperKind.ISSUED,
        issuance=row,
        template_version=7,
        file=store_file(
            b"%PDF-1.7", name="a.pdf", media_type="application/pdf", by=cast.leader, at=NOON
        ),
        at=NOON,
    )
    assert "Nơi của phiên bản bảy, ngày 14 tháng 01 năm 2020" in words(client.get(page))
