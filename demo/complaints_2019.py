"""The three hotline cases of 2019: all handled within the year."""

from __future__ import annotations

from datetime import date

from demo.complaints import Case, follow
from demo.people import People

CASES = (
    Case(
        "UBND huyện Gò Dầu",
        "Hồ sơ cấp giấy chứng nhận quyền sử dụng đất trả kết quả trễ hạn (minh họa)",
        date(2019, 3, 12),
        category="procedure_late",
        field="land_environment",
        handed=date(2019, 3, 13),
        replied=date(2019, 3, 20),
        answered=date(2019, 3, 22),
        closed=True,
    ),
    Case(
        "UBND thành phố Tây Ninh",
        "Thái độ tiếp dân tại Bộ phận Một cửa chưa đúng mực (minh họa)",
        date(2019, 6, 18),
        category="rudeness",
        handed=date(2019, 6, 19),
        replied=date(2019, 6, 26),
        answered=date(2019, 6, 28),
        closed=True,
    ),
    Case(
        "UBND huyện Trảng Bàng",
        "Hồ sơ chuyển mục đích sử dụng đất quá hạn chưa có kết quả (minh họa)",
        date(2019, 10, 7),
        category="procedure_late",
        field="land_environment",
        handed=date(2019, 10, 8),
        replied=date(2019, 10, 15),
        answered=date(2019, 10, 17),
        closed=True,
    ),
)


def build_complaints(people: People) -> None:
    """Follow each case from the call to its end."""
    for number, case in enumerate(CASES, 1):
        follow(case, number=number, people=people)
