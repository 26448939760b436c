"""The report of 2026, asked for and begun: nothing has been put on paper yet."""

from __future__ import annotations

from datetime import date

from demo import report_workflow as workflow
from demo.clock import moment
from demo.people import People
from reports.narrative.reports import create_report
from tayninh_portal.lib.periods import default_period

BEGUN = date(2026, 11, 17)
# section code → the specialist's words
WORDS = {
    "propaganda": (
        "Các xã, phường kết hợp phát thanh tại cơ sở với phổ biến tại nơi tiếp nhận hồ sơ để người "
        "dân cùng biết và giám sát."
    ),
    "oversight": (
        "Các lượt kiểm tra ưu tiên nơi có phản ánh của người dân và nơi chưa được kiểm tra trong "
        "năm trước; trong kỳ còn {agencies.not_visited} cơ quan chưa được kiểm tra."
    ),
    "rules_reviewed": (
        "Sau một năm vận hành, các xã, phường tiếp tục hoàn thiện quy chế làm việc và quy chế văn "
        "hóa công sở."
    ),
    "training": (
        "Lớp tập huấn dành cho cán bộ đầu mối cấp xã, tập trung vào kỹ năng giao tiếp và cách ghi "
        "nhận, khắc phục vi phạm."
    ),
    "inspections": (
        "Sở Nội vụ theo dõi từng kiến nghị và đôn đốc những nơi chưa gửi kết quả xử lý, khắc phục."
    ),
    "self_inspections": (
        "Sở Nội vụ yêu cầu các cơ quan chưa gửi hoặc bị trả lại kết quả hoàn thành trước ngày "
        "04/12/2026."
    ),
    "strengths": (
        "Sau khi sắp xếp đơn vị hành chính, các xã, phường đã ổn định tổ chức, ban hành quy chế "
        "làm việc và bố trí người trực tại nơi tiếp nhận hồ sơ."
    ),
    "causes": (
        "Khối lượng công việc ở cấp xã tăng trong khi trụ sở còn phân tán; một bộ phận công chức "
        "chưa quen nhiệm vụ mới."
    ),
    "shortcomings": (
        "Còn {complaints.overdue} trường hợp phản ánh, kiến nghị quá hạn chưa được trả lời và "
        "{remedies.overdue} nội dung quá hạn chưa khắc phục."
    ),
    "proposals": (
        "Đề nghị Bộ Nội vụ tổ chức bồi dưỡng về văn hóa công vụ cho công chức cấp xã và hướng dẫn "
        "cách đánh giá kết quả thực hiện Đề án."
    ),
    "directions": (
        "- Đôn đốc trả lời dứt điểm các phản ánh, kiến nghị và nội dung khắc phục đã quá hạn;\n"
        "- Kiểm tra các cơ quan chưa được kiểm tra, kiểm tra lại nơi đã có vi phạm;\n"
        "- Hoàn thành đợt tự kiểm tra của năm và tổng hợp kết quả trước khi kết thúc kỳ báo "
        "cáo;\n"
        "- Mở lớp bồi dưỡng kỹ năng giao tiếp cho công chức tiếp nhận hồ sơ cấp xã."
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
    workflow.write_words(report, WORDS, by=writer, at=at)
