"""Agencies: each that was due is accounted for, and no count points at one person of one agency."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from reports.checks.context import Written
from reports.checks.due_accounted import due_accounted
from reports.checks.problems import NAMED, Level
from reports.checks.small_counts import small_counts
from reports.narrative.words import in_words, say
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.paper.content import Paragraph
from tests.fixtures.cast import ZONE, make_agency
from tests.reports.checking import a_context, a_section, with_annexes
from tests.reports.composition import a_year, accepted, drafted, violation
from tests.reports.ledger import LAST, Sent


def texts(problems):
    """The sentences."""
    return [problem.text for problem in problems]


def sent(state: str, on: date = LAST) -> Sent:
    """A result in this state, first sent on a day."""
    return replace(accepted(2), state=state, first_filed=on)


def test_who_did_and_sent_in_time_needs_no_word(cast, maker):
    maker.due(maker.round(), cast.a, "provincial", accepted(2))
    assert due_accounted(a_context()) == []


def test_each_agency_that_is_missing_late_or_waiting_is_named_once(cast, maker):
    round_ = maker.round()
    maker.due(round_, cast.a, "provincial", sent("accepted", round_.due_on + timedelta(1)))
    maker.due(round_, cast.b, "provincial", sent("certified"))
    maker.due(round_, cast.office, "provincial", sent("returned"))
    maker.due(round_, cast.district, "district")
    maker.due(round_, cast.commune, "commune", removed=True)
    problems = due_accounted(a_context())
    assert texts(problems) == [
        "2 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: Văn phòng UBND tỉnh; UBND huyện Gò Dầu.",
        "1 cơ quan đã gửi kết quả nhưng Sở chưa chấp nhận, nên chưa được tính là đã tự kiểm tra: "
        "Sở Y tế.",
        "1 cơ quan gửi kết quả tự kiểm tra trễ hạn: Sở Xây dựng.",
    ]
    assert {(problem.level, problem.section) for problem in problems} == {
        (Level.WARNING, "self_inspections")
    }


def test_who_may_still_send_is_not_overdue(cast, maker, time_machine):
    round_ = maker.round()
    maker.due(round_, cast.district, "district")
    time_machine.move_to(datetime.combine(round_.due_on, time(12), ZONE))
    assert texts(due_accounted(a_context())) == [
        "1 cơ quan chưa gửi kết quả tự kiểm tra (còn trong hạn): UBND huyện Gò Dầu."
    ]
    time_machine.move_to(datetime.combine(round_.due_on + timedelta(1), time(12), ZONE))
    assert texts(due_accounted(a_context())) == [
        "1 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: UBND huyện Gò Dầu."
    ]


def test_who_held_none_and_said_why_is_accounted_for(cast, maker):
    held_none = replace(accepted(0), held="not_held", inspections=None, nothing=False)
    maker.due(maker.round(), cast.a, "provincial", held_none)
    assert due_accounted(a_context()) == []


def test_an_agency_that_owes_two_rounds_is_one_agency_of_each(cast, maker):
    rounds = [maker.round(), maker.round()]
    for round_ in rounds:
        maker.due(round_, cast.a, "provincial")
    maker.due(rounds[1], cast.b, "provincial")
    words = "cơ quan quá hạn chưa gửi kết quả tự kiểm tra"
    assert texts(due_accounted(a_context())) == [
        f"1 {words} ({rounds[0].title}): Sở Xây dựng.",
        f"2 {words} ({rounds[1].title}): Sở Xây dựng; Sở Y tế.",
    ]


@pytest.mark.parametrize(("missing", "tail"), [(NAMED, "."), (NAMED + 2, " và 2 cơ quan khác.")])
def test_more_than_ten_are_counted_and_not_named(cast, maker, missing, tail):
    round_ = maker.round()
    names = [f"UBND xã Minh họa {at:02d}" for at in range(missing)]
    for name in names:
        commune = make_agency(name, "commune", "commune", by=cast.admin, parent=cast.province)
        maker.due(round_, commune, "commune")
    (problem,) = due_accounted(a_context())
    named = sorted(names, key=sort_key)[:NAMED]
    assert problem.text == (
        f"{missing} cơ quan quá hạn chưa gửi kết quả tự kiểm tra: {'; '.join(named)}{tail}"
    )


def test_a_list_that_differs_from_the_figures_is_an_error(cast, maker):
    maker.due(maker.round(), cast.a, "provincial", accepted(2))
    problems = due_accounted(a_context({"self_inspections.total.due": 2}))
    assert [(p.level, p.figure, p.text) for p in problems] == [
        (
            Level.ERROR,
            "self_inspections.total.due",
            "Danh sách có 1 cơ quan phải báo cáo, khác với số liệu 2.",
        )
    ]


@pytest.mark.parametrize(("found", "fires"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_row_of_an_agency_with_one_or_two_persons_is_told(cast, maker, found, fires):
    maker.visit(day=date(2019, 3, 4), place=0, found=[violation() for _ in range(found)])
    maker.visit(day=date(2019, 3, 5), place=1, found=[violation() for _ in range(3)])
    problems = small_counts(with_annexes(a_context()))
    annex = "Phụ lục “Kết quả kiểm tra công vụ theo cơ quan”"
    stated = (
        f"{annex} cho biết số người vi phạm dưới 3 tại từng cơ quan, có thể nhận ra người vi phạm: "
        "Sở Xây dựng."
    )
    assert [text for text in texts(problems) if text.startswith(annex)] == [stated] * fires


def test_a_cell_of_a_group_is_told_only_where_one_agency_has_all_of_it(cast, maker):
    late, badge = violation("late"), violation("no_badge")
    maker.visit(day=date(2019, 3, 4), place=0, found=[late, late, late, badge])
    maker.visit(day=date(2019, 3, 5), place=1)
    alone = a_context()
    section = a_section(*drafted("inspections", alone.facts))
    problems = small_counts(replace(alone, sections=(section,)))
    assert texts(problems) == [
        "Mục “Kết quả kiểm tra” cho biết số người vi phạm dưới 3 tại từng cơ quan, có thể nhận ra "
        "người vi phạm: Sở Xây dựng."
    ]
    assert [(problem.level, problem.subject) for problem in problems] == [
        (Level.WARNING, "section")
    ]
    maker.visit(day=date(2019, 3, 6), place=1, found=[late, late, late, badge])
    together = a_context()
    section = a_section(*drafted("inspections", together.facts))
    assert small_counts(replace(together, sections=(section,))) == []


def test_a_figure_in_own_words_that_names_an_agency_is_told(cast, maker):
    maker.visit(day=date(2019, 3, 4), place=0, found=[violation()])
    maker.visit(day=date(2019, 3, 5), place=1, found=[violation()])

    def found(key):
        line = Paragraph(say("Có {n} trường hợp.", n=in_words(key, 1)))
        return small_counts(a_context(sections=(a_section(line),)))

    assert len(found(f"violations.total@agency={cast.a.pk}")) == 1
    assert found("violations.total") == []
    for key in ("handlings.total", "head_criticisms.criticised"):
        assert len(found(f"{key}@agency={cast.a.pk}")) == 1
    assert found(f"visits.total@agency={cast.a.pk}") == []
    share = replace(in_words("violations.total|change%", 1), value="50", text="50%")
    assert small_counts(a_context(sections=(a_section(Paragraph(say("{n}", n=share))),))) == []


def pointed_at(key: str) -> list[str]:
    """The agencies a number of one is told of, as the sentence names them."""
    line = Paragraph(say("Có {n} trường hợp.", n=in_words(key, 1)))
    found = small_counts(a_context(sections=(a_section(line),)))
    return [problem.text.rpartition(": ")[2] for problem in found]


def test_a_group_or_a_month_with_one_agency_points_at_it(cast, maker):
    maker.visit(day=date(2019, 3, 4), place=0, found=[violation()])
    maker.visit(day=date(2019, 3, 5), place=3, found=[violation()])
    maker.visit(day=date(2019, 5, 5), place=3, found=[violation()])
    said = {
        key: pointed_at(f"violations.{key}")
        for key in (
            "total@group=provincial",
            "provincial",
            "district",
            "total@month=2019-03",
            "total@month=2019-05",
            "total@group=provincial,month=2019-03",
        )
    }
    assert said == {
        "total@group=provincial": ["Sở Xây dựng."],
        "provincial": ["Sở Xây dựng."],
        "district": ["UBND huyện Gò Dầu."],
        "total@month=2019-03": [],
        "total@month=2019-05": ["UBND huyện Gò Dầu."],
        "total@group=provincial,month=2019-03": ["Sở Xây dựng."],
    }


def test_what_one_agency_alone_found_of_itself_points_at_it(cast, maker):
    round_, key = maker.round(), "self_inspections.violations"
    maker.due(round_, cast.a, "provincial", accepted(1, (1,)))
    maker.due(round_, cast.b, "provincial", accepted(1))
    assert pointed_at(key) == ["Sở Xây dựng."]
    maker.due(round_, cast.district, "district", accepted(1, (2,)))
    assert pointed_at(key) == []
    assert pointed_at(f"{key}@agency={cast.a.pk}") == ["Sở Xây dựng."]


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("Tại Sở Xây dựng có 01 trường hợp đi muộn.", True),
        ("Tại Sở Xây dựng có hai công chức đi muộn.", True),
        ("Tại Sở Xây dựng có 12 trường hợp đi muộn.", False),
        ("Tại Sở Xây dựng có 1,2 người mỗi phòng.", False),
        ("Toàn tỉnh có 01 trường hợp đi muộn.", False),
        ("Sở Nội vụ đã nhắc nhở 01 trường hợp.", False),
        ("Tại Sở Xây dựng đã kiểm tra 02 lượt.", False),
    ],
)
def test_typed_words_that_name_an_agency_beside_one_or_two_persons_are_told(
    cast, maker, words, fires
):
    round_ = maker.round()
    maker.due(round_, cast.a, "provincial", accepted(2))
    maker.due(round_, cast.department, "provincial", accepted(2))
    written = (Written("shortcomings", "Hạn chế", f"- Dòng trước.\n{words}", True),)
    problems = small_counts(a_context(written=written))
    assert [problem.section for problem in problems] == ["shortcomings"] * fires


def test_a_small_province_is_told_by_place(cast, maker):
    a_year(maker)
    problems = small_counts(with_annexes(a_context()))
    assert [(problem.section, problem.level) for problem in problems] == [
        ("", Level.WARNING)
    ] * len(problems)
    assert len(problems) == 2


def test_what_the_paper_says_of_it_leads_nobody_to_the_rows(cast, maker):
    a_year(maker)
    written = (Written("causes", "Nguyên nhân", "Sở Xây dựng có 01 trường hợp đi muộn.", True),)
    problems = small_counts(replace(with_annexes(a_context()), written=written))
    assert len(problems) == 3
    assert [p.printed for p in problems if "Sở Xây dựng" in p.printed] == []
    assert problems[-1].printed == "Lời văn ghi số người vi phạm cùng tên cơ quan."
