"""The report of 2026, asked for and begun: nothing has been put on paper yet."""

from __future__ import annotations

from datetime import date

from reports.demo.clock import moment
from reports.demo.people import People
from reports.domain.reports import create_report, write_section
from tayninh_portal.lib.periods import default_period

BEGUN = date(2026, 11, 17)
# section code → the specialist's words
WORDS = {
    "strengths": (
        "Sau khi sắp xếp đơn vị hành chính, các xã, phường đã ổn định tổ chức, ban hành quy chế "
        "làm việc và bố trí người trực tại nơi tiếp nhận hồ sơ."
    ),
    "causes": (
        "Khối lượng công việc ở cấp xã tăng trong khi trụ sở còn phân tán; một bộ phận công chức "
        "chưa quen nhiệm vụ mới."
    ),
}


def build_report(people: People) -> None:
    """Open it for the year of Nghị định 09/2019/NĐ-CP and write the first words."""
    writer, at = people.specialists[0], moment(BEGUN, 9)
    report, _ = create_report(
        by=writer,
        at=at,
        year=2026,
        period=default_period(2026),
        request_number="7215/BNV-CCVC",
        request_date=date(2026, 11, 10),
        request_title="báo cáo kết quả thực hiện Đề án Văn hóa công vụ năm 2026 (minh họa)",
        request_due_on=date(2026, 12, 18),
        is_illustrative=True,
    )
    for section in report.sections.filter(code__in=WORDS):
        write_section(
            section, by=writer, at=at, text=WORDS[section.code], seen_version=section.version
        )
