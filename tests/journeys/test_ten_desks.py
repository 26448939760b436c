"""A newcomer at the ten desks of the sign-in page: something waits at each, is done, and is gone.

What waits, what is typed, what the portal then says and where the matter goes on is written by
hand, for the demo told up to one day; that it opens with work for each account on any day is
asked in ``tests/reports/test_demo_days.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
import time_machine

from tests.fixtures.cast import moment
from tests.journeys.reader import Reader, Typed
from tests.lib.signed_pdf import plain_pdf

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
NOW = moment(2026, 11, 20, 10)
SPECIALIST, LEADER = "Chuyên viên Sở Nội vụ", "Lãnh đạo Sở Nội vụ"
OPERATOR, REGISTRAR = "Cán bộ trực đường dây nóng", "Văn thư Sở Nội vụ"
OFFICE, PROVINCE = "Chuyên viên Văn phòng UBND tỉnh", "Văn thư UBND tỉnh"
CHAIRMAN, CLERK, HEAD = "Lãnh đạo UBND tỉnh", "Cán bộ đầu mối", "Thủ trưởng cơ quan"
ADMINISTRATOR = "Quản trị"


@dataclass(frozen=True)
class Work:
    """One matter: whose, what waits, what is pressed and typed, what the portal then says.

    A task is its words and whose matter it is. ``then``: what waits at which desk afterwards.
    """

    who: str
    task: str
    steps: tuple[tuple[str, Mapping[str, Typed]], ...]
    said: str
    then: tuple[str, str] | None = None


# In this order: the report goes from desk to desk.
WORK = (
    Work(
        SPECIALIST,
        "Kết thúc lượt kiểm tra Sở Khoa học và Công nghệ ngày 18/11/2026 | Tổ trưởng: Chuyên viên"
        " 1 Sở Nội vụ (minh họa)",
        (
            ("Kết thúc lượt kiểm tra", {}),
            (
                "Kết thúc lượt kiểm tra",
                {"Kết thúc lúc": "16:30", "Nhận xét, kết luận": "Chấp hành giờ làm việc."},
            ),
        ),
        "Đã kết thúc lượt kiểm tra; lượt này được tính vào số liệu.",
    ),
    Work(
        LEADER,
        "Cơ quan đã báo cáo kết quả: trả lời phản ánh số 18 | Sở Y tế",
        (
            ("Ghi kết quả trả lời", {}),
            (
                "Ghi kết quả trả lời",
                {"Nội dung đã trả lời": "Hồ sơ đã có kết quả.", "Ngày trả lời": "20/11/2026"},
            ),
        ),
        "Đã ghi kết quả trả lời người phản ánh.",
        (OPERATOR, "Kết thúc phản ánh số 18 | Sở Y tế"),
    ),
    Work(
        OPERATOR,
        "Phân loại phản ánh số 28 | UBND xã Vĩnh Hưng",
        (
            ("Phân loại", {}),
            ("Phân loại", {"Về hành vi": "", "Loại hành vi": "Gây phiền hà, nhũng nhiễu"}),
        ),
        "Đã phân loại phản ánh.",
        (OPERATOR, "Trả lời phản ánh số 28 | UBND xã Vĩnh Hưng"),
    ),
    Work(
        REGISTRAR,
        "Trình UBND tỉnh báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC",
        (("Trình UBND tỉnh", {"Số tờ trình": "612/TTr-SNV", "Ngày tờ trình": "20/11/2026"}),),
        "Đã trình Ủy ban nhân dân tỉnh; bản trình ký đang được kết xuất.",
        (OFFICE, "Xem xét, trình ký báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC"),
    ),
    Work(
        OFFICE,
        "Xem xét, trình ký báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC",
        (("Ghi nhận đã ký", {"Người ký": "Chủ tịch", "TM.": "", "Ngày ký": "20/11/2026"}),),
        "Đã ghi nhận chữ ký; văn thư UBND tỉnh sẽ cấp số.",
        (PROVINCE, "Cấp số, ban hành báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC"),
    ),
    Work(
        PROVINCE,
        "Cấp số, ban hành báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC",
        (
            ("Xem lại trước khi ban hành", {"Số văn bản": "4127", "Ngày ban hành": "20/11/2026"}),
            ("Ban hành", {}),
        ),
        "Đã ban hành báo cáo số 4127/BC-UBND; bản phát hành đang được kết xuất.",
        (
            PROVINCE,
            "Lưu bản gốc đã ký của báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC",
        ),
    ),
    Work(
        PROVINCE,
        "Lưu bản gốc đã ký của báo cáo năm 2019 (thay thế) | Trả lời 28/BNV-CCVC",
        (
            (
                "Lưu bản gốc",
                {"Bản quét từ bản giấy": "", "Tệp bản gốc": ("bc-4127.pdf", plain_pdf())},
            ),
        ),
        "Đã lưu bản gốc.",
    ),
    Work(
        CHAIRMAN,
        "Trả lời phản ánh số 24 | Sở Nội vụ",
        (
            ("Ghi kết quả trả lời", {}),
            (
                "Ghi kết quả trả lời",
                {"Nội dung đã trả lời": "Sở trả lời bằng văn bản.", "Ngày trả lời": "20/11/2026"},
            ),
        ),
        "Đã ghi kết quả trả lời người phản ánh.",
        (CHAIRMAN, "Kết thúc phản ánh số 24 | Sở Nội vụ"),
    ),
    Work(
        CLERK,
        "Khắc phục: Thiếu bảng tên, chức danh | Sở Công Thương",
        (
            ("Báo cáo khắc phục", {}),
            (
                "Gửi báo cáo",
                {"Ngày khắc phục xong": "19/11/2026", "Kết quả khắc phục": "Đã lắp đủ bảng tên."},
            ),
        ),
        "Đã gửi báo cáo khắc phục; Sở Nội vụ sẽ xác nhận.",
    ),
    Work(
        HEAD,
        "Báo cáo kết quả xử lý phản ánh số 26 | Sở Công Thương",
        (
            ("Báo cáo kết quả xử lý", {}),
            (
                "Báo cáo kết quả xử lý",
                {"Kết quả xử lý": "Hồ sơ đã được tiếp nhận.", "Ngày báo cáo": "20/11/2026"},
            ),
        ),
        "Đã báo cáo kết quả xử lý phản ánh.",
        (OPERATOR, "Cơ quan đã báo cáo kết quả: trả lời phản ánh số 26 | Sở Công Thương"),
    ),
    Work(
        ADMINISTRATOR,
        "Chọn cơ quan tiếp nhận 01 nội dung chưa khắc phục xong | Chi cục Quản lý đất đai"
        " (minh họa)",
        (("Chuyển việc còn dở", {"Cơ quan tiếp nhận": "Sở Nông nghiệp và Môi trường"}),),
        "Đã chuyển việc còn dở cho cơ quan tiếp nhận; số liệu vẫn tính cho cơ quan cũ.",
    ),
)


def at_desk(label: str) -> Reader:
    """Signed in by the click on the post."""
    person = Reader()
    person.press(label)
    return person


def do(work: Work) -> None:
    """From the home page to what the portal says, and back."""
    person = at_desk(work.who)
    person.go(person.tasks[work.task])
    for name, typed in work.steps:
        person.press(name, typed)
        assert person.wrong == [], work.task
    assert person.told == work.said
    assert work.task not in person.tasks


@pytest.mark.usefixtures("demo_2026")
def test_each_of_the_ten_finds_something_to_do_and_does_it():
    with time_machine.travel(NOW, tick=False):
        for work in WORK:
            do(work)
            if work.then:
                who, task = work.then
                assert task in at_desk(who).tasks
    assert len({work.who for work in WORK}) == 10
