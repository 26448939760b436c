"""The workbook of visits: its sheets and columns."""

from __future__ import annotations

from inspections.catalogues.models import PersonKind, Subject
from inspections.imports.models import ImportKind
from inspections.imports.sheets import (
    Column,
    Sheet,
    Workbook,
    one_of,
    read_day,
    read_hour,
    read_paragraphs,
    read_people,
    read_text,
    read_yes,
)
from inspections.visits.models import VisitCause

FORMS_OF_VISIT = {"Đột xuất": True, "Báo trước": False}
CAUSES = {label: value for value, label in VisitCause.choices}
SUBJECTS = {label: value for value, label in Subject.choices}
PERSON_KINDS = {label: value for value, label in PersonKind.choices}
DAY, HOUR, NUMBER = "dd/mm/yyyy", "hh:mm", "0"
NUMBER_HELP = "Số thứ tự hoặc mã tùy đặt, mỗi lượt một mã; dùng để nối với nội dung ghi nhận."

VISITS = Sheet(
    "Lượt kiểm tra",
    (
        Column("number", "Mã lượt", read_text, True, help=NUMBER_HELP, width=10),
        Column("agency", "Cơ quan được kiểm tra", read_text, True, "agencies", width=34),
        Column("day", "Ngày kiểm tra", read_day, True, width=14, number_format=DAY),
        Column("starts_at", "Bắt đầu lúc", read_hour, True, width=12, number_format=HOUR),
        Column("ends_at", "Kết thúc lúc", read_hour, True, width=12, number_format=HOUR),
        Column("is_surprise", "Hình thức", one_of(FORMS_OF_VISIT), True, "forms_of_visit"),
        Column("cause", "Lý do kiểm tra", one_of(CAUSES), True, "causes", width=26),
        Column(
            "basis_number",
            "Số quyết định, kế hoạch",
            read_text,
            help="Cần có khi báo trước hoặc kiểm tra theo kế hoạch.",
            width=22,
        ),
        Column("basis_date", "Ngày ban hành", read_day, width=14, number_format=DAY),
        Column("basis_title", "Trích yếu", read_text, width=30),
        Column("place", "Địa điểm", read_text, help="Khi khác trụ sở chính."),
        Column("head", "Tổ trưởng", read_text, True, "team", width=26),
        Column(
            "members",
            "Thành viên",
            read_text,
            help="Họ tên hoặc mã cán bộ, cách nhau bằng dấu chấm phẩy.",
            width=34,
        ),
        Column("on_roll", "Tổng số theo danh sách", read_people, number_format=NUMBER),
        Column("present", "Có mặt", read_people, width=10, number_format=NUMBER),
        Column("absent_excused", "Vắng có lý do", read_people, number_format=NUMBER),
        Column("absent_unexcused", "Vắng không lý do", read_people, number_format=NUMBER),
        Column("absent_unknown", "Vắng chưa rõ lý do", read_people, number_format=NUMBER),
        Column(
            "headcount_note",
            "Giải trình số liệu",
            read_text,
            help="Khi có mặt cộng vắng mặt khác tổng số, hoặc khi không đếm. Không ghi họ tên.",
            width=26,
        ),
        Column(
            "conclusion",
            "Nhận xét, kết luận",
            read_paragraphs,
            True,
            help="Cơ quan được kiểm tra đọc được phần này. Không ghi họ tên người vi phạm.",
            width=40,
        ),
    ),
    most_rows=5000,
)
FINDINGS = Sheet(
    "Nội dung ghi nhận",
    (
        Column("number", "Mã lượt", read_text, True, help="Mã ở trang “Lượt kiểm tra”.", width=10),
        Column("subject", "Đối tượng", one_of(SUBJECTS), True, "subjects", width=12),
        Column("category", "Loại vi phạm", read_text, True, "categories", width=40),
        Column("field", "Lĩnh vực", read_text, choices="fields", width=26),
        Column(
            "person_kind",
            "Người vi phạm là",
            one_of(PERSON_KINDS),
            choices="person_kinds",
            help="Bắt buộc khi đối tượng là cá nhân; để trống khi là đơn vị.",
            width=22,
        ),
        Column("is_leader", "Giữ chức vụ lãnh đạo", read_yes, choices="yes_no", width=12),
        Column(
            "person_name",
            "Họ tên người vi phạm",
            read_text,
            help="Được mã hóa ngay khi nhập; chỉ người có quyền mới xem được, có ghi lý do.",
            width=24,
        ),
        Column("person_post", "Chức vụ người vi phạm", read_text, width=22),
        Column(
            "description",
            "Nội dung cụ thể",
            read_paragraphs,
            help="Không ghi họ tên.",
            width=40,
        ),
        Column("recommended_handling", "Kiến nghị xử lý", read_text, choices="handling", width=26),
        Column("recommendation", "Nội dung kiến nghị", read_text, width=30),
        Column("remedy_due_on", "Hạn khắc phục", read_day, width=14, number_format=DAY),
    ),
    most_rows=10_000,
)
VISIT_WORKBOOK = Workbook(
    kind=ImportKind.VISITS.value,
    version=1,
    title="Nhập lượt kiểm tra và nội dung ghi nhận",
    file_name="mau-nhap-luot-kiem-tra-v1.xlsx",
    sheets=(VISITS, FINDINGS),
    advice=(
        "Mỗi dòng ở trang “Lượt kiểm tra” là một cơ quan trong một buổi kiểm tra đã kết thúc.",
        "Mỗi dòng ở trang “Nội dung ghi nhận” là một người với một hành vi, hoặc một tồn tại của "
        "đơn vị; nối với lượt kiểm tra bằng mã lượt.",
        "Lượt kiểm tra nhập vào được tính ngay vào số liệu và cơ quan được kiểm tra đọc được.",
    ),
)
