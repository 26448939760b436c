"""The workbook of complaints: its one sheet and the columns."""

from __future__ import annotations

from inspections.complaints.states import Channel, ComplaintClass
from inspections.imports.models import ImportKind
from inspections.imports.sheets import (
    Column,
    Sheet,
    Workbook,
    one_of,
    read_day,
    read_hour,
    read_paragraphs,
    read_text,
    read_yes,
)

CHANNELS = {label: value for value, label in Channel.choices}
CLASSES = {label: value for value, label in ComplaintClass.choices if value}
DAY, HOUR = "dd/mm/yyyy", "hh:mm"
SEALED = "Được mã hóa ngay khi nhập; chỉ người có quyền mới xem được, có ghi lý do."

COMPLAINTS = Sheet(
    "Phản ánh",
    (
        Column("day", "Ngày tiếp nhận", read_day, True, width=14, number_format=DAY),
        Column("hour", "Giờ tiếp nhận", read_hour, True, width=12, number_format=HOUR),
        Column("channel", "Tiếp nhận qua", one_of(CHANNELS), True, "channels", width=24),
        Column("external_code", "Mã trên hệ thống 1022", read_text),
        Column(
            "is_anonymous",
            "Không cung cấp danh tính",
            read_yes,
            choices="yes_no",
            help="Chọn “Có” thì để trống họ tên, địa chỉ, điện thoại.",
            width=14,
        ),
        Column("caller_name", "Họ tên người phản ánh", read_text, help=SEALED, width=24),
        Column("caller_address", "Địa chỉ", read_text, help=SEALED, width=26),
        Column("caller_phone", "Điện thoại", read_text, help=SEALED),
        Column("content", "Nội dung như người dân kể", read_paragraphs, help=SEALED, width=36),
        Column("has_evidence", "Có chứng cứ cụ thể", read_yes, choices="yes_no", width=14),
        Column("agency", "Cơ quan bị phản ánh", read_text, True, "agencies", width=34),
        Column(
            "summary",
            "Tóm tắt nội dung",
            read_text,
            True,
            help="Cơ quan được giao đọc được phần này. Không nêu tên người.",
            width=36,
        ),
        Column("category", "Loại hành vi", read_text, choices="person_categories", width=30),
        Column("field", "Lĩnh vực", read_text, choices="fields", width=26),
        Column(
            "classification",
            "Phân loại",
            one_of(CLASSES),
            choices="classes",
            help="Để trống nếu chưa phân loại; khi đó để trống các cột sau.",
            width=30,
        ),
        Column("not_accepted_reason", "Lý do không tiếp nhận", read_text, width=30),
        Column(
            "handed_to",
            "Giao, chuyển cho cơ quan",
            read_text,
            choices="agencies",
            help="Cơ quan ngoài tỉnh thì gõ tên như trong danh mục cơ quan của cổng.",
            width=34,
        ),
        Column("handed_on", "Ngày giao, chuyển", read_day, width=14, number_format=DAY),
        Column(
            "letter_number",
            "Số văn bản giao, chuyển",
            read_text,
            help="Bắt buộc khi chuyển bằng văn bản; ngày văn bản là ngày giao, chuyển.",
        ),
        Column("answered_on", "Ngày trả lời", read_day, width=14, number_format=DAY),
        Column("answer", "Nội dung trả lời", read_paragraphs, width=36),
        Column("answer_number", "Số văn bản trả lời", read_text),
        Column(
            "handled_on",
            "Ngày kết thúc",
            read_day,
            help="Để trống nếu chưa kết thúc, hoặc khi đã chuyển cơ quan có thẩm quyền.",
            width=14,
            number_format=DAY,
        ),
    ),
    most_rows=5000,
)
COMPLAINT_WORKBOOK = Workbook(
    kind=ImportKind.COMPLAINTS.value,
    version=1,
    title="Nhập phản ánh, kiến nghị",
    file_name="mau-nhap-phan-anh-v1.xlsx",
    sheets=(COMPLAINTS,),
    advice=(
        "Mỗi dòng là một phản ánh, kiến nghị, kể cả khi chưa giải quyết xong.",
        "Phản ánh về Sở Nội vụ hoặc người của Sở không nhập bằng tệp: ghi trực tiếp trên cổng để "
        "giao riêng cho một lãnh đạo.",
        "Gộp phản ánh trùng sau khi nhập, trên cổng.",
    ),
)
