"""A figure the outline expects and no sentence tells is named, not put back."""

from dataclasses import replace

import pytest

from reports.checks.context import Written
from reports.checks.figures_stated import figures_stated
from reports.narrative.words import in_words, paragraph
from tayninh_portal.paper.content import Annex
from tests.reports.checking import a_context, a_section

pytestmark = pytest.mark.sqlite

WANTED = Written("inspections", "Kết quả kiểm tra", "", True, ("violations.total",))


def found(context) -> list[tuple[str, str]]:
    return [(problem.section, problem.figure) for problem in figures_stated(context)]


def test_an_expected_figure_is_told_anywhere_in_the_text(cast):
    context = a_context({"violations.total": 5}, written=(WANTED,))
    assert found(context) == [("inspections", "violations.total")]
    elsewhere = a_section(
        paragraph("Có {n} vi phạm.", n=in_words("violations.total", 5)), code="strengths"
    )
    assert found(replace(context, sections=(elsewhere,))) == []


def test_what_only_an_annex_tells_is_not_told(cast):
    told = paragraph("Có {n} vi phạm.", n=in_words("violations.total", 5))
    annex = Annex("Phụ lục", (told,))
    context = a_context({"violations.total": 5}, written=(WANTED,), annexes=(annex,))
    assert found(context) == [("inspections", "violations.total")]


def test_a_share_tells_both_its_figures(cast):
    context = a_context({"violations.total": 5}, written=(WANTED,))
    share = replace(
        in_words("violations.leaders", 1),
        key="violations.leaders/violations.total|%",
        value="20",
        text="20%",
    )
    told = a_section(paragraph("Chiếm {n}.", n=share))
    assert found(replace(context, sections=(told,))) == []


def test_a_number_that_is_none_need_not_be_told(cast):
    assert found(a_context({"violations.total": 0}, written=(WANTED,))) == []


def test_the_sentence_names_the_figure_and_how_it_is_put_in(cast):
    (problem,) = figures_stated(a_context({"violations.total": 5}, written=(WANTED,)))
    assert problem.text == (
        "Đề cương yêu cầu nêu “Vi phạm của cá nhân” ở mục “Kết quả kiểm tra” nhưng không câu nào "
        "của báo cáo nêu số liệu này."
    )
    assert "{violations.total}" in problem.advice
