"""Complaints from a workbook: how far each had come, what is refused, what is sealed."""

from datetime import date, datetime, time
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from inspections.complaints.caller import read_caller
from inspections.complaints.models import Complaint
from inspections.complaints.states import ComplaintState
from inspections.identities.models import Identity
from inspections.imports.models import ImportBatch, ImportKind, ImportState
from tayninh_portal import jobs
from tayninh_portal.lib.dates import VIETNAM
from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import Change
from tests.fixtures.cast import make_agency
from tests.inspections.importing import (
    COMPLAINT,
    NOW,
    complaints_file,
    import_batch,
    preview,
    problems,
    upload,
    visits_file,
)
from tests.inspections.visiting import page_of

SHEET = "Phản ánh"
CLASSIFIED = COMPLAINT | {
    "Phân loại": "Về hành vi của cơ quan, cán bộ, công chức, viên chức",
    "Loại hành vi": "Giải quyết thủ tục hành chính trễ hạn",
    "Lĩnh vực": "Xây dựng, đô thị",
}
HANDED_ON = CLASSIFIED | {
    "Giao, chuyển cho cơ quan": "Sở Xây dựng",
    "Ngày giao, chuyển": date(2019, 7, 2),
}
ANSWERED = HANDED_ON | {"Ngày trả lời": date(2019, 7, 3), "Nội dung trả lời": "Đã trả kết quả."}
CLOSED = ANSWERED | {"Ngày kết thúc": date(2019, 7, 4)}
NAMELESS = {"Họ tên người phản ánh": None, "Địa chỉ": None, "Điện thoại": None}


def check(cast, *rows):
    """The batch of these rows, uploaded by the operator."""
    data = complaints_file(cast, rows)
    return preview(cast, data, by=cast.operator, kind=ImportKind.COMPLAINTS)


def brought_in(cast, *rows) -> list[Complaint]:
    """The complaints these rows make."""
    batch = check(cast, *rows)
    assert problems(batch) == []
    import_batch(batch, by=cast.operator)
    return list(Complaint.objects.order_by("pk"))


def test_a_complaint_comes_in_sealed_logged_and_with_its_clock(cast):
    (complaint,) = brought_in(cast, COMPLAINT)
    assert (complaint.state, complaint.received_at, complaint.received_on) == (
        ComplaintState.RECEIVED,
        datetime(2019, 7, 1, 9, 15, tzinfo=VIETNAM),
        date(2019, 7, 1),
    )
    assert complaint.answer_due_on is not None
    sealed = {
        "name": "Người Gọi Minh Họa",
        "address": "Phường 1",
        "phone": "0912345678",
        "content": "Kể lại nguyên văn",
    }
    assert read_caller(complaint, by=cast.operator, reason="Gọi lại hỏi thêm", at=NOW) == sealed
    line = Change.objects.of(complaint).get()
    assert (line.label, line.to_state, line.by) == ("Nhập từ Excel", "received", cast.operator)
    assert [text for text in sealed.values() if text in str(line.data)] == []


@pytest.mark.parametrize(
    ("row", "state", "handled_on"),
    [
        (CLASSIFIED, "classified", None),
        (HANDED_ON, "handed_on", None),
        (ANSWERED, "answered", None),
        (CLOSED, "closed", date(2019, 7, 4)),
        (
            COMPLAINT
            | {
                "Phân loại": "Không tiếp nhận",
                "Lý do không tiếp nhận": "Không rõ nội dung",
                "Ngày kết thúc": date(2019, 7, 2),
            },
            "closed",
            date(2019, 7, 2),
        ),
        (
            COMPLAINT | {"Phân loại": "Tố cáo", "Ngày kết thúc": date(2019, 7, 2)},
            "closed",
            date(2019, 7, 2),
        ),
        (
            HANDED_ON
            | {
                "Phân loại": "Về quy định hành chính, thuộc cơ quan khác",
                "Số văn bản giao, chuyển": "12/SNV-TTr",
            },
            "passed_on",
            date(2019, 7, 2),
        ),
        (
            CLASSIFIED
            | NAMELESS
            | {
                "Không cung cấp danh tính": "Có",
                "Có chứng cứ cụ thể": "Có",
                "Ngày kết thúc": date(2019, 7, 3),
            },
            "closed",
            date(2019, 7, 3),
        ),
    ],
)
def test_each_row_comes_in_as_far_as_it_had_come(cast, row, state, handled_on):
    (complaint,) = brought_in(cast, row)
    assert (complaint.state, complaint.handled_on) == (state, handled_on)
    complaint.full_clean()
    assert Complaint.objects.handled_by(date(2019, 7, 5)).count() == (handled_on is not None)


def test_rules_of_another_body_start_the_clock_of_passing_on(cast):
    kind = "Về quy định hành chính, thuộc cơ quan khác"
    (complaint,) = brought_in(cast, COMPLAINT | {"Phân loại": kind})
    assert complaint.forward_due_on == add_working_days(date(2019, 7, 1), 5)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            COMPLAINT | {"Điện thoại": None},
            ("H2", "Hỏi và ghi số điện thoại, hoặc chọn “Không cung cấp danh tính”."),
        ),
        (
            COMPLAINT | {"Điện thoại": "12"},
            (
                "H2",
                "Số điện thoại không hợp lệ; nhập đủ mã vùng, ví dụ 0276 3822 222 hoặc "
                "0912 345 678.",
            ),
        ),
        (
            COMPLAINT | {"Tóm tắt nội dung": "Người gọi minh họa kể"},
            ("L2", "Tóm tắt không được có tên hoặc số điện thoại của người phản ánh."),
        ),
        (
            COMPLAINT | {"Ngày tiếp nhận": date(2019, 7, 6)},
            ("A2", "Thời điểm tiếp nhận không được sau hiện tại."),
        ),
        (
            COMPLAINT | {"Cơ quan bị phản ánh": "Sở Nội vụ"},
            (
                "K2",
                "Phản ánh về Sở Nội vụ phải ghi trực tiếp trên cổng để giao riêng cho một "
                "lãnh đạo.",
            ),
        ),
        (
            COMPLAINT | {"Ngày trả lời": date(2019, 7, 2)},
            ("T2", "Phản ánh chưa phân loại: để trống ô này, hoặc ghi phân loại."),
        ),
        (
            COMPLAINT | {"Phân loại": "Không tiếp nhận"},
            ("P2", "Ghi lý do không tiếp nhận."),
        ),
        (HANDED_ON | {"Ngày giao, chuyển": None}, ("R2", "Ghi ngày giao, chuyển.")),
        (
            HANDED_ON | {"Ngày giao, chuyển": date(2019, 6, 30)},
            ("R2", "Ngày này trước ngày tiếp nhận phản ánh."),
        ),
        (ANSWERED | {"Nội dung trả lời": None}, ("U2", "Ghi nội dung trả lời.")),
        (
            HANDED_ON | {"Ngày kết thúc": date(2019, 7, 4)},
            ("T2", "Phải trả lời người phản ánh rồi mới kết thúc."),
        ),
        (
            CLOSED | {"Ngày kết thúc": date(2019, 7, 2)},
            ("W2", "Ngày kết thúc không được trước ngày trả lời, giao."),
        ),
        (
            COMPLAINT | {"Tóm tắt nội dung": "=1+1"},
            ("L2", "Ô chứa công thức; chép lại rồi dán dưới dạng giá trị (Paste Values)."),
        ),
    ],
)
def test_one_wrong_cell_is_one_error_at_that_cell(cast, row, expected):
    batch = check(cast, row)
    assert problems(batch) == [(SHEET, *expected)]
    assert (batch.state, batch.upload) == (ImportState.FAULTY, "")


def test_a_body_outside_the_province_gets_it_by_letter_alone(cast):
    row = HANDED_ON | {"Giao, chuyển cho cơ quan": "Công an tỉnh"}
    assert problems(check(cast, row)) == [(SHEET, "S2", "Ghi số văn bản chuyển.")]


def test_errors_never_repeat_a_name_from_a_column_out_of_place(cast):
    row = COMPLAINT | {
        "Cơ quan bị phản ánh": "Người Gọi Minh Họa",
        "Lĩnh vực": "Người Gọi Minh Họa",
        "Tiếp nhận qua": "Người Gọi Minh Họa",
    }
    batch = check(cast, row)
    assert [cell for _, cell, _ in problems(batch)] == ["C2", "K2", "N2"]
    assert "Minh Họa" not in str(batch.problems)


def test_the_same_file_again_and_the_same_call_again_import_nothing(cast):
    brought_in(cast, COMPLAINT)
    other = check(cast, COMPLAINT | {"Mã trên hệ thống 1022": "X1"})
    assert problems(other) == [
        (SHEET, "B2", "Phản ánh về cơ quan này vào ngày, giờ này đã có trong cổng.")
    ]
    twice = check(cast, *[COMPLAINT | {"Giờ tiếp nhận": time(10, 0)}] * 2)
    assert problems(twice) == [(SHEET, "B3", "Trùng cơ quan, ngày, giờ với dòng 2.")]


def test_the_very_same_bytes_are_known(cast):
    data = complaints_file(cast)
    for expected in ({"complaints": 1, "known": 0}, {"complaints": 0, "known": 1}):
        batch = preview(cast, data, by=cast.operator, kind=ImportKind.COMPLAINTS)
        assert batch.totals == expected | {"problems": 0}
        import_batch(batch, by=cast.operator)
    assert (Complaint.objects.count(), Identity.objects.count()) == (1, 1)


def test_the_template_offers_the_agencies_at_work_and_those_that_ended_last_year(cast):
    make_agency("Sở Cũ", "provincial_body", by=cast.admin, ends_on=date(2017, 12, 31))
    make_agency("Sở Mới đóng", "provincial_body", by=cast.admin, ends_on=date(2018, 1, 1))
    (complaint,) = brought_in(cast, COMPLAINT)
    page = complaints_file(cast)
    lists = openpyxl.load_workbook(BytesIO(page))["Danh mục"]
    titles = {cell.value: cell.column for cell in lists[1]}
    names = [row[titles["Cơ quan"] - 1].value for row in lists.iter_rows(min_row=2)]
    assert ("Sở Cũ" in names, "Sở Mới đóng" in names) == (False, True)
    assert complaint.subject_agency == cast.a


def test_the_operator_imports_on_screen_and_a_specialist_may_not(cast):
    with time_machine.travel(NOW, tick=False):
        client = cast.client("operator")
        assert "Nhập từ Excel" in page_of(client.get(reverse("complaint-list")))
        form = {"client_id": str(uuid4()), "upload": upload(complaints_file(cast, [CLOSED]))}
        answer = client.post(reverse("complaint-import"), form)
        batch = ImportBatch.objects.get()
        assert answer["Location"] == reverse("complaint-import-detail", args=[batch.pk])
        jobs.run_waiting()
        page = " ".join(page_of(client.get(answer["Location"])).split())
        assert "Sẽ nhập: 1 phản ánh" in page
        assert "Minh Họa" not in page
        client.post(reverse("complaint-import-confirm", args=[batch.pk]))
        jobs.run_waiting()
        assert Complaint.objects.get().state == ComplaintState.CLOSED
        wrong = {"client_id": str(uuid4()), "upload": upload(visits_file(cast))}
        answer = client.post(reverse("complaint-import"), wrong)
        jobs.run_waiting()
        assert problems(ImportBatch.objects.latest("pk")) == [
            (
                "Cả tệp",
                "",
                "Tệp này là mẫu của loại dữ liệu khác; cần mẫu “Nhập phản ánh, kiến nghị”.",
            )
        ]
        assert client.get(reverse("visit-import-detail", args=[batch.pk])).status_code == 404
        assert cast.client("specialist").get(reverse("complaint-import")).status_code == 403
