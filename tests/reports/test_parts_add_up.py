"""Wholes and their parts: which figures and cells have to add up to which."""

import re
from dataclasses import replace
from datetime import date

from reports.checks.parts_add_up import parts_add_up
from reports.narrative.facts import gather
from reports.narrative.reconciliation import reconciliation
from reports.narrative.wholes import BROKEN_DOWN, wholes_of
from tayninh_portal.paper.content import plain_text
from tests.reports.checking import a_context
from tests.reports.composition import a_year, violation

# A whole, its heading, what is counted by which parts. Written from the report's sentences, not
# from the portal's table.
REPORTED_IN = [
    (
        "visits.total",
        "inspections",
        {"lượt kiểm tra": "visits.provincial visits.district visits.commune visits.other"},
    ),
    (
        "violations.total",
        "inspections",
        {
            "vi phạm của cá nhân theo nhóm cơ quan": "violations.provincial violations.district "
            "violations.commune violations.other",
            "vi phạm của cá nhân theo loại": "violations.total@category=late",
            "vi phạm của cá nhân theo nội dung của Quyết định 1847": "violations.total@area=1",
            "vi phạm của cá nhân theo đối tượng": "violations.total@person_kind=official",
            "vi phạm của cá nhân theo lĩnh vực": "violations.total@field=",
        },
    ),
    (
        "unit_findings.total",
        "inspections",
        {
            "thiếu sót của đơn vị theo nhóm cơ quan": "unit_findings.provincial "
            "unit_findings.district unit_findings.commune unit_findings.other",
            "thiếu sót của đơn vị theo nội dung": "unit_findings.total@category=signs",
        },
    ),
    (
        "self_inspections.total.due",
        "self_inspections",
        {
            "cơ quan phải tự kiểm tra": "self_inspections.provincial.due "
            "self_inspections.district.due self_inspections.commune.due"
        },
    ),
    (
        "self_inspections.total.done",
        "self_inspections",
        {
            "cơ quan đã tự kiểm tra": "self_inspections.provincial.done "
            "self_inspections.district.done self_inspections.commune.done"
        },
    ),
    (
        "self_inspections.total.filed",
        "self_inspections",
        {"cơ quan đã gửi kết quả": "self_inspections.total.on_time self_inspections.total.late"},
    ),
    (
        "complaints.total",
        "inspections",
        {
            "phản ánh, kiến nghị theo kết quả xử lý": "complaints.closed complaints.passed_on "
            "complaints.open complaints.undivided",
            "phản ánh, kiến nghị theo thời hạn": "complaints.on_time complaints.late "
            "complaints.overdue complaints.running complaints.no_clock "
            "complaints.undivided",
        },
    ),
    (
        "remedies.due",
        "inspections",
        {
            "nội dung đến hạn khắc phục": "remedies.on_time remedies.late remedies.waiting "
            "remedies.overdue"
        },
    ),
]
ADDED = re.compile(r"Cộng các phần được [01] (.+), khác với tổng số [01]\.")


def differing(context, figure):
    """What does not add up when nothing but one of this was counted: heading, what is counted."""
    counted = dict.fromkeys(context.figures, 0) | {figure: 1}
    stated = parts_add_up(replace(context, facts=replace(context.facts, figures=counted)))
    return sorted((problem.section, ADDED.fullmatch(problem.text)[1]) for problem in stated)


def test_a_whole_without_its_parts_is_told_for_each_way_it_is_told_in(cast):
    context = a_context()
    assert {whole: differing(context, whole) for whole, _, _ in REPORTED_IN} == {
        whole: sorted((section, what) for what in stated) for whole, section, stated in REPORTED_IN
    }


def test_each_part_that_is_not_in_its_whole_is_told(cast):
    context = a_context()
    expected: dict[str, list[tuple[str, str]]] = {}
    for _, section, stated in REPORTED_IN:
        for what, parts in stated.items():
            for part in parts.split():
                expected.setdefault(part, []).append((section, what))
    assert {part: differing(context, part) for part in expected} == expected


def test_the_cells_of_a_whole_are_its_parts_and_crossed_ones_are_not():
    figures = {
        "violations.total": 3,
        "violations.total@field=": 1,
        "violations.total@field=health": 2,
        "violations.total@field=health,group=commune": 2,
        "violations.leaders@field=health": 1,
    }
    fields = [parts for _, _, _, parts in wholes_of(figures) if "violations.total@field=" in parts]
    assert fields == [("violations.total@field=", "violations.total@field=health")]


def test_what_was_found_has_its_parts_among_the_figures(maker, year):
    a_year(maker)
    facts = gather(year)
    parts = {
        (whole, by): [facts[key] for key in facts.figures if key.startswith(f"{whole}@{by}=")]
        for _, _, whole, by in BROKEN_DOWN
    }
    assert parts == {
        ("violations.total", "category"): [1, 2],
        ("violations.total", "area"): [1, 2],
        ("violations.total", "person_kind"): [3],
        ("violations.total", "field"): [3],
        ("unit_findings.total", "category"): [1],
    }


def test_the_reconciliation_names_every_part_of_what_was_found(maker, year):
    maker.visit(
        day=date(2019, 3, 4),
        place=0,
        found=[violation(field="health"), violation("no_badge"), violation(field="health")],
    )
    table = reconciliation(gather(year))
    rows = [[plain_text(cell) for cell in cells] for cells in table.all_rows()]
    assert [row for row in rows if row[0].startswith("Vi phạm của cá nhân")] == [
        ["Vi phạm của cá nhân theo nhóm cơ quan", "3", "sở, ban, ngành tỉnh: 3", "Khớp"],
        [
            "Vi phạm của cá nhân theo loại",
            "3",
            "đi muộn: 2; không đeo thẻ khi thi hành công vụ: 1",
            "Khớp",
        ],
        [
            "Vi phạm của cá nhân theo nội dung của Quyết định 1847",
            "3",
            "tinh thần, thái độ làm việc: 2; trang phục: 1",
            "Khớp",
        ],
        ["Vi phạm của cá nhân theo đối tượng", "3", "công chức: 3", "Khớp"],
        ["Vi phạm của cá nhân theo lĩnh vực", "3", "y tế: 2; chưa ghi lĩnh vực: 1", "Khớp"],
    ]
