"""Figures that contradict each other: parts and wholes, done and due, rounds over the edge."""

from dataclasses import replace
from datetime import date

import pytest

from reports.checks import problems_of
from reports.checks.context import OtherReport
from reports.checks.done_within_due import done_within_due
from reports.checks.parts_add_up import parts_add_up
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from reports.checks.rounds_across import rounds_across
from reports.checks.sections_written import sections_written
from reports.figures.self_inspections import RoundAcross
from reports.narrative.words import in_words, say
from tayninh_portal.paper.content import Paragraph
from tests.reports.checking import YEAR, a_context, a_section, the_outline, with_annexes
from tests.reports.composition import a_year

# On one database: it keeps the records and counts them, which the recounts try on both
# (test_figures_count, test_figures_edges); what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


def texts(problems):
    """The sentences."""
    return [problem.text for problem in problems]


def test_sound_figures_have_no_problem_but_empty_sections(cast):
    problems = problems_of(a_context(sections=the_outline()))
    assert {(problem.level, problem.check) for problem in problems} == {
        (Level.WARNING, "sections_written")
    }
    assert [problem.section for problem in problems][:3] == [
        "directives",
        "propaganda",
        "oversight",
    ]
    assert len(problems) == 12


def test_a_section_with_words_is_written(cast):
    written = a_context(sections=(a_section("Đã kiểm tra."),))
    empty = a_context(sections=(a_section(),))
    assert sections_written(written) == []
    assert [(each.section, each.text) for each in sections_written(empty)] == [
        (
            "inspections",
            "Mục “Kết quả kiểm tra” chưa có nội dung; bản in sẽ ghi là chưa có nội dung của đơn vị "
            "soạn thảo.",
        )
    ]


def test_parts_that_do_not_add_up_are_told_at_their_heading(cast):
    (problem,) = parts_add_up(a_context({"visits.total": 2, "visits.commune": 3}))
    assert (problem.level, problem.check, problem.section, problem.text) == (
        Level.ERROR,
        "parts_add_up",
        "inspections",
        "Cộng các phần được 3 lượt kiểm tra, khác với tổng số 2.",
    )
    assert parts_add_up(a_context({"visits.total": 3, "visits.commune": 3})) == []


def test_cells_that_do_not_add_up_are_told_and_crossed_ones_are_not_counted_twice(cast):
    figures = {"violations.total": 2, "violations.provincial": 2}
    for by, code in (("category", "late"), ("area", "1"), ("person_kind", "official")):
        figures[f"violations.total@{by}={code}"] = 2
    figures["violations.total@category=late,group=provincial"] = 2
    figures |= {"violations.total@field=": 1, "violations.total@field=health": 2}
    assert texts(parts_add_up(a_context(figures))) == [
        "Cộng các phần được 3 vi phạm của cá nhân theo lĩnh vực, khác với tổng số 2.",
    ]


def test_more_done_than_due_is_told(cast):
    figures = {"complaints.handled": 2, "self_inspections.district.filed": 1}
    assert texts(done_within_due(a_context(figures))) == [
        "Huyện, thành phố: 1 cơ quan đã gửi kết quả, nhiều hơn 0 cơ quan phải báo cáo.",
        "Số phản ánh đã xử lý (2) nhiều hơn số tiếp nhận (0).",
    ]


def test_no_step_of_a_group_exceeds_the_one_it_is_part_of(cast):
    groups = {
        "provincial": "Sở, ban, ngành tỉnh",
        "district": "Huyện, thành phố",
        "commune": "Xã, phường, thị trấn",
    }
    more = {
        "done": "1 cơ quan đã tự kiểm tra, nhiều hơn 0 cơ quan được chấp nhận kết quả.",
        "accepted": "1 cơ quan được chấp nhận kết quả, nhiều hơn 0 cơ quan đã gửi kết quả.",
        "filed": "1 cơ quan đã gửi kết quả, nhiều hơn 0 cơ quan phải báo cáo.",
    }
    context = a_context()
    found = {}
    for group in groups:
        for step in more:
            figures = {**context.figures, f"self_inspections.{group}.{step}": 1}
            changed = replace(context, facts=replace(context.facts, figures=figures))
            found[group, step] = texts(done_within_due(changed))
    assert found == {
        (group, step): [f"{called}: {text}"]
        for group, called in groups.items()
        for step, text in more.items()
    }


def test_as_many_done_as_due_is_no_problem(cast):
    steps = ("due", "filed", "accepted", "done")
    figures = {f"self_inspections.district.{step}": 9 for step in steps}
    figures |= {"complaints.handled": 2, "complaints.total": 2}
    assert done_within_due(a_context(figures)) == []


def test_a_round_over_the_edge_of_the_period_is_named(cast):
    across = RoundAcross("Đợt năm 2019", date(2019, 1, 1), date(2020, 1, 31), 7)
    assert rounds_across(a_context(rounds_across=(across,))) == [
        CheckProblem(
            Level.WARNING,
            "rounds_across",
            "self_inspections",
            "Đợt “Đợt năm 2019” (01/01/2019 – 31/01/2020) có ngày trong kỳ báo cáo nhưng kết thúc "
            "sau kỳ nên không được tính ở đây.",
            "Nếu phải tính, hãy lập báo cáo theo kỳ chứa ngày cuối của đợt.",
            subject="7",
            remedies=(
                Remedy(Control.PARTICULARS, "Đổi kỳ báo cáo"),
                Remedy(Control.ROUND, "Mở đợt “Đợt năm 2019”", "7"),
            ),
        )
    ]
    assert rounds_across(a_context()) == []


def test_errors_stand_first_and_then_the_order_of_the_paper(cast):
    """What is about the whole report before all headings, whatever check found it."""
    told = Paragraph(say("Có {n} lượt.", n=in_words("visits.total", 87)))
    sections = (a_section(code="oversight"), a_section(told), a_section(code="training"))
    figures = {"visits.total": 87, "complaints.handled": 2}
    context = a_context(
        figures,
        sections=sections,
        previous={"visits.total": 20},
        others=(OtherReport("Báo cáo năm 2019 (số 13/BC-UBND)", YEAR, 13),),
        counted_on=YEAR.end,
    )
    found = [(problem.level, problem.section, problem.check) for problem in problems_of(context)]
    assert found == [
        (Level.ERROR, "", "period_reported"),
        (Level.ERROR, "inspections", "parts_add_up"),
        (Level.ERROR, "inspections", "done_within_due"),
        (Level.WARNING, "", "frozen_before_end"),
        (Level.WARNING, "oversight", "sections_written"),
        (Level.WARNING, "inspections", "far_from_last_year"),
        (Level.WARNING, "training", "sections_written"),
    ]


def test_another_number_in_the_sentence_is_another_problem(cast):
    two, again, three = (
        parts_add_up(a_context({"visits.total": total, "visits.commune": 9}))[0]
        for total in (2, 2, 3)
    )
    assert two.fingerprint == again.fingerprint
    assert two.fingerprint != three.fingerprint
    elsewhere = CheckProblem(two.level, two.check, "training", two.text, two.advice)
    assert elsewhere.fingerprint != two.fingerprint


def test_what_a_sentence_says_is_printed_where_nothing_else_is():
    problem = CheckProblem(Level.NOTE, "claims", "causes", "Câu này chưa có số liệu.", "Xem lại.")
    assert problem.printed == "Câu này chưa có số liệu."


def test_a_real_small_province_adds_up(cast, maker):
    a_year(maker)
    context = with_annexes(a_context())
    assert [*parts_add_up(context), *done_within_due(context)] == []
