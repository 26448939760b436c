"""What a document refuses when it is made."""

import datetime as dt

import pytest

from tayninh_portal.paper.content import (
    Figure,
    Heading,
    Item,
    Note,
    OrganLine,
    Paragraph,
    Point,
    Series,
    Signature,
    Table,
    TableColumn,
    Text,
    row,
    runs,
)
from tests.paper.documents import (
    agencies_table,
    by_month,
    months_chart,
    paragraph,
    report,
    violations_table,
)


@pytest.mark.parametrize("character", ["\x00", "\n", "\t", "\x1b", "\u202e", "\u200b", "\ue000"])
def test_a_character_that_cannot_be_printed_is_refused(character):
    with pytest.raises(ValueError, match=f"không in được: U\\+{ord(character):04X}"):
        Text(f"Tây{character}Ninh")


def test_text_is_brought_to_composed_letters():
    assert Text("Ta\u0302y Ninh").text == "Tây Ninh"


def test_a_no_break_space_is_kept():
    assert Text("Số\u00a05").text == "Số\u00a05"


@pytest.mark.parametrize("value", [True, 1.5, "1,5", "nhiều", ""])
def test_a_figure_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="không phải là số"):
        Figure("visits.total", value, "1")


@pytest.mark.parametrize("value", [0, 87, -1, "96.15", None])
def test_a_figure_is_a_count_a_ratio_or_missing(value):
    assert Figure("visits.total", value, "x").value == value


def test_one_key_has_one_value_in_a_whole_document():
    blocks = (
        violations_table(),
        paragraph("Có ", Figure("violations.total", 12, "12"), " lượt vi phạm."),
    )
    with pytest.raises(ValueError, match=r"violations\.total có hai giá trị"):
        report(blocks=blocks)


def test_the_same_value_may_be_written_in_two_ways():
    blocks = (
        paragraph("Có ", Figure("complaints.total", 3, "03"), " trường hợp;"),
        paragraph("trong ", Figure("complaints.total", 3, "ba"), " trường hợp đó."),
    )
    assert report(blocks=blocks).figures() == {"complaints.total": 3}


@pytest.mark.parametrize(
    "wrong", [{"number": "05"}, {"symbol": "BC-UBND"}, {"date": None}, {"internal": False}]
)
def test_a_sheet_of_the_house_has_a_day_and_no_number(wrong):
    sheet = report(internal=True, number=None, symbol="")
    assert sheet.date is not None
    with pytest.raises(ValueError, match=r"Giấy nội bộ|Ký hiệu|Số và ngày"):
        sheet.replace(**wrong)


def test_figures_are_found_in_sentences_and_tables():
    assert report().figures() == {
        "visits.total": 87,
        "violations.late": 7,
        "violations.badge": 4,
        "violations.total": 11,
    }


def test_figures_are_found_in_charts_and_agree_with_the_rest():
    chart = months_chart(series=(by_month("Lượt", "visits.total", 1, 2),))
    months = {"visits.total@month=2019-01": 1, "visits.total@month=2019-02": 2}
    assert report(blocks=(chart, paragraph("Hết."))).figures() == months
    other = paragraph("Có ", Figure("visits.total@month=2019-02", 3, "03"), " lượt.")
    with pytest.raises(ValueError, match="có hai giá trị"):
        report(blocks=(chart, other))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Dòng 2 của bảng phải có 2 ô"):
        Table((TableColumn("STT"), TableColumn("Tên")), (row("1", "A"), row("2")))


def test_a_total_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Dòng 2 của bảng phải có 1 ô"):
        Table((TableColumn("Tên"),), (row("A"),), total=row("", ""))


def test_a_table_without_rows_is_refused():
    with pytest.raises(ValueError, match="ít nhất một cột và một dòng"):
        Table((TableColumn("Tên"),), ())


def test_columns_wider_than_the_page_are_refused():
    with pytest.raises(ValueError, match="vượt quá 100 phần trăm"):
        Table((TableColumn("A", "left", 60), TableColumn("B", "left", 50)), (row("1", "2"),))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Heading(5, "I", "Kết quả"), "cấp 5"),
        (lambda: Heading(1, "I", "  "), "Đề mục không được để trống"),
        (lambda: Item("*", runs("ý")), "Dấu đầu dòng"),
        (lambda: Item("-", runs(" ")), "Ý liệt kê không được để trống"),
        (lambda: Paragraph(runs()), "Đoạn văn không được để trống"),
        (lambda: Paragraph(("chữ",)), "phải gồm chữ và số liệu"),
        (lambda: Note(""), "Ghi chú không được để trống"),
        (lambda: TableColumn("A", "middle"), "cách căn"),
        (lambda: TableColumn("A", "left", 0), "độ rộng"),
        (lambda: Signature(()), "Thiếu quyền hạn"),
        (lambda: Point("T1", 5), "không có số liệu"),
        (lambda: Point("T1", Figure("a.rate", "96.15", "96,15")), "chỉ vẽ được số đếm"),
        (lambda: Point("T1", Figure("a.total", -1, "-1")), "chỉ vẽ được số đếm"),
        (lambda: Point(" ", Figure("a.total", 1, "1")), "Nhãn của biểu đồ không được để trống"),
        (lambda: Series("", ()), "Tên chuỗi số liệu của biểu đồ không được để trống"),
        (lambda: by_month("Lượt", "visits.total", 1), "ít nhất hai số liệu"),
        (lambda: months_chart(kind="pie"), "loại biểu đồ 'pie'"),
        (lambda: months_chart(series=()), "Biểu đồ không có số liệu"),
        (lambda: months_chart(alternative=""), "Lời thay cho biểu đồ không được để trống"),
        (
            lambda: months_chart(
                series=(by_month("a", "a.total", 1, 2), by_month("b", "b.total", 1, 2, 3))
            ),
            "cùng các nhãn",
        ),
        (lambda: report(organ=(OrganLine("UBND tỉnh", parent=True),)), "cơ quan ban hành"),
        (lambda: report(number=None), "Số và ngày văn bản phải cùng có"),
        (lambda: report(date=None), "Số và ngày văn bản phải cùng có"),
        (lambda: report(year=2021), "không thuộc năm 2021"),
        (lambda: report(urgency="GẤP"), "mức độ khẩn"),
        (lambda: report(created=dt.datetime(2020, 1, 1)), "múi giờ"),
        (lambda: report(blocks=(agencies_table(),)), "kết thúc bằng một đoạn văn"),
        (lambda: report(blocks=()), "kết thúc bằng một đoạn văn"),
        (lambda: report(recipients=()), "Thiếu nơi nhận"),
        (lambda: report(subject=""), "Trích yếu không được để trống"),
        (lambda: report(blocks=[paragraph("x")]), "phải là một bộ"),
    ],
)
def test_a_document_that_could_not_be_printed_is_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()
