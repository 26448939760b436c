"""Open a report, write its sections, take what it says, put it on paper once."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from reports.documents.annual import WAITING, annual_report
from reports.figures.catalog import compute
from reports.figures.periods import ask_whole, period_in_hand, whole
from reports.freezing.models import Snapshot
from reports.freezing.snapshots import take_snapshot
from reports.issuing.models import Rendering
from reports.issuing.renderings import render_report, request_rendering
from reports.narrative.models import Report
from reports.narrative.outlines import FIRST_OUTLINE
from reports.narrative.reports import DEFAULT_TITLE, period_of_year, write_section
from tayninh_portal import jobs
from tayninh_portal.errors import Conflict, Refused, Unavailable
from tayninh_portal.lib.canonical import canonical_bytes, sha256_hex
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.lib.together import read
from tayninh_portal.models import StoredFile
from tayninh_portal.models.jobs import JobState
from tayninh_portal.paper.content import Table
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.storage import path_of, read_file, store_file
from tests.fixtures.cast import moment
from tests.reports.composition import WRITTEN, a_reported_year, a_year, make_report


def test_a_report_has_the_headings_of_the_outline_and_its_period(cast):
    report = make_report(cast)
    headings = [(s.code, s.level, s.number, s.heading) for s in report.sections.all()]
    assert headings == list(FIRST_OUTLINE)
    assert (report.title, report.period) == (DEFAULT_TITLE, parse_period("calendar-2019"))


def test_a_report_is_made_once_for_a_form_and_once_for_a_year(cast):
    report = make_report(cast)
    again = make_report(cast, client_id=report.client_id)
    assert (again.pk, Report.objects.count(), report.sections.count()) == (report.pk, 1, 17)
    with pytest.raises(ValidationError) as error:
        make_report(cast)
    assert error.value.message_dict == {"year": ["Năm 2019 đã có báo cáo năm."]}


def test_a_request_is_named_by_number_and_date(cast):
    with pytest.raises(ValidationError) as error:
        make_report(cast, request_date=None)
    assert list(error.value.message_dict) == ["request_number"]


def test_an_agency_opens_no_report(cast):
    with pytest.raises(Refused):
        make_report(type("Cast", (), {"specialist": cast.head_a}))


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(cast):
    report = make_report(cast)
    section, stale = report.sections.get(code="causes"), report.sections.get(code="causes")
    write_section(section, by=cast.specialist, text="Lời thứ nhất.", seen_version=1)
    with pytest.raises(Conflict):
        write_section(stale, by=cast.specialist_b, text="Lời thứ hai.", seen_version=1)
    assert report.sections.get(code="causes").text == "Lời thứ nhất."


def test_a_year_stands_for_the_period_stored_with_its_report(cast):
    assert period_of_year(2019) == parse_period("2019")
    assert period_in_hand(date(2026, 11, 24)) == parse_period("2026")
    make_report(cast)
    assert period_of_year(2019) == parse_period("calendar-2019")
    assert period_in_hand(date(2026, 11, 24)) == parse_period("calendar-2019")
    assert period_in_hand(date(2019, 12, 31)) == parse_period("calendar-2019")
    assert period_in_hand(date(2018, 12, 31)) == parse_period("2018")


@pytest.mark.parametrize(
    ("period", "today", "is_whole"),
    [
        ("calendar-2019", date(2020, 1, 1), True),
        ("calendar-2019", date(2019, 12, 31), False),
        ("calendar-2019", date(2019, 6, 1), False),
        ("2019", date(2020, 1, 1), False),
        ("2019-01-01..2019-12-30", date(2020, 1, 1), False),
        ("calendar-2018", date(2020, 1, 1), False),
    ],
)
def test_a_period_is_whole_when_a_report_tells_it_and_it_is_over(cast, period, today, is_whole):
    make_report(cast)
    with time_machine.travel(moment(today.year, today.month, today.day), tick=False):
        assert read(ask_whole(parse_period(period))) is is_whole
        told = Report.objects.filter(whole(parse_period(period)))
        assert told.exists() is is_whole


def test_less_than_a_year_is_never_whole_though_a_report_tells_it(cast):
    half = parse_period("2019-01-01..2019-06-30")
    make_report(cast, period=half)
    with time_machine.travel(moment(2020, 1, 1), tick=False):
        assert read(ask_whole(half)) is False


def test_a_snapshot_says_everything_and_bears_its_checksum(cast, maker, year):
    report = a_reported_year(maker)
    snapshot = take_snapshot(report, by=cast.specialist, at=WRITTEN)
    snapshot.refresh_from_db()
    assert snapshot.sha256 == sha256_hex(snapshot.content)
    kept = snapshot.content["figures"]
    assert {key: kept[key] for key in kept if "@" not in key} == compute(year)
    assert kept["violations.total@category=no_badge"] == 2
    stated = deserialize(snapshot.content)
    assert (stated.at, stated.paper_year, stated.period_label) == (
        WRITTEN,
        2020,
        "năm 2019 (từ 01/01/2019 đến 31/12/2019)",
    )
    assert [section.code for section in stated.sections] == [code for code, *_ in FIRST_OUTLINE]
    assert len(stated.annexes) == 4


def test_nothing_new_is_no_new_snapshot_and_one_record_more_is(cast, maker):
    report = a_reported_year(maker)
    first = take_snapshot(report, by=cast.specialist, at=WRITTEN)
    assert take_snapshot(report, by=cast.manager, at=moment(2020, 1, 8)) == first
    maker.visit(day=date(2019, 9, 2), place=0)
    second = take_snapshot(report, by=cast.specialist, at=moment(2020, 1, 9))
    assert second != first
    assert (
        second.content["figures"]["visits.total"],
        first.content["figures"]["visits.total"],
    ) == (4, 3)


def test_a_snapshot_cannot_be_changed(cast):
    snapshot = take_snapshot(make_report(cast), by=cast.specialist, at=WRITTEN)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(sha256="0" * 64)


def test_a_snapshot_names_nobody(cast, maker):
    report = a_reported_year(maker)
    content = take_snapshot(report, by=cast.specialist, at=WRITTEN).content
    text = canonical_bytes(content).decode()
    assert [name for name in ("Minh họa operator", "Trễ hạn hồ sơ") if name in text] == []


def test_the_document_is_the_provinces_and_unsigned(cast, maker):
    a_year(maker)
    report = make_report(cast, is_illustrative=True)
    document = annual_report(take_snapshot(report, by=cast.specialist, at=WRITTEN).content)
    assert [line.text for line in document.organ] == ["Ủy ban nhân dân", "Tỉnh Tây Ninh"]
    assert (document.number, document.date, document.year) == (None, None, 2020)
    assert document.signature.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert document.signature.name == ""
    assert document.addressees == ("Bộ Nội vụ",)
    assert document.marks == ("BẢN MINH HỌA", "DỰ THẢO")
    assert document.figures()["visits.total"] == 3


def test_a_report_of_real_records_is_not_called_an_illustration(cast, maker):
    report = a_reported_year(maker)
    document = annual_report(take_snapshot(report, by=cast.specialist, at=WRITTEN).content)
    assert document.marks == ("DỰ THẢO",)


def test_one_invented_record_marks_the_whole_report(cast, maker):
    a_year(maker)
    visit = maker.visit(day=date(2019, 9, 2), place=0)
    type(visit).objects.filter(pk=visit.pk).update(is_illustrative=True)
    report = make_report(cast)
    document = annual_report(take_snapshot(report, by=cast.specialist, at=WRITTEN).content)
    assert document.marks == ("BẢN MINH HỌA", "DỰ THẢO")
    blocks = [block for annex in document.annexes for block in annex.blocks]
    assert {block.note for block in blocks if isinstance(block, Table)} == {
        "Số liệu minh họa.",
        "Số liệu minh họa. Phản ánh giao riêng cho lãnh đạo xử lý chỉ được đếm trong tổng số của "
        "kỳ báo cáo năm đã hết, ở dòng “không phân tổ”; số liệu của kỳ khác và các phần của "
        "tổng số không gồm những phản ánh này.",
    }


def test_no_heading_stands_over_nothing(cast):
    report = make_report(cast)
    document = annual_report(take_snapshot(report, by=cast.specialist, at=WRITTEN).content)
    waiting = sum(getattr(block, "text", "") == WAITING for block in document.blocks)
    # Of the 17 headings five hold others, three have something suggested in a year without records.
    assert waiting == 9


@pytest.mark.pdf
def test_the_same_words_are_rendered_once(cast, maker):
    report = a_reported_year(maker)
    job = request_rendering(report, by=cast.specialist, at=WRITTEN)
    jobs.run_waiting()
    assert request_rendering(report, by=cast.manager, at=moment(2020, 1, 8)) == job
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.progress) == (JobState.DONE, 100)
    # A message delivered twice, or a worker that lived after all.
    render_report(job, lambda *stated: None)
    rendering = Rendering.objects.get()
    assert read_file(rendering.file).startswith(b"%PDF-")
    assert path_of(rendering.file.sha256).stat().st_size == rendering.file.size


def test_a_machine_that_cannot_make_a_pdf_says_why(cast, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    report = make_report(cast)
    job = request_rendering(report, by=cast.specialist)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error.startswith("Chưa tạo được tệp PDF vì máy chủ thiếu thư viện hệ thống")
    assert Rendering.objects.count() == 0
    monkeypatch.undo()
    jobs.retry(job)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_equal_bytes_are_one_file_and_are_read_back(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    one, two = (
        store_file(b"ban sao", name=name, media_type="text/plain", by=cast.admin)
        for name in ("a.txt", "b.txt")
    )
    assert one.sha256 == two.sha256
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"ban sao"]
    assert read_file(StoredFile.objects.get(name="b.txt")) == b"ban sao"


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"ban sai")])
def test_a_file_that_is_gone_or_altered_is_not_given_out(cast, settings, tmp_path, spoil):
    settings.FILES_DIR = tmp_path
    file = store_file(b"ban sao", name="a.txt", media_type="text/plain", by=cast.admin)
    spoil(path_of(file.sha256))
    with pytest.raises(Unavailable):
        read_file(file)


def test_a_store_that_takes_nothing_says_so(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "tệp"
    settings.FILES_DIR.write_text("không phải thư mục")
    with pytest.raises(Unavailable):
        store_file(b"ban sao", name="a.txt", media_type="text/plain", by=cast.admin)
    assert StoredFile.objects.count() == 0
