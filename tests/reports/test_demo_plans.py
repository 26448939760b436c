"""The plans of the demo foresee what it tells as held under them, but for a few that change.

Counted by hand from ``demo/data`` and the visits drawn of it: a visit counts in the month of its
day, a surprise by the group of its body.
"""

from collections import Counter
from datetime import date

import pytest
import time_machine

from inspections.plans.models import PlanLine
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from reports.freezing.composition import compose_now
from reports.narrative.models import Report
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.wording import deserialize
from tests.fixtures.cast import moment

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
NOW = moment(2026, 11, 20, 10)
GROUPS = ("provincial", "district", "commune")
# month | announced | surprise: provincial, district, commune
#
# 2025: those of the first half and of the sở are in the plan from the beginning, 19 of the new
# communes came to it in July (8 announced, 11 not). Two more of December are held after the 14th.
# 2026: 19 of the announced are drawn; told are Sở Công Thương (3), Sở Nông nghiệp và Môi trường
# (5), xã Cần Đước (8), Sở Y tế (9), Sở Khoa học và Công nghệ and phường Kiến Tường (12). Of the
# surprises 34 are drawn; told are one of April, those of November and those of December.
LINES = {
    2025: """
1  | 2 | 2 0 0
2  | 2 | 1 0 0
3  | 0 | 2 2 0
4  | 4 | 2 0 0
7  | 0 | 0 0 1
8  | 2 | 0 0 0
9  | 2 | 3 0 3
10 | 2 | 0 0 3
11 | 2 | 1 0 0
12 | 1 | 1 0 4
""",
    2026: """
1  | 3 | 0 0 2
2  | 2 | 1 0 0
3  | 3 | 0 0 2
4  | 0 | 0 0 5
5  | 4 | 0 0 5
6  | 1 | 2 0 4
7  | 4 | 0 0 4
8  | 1 | 0 0 4
9  | 3 | 0 0 2
10 | 2 | 1 0 3
11 | 0 | 1 0 3
12 | 2 | 1 0 3
""",
}
# total, announced, surprise, added, dropped, held: in 2026 with three of December 2025, which stand
# on lines of the plan before.
FIGURES = {2025: [42, 17, 25, 19, 3, 39], 2026: [68, 25, 43, 1, 1, 60]}
# Six surprises at communes of before 01/7/2025 and five at units: no line can foresee them.
SENTENCES = {
    2025: [
        "Tổ kiểm tra theo kế hoạch 39 lượt, sau kỳ nghỉ Tết Nguyên đán 02 lượt và theo yêu cầu "
        "khác 06 lượt.",
        "Kế hoạch kiểm tra đã ban hành bố trí 42 lượt trong kỳ (báo trước 17 lượt, đột xuất 25 "
        "lượt), trong đó bổ sung sau khi ban hành 19 lượt; bỏ khỏi kế hoạch 03 lượt; Tổ kiểm tra "
        "đã tiến hành 39 lượt thuộc kế hoạch.",
    ],
    2026: [
        "Tổ kiểm tra theo kế hoạch 60 lượt, theo phản ánh qua đường dây nóng 03 lượt, sau kỳ nghỉ "
        "Tết Nguyên đán 03 lượt, phúc tra 05 lượt và theo yêu cầu khác 05 lượt.",
        "Kế hoạch kiểm tra đã ban hành bố trí 68 lượt trong kỳ (báo trước 25 lượt, đột xuất 43 "
        "lượt), trong đó bổ sung sau khi ban hành 01 lượt; bỏ khỏi kế hoạch 01 lượt; Tổ kiểm tra "
        "đã tiến hành 60 lượt thuộc kế hoạch.",
    ],
}


def table(text: str) -> dict[tuple[int, str], int]:
    """(month, group, "" for those announced) → how many."""
    found = {}
    for line in text.strip().splitlines():
        month, announced, surprise = line.split("|")
        numbers = [announced, *surprise.split()]
        for group, number in zip(("", *GROUPS), numbers, strict=True):
            found[int(month), group] = int(number)
    return {cell: number for cell, number in found.items() if number}


def held_under(line: PlanLine) -> int:
    return Visit.objects.concluded().filter(plan_line=line).count()


def test_the_lines_are_those_counted_by_hand(demo_2026):
    for year, text in LINES.items():
        found: Counter = Counter()
        for line in PlanLine.objects.standing().filter(plan__year=year):
            found[line.month, line.group] += line.number
        assert dict(found) == table(text), year
        keys = ("total", "announced", "surprise", "added", "dropped", "held")
        numbers = compute(parse_period(f"{year}"), [f"plans.{key}" for key in keys])
        assert list(numbers.values()) == FIGURES[year], year


def test_what_is_held_under_the_plan_stands_on_a_line_of_its_month_and_nothing_else_does(demo_2026):
    held = Visit.objects.concluded().filter(day__gte=date(2024, 12, 15))
    for visit in held.select_related("plan_line__plan", "agency"):
        line = visit.plan_line
        assert (visit.cause == "plan") == (line is not None), visit
        if line is not None:
            assert (line.plan.year, line.month) == (visit.day.year, visit.day.month), visit
            assert line.agency in (None, visit.agency), visit
            assert (line.agency is None) == visit.is_surprise, visit
            assert held_under(line) <= line.number, line


def test_a_few_were_dropped_added_or_wait_for_their_visit(demo_2026):
    changed = PlanLine.objects.exclude(reason="").order_by("plan__year", "month", "pk")
    told = [(row.plan.year, str(row), row.reason) for row in changed if row.is_dropped]
    assert told == [
        (
            2025,
            "UBND huyện Tân Châu, tháng 5",
            "Huyện tập trung sắp xếp đơn vị hành chính, Tổ không kiểm tra trong tháng (minh họa).",
        ),
        (
            2025,
            "2 lượt đột xuất, UBND cấp huyện, tháng 8",
            "Cấp huyện kết thúc hoạt động từ ngày 01/7/2025 (minh họa).",
        ),
        (
            2026,
            "UBND phường Tân Ninh, tháng 3",
            "Phường chuyển trụ sở trong tháng, Tổ kiểm tra vào dịp khác (minh họa).",
        ),
    ]
    open_lines = PlanLine.objects.standing().filter(plan__year=2026).in_order()
    waiting = [(str(row), held_under(row)) for row in open_lines if held_under(row) < row.number]
    assert waiting == [
        ("Sở Nông nghiệp và Môi trường, tháng 5", 0),
        ("UBND xã Cần Đước, tháng 8", 0),
        ("3 lượt đột xuất, UBND cấp xã, tháng 11", 0),
        ("Sở Khoa học và Công nghệ, tháng 12", 0),
        ("UBND phường Kiến Tường, tháng 12", 0),
        ("3 lượt đột xuất, UBND cấp xã, tháng 12", 0),
        ("1 lượt đột xuất, Sở, ban, ngành tỉnh, tháng 12", 0),
    ]
    assert Visit.objects.get(agency__name="UBND xã Cần Đước").state == "cancelled"


def test_the_sentences_of_the_reports_agree_with_each_other(demo_2026):
    for year, sentences in SENTENCES.items():
        with time_machine.travel(NOW, tick=False):
            stated = deserialize(compose_now(Report.objects.get(year=year, replaces=None))[0])
        said = " ".join(
            plain_text(block.runs)
            for section in stated.sections
            for block in section.blocks
            if hasattr(block, "runs")
        )
        assert [sentence for sentence in sentences if sentence not in said] == [], year


def test_2019_stood_on_a_plan_without_lines(demo_2026):
    lines = Visit.objects.filter(day__year=2019).values_list("cause", "plan_line")
    assert set(lines) == {("plan", None)}
    assert not PlanLine.objects.filter(plan__year=2019).exists()
