"""The report of 2025, over the merger of 01/7: issued, and a year later to be replaced."""

from __future__ import annotations

from datetime import date

from demo import report_workflow as workflow
from demo.clock import moment
from demo.people import People
from reports.issuing.actions import mistakes
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from tayninh_portal.lib.periods import default_period

WRITTEN = date(2025, 12, 16)
# section code → the specialist's words
WORDS = {
    "directives": (
        "Từ ngày 01/7/2025, yêu cầu của kế hoạch năm được áp dụng cho bộ máy mới ở cả cấp tỉnh và "
        "cấp xã."
    ),
    "propaganda": (
        "Việc phổ biến Đề án gắn với hội nghị triển khai mô hình chính quyền địa phương hai cấp, "
        "chú trọng công chức trực tiếp tiếp nhận hồ sơ của người dân."
    ),
    "oversight": (
        "Kế hoạch kiểm tra chia làm hai giai đoạn: trước ngày 01/7/2025 tại cơ quan của cả ba cấp; "
        "từ ngày 01/7/2025 tại các sở, ban, ngành và các xã, phường mới."
    ),
    "rules_reviewed": (
        "Các xã, phường mới ban hành quy chế làm việc, nội quy trụ sở thay cho văn bản của đơn vị "
        "trước sắp xếp."
    ),
    "training": (
        "Nội dung tập huấn tập trung vào giao tiếp, ứng xử khi tiếp nhận và trả kết quả hồ sơ."
    ),
    "inspections": (
        "Vi phạm về giờ giấc và đeo thẻ còn xảy ra ở cả hai giai đoạn, nên được đưa vào nội dung "
        "kiểm tra lại của năm sau."
    ),
    "self_inspections": (
        "Các huyện, thành phố tự kiểm tra 6 tháng đầu năm trước khi kết thúc hoạt động; các cơ "
        "quan còn lại báo cáo một lần cho cả năm."
    ),
    "strengths": (
        "Bộ máy mới hoạt động không gián đoạn; công việc chưa xong của các cơ quan kết thúc hoạt "
        "động đều có cơ quan tiếp nhận và giải quyết."
    ),
    "shortcomings": (
        "Bảng tên, chức danh và niêm yết thủ tục hành chính ở một vài xã, phường mới chưa kịp thay "
        "theo bộ máy mới."
    ),
    "causes": (
        "- Trong nửa cuối năm, cán bộ, công chức cấp xã vừa giải quyết công việc vừa sắp xếp trụ "
        "sở, nhân sự;\n"
        "- Người đứng đầu ở nơi có vi phạm chưa thường xuyên kiểm tra việc chấp hành giờ giấc."
    ),
    "proposals": (
        "Đề nghị Bộ Nội vụ hướng dẫn nội dung văn hóa công vụ phù hợp với chính quyền địa phương "
        "hai cấp."
    ),
    "directions": (
        "- Hoàn thành việc thay bảng tên, niêm yết thủ tục hành chính tại trụ sở các xã, phường;\n"
        "- Kiểm tra các cơ quan chưa được kiểm tra trong năm, trước hết là nơi có phản ánh của "
        "người dân;\n"
        "- Gắn kết quả thực hiện văn hóa công vụ với đánh giá người đứng đầu."
    ),
}


# What a later reading found said too little: where it had led to.
READ_AGAIN = {
    "shortcomings": (
        "Bảng tên, chức danh và niêm yết thủ tục hành chính ở một vài xã, phường mới chưa kịp thay "
        "theo bộ máy mới; {remedies.late} nội dung được khắc phục xong sau thời hạn."
    ),
}


def build_report(people: People) -> None:
    """Open it for the year of Nghị định 09/2019/NĐ-CP, write it, and take it to its issue."""
    writer, at = people.specialists[0], moment(WRITTEN, 8)
    report, _ = create_report(
        by=writer,
        at=at,
        year=2025,
        period=default_period(2025),
        request_number="6480/BNV-CCVC",
        request_date=date(2025, 11, 28),
        request_title="báo cáo kết quả thực hiện Đề án Văn hóa công vụ năm 2025 (minh họa)",
        is_illustrative=True,
    )
    workflow.write_words(report, WORDS, by=writer, at=at)
    report = workflow.submit(report, people, at=moment(date(2025, 12, 17), 9))
    report = workflow.approve(report, people, at=moment(date(2025, 12, 17), 15))
    report = workflow.present(report, memo_number="612/TTr-SNV", at=moment(date(2025, 12, 18), 9))
    workflow.issue(report, number=512, day=date(2025, 12, 26))


def replace_report(people: People) -> None:
    """Write another in its place, and leave it before UBND tỉnh, unsigned."""
    writer, at = people.specialists[0], moment(date(2026, 11, 9), 8)
    issued = Report.objects.get(year=2025)
    report, _ = mistakes.replace_report(issued, by=writer, at=at)
    workflow.write_words(report, READ_AGAIN, by=writer, at=at)
    report = workflow.submit(report, people, at=moment(date(2026, 11, 10), 9))
    report = workflow.approve(report, people, at=moment(date(2026, 11, 10), 15))
    workflow.present(report, memo_number="588/TTr-SNV", at=moment(date(2026, 11, 11), 9))
