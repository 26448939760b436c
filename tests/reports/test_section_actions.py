"""Sections written, taken out and put back; the report's own lines changed."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.narrative.models import Report
from reports.narrative.reports import update_report, write_section
from reports.narrative.section_versions import version_of, versions_of
from reports.narrative.sections import add_section, remove_section, restore_section
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.reports.composition import make_report
from tests.reports.freezing import frozen


@pytest.fixture
def report(cast):
    return make_report(cast)


def headings(report) -> list[str]:
    return [f"{s.level} {s.number} {s.code}" for s in report.sections.active()]


def save(section, text, by, seen):
    return write_section(section, by=by, text=text, seen_version=seen, at=moment(2020, 1, 8))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{visits.totals} lượt", "Không có số liệu nào có mã “visits.totals”."),
        ("{visits.total lượt", "Dấu ngoặc nhọn chỉ dùng để chèn số liệu"),
        ("{{ settings.SECRET_KEY }}", "Dấu ngoặc nhọn chỉ dùng để chèn số liệu"),
    ],
)
def test_a_wrong_token_is_refused_at_the_box_and_nothing_is_written(cast, report, text, sentence):
    section = report.sections.get(code="causes")
    with pytest.raises(ValidationError) as refused:
        save(section, text, cast.specialist, 1)
    assert any(line.startswith(sentence) for line in refused.value.message_dict["text"])
    assert report.sections.get(code="causes").version == 1


def test_no_word_slips_into_a_report_that_went_up_meanwhile(cast, report):
    section = report.sections.select_related("report").get(code="causes")
    Report.objects.filter(pk=report.pk).update(state="submitted")
    with pytest.raises(Refused, match="đang chờ lãnh đạo Sở duyệt"):
        save(section, "Chen vào.", cast.specialist, 1)
    assert report.sections.get(code="causes").text == ""


def test_every_wording_is_kept_once_and_can_be_read_again(cast, report):
    section = report.sections.get(code="causes")
    for seen, text in enumerate(("Một.", "Hai."), 1):
        save(report.sections.get(code="causes"), text, cast.specialist, seen)
    found = [(each.number, each.text, each.who) for each in versions_of(section)]
    name = cast.specialist.full_name
    assert found == [(3, "Hai.", name), (2, "Một.", name), (1, "", name)]
    assert version_of(section, 2).text == "Một."
    assert version_of(section, 9) is None


def test_an_outline_heading_goes_with_a_reason_and_the_numbers_close_up(cast, report):
    section = report.sections.get(code="propaganda")
    with pytest.raises(ValidationError) as refused:
        remove_section(section, by=cast.specialist, seen_version=1)
    assert refused.value.message_dict == {
        "note": ["Hãy ghi lý do bỏ mục của đề cương hoặc mục đã có nội dung."]
    }
    remove_section(section, by=cast.specialist, seen_version=1, note="Bộ không yêu cầu năm nay.")
    assert headings(report)[2:4] == ["3 a directives", "3 b oversight"]
    line = Change.objects.of(section).last()
    assert (line.label, line.note) == ("Bỏ mục", "Bộ không yêu cầu năm nay.")
    gone = report.sections.get(code="propaganda")
    with pytest.raises(Conflict):
        remove_section(gone, by=cast.specialist, seen_version=1, note="Lý do khác.")
    assert report.sections.get(code="propaganda").version == 2


def test_an_added_heading_without_words_goes_without_a_reason(cast, report):
    after = report.sections.get(code="strengths")
    added, _ = add_section(
        report,
        by=cast.specialist,
        client_id=uuid.uuid4(),
        after=after,
        level=2,
        heading="Khen thưởng",
    )
    before = headings(report)
    assert "2 2 " + added.code in before
    remove_section(added, by=cast.specialist, seen_version=added.version)
    assert len(headings(report)) == len(before) - 1


def test_a_heading_with_others_under_it_stays(cast, report):
    section = report.sections.get(code="dissemination")
    with pytest.raises(ValidationError, match="Mục này còn mục con"):
        remove_section(section, by=cast.specialist, seen_version=1, note="Bỏ cả nhóm.")
    assert not report.sections.filter(is_removed=True).exists()


@pytest.mark.parametrize("code", ["propaganda", "strengths", "directions", "directives"])
def test_a_heading_comes_back_where_it_stood(cast, report, code):
    before = headings(report)
    section = report.sections.get(code=code)
    remove_section(section, by=cast.specialist, seen_version=1, note="Thử.")
    for _ in range(2):
        restore_section(report.sections.get(code=code), by=cast.specialist)
    assert headings(report) == before


def test_the_lines_of_the_report_are_changed_with_a_line_in_its_log(cast, report):
    for seen in (1, 2):
        # Nothing is written where nothing changes.
        update_report(
            Report.objects.get(pk=report.pk),
            by=cast.specialist,
            seen_version=seen,
            title="Kết quả thực hiện Đề án",
            request_number="30/BNV-CCVC",
            request_date=date(2020, 1, 6),
            period=parse_period("2019"),
            cutoff_on=date(2020, 1, 5),
        )
    report.refresh_from_db()
    assert (report.title, report.request_number, report.period_start, report.cutoff_on) == (
        "Kết quả thực hiện Đề án",
        "30/BNV-CCVC",
        date(2018, 12, 15),
        date(2020, 1, 5),
    )
    assert Change.objects.of(report).filter(label="Sửa thông tin chung").count() == 1


def test_a_frozen_report_keeps_its_period(cast, report):
    frozen(cast, report)
    report.refresh_from_db()
    said = {"by": cast.specialist, "seen_version": report.version, "title": "Tên khác"}
    with pytest.raises(ValidationError, match="đã được chốt"):
        update_report(report, **said, period=parse_period("2019"))
    fresh = Report.objects.get(pk=report.pk)
    assert update_report(fresh, **said).title == "Tên khác"


def test_a_cut_off_before_the_periods_end_is_refused(cast, report):
    with pytest.raises(ValidationError) as refused:
        update_report(
            report,
            by=cast.specialist,
            seen_version=1,
            title="Tên",
            period=report.period,
            cutoff_on=date(2019, 12, 30),
        )
    assert list(refused.value.message_dict) == ["cutoff_on"]


def test_somebody_elses_change_meanwhile_is_a_conflict(cast, report):
    stale = Report.objects.get(pk=report.pk)
    update_report(report, by=cast.specialist, seen_version=1, title="Tên thứ nhất")
    with pytest.raises(Conflict):
        update_report(stale, by=cast.specialist_b, seen_version=1, title="Tên thứ hai")
