"""Stand by a warning: who may, what may be accepted, when it lapses, and what is printed of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from inspections.rounds.models import DueAgency, Round
from reports.checks.models import Acceptance
from reports.checks.problems import Level
from reports.freezing.acceptances import (
    GONE,
    IS_ERROR,
    LONGEST,
    SHORTEST,
    accept_warning,
    blocking,
    findings_of,
)
from reports.freezing.composition import composition_now
from reports.freezing.snapshots import take_snapshot
from reports.narrative.models import Report, ReportState, Section
from reports.narrative.reports import write_section
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.paper.content import Table, plain_text
from tayninh_portal.paper.wording import deserialize
from tests.fixtures.cast import appoint, moment
from tests.reports.composition import WRITTEN, a_reported_year, make_report, violation

pytestmark = pytest.mark.once

AT = moment(2020, 1, 9)
REASON = "Sở đã đôn đốc hai lần, cơ quan chưa trả lời."
REFUSED_ROLES = (
    "operator",
    "department_registrar",
    "office_examiner",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "admin",
    "nobody",
)


@pytest.fixture
def report(cast, maker) -> Report:
    """The report of 2019 over a year with a little of everything."""
    return a_reported_year(maker)


def warning(report: Report, check: str = "due_accounted"):
    """The one open warning of a check."""
    (problem,) = [each for each in findings_of(report).warnings if each.check == check]
    return problem


def accept(report, problem, *, by, at=AT, reason=REASON):
    """Accept it."""
    return accept_warning(report, by=by, at=at, fingerprint=problem.fingerprint, reason=reason)


def test_an_accepted_warning_keeps_the_report_down_no_longer(cast, report):
    problem = warning(report)
    before = blocking(report)
    made, is_new = accept(report, problem, by=cast.specialist)
    assert (is_new, made.check_name, made.section, made.text, made.reason, made.by, made.at) == (
        True,
        "due_accounted",
        "self_inspections",
        "1 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: UBND huyện Gò Dầu.",
        REASON,
        cast.specialist,
        AT,
    )
    assert blocking(report) == tuple(each for each in before if each != problem)
    ((found, accepted),) = findings_of(report).accepted
    assert (found, accepted.name, accepted.title, accepted.day) == (
        problem,
        cast.specialist.full_name,
        Role.SPECIALIST.label,
        date(2020, 1, 9),
    )


@pytest.mark.parametrize("who", REFUSED_ROLES)
def test_only_those_who_write_the_report_accept(cast, report, who):
    with pytest.raises(Refused):
        accept(report, warning(report), by=getattr(cast, who))
    assert Acceptance.objects.count() == 0


@pytest.mark.parametrize("who", ["specialist", "specialist_b", "manager"])
def test_specialists_and_leaders_of_the_department_accept(cast, report, who):
    _, is_new = accept(report, warning(report), by=getattr(cast, who))
    assert is_new


def test_once_the_report_went_up_nothing_is_accepted(cast, report):
    problem = warning(report)
    for state in ReportState:
        Report.objects.filter(pk=report.pk).update(state=state)
        report.refresh_from_db()
        if state in (ReportState.DRAFT, ReportState.RETURNED):
            continue
        with pytest.raises(Refused):
            accept(report, problem, by=cast.specialist)
    assert Acceptance.objects.count() == 0


def test_it_is_refused_where_the_report_went_up_after_it_was_read(cast, report):
    problem = warning(report)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
    with pytest.raises(Refused):
        accept(report, problem, by=cast.specialist)


def test_an_error_is_never_accepted(cast, report):
    section = report.sections.get(code="causes")
    Section.objects.filter(pk=section.pk).update(text="Lời năm trước.", is_confirmed=False)
    (error,) = findings_of(report).errors
    with pytest.raises(ValidationError) as refused:
        accept(report, error, by=cast.manager)
    assert refused.value.messages == [IS_ERROR]
    # Not even where a row says so.
    Acceptance.objects.create(
        report=report,
        check_name=error.check,
        section=error.section,
        fingerprint=error.fingerprint,
        text=error.text,
        reason=REASON,
        at=AT,
        by=cast.manager,
    )
    found = findings_of(report)
    assert (found.errors, found.accepted) == ((error,), ())
    # Nor is the reason offered again, though it was given about the same matter.
    assert found.lapsed[-1].identity == error.identity
    assert found.before(error) is None
    assert blocking(report)[0].level == Level.ERROR


@pytest.mark.parametrize("fingerprint", ["0" * 64, "", "không phải mã"])
def test_what_is_not_found_now_is_not_accepted(cast, report, fingerprint):
    with pytest.raises(ValidationError) as refused:
        accept_warning(report, by=cast.specialist, fingerprint=fingerprint, reason=REASON)
    assert refused.value.messages == [GONE]


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "   ",
        "x" * (SHORTEST - 1),
        "a" * (LONGEST + 1),
        "Đã xem xét kỹ \x07",
        "Đã xem xét kỹ 😀",
    ],
)
def test_a_reason_is_a_sentence_that_can_be_printed(cast, report, reason):
    with pytest.raises(ValidationError):
        accept(report, warning(report), by=cast.specialist, reason=reason)
    assert Acceptance.objects.count() == 0


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_the_shortest_and_the_longest_reason_are_taken(cast, report, length):
    made, _ = accept(report, warning(report), by=cast.specialist, reason="ă" * length)
    assert made.reason == "ă" * length


def test_the_second_click_and_the_slower_person_change_nothing(cast, report):
    problem = warning(report)
    first, _ = accept(report, problem, by=cast.specialist)
    again, is_new = accept(report, problem, by=cast.specialist)
    other, other_is_new = accept(report, problem, by=cast.manager, reason="Một lý do khác hẳn.")
    assert (again.pk, is_new, other.pk, other_is_new) == (first.pk, False, first.pk, False)
    assert Acceptance.objects.get().reason == REASON


def test_it_lapses_when_the_sentence_changes_and_counts_again_when_it_is_as_before(
    cast, report, maker
):
    accept(report, warning(report), by=cast.specialist)
    maker.due(Round.objects.get(), cast.b, "provincial")
    problem = warning(report)
    assert problem.text == (
        "2 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: Sở Y tế; UBND huyện Gò Dầu."
    )
    found = findings_of(report)
    assert (found.accepted, [each.reason for each in found.lapsed]) == ((), [REASON])
    assert len(sheet_tables(composition_now(report).content)) == 1
    DueAgency.objects.filter(agency=cast.b).delete()
    assert [accepted.reason for _, accepted in findings_of(report).accepted] == [REASON]


def sheet_tables(content):
    """The tables of the check sheet under their headings, as rows of text."""
    blocks = deserialize(content).check_sheet
    return {
        heading.text: [["".join(run.text for run in cell) for cell in row] for row in table.rows]
        for heading, table in zip(blocks[::2], blocks[1::2], strict=True)
        if isinstance(table, Table)
    }


def test_what_was_accepted_is_on_the_sheet_with_name_title_day_and_reason(cast, report):
    assert list(sheet_tables(composition_now(report).content)) == ["Đối chiếu số tổng và các phần"]
    problem = warning(report)
    accept(report, problem, by=cast.specialist)
    snapshot = take_snapshot(report, by=cast.specialist, at=WRITTEN)
    table = deserialize(snapshot.content).check_sheet[-1]
    assert [column.label for column in table.columns if column.names_row] == ["Nội dung cảnh báo"]
    assert sheet_tables(snapshot.content)["Cảnh báo đã được chấp nhận"] == [
        [
            "1",
            problem.text,
            REASON,
            "Minh họa specialist, chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra",
            "09/01/2020",
        ]
    ]


def test_the_title_is_the_one_borne_on_the_day(cast, report):
    post = cast.specialist.appointments.get()
    post.ends_on = date(2020, 1, 31)
    post.save()
    # What one is elsewhere is no title of the Sở.
    appoint(cast.specialist, Role.AGENCY_CLERK, cast.a, "Chuyên viên Sở Xây dựng")
    appoint(cast.specialist, Role.MANAGER, cast.department, "Phó Giám đốc", date(2020, 2, 1))
    accept(report, warning(report), by=cast.specialist, at=moment(2020, 1, 31))
    other = findings_of(report).warnings[0]
    accept(report, other, by=cast.fresh("specialist"), at=moment(2020, 2, 1))
    titles = {accepted.day: accepted.title for _, accepted in findings_of(report).accepted}
    assert titles == {
        date(2020, 1, 31): Role.SPECIALIST.label,
        date(2020, 2, 1): "Phó Giám đốc",
    }


def test_the_sheet_of_a_report_of_nothing_says_so_and_that_somebody_stands_by_it(cast):
    report = make_report(cast)
    empty = findings_of(report).warnings[0]
    nothing = deserialize(composition_now(report).content)
    assert nothing.annexes == ()
    headings = [(block.level, block.number) for block in nothing.check_sheet[::2]]
    assert headings == [(1, "I"), (1, "II")]
    assert [plain_text(block.runs) for block in nothing.check_sheet[1::2]] == [
        "Kỳ báo cáo không có hồ sơ nào nên không có số liệu để đối chiếu.",
        "Không có cảnh báo nào phải chấp nhận.",
    ]
    accept(report, empty, by=cast.specialist)
    tables = sheet_tables(composition_now(report).content)
    assert [(heading, len(rows)) for heading, rows in tables.items()] == [
        ("Cảnh báo đã được chấp nhận", 1)
    ]


def test_words_of_the_section_answer_its_warning(cast, report):
    section = report.sections.get(code="causes")
    assert [p.section for p in blocking(report) if p.section == "causes"] == ["causes"]
    write_section(section, by=cast.specialist, text="Do thói quen.", seen_version=section.version)
    assert [p.section for p in blocking(report) if p.section == "causes"] == []


def test_the_database_lets_nobody_change_an_acceptance(cast, report):
    made, _ = accept(report, warning(report), by=cast.specialist)
    with pytest.raises(DatabaseError), transaction.atomic():
        Acceptance.objects.filter(pk=made.pk).update(reason="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Acceptance.objects.filter(pk=made.pk).delete()
    assert Acceptance.objects.get().reason == REASON


def test_a_violation_more_asks_again_about_small_counts(cast, report, maker):
    small = [each for each in findings_of(report).warnings if each.check == "small_counts"]
    for problem in small:
        accept(report, problem, by=cast.specialist)
    assert [p for p in blocking(report) if p.check == "small_counts"] == []
    maker.visit(day=date(2019, 7, 7), place=2, found=[violation()])
    again = [p for p in blocking(report) if p.text.startswith("Phụ lục “Kết quả kiểm tra")]
    assert [problem.text.rpartition(": ")[2] for problem in again] == [
        "Sở Xây dựng; UBND xã Phước Đông; Sở Y tế."
    ]
