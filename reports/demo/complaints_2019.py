"""The three hotline cases of 2019: all handled within the year."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from inspections.domain.complaints import (
    answer_complaint,
    classify_complaint,
    close_complaint,
    hand_on_complaint,
    log_complaint,
    reply_complaint,
)
from inspections.enums import Channel, ComplaintClass
from inspections.models import Agency, Category, Field
from reports.demo.people_2019 import People

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# agency, category, field, what it is about, day received, handed on, replied, answered
CASES: tuple[tuple[str, str, str | None, str, date, date, date, date], ...] = (
    (
        "UBND huyện Gò Dầu",
        "procedure_late",
        "land_environment",
        "Hồ sơ cấp giấy chứng nhận quyền sử dụng đất trả kết quả trễ hạn (minh họa)",
        date(2019, 3, 12),
        date(2019, 3, 13),
        date(2019, 3, 20),
        date(2019, 3, 22),
    ),
    (
        "UBND thành phố Tây Ninh",
        "rudeness",
        None,
        "Thái độ tiếp dân tại Bộ phận Một cửa chưa đúng mực (minh họa)",
        date(2019, 6, 18),
        date(2019, 6, 19),
        date(2019, 6, 26),
        date(2019, 6, 28),
    ),
    (
        "UBND huyện Trảng Bàng",
        "procedure_late",
        "land_environment",
        "Hồ sơ chuyển mục đích sử dụng đất quá hạn chưa có kết quả (minh họa)",
        date(2019, 10, 7),
        date(2019, 10, 8),
        date(2019, 10, 15),
        date(2019, 10, 17),
    ),
)


def build_complaints(people: People) -> None:
    """Follow each case from the call to its end."""
    for number, case in enumerate(CASES, 1):
        name, category, field, summary, received, handed, replied, answered = case
        agency = Agency.objects.get(name=name)
        complaint, _ = log_complaint(
            by=people.operator,
            at=_moment(received, 9, 5),
            received_at=_moment(received, 9, 0),
            channel=Channel.PHONE,
            subject_agency=agency,
            summary=summary,
            content="Nội dung trình bày qua điện thoại (minh họa).",
            caller_name=f"Người phản ánh {number} (minh họa)",
            caller_address="Tỉnh Tây Ninh (minh họa)",
            caller_phone=f"090000000{number}",
            is_illustrative=True,
        )
        classify_complaint(
            complaint,
            by=people.operator,
            at=_moment(received, 9, 20),
            classification=ComplaintClass.CONDUCT,
            category=Category.objects.get(code=category),
            field=Field.objects.get(code=field) if field else None,
        )
        hand_on_complaint(
            complaint,
            by=people.operator,
            at=_moment(handed, 14),
            to=agency,
            letter_number=f"{100 + number}/SNV-TTr",
            letter_date=handed,
        )
        reply_complaint(
            complaint,
            by=people.clerks[agency.pk],
            at=_moment(replied, 15),
            reply="Cơ quan đã kiểm tra, chấn chỉnh và trả kết quả cho người dân (minh họa).",
            replied_on=replied,
        )
        answer_complaint(
            complaint,
            by=people.operator,
            at=_moment(answered, 10),
            answer="Đã thông tin kết quả xử lý đến người phản ánh (minh họa).",
            answered_on=answered,
        )
        close_complaint(complaint, by=people.operator, at=_moment(answered, 10, 30))


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
