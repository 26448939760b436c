"""Plans and notices: lines at the edges of a period, what was never planned, what was replaced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from inspections.plans import workflow as plan_flow
from inspections.plans.actions import change_line
from inspections.result_papers.models import ResultPaper
from reports.figures import notices, plans
from reports.figures.catalog import compute, group_by, rows_for
from reports.freezing.changes import changes_since
from reports.freezing.links import addresses_of
from reports.narrative.facts import gather
from reports.narrative.suggestions import suggestion
from reports.narrative.suggestions.oversight import oversight
from reports.narrative.tables import annexes
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tayninh_portal.paper.content import Table, plain_text
from tests.doing import do
from tests.inspections.planning import issued, plan
from tests.inspections.planning import line as add_line
from tests.inspections.teaming import planned
from tests.inspections.test_visit_to_come import same
from tests.inspections.visiting import DAY as ISSUED_ON
from tests.inspections.visiting import NOW
from tests.portal.test_exports import csv_of
from tests.reports.composition import make_report
from tests.reports.freezing import frozen
from tests.reports.ledger import FIRST, LAST
from tests.reports.planning import Foreseen, Told

# Figures that came into the catalogue after reports were issued.
LATER = ("plans.", "notices.", "head_criticisms.")
DAY = date(2019, 6, 3)


@pytest.mark.parametrize(
    ("preset", "counted"),
    [
        ("calendar-2019", 6),
        ("2019", 6),
        ("2019-01-02..2019-12-01", 5),
        ("2019-06-02..2019-06-30", 0),
    ],
)
def test_a_line_of_a_plan_belongs_to_the_period_its_month_begins_in(maker, preset, counted):
    """The year of the reports, 15/12 to 14/12, holds the twelve months of its plan."""
    for year, month, number in ((2018, 12, 9), (2019, 1, 1), (2019, 12, 5), (2020, 1, 9)):
        maker.line(Foreseen(year, month, group="commune", number=number))
    period = parse_period(preset)
    assert compute(period, ["plans.total"]) == {"plans.total": counted}
    by_month = group_by(["plans.total"], ("month",), period)
    named = {("2019-01",): 1, ("2019-12",): 5}
    assert {cell: found["plans.total"] for cell, found in by_month.items()} == {
        cell: number for cell, number in named.items() if counted in (6, number)
    }


def test_what_is_not_issued_or_was_dropped_before_was_never_planned(maker, cast, year):
    maker.line(Foreseen(2019, 6, cast.a.pk, issued=False))
    maker.line(Foreseen(2019, 6, cast.a.pk))
    maker.line(Foreseen(2019, 6, cast.b.pk, dropped=True))
    maker.line(Foreseen(2019, 7, cast.b.pk, dropped=True, reason="Trùng lịch."))
    maker.line(Foreseen(2019, 8, group="commune", number=4, added=True, reason="Chỉ đạo."))
    maker.line(Foreseen(2019, 9, group="commune", number=3, added=True, dropped=True, reason="Bỏ."))
    assert {key: n for key, n in compute(year).items() if key.startswith("plans.")} == {
        "plans.total": 5,
        "plans.announced": 1,
        "plans.surprise": 4,
        "plans.added": 4,
        "plans.dropped": 4,
        "plans.held": 0,
    }


def test_a_visit_under_the_plan_counts_once_it_was_held(maker, cast, year):
    line = maker.line(Foreseen(2018, 6, group="provincial", number=3))
    maker.visit(day=FIRST, place=0, line=line)
    maker.visit(day=LAST + timedelta(1), place=0, line=line)
    maker.visit(day=DAY, place=0, line=line, state="draft")
    maker.visit(day=DAY, place=0)
    assert compute(year, ["plans.held", "plans.total"]) == {"plans.held": 1, "plans.total": 0}


def test_a_notice_counts_on_its_day_until_another_took_its_place(maker, year):
    after = LAST + timedelta(1)
    for on, replaced in ((FIRST - timedelta(1), None), (FIRST, None), (LAST, after), (DAY, LAST)):
        maker.visit(day=date(2018, 3, 5), place=0, told=Told(on, replaced))
    maker.visit(day=DAY, place=0, told=Told(None))
    key = "notices.issued"
    assert compute(year, [key]) == {key: 3}
    # Looked at a day later the one of the last day has another in its place.
    assert compute(year, [key], cutoff=after) == {key: 2}
    assert [row.issued_on for row in rows_for(key, year)] == [FIRST, LAST, LAST]


def test_a_notice_is_answered_by_papers_of_the_cut_off_also_to_the_one_it_replaced(maker, year):
    late = LAST + timedelta(1)
    maker.visit(day=DAY, place=0, told=Told(DAY, LAST, (("explanation", DAY), ("remedy", late))))
    keys = ["notices.explained", "notices.remedied"]
    assert list(compute(year, keys).values()) == [1, 0]
    assert list(compute(year, keys, cutoff=late).values()) == [1, 1]


def test_a_line_in_a_file_says_what_is_planned_and_what_came_of_it(maker, cast):
    maker.line(Foreseen(2019, 6, cast.a.pk))
    maker.line(Foreseen(2019, 7, cast.b.pk, dropped=True, reason="Trùng lịch."))
    maker.line(Foreseen(2019, 8, group="commune", number=4, added=True, reason="Chỉ đạo."))
    maker.line(Foreseen(2025, 7, group="commune", number=2))
    client = cast.client("specialist")

    def said(key: str, year: int = 2019) -> list[str]:
        lines = csv_of(client, f"/so-lieu/{key}/", ky=f"calendar-{year}")[1:]
        return ["|".join(line) for line in lines]

    assert said("plans.total") == [
        "Sở Xây dựng|6/2019|Báo trước||Giám đốc Sở Nội vụ|1",
        "Xã, phường, thị trấn|8/2019|Đột xuất|Bổ sung|Giám đốc Sở Nội vụ|4",
    ]
    assert said("plans.dropped") == ["Sở Y tế|7/2019|Báo trước|Bỏ|Giám đốc Sở Nội vụ|1"]
    # From its first day on the month is called as communes were then.
    assert said("plans.total", 2025) == ["Xã, phường|7/2025|Đột xuất||Giám đốc Sở Nội vụ|2"]


def test_a_notice_in_a_file_says_what_came_back(maker, cast):
    answers = (("explanation", DAY),), (("remedy", DAY),), ()
    for at, came in enumerate(answers):
        maker.visit(day=DAY, place=at, told=Told(DAY, None, came))
    lines = csv_of(cast.client("specialist"), "/so-lieu/notices.issued/", ky="calendar-2019")[1:]
    assert [line[4:] for line in lines] == [["Đã gửi", ""], ["", "Đã gửi"], ["", ""]]


def test_other_papers_about_a_visit_are_no_notice(maker, year):
    maker.visit(day=DAY, place=0, told=Told(DAY))
    ResultPaper.objects.update(kind="coming")
    assert compute(year, ["notices.issued"]) == {"notices.issued": 0}


def test_planned_visits_stand_in_the_group_they_are_meant_for(maker, cast, year):
    maker.line(Foreseen(2019, 6, cast.commune.pk))
    maker.line(Foreseen(2019, 6, cast.a.pk))
    maker.line(Foreseen(2019, 7, group="district", number=3))
    cells = group_by(["plans.total"], ("group",), year)
    assert {cell: found["plans.total"] for cell, found in cells.items()} == {
        ("commune",): 1,
        ("provincial",): 1,
        ("district",): 3,
    }


def test_a_line_opens_its_plan_and_a_notice_its_page_also_out_of_a_freeze(maker, cast):
    line = maker.line(Foreseen(2019, 6, group="commune", number=4))
    maker.visit(day=DAY, place=0, told=Told(DAY))
    plan = reverse("plan-detail", args=[line.plan_id])
    notice = reverse("result-paper-detail", args=[ResultPaper.objects.get().pk])
    client = cast.client("leader")
    for key, page in (("plans.surprise", plan), ("notices.issued", notice)):
        answer = client.get(f"/so-lieu/{key}/?ky=calendar-2019")
        table = answer.context["table"]
        assert [table.link(row) for row in table.lines] == [page]
    assert "Xã, phường, thị trấn" in client.get("/so-lieu/plans.total/?ky=calendar-2019").text
    freeze, _ = frozen(cast, make_report(cast))
    rows = list(freeze.rows.filter(base__in=("plan_lines", "notices")).order_by("base"))
    found = addresses_of(cast.leader, rows)
    assert [found[row.record_type, row.record_id] for row in rows] == [notice, plan]
    assert addresses_of(cast.head_b, rows) == {}
    change_line(line, by=cast.manager, seen_version=1, number=2, reason="Giảm.")
    (change,) = changes_since(freeze, freeze.report).figures[:1]
    assert (change.key, change.old, change.new) == ("plans.total", 4, 2)


def test_a_surprise_to_come_under_the_plan_changes_no_figure_and_no_page(cast, year):
    with time_machine.travel(NOW, tick=False):
        made, client = issued(cast), cast.client("specialist_b")
        keys = [figure.key for figure in (*plans.FIGURES, *notices.FIGURES)]
        pages = [f"/so-lieu/{key}/?ky=calendar-2019" for key in keys]

        def told() -> list[object]:
            return [compute(year), *(same(client.get(page)) for page in pages)]

        asked = add_line(cast, made, group="provincial", reason="Theo chỉ đạo.")
        before = told()
        visit = planned(cast, plan_line=asked)
        assert (visit.plan_line, visit.is_surprise) == (asked, True)
        assert told() == before


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], []),
        (
            [("", 1, {})],
            ["Kế hoạch kiểm tra đã ban hành bố trí {plans.total} lượt trong kỳ có báo trước."],
        ),
        (
            [("commune", 3, {})],
            [
                "Kế hoạch kiểm tra đã ban hành bố trí {plans.total} lượt trong kỳ, đều là kiểm tra "
                "đột xuất."
            ],
        ),
        (
            [("commune", 3, {"dropped": True, "reason": "Trùng lịch."})],
            [
                "Kế hoạch kiểm tra đã ban hành không còn lượt nào trong kỳ sau khi bỏ "
                "{plans.dropped} lượt."
            ],
        ),
    ],
)
def test_the_plan_is_told_where_there_is_one(maker, cast, year, lines, said):
    for group, number, more in lines:
        body = {"group": group} if group else {"agency": cast.a.pk}
        maker.line(Foreseen(2019, 6, number=number, **body, **more))
    facts = gather(year)
    assert oversight(facts)[1:] == said
    # One frozen before plans were counted tells nothing of them.
    older = {key: n for key, n in facts.figures.items() if not key.startswith(LATER)}
    assert suggestion("oversight", replace(facts, figures=older)) == oversight(facts)[0]


def test_the_annex_of_visits_says_what_the_plan_foresaw(maker, year):
    line = maker.line(Foreseen(2019, 6, group="provincial", number=2))
    maker.visit(day=DAY, place=0, line=line)
    (visited,) = annexes(gather(year))
    table = visited.blocks[-1]
    assert [plain_text(cell) for cells in table.rows for cell in cells[1:]] == [*("2", "2", "1")]
    older = gather(year)
    older = replace(older, figures={k: n for k, n in older.figures.items() if "plans." not in k})
    assert [block.caption for block in annexes(older)[0].blocks if isinstance(block, Table)][
        1:
    ] == []


def test_a_reason_given_before_the_plan_has_its_number_is_no_reason_of_a_change(cast, year):
    with time_machine.travel(NOW, tick=False):
        made = plan(cast)
        row = made.lines.get(agency=cast.a)
        asked = {"is_dropped": True, "reason": "Chưa cần."}
        row = change_line(row, by=cast.specialist, at=NOW, seen_version=1, **asked)
        assert (row.reason, Change.objects.of(row).last().note) == ("", "Chưa cần.")
        made = do(plan_flow.PRESENT, made, by=cast.manager, at=NOW)
        numbered = {"number": "152/KH-SNV", "issued_on": ISSUED_ON}
        do(plan_flow.ISSUE, made, by=cast.manager, at=NOW, **numbered)
    assert compute(year, ["plans.total", "plans.dropped"]) == {
        "plans.total": 3,
        "plans.dropped": 0,
    }
