"""The hotline of 2026: what is over, and on 20/11 one complaint of each kind that waits."""

from __future__ import annotations

from datetime import date

from demo.clock import moment
from demo.complaints import Case, follow
from demo.doing import do
from demo.people import People
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Channel, ComplaintClass

# Calls before these were numbered from 1 in 2019 and from 11 in 2025.
FIRST_NUMBER = 21


def _done(
    agency: str,
    summary: str,
    received: date,
    *,
    answered: date,
    category: str,
    field: str = "",
    channel: str = Channel.PHONE,
    external_code: str = "",
) -> Case:
    """One handed on the same day, replied and answered on one day, closed."""
    return Case(
        agency,
        summary,
        received,
        handed=received,
        replied=answered,
        answered=answered,
        closed=True,
        category=category,
        field=field,
        channel=channel,
        external_code=external_code,
    )


OVER = (
    _done(
        "UBND phường Long An",
        "Chờ lâu tại Trung tâm phục vụ hành chính công vì thiếu người trực (minh họa)",
        date(2026, 1, 8),
        answered=date(2026, 1, 20),
        category="private_work",
    ),
    _done(
        "UBND xã Tân Biên",
        "Hồ sơ đất đai quá hẹn 12 ngày chưa trả (minh họa)",
        date(2026, 2, 25),
        answered=date(2026, 3, 10),
        category="procedure_late",
        field="land_environment",
    ),
    _done(
        "UBND xã Bến Lức",
        "Thái độ giải thích hồ sơ chưa đúng mực (minh họa)",
        date(2026, 4, 7),
        answered=date(2026, 4, 17),
        category="rudeness",
    ),
    _done(
        "Sở Nông nghiệp và Môi trường",
        "Văn bản trả lời kiến nghị về cấp nước chậm (minh họa)",
        date(2026, 5, 12),
        answered=date(2026, 5, 29),  # three days late
        category="procedure_late",
        field="agriculture",
    ),
    _done(
        "UBND phường Tân Ninh",
        "Bộ phận tiếp nhận đóng cửa trước giờ nghỉ trưa (minh họa)",
        date(2026, 8, 4),
        answered=date(2026, 8, 17),
        category="early_leave",
    ),
    _done(
        "Sở Xây dựng",
        "Hồ sơ cấp phép xây dựng yêu cầu bổ sung nhiều lần (minh họa)",
        date(2026, 9, 14),
        answered=date(2026, 9, 25),
        category="shirking",
        field="construction",
        channel=Channel.SYSTEM_1022,
        external_code="1022-26-004512",
    ),
    Case(
        "UBND xã Đức Hòa",
        "Cán bộ hút thuốc tại nơi tiếp dân, có ảnh chụp gửi kèm (minh họa)",
        date(2026, 6, 3),
        category="smoking",
        anonymous=True,
        evidence=True,
        handed=date(2026, 6, 4),
        replied=date(2026, 6, 12),
        closed=True,
    ),
    Case(
        "Cục Thuế tỉnh",
        "Quy định kê khai thuế hộ kinh doanh khó thực hiện (minh họa)",
        date(2026, 3, 16),
        classification=ComplaintClass.RULES_OTHER,
        handed=date(2026, 3, 20),
        passed_to="Cục Thuế tỉnh",
    ),
    Case(
        "UBND xã Cần Giuộc",
        "Phản ánh không nêu cơ quan, sự việc cụ thể (minh họa)",
        date(2026, 7, 9),
        classification=ComplaintClass.NOT_ACCEPTED,
        not_accepted_reason="Không có nội dung, chứng cứ cụ thể; người gọi không cung cấp thêm.",
        anonymous=True,
    ),
    Case(
        "UBND xã Tân Châu",
        "Khiếu nại quyết định thu hồi đất (minh họa)",
        date(2026, 7, 22),
        classification=ComplaintClass.GRIEVANCE,
        note="Đã hướng dẫn gửi đơn đến Ban Tiếp công dân tỉnh (minh họa).",
    ),
)
WAITING = (
    # Overdue: handed on and silent; replied and never answered; not handed on at all.
    Case(
        "UBND xã Hậu Nghĩa",
        "Hồ sơ tách thửa quá hẹn chưa trả (minh họa)",
        date(2026, 10, 27),
        category="procedure_late",
        field="land_environment",
        handed=date(2026, 10, 28),
    ),
    Case(
        "Sở Y tế",
        "Hồ sơ cấp chứng chỉ hành nghề chậm kết quả (minh họa)",
        date(2026, 11, 2),
        category="procedure_late",
        field="health",
        handed=date(2026, 11, 3),
        replied=date(2026, 11, 12),
    ),
    Case(
        "UBND phường Gò Dầu",
        "Quy định về mẫu tờ khai đất đai không thống nhất (minh họa)",
        date(2026, 11, 10),
        classification=ComplaintClass.RULES_OTHER,
    ),
    # Due today and next week.
    Case(
        "UBND xã Mộc Hóa",
        "Cán bộ vắng mặt trong giờ tiếp dân (minh họa)",
        date(2026, 11, 6),
        category="absent",
        handed=date(2026, 11, 9),
        replied=date(2026, 11, 18),
    ),
    Case(
        "UBND xã Châu Thành",
        "Chưa niêm yết thủ tục tại trụ sở mới (minh họa)",
        date(2026, 11, 12),
        category="unit_posting",
        handed=date(2026, 11, 13),
    ),
    # Answered, to be closed; anonymous, without a clock; taken up this morning.
    Case(
        "Sở Giáo dục và Đào tạo",
        "Thông tin tuyển sinh trả lời qua điện thoại không rõ (minh họa)",
        date(2026, 11, 4),
        category="shirking",
        field="education",
        handed=date(2026, 11, 5),
        replied=date(2026, 11, 16),
        answered=date(2026, 11, 18),
    ),
    Case(
        "UBND xã Thủ Thừa",
        "Sử dụng xe công vào việc riêng, có ảnh chụp (minh họa)",
        date(2026, 11, 11),
        category="official_car",
        anonymous=True,
        evidence=True,
        handed=date(2026, 11, 12),
    ),
    Case(
        "UBND xã Vĩnh Hưng",
        "Phải đi lại nhiều lần để nộp một hồ sơ hộ tịch (minh họa)",
        date(2026, 11, 20),
        classified=False,
    ),
    # About the Sở and about one of its people: each for a named leader alone.
    Case(
        "Sở Nội vụ",
        "Chậm trả lời văn bản xin hướng dẫn tuyển dụng (minh họa)",
        date(2026, 11, 13),
        category="procedure_late",
        field="interior",
        reserved_for="leader",
    ),
    Case(
        "Sở Nội vụ",
        "Thành viên Tổ kiểm tra đến muộn so với giờ đã báo (minh họa)",
        date(2026, 11, 17),
        category="late",
        reserved_for="manager",
        about_specialist=True,
    ),
)
# The same call again two days later, by somebody else.
AGAIN = Case(
    "UBND xã Châu Thành",
    "Trụ sở mới chưa có bảng niêm yết thủ tục (minh họa)",
    date(2026, 11, 16),
    classified=False,
)


def build_complaints(people: People) -> None:
    """Follow each as far as it has come."""
    made = {}
    for number, case in enumerate((*OVER, *WAITING, AGAIN), FIRST_NUMBER):
        made[case] = follow(case, number=number, people=people)
    first = next(case for case in WAITING if case.agency == AGAIN.agency)
    do(
        complaint_flow.MERGE,
        made[AGAIN],
        into=made[first],
        by=people.operator,
        at=moment(AGAIN.received, 11),
        note="Cùng một việc, cùng cơ quan (minh họa).",
    )
