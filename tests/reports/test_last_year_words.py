"""Last year's words taken over: with their tokens, unconfirmed until somebody stands by them."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from reports.checks.context import Written
from reports.checks.sections_unconfirmed import sections_unconfirmed
from reports.freezing.composition import compose_now
from reports.narrative.last_year import carry_over, carry_over_all, report_before, words_before
from reports.narrative.models import Report
from reports.narrative.reports import write_section
from tayninh_portal.errors import Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tayninh_portal.paper.content import Note, plain_text
from tayninh_portal.paper.wording import deserialize
from tests.reports.checking import a_context
from tests.reports.composition import a_year, make_report

WORDS = "Tổ đã kiểm tra {visits.total} lượt.\n- Còn nêu tên cơ quan chưa gửi."


def write(report, code, text, by):
    section = report.sections.get(code=code)
    return write_section(section, by=by, text=text, seen_version=section.version)


@pytest.fixture
def last(cast):
    """The report of 2018, with words in two headings."""
    report = make_report(cast, year=2018, period=parse_period("calendar-2018"))
    write(report, "strengths", WORDS, cast.specialist)
    write(report, "causes", "Do ý thức.", cast.specialist)
    return report


@pytest.fixture
def report(cast):
    return make_report(cast)


def test_words_come_with_their_tokens_and_this_years_numbers(cast, maker, last, report):
    a_year(maker)
    section = report.sections.get(code="strengths")
    carried = carry_over(section, by=cast.specialist, seen_version=1)
    earlier = last.sections.get(code="strengths")
    assert (carried.text, carried.carried_from, carried.is_confirmed) == (WORDS, earlier, False)
    stated = deserialize(compose_now(report)[0])
    (blocks,) = (each.blocks for each in stated.sections if each.code == "strengths")
    spoken = [plain_text(block.runs) for block in blocks if not isinstance(block, Note)]
    assert spoken[-2] == "Tổ đã kiểm tra 03 lượt."
    assert blocks[-3] == Note("Lời báo cáo năm trước, chưa xác nhận:")


def test_the_log_says_where_they_come_from(cast, last, report):
    section = report.sections.get(code="causes")
    carry_over(section, by=cast.specialist, seen_version=1)
    line = Change.objects.of(section).last()
    assert (line.label, line.note) == ("Kế thừa nội dung báo cáo năm trước", "Báo cáo năm 2018")


def test_a_double_click_takes_them_once(cast, last, report):
    section = report.sections.get(code="causes")
    client, sent = cast.client("specialist"), {"seen_version": 1, "client_id": str(uuid.uuid4())}
    address = f"/bao-cao/{report.pk}/muc/{section.pk}/loi-nam-truoc/"
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert report.sections.get(code="causes").version == 2
    window = sent | {"client_id": str(uuid.uuid4())}
    assert client.post(address, window).status_code == 409


def test_they_are_not_put_over_words_that_stand_there(cast, last, report):
    section = write(report, "causes", "Lời của năm nay.", cast.specialist)
    with pytest.raises(ValidationError, match="Mục này đã có nội dung"):
        carry_over(section, by=cast.specialist, seen_version=2)
    assert report.sections.get(code="causes").text == "Lời của năm nay."


def test_where_there_were_none_none_are_taken(cast, last, report):
    section = report.sections.get(code="directions")
    with pytest.raises(ValidationError, match="không có nội dung ở mục này"):
        carry_over(section, by=cast.specialist, seen_version=1)


def test_the_whole_report_takes_them_into_its_empty_headings(cast, last, report):
    write(report, "causes", "Lời của năm nay.", cast.specialist)
    assert [carry_over_all(report, by=cast.specialist) for _ in range(2)] == [1, 0]
    carried = report.sections.filter(carried_from__isnull=False)
    assert list(carried.values_list("code", "is_confirmed")) == [("strengths", False)]
    assert report.sections.get(code="causes").text == "Lời của năm nay."


def test_saving_them_confirms_them_changed_or_not(cast, last, report):
    carry_over_all(report, by=cast.specialist)
    same = write(report, "strengths", WORDS, cast.specialist)
    other = write(report, "causes", "Do thiếu kiểm tra.", cast.specialist)
    assert (same.is_confirmed, other.is_confirmed) == (True, True)
    labels = [Change.objects.of(each).last().label for each in (same, other)]
    assert labels == ["Xác nhận lời văn", "Soạn thảo nội dung"]


def test_the_report_before_is_the_one_issued_else_the_newest(cast, last, report):
    assert report_before(report) == last
    newer = make_report(cast, year=2018, period=parse_period("calendar-2018"), replaces=last)
    assert report_before(report) == newer
    Report.objects.filter(pk=last.pk).update(state="issued")
    assert report_before(report) == last
    assert sorted(words_before(report)) == ["causes", "strengths"]


def test_nothing_is_taken_into_a_report_that_went_up(cast, last, report):
    Report.objects.filter(pk=report.pk).update(state="submitted")
    section = report.sections.select_related("report").get(code="causes")
    with pytest.raises(Refused):
        carry_over(section, by=cast.specialist, seen_version=1)
    with pytest.raises(Refused):
        carry_over_all(Report.objects.get(pk=report.pk), by=cast.specialist)
    # He had read it before it went up.
    with pytest.raises(Refused, match="đang chờ lãnh đạo Sở duyệt"):
        carry_over(report.sections.get(code="causes"), by=cast.specialist, seen_version=1)


def test_unconfirmed_words_are_found_before_the_report_goes_up(cast, last, report):
    carry_over(report.sections.get(code="causes"), by=cast.specialist, seen_version=1)
    section = report.sections.get(code="causes")
    written = Written(section.code, section.heading, section.text, section.is_confirmed)
    (problem,) = sections_unconfirmed(a_context(written=(written,)))
    assert (problem.level, problem.section) == ("error", "causes")
