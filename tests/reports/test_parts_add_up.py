"""Wholes and their parts: which figures and cells have to add up to which."""

from datetime import date

from reports.narrative.facts import gather
from reports.narrative.tables import annexes
from reports.narrative.wholes import BROKEN_DOWN, wholes_of
from tayninh_portal.paper.content import plain_text
from tests.reports.telling import a_year, violation


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
    rows = [
        [plain_text(cell) for cell in cells]
        for cells in annexes(gather(year))[-1].blocks[0].all_rows()
    ]
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
