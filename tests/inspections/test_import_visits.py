"""Visits from a workbook: what is read, what is refused and where, and what is written."""

import re
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest

from inspections.findings.models import Finding
from inspections.identities.models import Identity
from inspections.imports.models import ImportBatch, ImportState
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import Role
from tayninh_portal.models import Change
from tests.fixtures.cast import appoint
from tests.inspections.importing import (
    FINDING,
    NOW,
    VISIT,
    import_batch,
    many,
    preview,
    problems,
    rewritten,
    saved,
    visits_file,
)
from tests.inspections.visiting import draft

SHEET, FINDINGS = "Lượt kiểm tra", "Nội dung ghi nhận"


def test_a_visit_with_its_findings_comes_in_concluded_and_logged(cast):
    rows = [
        FINDING
        | {"Hạn khắc phục": date(2019, 7, 20), "Kiến nghị xử lý": "Kiểm điểm, rút kinh nghiệm"},
        {"Mã lượt": 1, "Đối tượng": "Đơn vị", "Loại vi phạm": "Thiếu bảng tên, chức danh"},
    ]
    members = "Minh họa specialist_b; manager"
    batch = preview(cast, visits_file(cast, [VISIT | {"Thành viên": members}], rows))
    assert problems(batch) == []
    assert batch.totals == {"visits": 1, "findings": 2, "known": 0, "problems": 0}
    assert (Visit.objects.count(), Finding.objects.count(), Identity.objects.count()) == (0, 0, 0)
    import_batch(batch, by=cast.specialist)
    visit = Visit.objects.get()
    assert (visit.agency, visit.day, visit.starts_at, visit.ends_at, visit.is_surprise) == (
        cast.a,
        date(2019, 7, 1),
        time(8, 0),
        time(10, 30),
        True,
    )
    assert (visit.state, visit.concluded_at, visit.on_roll, visit.absent_unexcused) == (
        VisitState.CONCLUDED,
        NOW,
        40,
        None,
    )
    assert [(row.user, row.is_head) for row in visit.members.order_by("pk")] == [
        (cast.specialist, True),
        (cast.specialist_b, False),
        (cast.manager, False),
    ]
    late, plates = Finding.objects.order_by("pk")
    assert (late.category.code, late.person_kind, late.visit_day) == (
        "late",
        "civil_servant",
        visit.day,
    )
    assert (plates.category.code, plates.person) == ("unit_nameplates", None)
    assert "Người" not in late.person.payload
    assert [row.due_on for row in Remedy.objects.filter(finding=late)] == [date(2019, 7, 20)]
    logged = Change.objects.filter(label="Nhập từ Excel").values_list("record_type", "to_state")
    assert sorted(logged) == [
        ("inspections.finding", ""),
        ("inspections.finding", ""),
        ("inspections.visit", "draft"),
    ]
    stated = [(line.action, line.label, line.to_state) for line in Change.objects.of(visit)]
    assert stated == [
        ("create", "Nhập từ Excel", "draft"),
        ("conclude", "Kết thúc lượt kiểm tra", "concluded"),
    ]
    assert [line.data["team"] for line in Change.objects.of(visit)] == 2 * [
        [
            [cast.specialist.pk, True],
            [cast.specialist_b.pk, False],
            [cast.manager.pk, False],
        ]
    ]
    assert visit.conclusion == "Chấp hành tốt."
    assert "Người Minh Họa" not in str(list(Change.objects.values_list("data", flat=True)))


def test_days_and_hours_are_read_as_people_type_them(cast):
    rows = [
        VISIT | {"Mã lượt": "A", "Ngày kiểm tra": "5/7/2019", "Bắt đầu lúc": "8h05"},
        VISIT | {"Mã lượt": "B", "Ngày kiểm tra": 43651, "Bắt đầu lúc": 0.375},
        VISIT | {"Mã lượt": "C", "Ngày kiểm tra": datetime(2019, 7, 3), "Bắt đầu lúc": "9.30"},
    ]
    batch = preview(cast, visits_file(cast, rows))
    assert problems(batch) == []
    import_batch(batch, by=cast.specialist)
    assert list(Visit.objects.order_by("pk").values_list("day", "starts_at")) == [
        (date(2019, 7, 5), time(8, 5)),
        (date(2019, 7, 5), time(9, 0)),
        (date(2019, 7, 3), time(9, 30)),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"Cơ quan được kiểm tra": "Sở Nào đó"},
            ("B2", "Không có cơ quan tên này trong danh mục; chọn trong danh sách."),
        ),
        ({"Cơ quan được kiểm tra": None}, ("B2", "Chưa ghi “Cơ quan được kiểm tra”.")),
        (
            {"Ngày kiểm tra": "31/02/2019"},
            ("C2", "Ngày “31/02/2019” không có trên lịch."),
        ),
        (
            {"Ngày kiểm tra": date(2019, 7, 6)},
            ("C2", "Ngày kiểm tra chưa đến; chỉ ghi nhận lượt kiểm tra đã diễn ra."),
        ),
        (
            {"Ngày kiểm tra": date(2017, 12, 31)},
            ("C2", "Chỉ nhập lượt kiểm tra từ ngày 01/01/2018; kiểm tra lại."),
        ),
        ({"Bắt đầu lúc": "25:00"}, ("D2", "Ghi giờ theo dạng 08:05.")),
        ({"Kết thúc lúc": time(7, 0)}, ("E2", "Giờ kết thúc phải sau giờ bắt đầu.")),
        ({"Hình thức": "Bất ngờ"}, ("F2", "Chọn một trong: Đột xuất; Báo trước.")),
        (
            {"Hình thức": "Báo trước"},
            ("H2", "Ghi số và ngày của quyết định hoặc kế hoạch kiểm tra."),
        ),
        (
            {"Số quyết định, kế hoạch": "05/KH"},
            ("I2", "Ghi ngày ban hành của quyết định, kế hoạch."),
        ),
        (
            {"Tổ trưởng": "ai đó"},
            ("L2", "Không có cán bộ nào như vậy; ghi đúng họ tên hoặc mã cán bộ."),
        ),
        ({"Có mặt": -1}, ("O2", "Ghi số người bằng chữ số, không âm, không có phần lẻ.")),
        (
            {"Có mặt": 30},
            (
                "S2",
                "Tổng số có mặt và vắng mặt là 32, khác với 40 trong danh sách. "
                "Sửa lại hoặc ghi lý do.",
            ),
        ),
        ({"Nhận xét, kết luận": "  "}, ("T2", "Chưa ghi “Nhận xét, kết luận”.")),
        (
            {"Nhận xét, kết luận": '=HYPERLINK("http://vi-du.vn","Xem")'},
            ("T2", "Ô chứa công thức; chép lại rồi dán dưới dạng giá trị (Paste Values)."),
        ),
        (
            {"Tổ trưởng": "manager"},
            (
                "M2",
                "Bạn phải là thành viên của Tổ mà bạn ghi nhận; nếu không tham gia, "
                "nhờ thành viên Tổ hoặc lãnh đạo Sở ghi nhận.",
            ),
        ),
    ],
)
def test_one_wrong_cell_is_one_error_at_that_cell(cast, changes, expected):
    batch = preview(cast, visits_file(cast, [VISIT | changes]))
    assert problems(batch) == [(SHEET, *expected)]
    assert (batch.state, batch.upload) == (ImportState.FAULTY, "")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Mã lượt": 9}, ("A2", "Trang “Lượt kiểm tra” không có lượt nào mang mã này.")),
        (
            {"Loại vi phạm": "Thiếu bảng tên, chức danh"},
            ("C2", "Không có loại vi phạm tên này; chọn trong danh sách."),
        ),
        (
            {"Người vi phạm là": None},
            ("E2", "Chọn người vi phạm là cán bộ, công chức, viên chức hay đối tượng khác."),
        ),
        (
            {"Kiến nghị xử lý": "Bãi nhiệm"},
            ("J2", "Hình thức kỷ luật “Bãi nhiệm” không áp dụng cho công chức."),
        ),
        (
            {"Hạn khắc phục": date(2019, 6, 30)},
            ("L2", "Hạn khắc phục không được trước ngày kiểm tra."),
        ),
    ],
)
def test_a_wrong_finding_is_told_at_its_cell(cast, changes, expected):
    batch = preview(cast, visits_file(cast, [VISIT], [FINDING | changes]))
    assert problems(batch) == [(FINDINGS, *expected)]


def test_a_finding_about_a_unit_names_no_person(cast):
    row = FINDING | {"Đối tượng": "Đơn vị", "Loại vi phạm": "Thiếu bảng tên, chức danh"}
    batch = preview(cast, visits_file(cast, [VISIT], [row]))
    assert problems(batch) == [
        (FINDINGS, "E2", "Nội dung về đơn vị: để trống ô này."),
        (FINDINGS, "G2", "Nội dung về đơn vị không ghi thông tin cá nhân."),
    ]


def test_several_errors_of_a_row_are_all_told(cast):
    row = VISIT | {"Bắt đầu lúc": "sáng", "Có mặt": "nhiều", "Hình thức": "?", "Tổ trưởng": None}
    batch = preview(cast, visits_file(cast, [row]))
    assert [cell for _, cell, _ in problems(batch)] == ["D2", "F2", "L2", "O2"]
    assert batch.totals == {"visits": 1, "findings": 0, "known": 0, "problems": 4}


def test_the_same_visit_twice_or_already_in_the_portal_is_told(cast):
    draft(cast, day=date(2019, 7, 1), starts_at=time(8, 0), at=NOW)
    twice = VISIT | {"Mã lượt": 2, "Ngày kiểm tra": date(2019, 7, 2)}
    batch = preview(cast, visits_file(cast, [VISIT, twice, twice]))
    assert problems(batch) == [
        (SHEET, "D2", "Lượt kiểm tra cơ quan này lúc 08:00 ngày 01/7/2019 đã có trong cổng."),
        (SHEET, "A4", "Mã lượt này đã dùng ở dòng trên; mỗi lượt một mã."),
        (SHEET, "D4", "Trùng cơ quan, ngày, giờ với dòng 3."),
    ]


def test_nobody_imports_an_inspection_of_his_own_house(cast):
    appoint(cast.specialist_b, Role.AGENCY_HEAD, cast.a)
    batch = preview(cast, visits_file(cast, [VISIT | {"Thành viên": "specialist_b"}]))
    assert [(cell, text[:40]) for _, cell, text in problems(batch)] == [
        ("M2", "Minh họa specialist_b công tác tại cơ qu")
    ]


def test_a_name_borne_before_and_two_bodies_of_one_name_are_told_apart(cast):
    cast.a.names.create(name="Sở Xây dựng và Giao thông", starts_on=date(2019, 7, 2))
    rows = [
        VISIT,
        VISIT
        | {"Mã lượt": 2, "Cơ quan được kiểm tra": "sở xây dựng và giao thông", "Bắt đầu lúc": "9"},
        VISIT | {"Mã lượt": 3, "Cơ quan được kiểm tra": "Trung tâm Quy hoạch (Sở Xây dựng)"},
    ]
    batch = preview(cast, visits_file(cast, rows))
    assert problems(batch) == []
    import_batch(batch, by=cast.specialist)
    found = Visit.objects.order_by("pk").values_list("agency", flat=True)
    assert list(found) == [cast.a.pk, cast.a.pk, cast.a_unit.pk]


def test_the_same_file_again_imports_nothing_again(cast):
    data = visits_file(cast, [VISIT], [FINDING])
    import_batch(preview(cast, data), by=cast.specialist)
    again = preview(cast, data)
    assert again.totals == {"visits": 0, "findings": 0, "known": 1, "problems": 0}
    import_batch(again, by=cast.specialist)
    assert (Visit.objects.count(), Finding.objects.count(), Identity.objects.count()) == (1, 1, 1)


def test_an_empty_file_is_no_import(cast):
    assert problems(preview(cast, visits_file(cast, []))) == [
        (SHEET, "A2", "Tệp chưa có lượt kiểm tra nào.")
    ]


@pytest.mark.once
def test_2000_visits_with_40_errors_show_those_40_and_come_in_whole_when_mended(cast):
    visits, findings = many(2000)
    faults = [
        ("Cơ quan được kiểm tra", "Sở Nào đó", "B"),
        ("Ngày kiểm tra", "30/02/2019", "C"),
        ("Hình thức", "Bất ngờ", "F"),
        ("Kết thúc lúc", time(7, 0), "E"),
        ("Có mặt", "đủ", "O"),
    ]
    expected, spoiled = [], [dict(row) for row in visits]
    for place in range(40):
        heading, value, letter = faults[place % 5]
        number = place * 49
        spoiled[number][heading] = value
        expected.append((SHEET, f"{letter}{number + 2}"))
    batch = preview(cast, visits_file(cast, spoiled, findings))
    assert [(sheet, cell) for sheet, cell, _ in problems(batch)] == expected
    assert Visit.objects.count() == 0
    data = visits_file(cast, visits, findings)
    mended = preview(cast, data)
    assert problems(mended) == []
    import_batch(mended, by=cast.specialist)
    assert (Visit.objects.concluded().count(), Finding.objects.counted().count()) == (2000, 2000)
    lines = Change.objects.filter(record_type="inspections.visit")
    assert [lines.filter(to_state=state).count() for state in ("draft", "concluded")] == [2000] * 2


def test_the_upload_waits_encrypted_and_is_erased_with_the_import(cast):
    batch = preview(cast, visits_file(cast, [VISIT], [FINDING]))
    kept = ImportBatch.objects.get().upload
    assert kept.startswith("gAAAA") and "xl/workbook" not in kept
    import_batch(batch, by=cast.specialist)
    assert list(ImportBatch.objects.values_list("state", "upload")) == [("imported", "")]
    assert "upload" not in Change.objects.of(batch).first().data


def test_the_template_opens_with_its_lists(cast, tmp_path):
    path = tmp_path / "mau.xlsx"
    path.write_bytes(visits_file(cast, []))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hướng dẫn", SHEET, FINDINGS, "Danh mục", "_mau"]
    assert book["_mau"].sheet_state == "hidden"
    assert [cell.value for cell in book["_mau"][1]] == ["tayninh-portal", "visits", 1]
    agencies = [cell.value for cell in book["Danh mục"]["A"] if cell.value]
    assert agencies == [
        "Cơ quan",
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Y tế",
        "Trung tâm Quy hoạch (Sở Xây dựng)",
        "UBND huyện Gò Dầu",
        "UBND xã Phước Đông",
        "Văn phòng UBND tỉnh",
    ]
    drop_downs = {
        str(row.sqref): row.formula1 for row in book[SHEET].data_validations.dataValidation
    }
    assert drop_downs["B2:B5001"] == "='Danh mục'!$A$2:$A$8"


@pytest.mark.parametrize("cell", ["XFD1048576", "T1048576", "XFD5"])
@pytest.mark.parametrize("title", [SHEET, FINDINGS, "_mau"])
def test_a_stray_cell_at_the_edge_of_a_sheet_is_named_before_room_is_made_for_it(cast, title, cell):
    book = openpyxl.load_workbook(BytesIO(visits_file(cast, [VISIT])))
    book[title][cell] = "x"
    stated = f"Trang “{title}” có ô {cell} nằm quá xa phần điền của mẫu"
    batch = preview(cast, saved(book))
    assert problems(batch) == [("Cả tệp", "", f"{stated}; xóa nội dung ô đó rồi tải lên lại.")]
    assert (batch.state, batch.upload) == (ImportState.FAULTY, "")


def test_a_sheet_written_with_prefixes_and_single_quotes_hides_neither_formula_nor_stray_cell(cast):
    def disguised(cell: str) -> bytes:
        book = openpyxl.load_workbook(BytesIO(visits_file(cast, [VISIT])))
        book[SHEET][cell] = "=1+1"
        return rewritten(
            saved(book),
            "xl/worksheets/sheet2.xml",
            lambda xml: (
                re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml)
                .replace(" xmlns=", " xmlns:x=")
                .replace(f'r="{cell}"', f"r='{cell}'")
            ),
        )

    assert ("T2", "Ô chứa công thức; chép lại rồi dán dưới dạng giá trị (Paste Values).") in [
        (cell, text) for _, cell, text in problems(preview(cast, disguised("T2")))
    ]
    ((_, _, stated),) = problems(preview(cast, disguised("XFD1048576")))
    assert "có ô XFD1048576 nằm quá xa" in stated


def test_what_the_forms_refuse_is_refused_in_a_cell(cast):
    stated = "Nội dung có biểu tượng cảm xúc; bỏ biểu tượng và viết bằng chữ."
    visit = VISIT | {"Trích yếu": "Kế hoạch 🚀", "Nhận xét, kết luận": "Chấp hành tốt\n👍"}
    found = problems(
        preview(cast, visits_file(cast, [visit], [FINDING | {"Nội dung cụ thể": "🙏"}]))
    )
    assert found == [(SHEET, "J2", stated), (SHEET, "T2", stated), (FINDINGS, "I2", stated)]


def test_a_cell_of_invisible_characters_is_empty(cast):
    visit = VISIT | {"Nhận xét, kết luận": "\u200b", "Mã lượt": "\ufeff \u200b"}
    found = problems(preview(cast, visits_file(cast, [visit])))
    assert found == [
        (SHEET, "A2", "Chưa ghi “Mã lượt”."),
        (SHEET, "T2", "Chưa ghi “Nhận xét, kết luận”."),
    ]
