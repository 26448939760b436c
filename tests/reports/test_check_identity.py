"""What a problem is about stays when its number changes; two matters are never taken for one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.checks.accepted import Findings
from reports.checks.context import OtherReport, Written
from reports.checks.done_within_due import done_within_due
from reports.checks.due_accounted import due_accounted
from reports.checks.far_from_last_year import far_from_last_year
from reports.checks.frozen_before_end import frozen_before_end
from reports.checks.period_reported import period_reported
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from reports.checks.rounds_across import rounds_across
from reports.checks.small_counts import small_counts
from reports.checks.two_denominators import two_denominators
from reports.checks.typed_numbers import typed_numbers
from reports.checks.vague_words import vague_words
from reports.figures.self_inspections import RoundAcross
from reports.narrative.words import in_words, say
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Paragraph
from tests.reports.checking import YEAR, a_context, a_section, with_annexes
from tests.reports.composition import a_year, violation

pytestmark = pytest.mark.once

DAY = timedelta(1)
PERIOD = Remedy(Control.PARTICULARS, "Đổi kỳ báo cáo")
REWRITE = Remedy(Control.SECTION, "Sửa mục này")


def written(*lines: str):
    """The context of a section that says these lines in typed words."""
    return {"written": (Written("causes", "Nguyên nhân", "\n".join(lines), is_confirmed=True),)}


def test_a_typed_number_is_known_by_the_words_around_it(cast):
    context = a_context(**written("Có 87 lượt kiểm tra.", "Có 1.288,5 lượt kiểm tra.", "Có 87 vụ."))
    one, other, else_ = typed_numbers(context)
    assert one.text != other.text
    assert one.identity == other.identity == ("typed_numbers", "causes", "Có # lượt kiểm tra.")
    assert else_.identity == ("typed_numbers", "causes", "Có # vụ.")
    assert one.remedies == (REWRITE,)


def test_vague_words_are_known_by_themselves_whatever_was_counted(cast):
    few, many = (
        vague_words(a_context({"violations.total": count}, **written("Còn một số vi phạm.")))[0]
        for count in (3, 4)
    )
    assert few.text != many.text
    assert few.identity == many.identity == ("vague_words", "causes", "một số vi phạm")
    assert (few.figure, few.remedies) == ("violations.total", (REWRITE,))


def test_a_fraction_is_known_by_what_it_is_a_fraction_of(cast):
    def found(words):
        section = a_section("Có 26/26 sở đã gửi.", words)
        return two_denominators(a_context(sections=(section,)))[0]

    one, other = found("Có 25/27 sở đã gửi."), found("Có 25/28 sở đã gửi.")
    assert one.text != other.text
    assert one.identity == other.identity
    assert one.identity[2] == "self_inspections.provincial"
    assert one.remedies == (REWRITE,)


def test_a_figure_far_from_before_is_known_by_the_figure(cast):
    section = a_section(Paragraph(say("Có {n} lượt.", n=in_words("visits.total", 40))))
    forty, fifty = (
        far_from_last_year(
            a_context({"visits.total": now}, sections=(section,), previous={"visits.total": 10})
        )[0]
        for now in (40, 50)
    )
    assert forty.text != fifty.text
    assert forty.identity == fifty.identity == ("far_from_last_year", "inspections", "visits.total")


def test_agencies_that_owe_are_known_by_how_and_in_which_round(cast, maker):
    rounds = [maker.round(), maker.round()]
    maker.due(rounds[0], cast.a, "provincial")
    before = due_accounted(a_context())
    maker.due(rounds[0], cast.b, "provincial")
    maker.due(rounds[1], cast.district, "district")
    first, second = due_accounted(a_context())
    assert [problem.identity for problem in before] == [first.identity]
    assert [problem.identity for problem in (first, second)] == [
        ("due_accounted", "self_inspections", f"overdue {round_.pk}") for round_ in rounds
    ]
    title = f"Mở đợt “{rounds[1].title}”"
    assert second.remedies == (Remedy(Control.ROUND, title, str(rounds[1].pk), "state=unfiled"),)
    # One figure counts the agencies of all rounds.
    assert (before[0].figure, second.figure) == ("self_inspections.total.overdue", "")


def test_small_counts_are_known_by_the_section_the_annex_or_the_agencies_named(cast, maker):
    a_year(maker)
    line = "Sở Xây dựng có 02 trường hợp; UBND xã Phước Đông có 01 người."
    found = small_counts(with_annexes(a_context(**written(line))))
    maker.visit(day=date(2019, 7, 7), place=2, found=[violation()])
    again = small_counts(with_annexes(a_context(**written(line.replace("02", "01")))))
    known = [problem.identity for problem in found]
    assert len(known) == len(set(known)) == 3
    assert set(known) <= {problem.identity for problem in again}
    assert {problem.text for problem in found} & {problem.text for problem in again} == set()
    assert known[-1] == ("small_counts", "causes", "Sở Xây dựng; UBND xã Phước Đông")
    assert [problem.remedies for problem in found] == [(), (), (REWRITE,)]


def test_what_is_about_the_period_leads_to_the_period(cast):
    same, other = (
        OtherReport("Báo cáo năm 2019 (số 13/BC-UBND)", YEAR, 13),
        OtherReport("Báo cáo năm 2020 (số 7/BC-UBND)", parse_period("2020"), 7),
    )
    error, warning = period_reported(a_context(others=(same, other)))
    assert error.remedies == (
        Remedy(Control.REPLACEMENT, "Lập báo cáo thay thế", "13"),
        PERIOD,
    )
    assert (warning.identity[2], warning.remedies) == (other.name, (PERIOD,))
    early = frozen_before_end(a_context(counted_on=YEAR.end))
    assert [problem.remedies for problem in early] == [
        (Remedy(Control.PARTICULARS, "Đổi kỳ hoặc ngày chốt kết quả xử lý"),)
    ]
    later = replace(a_context(counted_on=YEAR.end), cutoff=YEAR.end + DAY)
    assert [each.identity for each in frozen_before_end(later)] == [early[0].identity]
    across = [RoundAcross("Đợt", YEAR.start, YEAR.end + DAY, pk) for pk in (4, 5)]
    problems = rounds_across(a_context(rounds_across=tuple(across)))
    assert [problem.identity[2] for problem in problems] == ["4", "5"]


def test_two_numbers_that_contradict_each_other_can_both_be_opened(cast):
    (error,) = done_within_due(a_context({"complaints.handled": 3, "complaints.total": 2}))
    assert error.figure == "complaints.handled"
    assert error.remedies == (
        Remedy(Control.FIGURE, "Xem hồ sơ của số đứng sau", "complaints.total"),
    )


def test_a_note_keeps_nothing_from_going_up_and_waits_for_no_reason():
    note = CheckProblem(Level.NOTE, "claims", "causes", "Câu này chưa có số liệu.", "Xem lại câu.")
    warning = replace(note, level=Level.WARNING)
    found = Findings((warning, note), ())
    assert (found.open, found.notes, found.accepted) == ((warning,), (note,), ())
