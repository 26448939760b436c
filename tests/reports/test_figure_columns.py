"""The records behind a figure as a file: its columns, and what a line says of a record."""

from datetime import date

from inspections.complaints.models import Complaint
from inspections.rounds.models import Round
from reports.figures.catalog import CATALOG
from reports.figures.tables import COLUMNS
from tests.portal.test_exports import csv_of
from tests.reports.composition import a_year, accepted

# A figure over each set of rows, and what stands at the head of its file.
HEADS = {
    "visits.total": "Cơ quan|Ngày|Bắt đầu lúc|Hình thức",
    "headcounts.present": "Cơ quan|Ngày|Bắt đầu lúc|Hình thức|Số người",
    "visits.agencies": "Cơ quan|Loại",
    "agencies.total": "Cơ quan|Nhóm|Kiểm tra trong kỳ",
    "violations.total": "Loại|Lĩnh vực|Cơ quan|Ngày|Kiến nghị",
    "handlings.total": "Loại|Cơ quan|Ngày|Kiến nghị|Đã xử lý",
    "remedies.due": "Nội dung|Cơ quan|Hạn|Xong ngày|Kết quả",
    "complaints.total": "Phản ánh|Cơ quan bị phản ánh|Tiếp nhận|Kết quả|Xử lý ngày",
    "self_inspections.total.due": "Cơ quan|Nhóm|Đợt|Kết quả|Quá hạn",
    "self_inspections.held": "Cơ quan|Đợt|Ngày chấp nhận|Số cuộc tự kiểm tra",
    "self_inspections.violations": "Cơ quan|Loại vi phạm|Số vụ việc",
    "implementation.agencies": "Cơ quan|Loại",
    "implementation.meetings": "Cơ quan|Ngày|Loại|Số lượng|Số người",
}


def test_every_set_of_rows_has_its_columns(cast, maker):
    maker.everything()
    client = cast.client("specialist")
    heads = {key: csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")[0] for key in HEADS}
    assert heads == {key: head.split("|") for key, head in HEADS.items()}
    assert {CATALOG[key].base.name for key in HEADS} == COLUMNS.keys()


LINES = {
    "visits.total": [
        "Sở Xây dựng|04/3/2019|08:00|Đột xuất",
        "UBND xã Phước Đông|06/5/2019|08:00|Báo trước",
        "UBND huyện Gò Dầu|07/5/2019|08:00|Báo trước",
    ],
    "complaints.total": [
        "Số {first}|Sở Y tế|01/6/2019|Đã xử lý|09/6/2019",
        "Số {second}|Sở Y tế|01/8/2019|Đang xử lý|",
    ],
    "self_inspections.total.due": [
        "UBND huyện Gò Dầu|Huyện, thị xã, thành phố|Đợt minh họa 1|Chưa gửi|",
        "Sở Xây dựng|Sở, ban, ngành tỉnh|Đợt minh họa 1|Đã tự kiểm tra|",
        "Sở Y tế|Sở, ban, ngành tỉnh|Đợt minh họa 1|Đã tự kiểm tra|quá hạn",
    ],
    "self_inspections.violations": [
        "Sở Xây dựng|Đi muộn|1",
        "Sở Xây dựng|Về sớm|4",
    ],
}


def test_a_line_says_what_was_recorded(cast, maker):
    """The year of the tests, and one agency more whose result came after the deadline."""
    a_year(maker)
    late = accepted(1)
    late.first_filed = date(2020, 1, 15)
    maker.due(Round.objects.get(), cast.b, "provincial", late)
    client = cast.client("specialist")
    said = {key: csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")[1:] for key in LINES}
    first, second = Complaint.objects.order_by("pk").values_list("pk", flat=True)
    assert said == {
        key: [line.format(first=first, second=second).split("|") for line in lines]
        for key, lines in LINES.items()
    }
