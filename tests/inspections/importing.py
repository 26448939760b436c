"""What the tests of imports share: the template filled in, in bytes as a browser sends them."""

import zipfile
from collections.abc import Callable
from datetime import date, time
from io import BytesIO

import openpyxl
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from inspections.imports.batches import confirm_import, store_upload, template_of
from inspections.imports.models import ImportBatch, ImportKind
from tayninh_portal import jobs
from tests.fixtures.cast import moment

# The clock of these tests stands still here.
NOW = moment(2019, 7, 5, 14)
VISIT = {
    "Mã lượt": 1,
    "Cơ quan được kiểm tra": "Sở Xây dựng",
    "Ngày kiểm tra": date(2019, 7, 1),
    "Bắt đầu lúc": time(8, 0),
    "Kết thúc lúc": time(10, 30),
    "Hình thức": "Đột xuất",
    "Lý do kiểm tra": "Lý do khác",
    "Tổ trưởng": "specialist",
    "Tổng số theo danh sách": 40,
    "Có mặt": 38,
    "Vắng có lý do": 2,
    "Nhận xét, kết luận": "Chấp hành tốt.",
}
FINDING = {
    "Mã lượt": 1,
    "Đối tượng": "Cá nhân",
    "Loại vi phạm": "Đi muộn",
    "Người vi phạm là": "Công chức",
    "Họ tên người vi phạm": "Người Minh Họa",
}

COMPLAINT = {
    "Ngày tiếp nhận": date(2019, 7, 1),
    "Giờ tiếp nhận": time(9, 15),
    "Tiếp nhận qua": "Điện thoại đường dây nóng",
    "Họ tên người phản ánh": "Người Gọi Minh Họa",
    "Địa chỉ": "Phường 1",
    "Điện thoại": "0912 345 678",
    "Nội dung như người dân kể": "Kể lại nguyên văn",
    "Cơ quan bị phản ánh": "Sở Xây dựng",
    "Tóm tắt nội dung": "Trả kết quả trễ hạn",
}


def fill(data: bytes, sheets: dict[str, list[dict]]) -> bytes:
    """The template ``data`` with rows (heading → value) written from row 2 on."""
    book = openpyxl.load_workbook(BytesIO(data))
    for title, rows in sheets.items():
        page = book[title]
        places = {cell.value.removesuffix(" *"): cell.column for cell in page[1]}
        for number, row in enumerate(rows, start=2):
            for heading, value in row.items():
                page.cell(number, places[heading], value)
    return saved(book)


def saved(book) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook ``data`` with one part of its zip written by another program."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return out.getvalue()


def visits_file(cast, visits=(VISIT,), findings=()) -> bytes:
    """A workbook of visits."""
    _, data = template_of(ImportKind.VISITS, by=cast.specialist, at=NOW)
    return fill(data, {"Lượt kiểm tra": list(visits), "Nội dung ghi nhận": list(findings)})


def complaints_file(cast, rows=(COMPLAINT,)) -> bytes:
    """A workbook of complaints."""
    _, data = template_of(ImportKind.COMPLAINTS, by=cast.operator, at=NOW)
    return fill(data, {"Phản ánh": list(rows)})


def upload(data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile("tep.xlsx", data)


def preview(cast, data: bytes, *, by=None, at=NOW, kind=ImportKind.VISITS):
    """The batch of an upload by the specialist, once the background has checked it."""
    with time_machine.travel(at, tick=False):
        batch, _ = store_upload(kind, upload(data), by=by or cast.specialist)
        jobs.run_waiting()
    batch.refresh_from_db()
    return batch


def import_batch(batch, *, by, at=NOW):
    """The batch once its import was confirmed and done."""
    with time_machine.travel(at, tick=False):
        confirm_import(batch, by=by)
        jobs.run_waiting()
    return ImportBatch.objects.get(pk=batch.pk)


def problems(batch) -> list[tuple[str, str, str]]:
    """What was found wrong."""
    return [tuple(problem) for problem in batch.problems]


def many(number: int) -> tuple[list[dict], list[dict]]:
    """As many visits, four a day over half a year and again from the start, each with a finding."""
    agencies = ("Sở Xây dựng", "Sở Y tế", "UBND huyện Gò Dầu", "Văn phòng UBND tỉnh")
    visits, findings = [], []
    for place in range(number):
        visits.append(
            VISIT
            | {
                "Mã lượt": place + 1,
                "Cơ quan được kiểm tra": agencies[place % 4],
                "Ngày kiểm tra": date.fromordinal(date(2019, 1, 1).toordinal() + place // 4 % 180),
                "Bắt đầu lúc": time(8, place // 720),
            }
        )
        findings.append(FINDING | {"Mã lượt": place + 1})
    return visits, findings
