"""Numbers typed into a section: which count something, and which figure they should be."""

import pytest

from reports.checks.context import Written
from reports.checks.problems import Level
from reports.checks.typed_numbers import numbers_in, proposals, typed_numbers
from reports.narrative.known_figures import known_figures
from tests.reports.checking import a_context
from tests.reports.composition import a_year

# On one database: it keeps the records and counts them, which the recounts try on both
# (test_figures_count, test_figures_edges); what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


def written(text, code="inspections"):
    return (Written(code, "Kết quả kiểm tra", text, True),)


def found(text, figures=None):
    return typed_numbers(a_context(figures, written=written(text)))


@pytest.mark.parametrize(
    "line",
    [
        # Real sentences of the report of 14/01/2020.
        "Thực hiện Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ",
        "Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 1441/KH-UBND ngày 05/7/2019",
        "Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Thủ tướng Chính phủ",
        "Chỉ thị số 05/CT-UBND ngày 06/6/2013 của Chủ tịch UBND tỉnh",
        "Công văn số 3232/UBND-NC ngày 15/11/2016",
        "Hội nghị cán bộ công chức vào dịp 06 tháng đầu năm",
        "cung cấp dịch vụ công mức độ 3, 4",
        "Trong năm 2019, Tổ kiểm tra công vụ",
        "Số: 13 /BC-UBND",
        # Documents without “số”, of the Party, with a year.
        "thực hiện QĐ 1847 và Quyết định 1847 của Thủ tướng",
        "Nghị định 30/2020/NĐ-CP, Nghị quyết số 18-NQ/TW, Chỉ thị 05-CT/TW",
        "Kế hoạch 1441 của Ủy ban nhân dân tỉnh",
        "thực hiện 18-NQ/TW của Trung ương",
        "theo văn bản số 1441 nêu trên",
        # Days, months, years.
        "từ ngày 01/7/2025",
        "ngày 05 tháng 7 năm 2019",
        "ngày 05/7 và ngày 15-16",
        "số liệu từ 15/12 đến 14/12",
        "đến tháng 7, quý 2",
        "tháng 7/2019",
        "trong các năm 2018, 2019 và 2020",
        "giai đoạn 2021-2025, cuối 2024, so với 2023",
        "trước 10 ngày, trong 05 ngày làm việc, 2 tuần",
        "CHẬM NHẤT 10 NGÀY",
        # At the beginning of a sentence, and in a heading.
        "Ngày 05/7 họp",
        "Tháng 7 họp",
        "Năm 2026",
        "Số 1441",
        "TRỰC 24/24 GIỜ",
        "LÚC 7 GIỜ 30",
        "TỔNG ĐÀI 1022, Đầu số 156",
        # Places in a law, ordinals, marks, hours.
        "Điều 5, khoản 2 và 3, điểm 1",
        "khoản 1, 2 và 3 Điều 12",
        "Phụ lục 2, mục 3.1, bảng 4",
        "Mục 3.1, Bảng 2.4 và Phụ lục 1.2",
        "họp lần thứ 2, đợt 1, thứ 6",
        "1. Công tác tuyên truyền",
        "2) Công tác kiểm tra",
        "a) Công tác tự kiểm tra",
        "2.1. Ưu điểm",
        "từ 7 giờ 30 đến 11h30 và 13:30",
        "trực 24/24 giờ, 24/7",
        # Telephones, names.
        "qua tổng đài 1022 và đường dây nóng 0276 3822 222",
        "điện thoại 0276.3822.222",
        "dịch Covid-19, khổ giấy A4, phong trào 5S, công nghiệp 4.0, ISO 9001",
        "Phường 2, khu phố 4, ấp 3",
        # Tokens are what should stand there.
        "đã kiểm tra {visits.total} lượt, {violations.total@area=4} trường hợp",
        "",
    ],
)
def test_numbers_that_count_nothing_are_left_alone(line):
    assert [typed for typed, _ in numbers_in(line)] == []


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        # Real sentences of the report of 14/01/2020.
        ("Tổ kiểm tra công vụ đã tiến hành kiểm tra 87 lượt tại các sở", ["87"]),
        ("tiếp nhận, xử lý 03 trường hợp phản ánh, kiến nghị", ["03"]),
        ("Có 26/26 sở, ban, ngành tỉnh; 09/09 huyện, thành phố", ["26/26", "09/09"]),
        # A count where a name, a day or a document might be read.
        ("tổng số 87 lượt, trong số 12 trường hợp", ["87", "12"]),
        ("theo Kế hoạch 12 lượt kiểm tra", ["12"]),
        ("Báo cáo 15 trường hợp vi phạm", ["15"]),
        ("qua đường dây nóng 12 phản ánh", ["12"]),
        ("tại các xã, phường 14 trường hợp", ["14"]),
        ("lần 2 trường hợp", ["2"]),
        ("tổ chức 02 đợt", ["02"]),
        ("năm 2019 kiểm tra 87 lượt", ["87"]),
        ("ngày 05/7/2019 ghi nhận 3 trường hợp", ["3"]),
        ("1. Đã kiểm tra 87 lượt", ["87"]),
        ("tiếp nhận 1022 phản ánh", ["1022"]),
        # Shares, fractions, separators.
        ("đạt 96,2%", ["96,2%"]),
        ("đạt 100 %", ["100 %"]),
        ("đạt 50 phần trăm", ["50 phần trăm"]),
        ("tăng 5,5 lần", ["5,5"]),
        ("1.234 lượt người", ["1.234"]),
        ("(87 lượt), 12.", ["87", "12"]),
        ("đã xử lý 03/04 phản ánh", ["03/04"]),
        ("{visits.total} lượt và 5 lượt", ["5"]),
    ],
)
def test_numbers_that_count_are_seen(line, typed):
    assert [number for number, _ in numbers_in(line)] == typed


def test_the_number_is_quoted_with_the_words_around_it():
    ((_, around),) = numbers_in("Trong kỳ, Tổ kiểm tra công vụ đã kiểm tra 87 lượt tại các sở, ban")
    assert around == "… vụ đã kiểm tra 87 lượt tại các sở, …"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("87 lượt", "87 lượt"),
        ("(87 lượt) tại các sở", "(87 lượt) tại các sở"),
        ("kiểm tra (87) lượt", "kiểm tra (87) lượt"),
        ("một hai ba bốn 87 sáu bảy tám chín", "một hai ba bốn 87 sáu bảy tám chín"),
        ("không một hai ba bốn 87 sáu bảy tám chín mười", "… một hai ba bốn 87 sáu bảy tám chín …"),
    ],
)
def test_words_left_out_are_marked_and_what_touches_the_number_stays(line, said):
    assert [around for _, around in numbers_in(line)] == [said]


def test_a_typed_number_is_a_warning_at_its_section(maker):
    a_year(maker)
    (problem,) = found("Tổ đã kiểm tra 03 lượt.")
    assert (problem.level, problem.check, problem.section) == (
        Level.WARNING,
        "typed_numbers",
        "inspections",
    )
    assert problem.text == (
        "Số “03” trong “Tổ đã kiểm tra 03 lượt.” được gõ tay, không mở ra hồ sơ nào."
    )
    assert problem.advice == "Thay bằng số liệu của danh mục: {visits.total} (Lượt kiểm tra)."


def test_a_number_nothing_is_equal_to_asks_for_its_ground(cast):
    (problem,) = found("Đã vận động 777 hộ dân.")
    assert problem.advice == (
        "Không rõ số liệu nào bằng 777; chọn số liệu trong danh sách ở màn hình soạn mục, hoặc "
        "chấp nhận cảnh báo và ghi căn cứ của con số."
    )


@pytest.mark.parametrize(
    ("figures", "typed", "line", "first"),
    [
        (
            {"violations.total": 12, "complaints.total": 12},
            "12",
            "có 12 trường hợp vi phạm của cá nhân",
            "violations.total",
        ),
        (
            {"violations.total": 12, "complaints.total": 12},
            "12",
            "tiếp nhận 12 phản ánh, kiến nghị",
            "complaints.total",
        ),
        ({"visits.surprise": 40}, "40", "40 lượt kiểm tra đột xuất", "visits.surprise"),
        ({"visits.total": 1234}, "1.234", "1.234 lượt kiểm tra", "visits.total"),
        (
            {"self_inspections.provincial.done": 26, "self_inspections.provincial.due": 26},
            "26/26",
            "26/26 sở, ban, ngành tỉnh tự kiểm tra",
            "self_inspections.provincial.rate",
        ),
        (
            {"complaints.handled": 7, "complaints.divided": 8},
            "87,5%",
            "tỷ lệ phản ánh, kiến nghị đã xử lý 87,5%",
            "complaints.rate",
        ),
        (
            {"complaints.handled": 7, "complaints.divided": 8},
            "87,50%",
            "tỷ lệ phản ánh, kiến nghị đã xử lý 87,50%",
            "complaints.rate",
        ),
    ],
)
def test_the_figure_the_line_speaks_of_is_named_first(cast, figures, typed, line, first):
    known = known_figures(a_context(figures).facts)
    assert proposals(typed, line, known)[0].key == first


def test_a_number_the_line_says_nothing_about_is_named_if_it_is_alone(cast):
    alone = known_figures(a_context({"visits.total": 777}).facts)
    both = known_figures(a_context({"visits.total": 777, "complaints.total": 777}).facts)
    line = "đã vận động 777 hộ dân"
    assert [figure.key for figure in proposals("777", line, alone)] == ["visits.total"]
    assert proposals("777", line, both) == []
    # One word of its name is not speaking of it, two are.
    assert proposals("777", "đã có 777 lượt hộ dân", both) == []
    assert [f.key for f in proposals("777", "777 lượt kiểm đếm", both)] == ["visits.total"]
    # Nothing counted has a fraction.
    assert proposals("7,7", line, alone) == []


def test_three_figures_are_named_at_the_most(cast):
    keys = ("visits.total", "visits.surprise", "visits.commune", "visits.provincial")
    known = known_figures(a_context(dict.fromkeys(keys, 777)).facts)
    named = proposals("777", "777 lượt kiểm tra đột xuất tại xã, sở, ban, ngành tỉnh", known)
    assert len(named) == 3


def test_a_part_that_was_found_is_named_by_its_cell(maker):
    a_year(maker)
    known = known_figures(a_context().facts)
    named = [f.key for f in proposals("02", "02 trường hợp vi phạm không đeo thẻ", known)]
    assert "violations.total@category=no_badge" in named


def test_two_numbers_of_a_line_are_two_warnings(cast):
    assert [p.text.split("”")[0] for p in found("- 87 lượt, 12 trường hợp\nnăm 2019")] == [
        "Số “87",
        "Số “12",
    ]
