"""What stands around a report: the period before, other reports, words taken over, the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.checks.context import OtherReport, Written
from reports.checks.far_from_last_year import far_from_last_year, is_far
from reports.checks.frozen_before_end import frozen_before_end
from reports.checks.period_reported import period_reported
from reports.checks.problems import Level
from reports.checks.sections_unconfirmed import sections_unconfirmed
from reports.checks.two_denominators import two_denominators
from reports.figures.breaks import Break
from reports.narrative.words import in_table, in_words, say
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Annex, Paragraph, Text
from tests.reports.checking import YEAR, a_context, a_section

# On one database: it keeps the records and counts them, which the recounts try on both
# (test_figures_count, test_figures_edges); what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite

BEFORE = parse_period("calendar-2018")
DONE, DUE = "self_inspections.provincial.done", "self_inspections.provincial.due"


def texts(problems):
    """The sentences."""
    return [problem.text for problem in problems]


# --- far from the period before ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "now", "far"),
    [
        (10, 15, False),
        (10, 16, True),
        (10, 5, False),
        (10, 4, True),
        (10, 0, True),
        (9, 0, False),
        (9, 90, False),
        (9, 91, True),
        (1, 11, True),
        (0, 500, False),
    ],
)
def test_far_is_more_than_half_of_ten_or_more_and_tenfold_of_fewer(before, now, far):
    assert is_far(now, before) == far


def stated(key, value, code="inspections"):
    """A section that prints one figure."""
    return a_section(Paragraph(say("Có {n}.", n=in_words(key, value))), code=code)


def test_a_figure_far_from_the_year_before_is_told_where_it_is_first_printed(cast):
    context = a_context(
        {"visits.total": 87},
        sections=(stated("visits.total", 87, "oversight"), stated("visits.total", 87)),
        previous={"visits.total": 20},
    )
    (problem,) = far_from_last_year(context)
    assert (problem.level, problem.section, problem.figure) == (
        Level.WARNING,
        "oversight",
        "visits.total",
    )
    assert problem.text == ("Lượt kiểm tra: kỳ trước (năm 2018) là 20 lượt, kỳ này tăng lên 87.")


def test_what_grows_with_its_whole_is_told_with_the_whole_alone(cast):
    keys = ("visits.total", "visits.surprise", "headcounts.on_roll")
    context = a_context(
        {"visits.total": 60, "visits.surprise": 100, "headcounts.on_roll": 610},
        sections=tuple(stated(key, 0) for key in keys),
        previous={"visits.total": 30, "visits.surprise": 20, "headcounts.on_roll": 300},
    )
    assert [problem.figure for problem in far_from_last_year(context)] == [
        "visits.total",
        "visits.surprise",
    ]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (
            "visits.total",
            "visits.agencies visits.surprise visits.without_findings headcounts.visits "
            "headcounts.on_roll headcounts.present headcounts.absent_unexcused",
        ),
        ("violations.total", "violations.recommended handlings.recommended"),
        ("complaints.total", "complaints.handled complaints.due complaints.on_time"),
        ("remedies.due", "remedies.done"),
    ],
)
def test_what_goes_with_a_whole_is_not_told_beside_it(cast, whole, parts):
    """Three times as much of everything: nothing but the whole is news."""
    keys = [whole, *parts.split()]
    context = a_context(
        dict.fromkeys(keys, 60),
        sections=tuple(stated(key, 60) for key in keys),
        previous=dict.fromkeys(keys, 20),
    )
    assert [problem.figure for problem in far_from_last_year(context)] == [whole]


def test_a_part_far_from_its_steady_whole_is_told(cast):
    context = a_context(
        {"visits.total": 30, "visits.surprise": 2},
        sections=(stated("visits.total", 30), stated("visits.surprise", 2)),
        previous={"visits.total": 30, "visits.surprise": 20},
    )
    assert [problem.figure for problem in far_from_last_year(context)] == ["visits.surprise"]


def test_a_part_is_not_told_with_a_whole_that_is_not_far_itself(cast):
    key = "headcounts.on_roll"
    context = a_context(
        {"visits.total": 28, key: 31},
        sections=(stated("visits.total", 28), stated(key, 31)),
        previous={"visits.total": 20, key: 20},
    )
    assert [problem.figure for problem in far_from_last_year(context)] == [key]


def test_a_part_whose_whole_is_not_known_of_the_year_before_is_told(cast):
    """A report kept from before the whole was counted: nothing can be said of what it did."""
    key = "headcounts.on_roll"
    context = a_context(
        {"visits.total": 11, key: 220}, sections=(stated(key, 220),), previous={key: 20}
    )
    assert [problem.figure for problem in far_from_last_year(context)] == [key]


def test_only_whole_figures_that_the_text_prints_and_the_year_before_knows_are_compared(cast):
    """Not what is not printed, or only in an annex; no cell of a figure; nothing new."""
    cell, before = "violations.total@category=late", {"visits.total": 20, "violations.total": 20}
    before |= {cell: 20}
    figures = {"visits.total": 87, cell: 87, "complaints.total": 87}
    sections = (stated(cell, 87), stated("complaints.total", 87))
    table = Annex("Phụ lục", stated("visits.total", 87).blocks)
    context = a_context(figures, sections=sections, annexes=(table,), previous=before)
    assert far_from_last_year(context) == []


def test_groups_are_not_compared_across_a_break_of_the_registry(cast):
    keys = ("visits.total", "visits.district", DUE, "self_inspections.total.due")
    context = a_context(
        sections=tuple(stated(key, 0) for key in keys),
        previous=dict.fromkeys(keys, 30),
    )
    assert [problem.figure for problem in far_from_last_year(context)] == list(keys)
    over = Break(date(2019, 7, 1), {"district": 9}, ("district",))
    before = replace(context.around.before, breaks=(over,))
    broken = replace(context, around=replace(context.around, before=before))
    assert [problem.figure for problem in far_from_last_year(broken)] == ["visits.total"]


# --- a period already reported ----------------------------------------------------------------
def test_the_same_period_reported_already_is_an_error(cast):
    other = OtherReport("Báo cáo năm 2019 (số 13/BC-UBND)", YEAR, 13)
    (problem,) = period_reported(a_context(others=(other,)))
    assert (problem.level, problem.section, problem.text) == (
        Level.ERROR,
        "",
        "Kỳ này đã có báo cáo năm 2019 (số 13/BC-UBND) được ban hành, còn hiệu lực.",
    )


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2019-12-31..2020-12-30", "1 ngày của kỳ này (31/12/2019)"),
        ("2019-12-30..2020-12-30", "2 ngày của kỳ này (từ 30/12/2019 đến 31/12/2019)"),
        ("2018-06-01..2019-01-01", "1 ngày của kỳ này (01/01/2019)"),
    ],
)
def test_a_single_day_that_is_told_twice_is_named_once(cast, period, days):
    other = OtherReport("Báo cáo khác (số 7/BC-UBND)", parse_period(period), 7)
    (problem,) = period_reported(a_context(others=(other,)))
    assert problem.text.partition(" đã nằm trong ")[0] == days


def test_a_period_that_overlaps_is_a_warning_with_its_days(cast):
    other = OtherReport("Báo cáo năm 2020 (số 7/BC-UBND)", parse_period("2020"), 7)
    (problem,) = period_reported(a_context(others=(other,)))
    assert (problem.level, problem.text) == (
        Level.WARNING,
        "17 ngày của kỳ này (từ 15/12/2019 đến 31/12/2019) đã nằm trong báo cáo năm 2020 (số "
        "7/BC-UBND) đã ban hành, nên hồ sơ của những ngày đó được báo cáo hai lần.",
    )
    assert period_reported(a_context()) == []


# --- two denominators -------------------------------------------------------------------------
def fraction(done, due, done_key=DONE, due_key=DUE):
    """A paragraph with a fraction of two figures."""
    parts = {"n": in_words(done_key, done), "m": in_words(due_key, due)}
    return Paragraph(say("Có {n}/{m} sở, ban, ngành tỉnh.", **parts))


def test_the_same_fraction_twice_is_one(cast):
    assert (
        two_denominators(a_context(sections=(a_section(fraction(26, 26), fraction(26, 26)),))) == []
    )


def test_a_fraction_of_figures_is_one_number_a_stroke_and_another_number(cast):
    due = [in_words("self_inspections.provincial.due", 9), in_words("visits.total", 7)]
    done = in_words(DONE, 8)
    sentences = [Paragraph(say("Có {n} sở và {m} cơ quan.", n=done, m=whole)) for whole in due]
    typed = [Paragraph((Text("8"), Text("/"), whole)) for whole in due]
    typed += [Paragraph((done, Text("/"), Text(whole))) for whole in ("9", "7")]
    unknown = replace(in_words("visits.surprise", 1), value=None, text="–")
    none = Paragraph((done, Text("/"), unknown))
    section = a_section(*sentences, *typed, fraction(8, 9, due_key="visits.agencies"), none)
    assert two_denominators(a_context(sections=(section,))) == []


def test_two_denominators_of_one_figure_are_told(cast):
    section = a_section(fraction(25, 26), fraction(25, 27, due_key="self_inspections.total.due"))
    problems = two_denominators(a_context(sections=(section,)))
    assert [(problem.level, problem.text) for problem in problems] == [
        (
            Level.WARNING,
            "Hai phân số về cùng một số liệu có mẫu số khác nhau: 25/26 và 25/27.",
        )
    ]


def test_a_figure_with_two_values_is_an_error(cast):
    section = a_section(fraction(26, 26), fraction(25, 26))
    problems = two_denominators(a_context(sections=(section,)))
    assert [(problem.level, problem.text) for problem in problems] == [
        (Level.ERROR, "Một số liệu được in với hai giá trị: 26 và 25.")
    ]


def test_one_value_in_words_and_in_a_table_is_one(cast):
    section = a_section(
        Paragraph(say("{n}", n=in_words("visits.total", 3))),
        Paragraph(say("{n}", n=in_table("visits.total", 3))),
    )
    assert two_denominators(a_context(sections=(section,))) == []


@pytest.mark.parametrize(
    ("words", "odd"),
    [
        ("Có 25/27 sở, ban, ngành tỉnh đã tự kiểm tra.", ["26/26 và 25/27"]),
        ("Có 25/26 sở, ban, ngành tỉnh có kế hoạch.", []),
        ("Có 9/9 huyện, thành phố đã tự kiểm tra.", []),
        ("Có 25/27 số hồ sơ được xem.", []),
        ("Theo Kế hoạch ngày 25/27/2019 sở đã làm.", []),
    ],
)
def test_a_typed_fraction_is_held_against_the_figures_of_its_group(cast, words, odd):
    section = a_section(fraction(26, 26), words)
    assert texts(two_denominators(a_context(sections=(section,)))) == [
        f"Hai phân số về nhóm sở, ban, ngành tỉnh có mẫu số khác nhau: {pair}." for pair in odd
    ]


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Có {} sở.", "sở, ban, ngành tỉnh"),
        ("Có {} cơ quan cấp tỉnh.", "sở, ban, ngành tỉnh"),
        ("Có {} UBND huyện.", "huyện, thành phố"),
        ("Có {} các xã.", "xã, phường, thị trấn"),
        ("Có {} đơn vị.", "cơ quan, đơn vị"),
    ],
)
def test_what_follows_a_typed_fraction_says_which_group_it_is_about(cast, words, group):
    section = a_section(words.format("9/9"), words.format("8/10"))
    assert texts(two_denominators(a_context(sections=(section,)))) == [
        f"Hai phân số về nhóm {group} có mẫu số khác nhau: 9/9 và 8/10."
    ]


def test_two_typed_fractions_are_held_against_each_other(cast):
    sections = (a_section("Có 9/9 huyện."), a_section("Có 08/10 huyện.", code="shortcomings"))
    (problem,) = two_denominators(a_context(sections=sections))
    assert (problem.section, problem.text) == (
        "shortcomings",
        "Hai phân số về nhóm huyện, thành phố có mẫu số khác nhau: 9/9 và 08/10.",
    )


# --- words and the day ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "confirmed", "fires"),
    [("Lời cũ.", False, True), ("Lời cũ.", True, False), (" \n", False, False)],
)
def test_words_nobody_confirmed_are_an_error(cast, text, confirmed, fires):
    written = (Written("causes", "Nguyên nhân", text, confirmed),)
    problems = sections_unconfirmed(a_context(written=written))
    assert [(problem.level, problem.section) for problem in problems] == [
        (Level.ERROR, "causes")
    ] * fires


def test_figures_are_counted_after_their_last_day(cast):
    last = YEAR.end
    assert texts(frozen_before_end(a_context(counted_on=last))) == [
        "Kỳ báo cáo đến hết ngày 31/12/2019 mới đủ, nhưng số liệu của báo cáo được chốt trước khi "
        "hết ngày đó."
    ]
    assert frozen_before_end(a_context(counted_on=last + timedelta(1))) == []


def test_figures_are_counted_after_the_cutoff(cast):
    cutoff = date(2020, 1, 10)
    assert texts(frozen_before_end(a_context(cutoff=cutoff, counted_on=cutoff))) == [
        "Kết quả xử lý được tính đến hết ngày 10/01/2020 mới đủ, nhưng số liệu của báo cáo được "
        "chốt trước khi hết ngày đó."
    ]
    after = a_context(cutoff=cutoff, counted_on=cutoff + timedelta(1))
    assert frozen_before_end(after) == []
