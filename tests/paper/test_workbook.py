"""The annexes as a workbook, read back with openpyxl and with calamine."""

import io
from dataclasses import replace

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tayninh_portal.paper.content import Annex, Figure, Paragraph, Table, TableColumn, row, runs
from tayninh_portal.paper.workbook import render_xlsx
from tests.paper.documents import annex, for_signature, months_chart, months_table, report

TYPED = '=HYPERLINK("http://vi.du")'


def table():
    return Table(
        columns=(
            TableColumn("TT", "center", 8),
            TableColumn("Cơ quan", "left", 40, names_row=True),
            TableColumn("Lượt", "right", 20, "number"),
            TableColumn("Tỷ lệ", "right", 16, "number"),
            TableColumn("Có mặt", "right", 16, "number"),
        ),
        rows=(
            row(
                "1",
                TYPED,
                Figure("a", 1204, "1.204"),
                Figure("b", "96.15", "96,15%"),
                runs(Figure("c", 9, "09"), "/", Figure("d", 12, "12")),
            ),
            row(
                "2",
                "+84 123",
                Figure("e", 7, "07"),
                Figure("f", None, "không có số liệu"),
                "05/7/2026",
            ),
        ),
        total=row("", "Cộng", Figure("g", 0, "0"), "", ""),
        caption="Theo cơ quan",
        note="Số liệu minh họa.",
    )


@pytest.fixture(scope="module")
def data():
    first = Annex("Kết quả theo cơ quan", (Paragraph(runs("Gồm:")), table()), landscape=True)
    second = Annex("Theo tháng", (months_chart(), months_table(), table()))
    return render_xlsx(report(annexes=(first, second), marks=("DỰ THẢO",)))


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet):
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_an_annex_is_a_sheet_under_its_number(book):
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II"]
    alone = openpyxl.load_workbook(io.BytesIO(render_xlsx(report(annexes=(annex(),)))))
    assert alone.sheetnames == ["Phụ lục"]


def test_it_says_what_the_annex_says(book):
    found = [[value for value in line if value is not None] for line in rows(book["Phụ lục I"])]
    assert found == [
        ["Phụ lục I"],
        ["KẾT QUẢ THEO CƠ QUAN"],
        [
            "(Kèm theo Báo cáo số 05/BC-UBND ngày 14 tháng 01 năm 2020 của Ủy ban nhân dân tỉnh "
            "Tây Ninh)"
        ],
        ["DỰ THẢO"],
        [],
        ["Gồm:"],
        ["Theo cơ quan"],
        ["TT", "Cơ quan", "Lượt", "Tỷ lệ", "Có mặt"],
        [1, TYPED, 1204, 96.15, "09/12"],
        [2, "+84 123", 7, "không có số liệu", "05/7/2026"],
        ["Cộng", 0],
        ["Số liệu minh họa."],
    ]


def test_a_number_is_a_number_and_shown_as_it_is_printed(book):
    sheet = book["Phụ lục I"]
    assert [(cell.data_type, cell.number_format) for cell in sheet[9]] == [
        ("n", "0"),
        ("s", "General"),
        ("n", "#,##0"),
        ("n", '#,##0.00"%"'),
        ("s", "General"),
    ]
    assert sheet["C10"].number_format == "00"


def test_what_was_typed_is_never_reckoned(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=False)["Phụ lục I"]
    assert (sheet["B9"].value, sheet["B9"].data_type) == (TYPED, "s")
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[
        8
    ] == [
        1,
        TYPED,
        1204,
        96.15,
        "09/12",
    ]


def test_the_head_stays_in_sight_where_there_is_one(book):
    first, second = book
    assert (first.freeze_panes, first.print_title_rows) == ("A9", "$8:$8")
    # Of two tables neither head may stand over the other's rows.
    assert (second.freeze_panes, second.print_title_rows) == ("A5", None)


def test_it_prints_as_the_annex_does(book):
    assert [(s.page_setup.orientation, s.page_setup.paperSize) for s in book] == [
        ("landscape", 9),
        ("portrait", 9),
    ]
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_columns_are_as_wide_as_the_longest_table_has_them(book):
    first, second = ([round(sheet.column_dimensions[at].width) for at in "ABCDE"] for sheet in book)
    assert first == [11, 56, 28, 22, 22]
    # That of the months is the longer one there, of three even columns.
    assert second[:3] == [32, 32, 32]


def test_a_chart_is_told_by_its_title_and_its_table(book):
    chart = months_chart()
    found = rows(book["Phụ lục II"])
    assert found[5][0] == f"{chart.title}. {chart.alternative}"
    assert [line[:3] for line in found[7:11]] == [
        ["Tháng", "Lượt kiểm tra", "Vi phạm"],
        ["T1", 6, 1],
        ["T2", 0, 2],
        ["T3", 1204, 3],
    ]


def test_before_signing_there_is_room_for_the_number():
    data = render_xlsx(for_signature(annexes=(annex(),)))
    said = openpyxl.load_workbook(io.BytesIO(data))["Phụ lục"]["A3"].value
    assert " ".join(said.split()) == (
        "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2020 của Ủy ban nhân dân tỉnh Tây Ninh)"
    )


def test_a_paper_without_annexes_has_no_workbook():
    with pytest.raises(ValueError, match="không có phụ lục"):
        render_xlsx(replace(report(), annexes=()))
