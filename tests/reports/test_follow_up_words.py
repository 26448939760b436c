"""What became of what was found: other words for none, one, some and all."""

from datetime import date

import pytest

from reports.narrative.facts import gather
from reports.narrative.tables import annexes
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import plain_text
from tests.reports.answers import Answer, Asked
from tests.reports.composition import accepted, sentences, violation
from tests.reports.ledger import LAST

DAY = date(2019, 5, 6)
DONE = Answer("remind_oral", "confirmed", date(2019, 5, 20))
DISCIPLINED = Answer("reprimand", "confirmed", date(2019, 5, 20))
ENTERED = Answer("remind_oral", "entered", None)
PROPOSED = "Tổ kiểm tra kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền "
BY_HEADS = "Thủ trưởng các cơ quan, đơn vị đã "
NO_DISCIPLINE = "; không có trường hợp bị xử lý kỷ luật."


def asked(state: str, *, late: bool = False) -> Asked:
    """Something to put right by 15/5/2019."""
    due = date(2019, 5, 15)
    done = date(2019, 5, 16) if late else due
    if state == "open":
        return Asked(due)
    return Asked(due, state, done, done, done if state == "confirmed" else None)


@pytest.mark.parametrize(
    ("answers", "stated"),
    [
        (
            [ENTERED],
            [f"{PROPOSED}01 trường hợp vi phạm; đến nay chưa có trường hợp nào xử lý xong."],
        ),
        (
            [DONE],
            [
                f"{PROPOSED}01 trường hợp vi phạm; đến nay đã xử lý 01/01 trường hợp.",
                f"{BY_HEADS}nhắc nhở miệng 01 trường hợp{NO_DISCIPLINE}",
            ],
        ),
        (
            [ENTERED, None],
            [f"{PROPOSED}02 trường hợp vi phạm; đến nay chưa có trường hợp nào xử lý xong."],
        ),
        (
            [DONE, ENTERED, ENTERED],
            [
                f"{PROPOSED}03 trường hợp vi phạm; đến nay đã xử lý 01/03 trường hợp (đạt tỷ lệ "
                "33,33%).",
                f"{BY_HEADS}nhắc nhở miệng 01 trường hợp{NO_DISCIPLINE}",
            ],
        ),
        (
            [DONE, DISCIPLINED],
            [
                f"{PROPOSED}02 trường hợp vi phạm; đến nay đã xử lý 02/02 trường hợp (đạt tỷ lệ "
                "100%).",
                f"{BY_HEADS}nhắc nhở miệng 01 trường hợp và khiển trách 01 trường hợp.",
            ],
        ),
    ],
)
def test_only_what_the_department_confirmed_is_told_as_handled(maker, answers, stated):
    maker.visit(day=DAY, place=0, found=[violation(answer=answer) for answer in answers])
    assert sentences("inspections")[-len(stated) :] == stated


def test_those_who_lead_are_counted_apart_among_the_handled(maker):
    lead = violation(answer=DONE, leader=True)
    maker.visit(day=DAY, place=0, found=[lead, violation(answer=DONE), violation(answer=ENTERED)])
    assert sentences("inspections")[-1] == (
        f"{BY_HEADS}nhắc nhở miệng 02 trường hợp; trong đó có 01 trường hợp là người giữ chức vụ "
        f"lãnh đạo, quản lý{NO_DISCIPLINE}"
    )


@pytest.mark.parametrize(
    ("remedies", "stated"),
    [
        ([asked("confirmed")], "01{};{} đã khắc phục xong 01 nội dung."),
        (
            [asked("confirmed", late=True)],
            "01{};{} đã khắc phục xong 01 nội dung, trong đó sau thời hạn 01 nội dung.",
        ),
        ([asked("reported")], "01{}; đã báo cáo, đang chờ xác nhận 01 nội dung."),
        ([asked("open")], "01{}; quá hạn chưa khắc phục 01 nội dung."),
        (
            [asked("confirmed"), asked("confirmed", late=True)],
            "02{};{} đã khắc phục xong 02 nội dung (đạt tỷ lệ 100%), trong đó sau thời hạn 01 nội "
            "dung.",
        ),
        (
            [asked("confirmed"), asked("reported"), asked("open")],
            "03{};{} đã khắc phục xong 01 nội dung (đạt tỷ lệ 33,33%); đã báo cáo, đang chờ xác "
            "nhận 01 nội dung; quá hạn chưa khắc phục 01 nội dung.",
        ),
        (
            [asked("open"), asked("open")],
            "02{}; quá hạn chưa khắc phục 02 nội dung.",
        ),
    ],
)
def test_what_had_to_be_put_right_is_told_by_how_far_it_came(maker, remedies, stated):
    maker.visit(day=DAY, place=0, found=[violation(asked=one) for one in remedies])
    told = stated.format(" nội dung đến hạn khắc phục", " các cơ quan, đơn vị")
    assert sentences("inspections")[-1] == f"Trong kỳ có {told}"


def test_rounds_have_a_table_each_and_one_that_adds_them_up(maker):
    first, second = maker.round(ends=date(2019, 6, 30)), maker.round(ends=LAST)
    maker.due(first, maker.cast.a, "provincial", accepted(3, (2,)))
    maker.due(second, maker.cast.a, "provincial", accepted(1))
    maker.due(second, maker.cast.b, "provincial")
    (annex,) = [
        annex
        for annex in annexes(gather(parse_period("calendar-2019")))
        if annex.title == "Kết quả tự kiểm tra theo cơ quan"
    ]
    numbers = [
        [[plain_text(cell) for cell in cells[-2:]] for cells in table.all_rows()]
        for table in annex.blocks
    ]
    assert numbers == [
        [["3", "2"], ["3", "2"]],
        [["1", "0"], ["–", "–"], ["1", "0"]],
        [["3", "2"], ["1", "0"], ["4", "2"]],
    ]
    assert annex.blocks[-1].caption == "Cộng các đợt"


def test_agencies_that_proposed_nothing_say_nothing_of_proposals(maker):
    maker.due(maker.round(), maker.cast.a, "provincial", accepted(1))
    assert sentences("proposals") == []
