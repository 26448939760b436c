"""The screens of an import: template, wrong files, preview, errors as CSV, one import of two."""

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from inspections.imports.batches import confirm_import, discard_batch
from inspections.imports.models import ImportBatch, ImportState
from inspections.visits.models import Visit
from tayninh_portal import jobs
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Job
from tests.fixtures.cast import moment
from tests.inspections.importing import (
    FINDING,
    NOW,
    VISIT,
    import_batch,
    preview,
    saved,
    upload,
    visits_file,
)
from tests.inspections.visiting import page_of


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def send(client, data: bytes, **more):
    """Upload a workbook of visits, and have it checked."""
    form = {"client_id": str(uuid4()), "upload": upload(data)} | more
    answer = client.post(reverse("visit-import"), form)
    jobs.run_waiting()
    return answer


def press(client, button, batch):
    """Press a button; the words of the page it leads to."""
    address = reverse(f"visit-import-{button}", args=[batch.pk])
    return " ".join(page_of(client.post(address, follow=True)).split())


def confirm(client, batch):
    """Press "Nhập toàn bộ", wait until it is done and look again: what both pages say."""
    said = press(client, "confirm", batch)
    jobs.run_waiting()
    return said, detail(client, batch)


def detail(client, batch):
    """The words of the page of a workbook."""
    page = client.get(reverse("visit-import-detail", args=[batch.pk]))
    return " ".join(page_of(page).split())


def test_the_template_downloads_and_comes_back_filled(cast):
    client = cast.client("specialist")
    assert "Nhập từ Excel" in page_of(client.get(reverse("visit-list")))
    answer = client.get(reverse("visit-import-template"))
    assert answer["Content-Disposition"] == (
        'attachment; filename="mau-nhap-luot-kiem-tra-v1.xlsx"'
    )
    assert openpyxl.load_workbook(BytesIO(answer.content))["_mau"]["C1"].value == 1
    answer = send(client, visits_file(cast, [VISIT], [FINDING]))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("visit-import-detail", args=[batch.pk])
    page = " ".join(page_of(client.get(answer["Location"])).split())
    assert "Sẽ nhập: 1 lượt kiểm tra, 1 nội dung ghi nhận" in page
    assert Visit.objects.count() == 0
    said, page = confirm(client, batch)
    assert "Đang chờ máy xử lý" in said
    assert "Đã nhập lúc" in page
    assert Visit.objects.concluded().count() == 1


def test_errors_are_shown_by_sheet_cell_and_sentence_and_as_csv(cast):
    client = cast.client("specialist")
    rows = [VISIT | {"Hình thức": "Bất ngờ"}, VISIT | {"Mã lượt": 2, "Bắt đầu lúc": "sáng"}]
    page = page_of(client.get(send(client, visits_file(cast, rows))["Location"]))
    assert "Có 2 lỗi, chưa nhập gì" in page
    batch = ImportBatch.objects.get()
    answer = client.get(reverse("visit-import-errors", args=[batch.pk]))
    assert answer.content.decode().splitlines() == [
        "\ufeffTrang tính,Ô,Lỗi",
        "Lượt kiểm tra,F2,Chọn một trong: Đột xuất; Báo trước.",
        "Lượt kiểm tra,D3,Ghi giờ theo dạng 08:05.",
    ]
    said, _ = confirm(client, batch)
    assert "Tệp này đã kiểm tra xong và có lỗi; chưa nhập gì." in said
    assert Visit.objects.count() == 0


def test_the_errors_as_csv_hold_nothing_a_spreadsheet_takes_for_a_formula(cast):
    batch = preview(cast, visits_file(cast, [VISIT | {"Hình thức": "Bất ngờ"}]))
    ImportBatch.objects.update(problems=[["=1+1", "-2", "Sai."]])
    answer = cast.client("specialist").get(reverse("visit-import-errors", args=[batch.pk]))
    assert answer.content.decode().splitlines()[1] == "'=1+1,'-2,Sai."


def _without_mark(cast) -> bytes:
    book = openpyxl.load_workbook(BytesIO(visits_file(cast)))
    del book["_mau"]
    return saved(book)


def _of_version_0(cast) -> bytes:
    book = openpyxl.load_workbook(BytesIO(visits_file(cast)))
    book["_mau"]["C1"] = 0
    return saved(book)


def _without_findings(cast) -> bytes:
    book = openpyxl.load_workbook(BytesIO(visits_file(cast)))
    del book["Nội dung ghi nhận"]
    return saved(book)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            b"%PDF-1.7 ...",
            "Loại tệp không được nhận. Chỉ nhận Excel (.xlsx); đổi tên tệp không đổi được loại.",
        ),
        (b"", "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."),
        (b"PK\x03\x04" + b"0" * (5 * 1024 * 1024), "Tệp nặng quá 5 MB; tách thành nhiều tệp."),
    ],
)
def test_what_is_no_workbook_at_first_sight_is_refused_on_the_form(cast, made, said):
    answer = send(cast.client("specialist"), made)
    assert page_of(answer)
    assert answer.context["form"].errors == {"upload": [said]}
    assert (ImportBatch.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            lambda cast: b"PK\x03\x04 ...",
            "Tệp Excel bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên.",
        ),
        (
            _without_mark,
            "Tệp này không làm từ mẫu của cổng. Tải mẫu về, dán dữ liệu vào mẫu rồi tải lên.",
        ),
        (
            _of_version_0,
            "Mẫu này không phải phiên bản 1 đang dùng. "
            "Tải mẫu mới về, dán dữ liệu sang rồi tải lên.",
        ),
        (_without_findings, "Tệp thiếu trang tính “Nội dung ghi nhận”; tải mẫu mới về."),
    ],
)
def test_a_file_that_is_no_such_workbook_is_told_so_and_forgotten(cast, made, said):
    client = cast.client("specialist")
    page = page_of(client.get(send(client, made(cast))["Location"]))
    assert "Có 1 lỗi, chưa nhập gì" in page
    (batch,) = ImportBatch.objects.all()
    assert (batch.problems, batch.upload) == ([["Cả tệp", "", said]], "")


def test_a_column_out_of_place_is_told_at_its_heading_alone(cast):
    book = openpyxl.load_workbook(BytesIO(visits_file(cast)))
    book["Lượt kiểm tra"]["C1"] = "Ngày"
    batch = preview(cast, saved(book))
    assert batch.problems == [
        [
            "Lượt kiểm tra",
            "C1",
            "Tiêu đề cột phải là “Ngày kiểm tra”; không đổi thứ tự, tên cột của mẫu.",
        ]
    ]


def test_a_double_click_uploads_once_and_imports_once(cast):
    client = cast.client("specialist")
    data, form_id = visits_file(cast), str(uuid4())
    first, second = (send(client, data, client_id=form_id) for _ in range(2))
    assert first["Location"] == second["Location"]
    batch = ImportBatch.objects.get()
    press(client, "confirm", batch)
    said = press(client, "confirm", batch)
    assert "Tệp này đang được nhập; không có gì nhập hai lần." in said
    jobs.run_waiting()
    said, _ = confirm(client, batch)
    assert "Tệp này đã được nhập trước đó; không có gì nhập hai lần." in said
    assert (Visit.objects.count(), Job.objects.count()) == (1, 2)


def test_the_second_of_two_confirms_at_one_moment_writes_nothing(cast):
    batch = preview(cast, visits_file(cast))
    same = ImportBatch.objects.get(pk=batch.pk)
    confirm_import(batch, by=cast.specialist)
    with pytest.raises(Conflict):
        confirm_import(same, by=cast.specialist)
    jobs.run_waiting()
    assert Visit.objects.count() == 1


def test_what_changed_since_the_check_stops_the_whole_import(cast):
    row = VISIT | {"Mã lượt": 2, "Bắt đầu lúc": "13h"}
    row |= {"Kết thúc lúc": "15h"}
    mine = preview(cast, visits_file(cast, [VISIT, row]))
    by_manager = preview(cast, visits_file(cast, [VISIT]), by=cast.manager)
    import_batch(by_manager, by=cast.manager)
    _, page = confirm(cast.client("specialist"), mine)
    assert "dữ liệu của cổng đã thay đổi từ đó" in page
    mine.refresh_from_db()
    assert (mine.state, mine.upload, len(mine.problems)) == (ImportState.FAULTY, "", 1)
    assert Visit.objects.count() == 1


def test_a_file_is_kept_for_a_day_and_one_a_person(cast):
    old = preview(cast, visits_file(cast), at=moment(2019, 7, 3))
    with pytest.raises(Conflict, match="Tệp không còn được giữ"):
        import_batch(old, by=cast.specialist)
    first = preview(cast, visits_file(cast), by=cast.manager)
    second = preview(cast, visits_file(cast, [VISIT | {"Mã lượt": 7}]), by=cast.manager)
    kept = {row.pk: (row.state, bool(row.upload)) for row in ImportBatch.objects.all()}
    assert kept == {
        old.pk: (ImportState.DISCARDED, False),
        first.pk: (ImportState.DISCARDED, False),
        second.pk: (ImportState.CHECKED, True),
    }


def test_a_discarded_file_is_forgotten(cast):
    client = cast.client("specialist")
    batch = preview(cast, visits_file(cast))
    client.post(reverse("visit-import-discard", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.upload) == (ImportState.DISCARDED, "")
    page = page_of(client.get(reverse("visit-import-detail", args=[batch.pk])))
    assert "Không có gì được nhập từ tệp này" in page
    with pytest.raises(Conflict):
        discard_batch(batch, by=cast.specialist, at=NOW)


def test_only_who_logs_visits_imports_them_and_sees_their_own_files_alone(cast):
    batch = preview(cast, visits_file(cast))
    stranger = cast.client("specialist_b").get(reverse("visit-import-detail", args=[batch.pk]))
    assert stranger.status_code == 404
    assert cast.client("operator").get(reverse("visit-import")).status_code == 403
    with pytest.raises(Refused):
        preview(cast, visits_file(cast), by=cast.clerk_a)
