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
PROPOSED = "Tổ kiểm tra đã kiến nghị thủ trưởng cơ quan, đơn vị xem xét, xử lý theo thẩm quyền "


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
            "01 trường hợp vi phạm. Đến khi chốt số liệu, trường hợp này chưa được xử lý xong.",
        ),
        (
            [DONE],
            "01 trường hợp vi phạm. Trường hợp này đã được cơ quan, đơn vị xử lý, kết quả được Sở "
            "Nội vụ xác nhận.",
        ),
        (
            [ENTERED, None],
            "cả 02 trường hợp vi phạm. Đến khi chốt số liệu, chưa có trường hợp nào được cơ quan, "
            "đơn vị xử lý và được Sở Nội vụ xác nhận kết quả.",
        ),
        (
            [DONE, ENTERED],
            "cả 02 trường hợp vi phạm. Trong đó, 01 trường hợp đã được cơ quan, đơn vị xử lý, kết "
            "quả được Sở Nội vụ xác nhận.",
        ),
        (
            [DONE, DISCIPLINED],
            "cả 02 trường hợp vi phạm. Cả 02 trường hợp đã được cơ quan, đơn vị xử lý, kết quả "
            "được Sở Nội vụ xác nhận; 01 trường hợp bị xử lý kỷ luật.",
        ),
    ],
)
def test_only_what_the_department_confirmed_is_told_as_handled(maker, answers, stated):
    maker.visit(day=DAY, place=0, found=[violation(answer=answer) for answer in answers])
    assert sentences("inspections")[-1] == f"{PROPOSED}{stated}"


@pytest.mark.parametrize(
    ("remedies", "stated"),
    [
        ([asked("confirmed")], "Có 01 nội dung đến hạn khắc phục trong kỳ, đã khắc phục xong."),
        (
            [asked("confirmed", late=True)],
            "Có 01 nội dung đến hạn khắc phục trong kỳ, đã khắc phục xong sau thời hạn.",
        ),
        (
            [asked("reported")],
            "Có 01 nội dung đến hạn khắc phục trong kỳ, cơ quan đã báo cáo, đang chờ Sở Nội vụ xác "
            "nhận.",
        ),
        (
            [asked("open")],
            "Có 01 nội dung đến hạn khắc phục trong kỳ, đã quá hạn mà chưa khắc phục.",
        ),
        (
            [asked("confirmed"), asked("confirmed", late=True)],
            "Cả 02 nội dung đến hạn khắc phục trong kỳ đều đã khắc phục xong, trong đó 01 nội dung "
            "xong sau thời hạn.",
        ),
        (
            [asked("confirmed"), asked("reported"), asked("open")],
            "Trong 03 nội dung đến hạn khắc phục trong kỳ, 01 nội dung đã khắc phục xong; 01 nội "
            "dung đã báo cáo, chờ Sở Nội vụ xác nhận; 01 nội dung quá hạn chưa khắc phục.",
        ),
        (
            [asked("open"), asked("open")],
            "Trong 02 nội dung đến hạn khắc phục trong kỳ, chưa nội dung nào khắc phục xong; 02 "
            "nội dung quá hạn chưa khắc phục.",
        ),
    ],
)
def test_what_had_to_be_put_right_is_told_by_how_far_it_came(maker, remedies, stated):
    maker.visit(day=DAY, place=0, found=[violation(asked=one) for one in remedies])
    assert sentences("inspections")[-1] == stated


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
