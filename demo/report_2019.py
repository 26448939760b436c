"""The annual report of 2019, from the specialist's words to its issue as số 13/BC-UBND.

Period, number and date are those of the real report; the people are the demo's own.
"""

from __future__ import annotations

from datetime import date

from demo import report_workflow as workflow
from demo.clock import moment
from demo.people import People
from reports.issuing.actions import mistakes
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from tayninh_portal.lib.periods import parse_period

WRITTEN = moment(date(2020, 1, 7), 8)
# section code → the specialist's words; facts and titles of documents from the real report
WORDS: dict[str, str] = {
    "directives": (
        "Các cơ quan, đơn vị tiếp tục thực hiện Chỉ thị số 05/CT-UBND ngày 06/6/2013 của Chủ tịch "
        "Ủy ban nhân dân tỉnh về tăng cường kỷ cương, kỷ luật hành chính, nâng cao hiệu quả thời "
        "gian làm việc trong các cơ quan, đơn vị và Công văn số 3232/UBND-NC ngày 15/11/2016 của "
        "Chủ tịch Ủy ban nhân dân tỉnh."
    ),
    "propaganda": (
        "Nội dung Đề án được đăng trên trang thông tin điện tử của tỉnh, phát thanh tại cơ sở và "
        "phổ biến trong họp giao ban, hội nghị cán bộ, công chức và trên văn phòng điện tử."
    ),
    "oversight": (
        "Người đứng đầu các cơ quan, đơn vị chịu trách nhiệm nhắc nhở, kiểm tra việc chấp hành giờ "
        "làm việc; Tổ công vụ tại cơ quan thông báo kết quả kiểm tra để chấn chỉnh kịp thời."
    ),
    "rules_reviewed": (
        "Việc rà soát tập trung vào quy định về giờ giấc làm việc, đeo thẻ và tiếp công dân, lồng "
        "ghép yêu cầu của Quyết định số 1847/QĐ-TTg."
    ),
    "training": (
        "Tỉnh chưa phối hợp với cơ sở đào tạo mở lớp bồi dưỡng riêng về văn hóa công vụ do chưa có "
        "hướng dẫn của Bộ Nội vụ; nội dung này được lồng ghép trong hội nghị, tập huấn."
    ),
    "strengths": (
        "Phần lớn cán bộ, công chức, viên chức chấp hành tốt nội quy, quy chế cơ quan và quy tắc "
        "ứng xử; các cơ quan, đơn vị đều có kế hoạch thực hiện Đề án."
    ),
    "shortcomings": (
        "Việc tự kiểm tra ở một vài nơi chưa thường xuyên; còn tình trạng giải quyết thủ tục hành "
        "chính trễ hạn, nhất là trong lĩnh vực tài nguyên và môi trường."
    ),
    "causes": (
        "Một bộ phận công chức, viên chức chưa nêu cao tinh thần trách nhiệm khi thi hành công vụ."
    ),
    "proposals": (
        "Đề nghị Bộ Nội vụ hướng dẫn hoặc mở lớp bồi dưỡng về văn hóa công vụ để các tỉnh, "
        "thành phố cử cán bộ, công chức, viên chức tham gia."
    ),
    "directions": (
        "- Tiếp tục thực hiện có hiệu quả Quyết định số 1847/QĐ-TTg trên địa bàn tỉnh;\n"
        "- Tăng cường kiểm tra đột xuất, nhất là tại nơi còn giải quyết thủ tục hành chính trễ "
        "hạn;\n"
        "- Đề cao trách nhiệm của người đứng đầu trong việc nhắc nhở, tự kiểm tra và xử lý vi "
        "phạm;\n"
        "- Rà soát, sửa đổi các quy định về văn hóa công vụ cho phù hợp với thực tế."
    ),
}
# All agencies had inspected themselves, so “not regularly” needed its “how often”.
READ_AGAIN = {
    "shortcomings": (
        "Các cơ quan đều đã tự kiểm tra nhưng số cuộc tự kiểm tra ở một vài nơi còn ít; còn tình "
        "trạng giải quyết thủ tục hành chính trễ hạn, nhất là trong lĩnh vực tài nguyên và môi "
        "trường."
    ),
}


def build_report(people: People) -> None:
    """Open the report, write its sections, and take it all the way to its issue."""
    writer = people.specialists[0]
    report, _ = create_report(
        by=writer,
        at=WRITTEN,
        year=2019,
        period=parse_period("calendar-2019"),
        request_number="28/BNV-CCVC",
        request_date=date(2020, 1, 3),
        request_title="báo cáo thực hiện Đề án Văn hóa công vụ",
        request_due_on=date(2020, 1, 15),
        is_illustrative=True,
    )
    workflow.write_words(report, WORDS, by=writer, at=WRITTEN)
    report = workflow.submit(report, people, at=moment(date(2020, 1, 8), 9))
    report = workflow.approve(report, people, at=moment(date(2020, 1, 8), 15))
    report = workflow.present(report, memo_number="25/TTr-SNV", at=moment(date(2020, 1, 9), 9))
    workflow.issue(report, number=13, day=date(2020, 1, 14))


def replace_report(people: People) -> None:
    """Years later, for the closing of the Đề án, say what the table does not contradict; the Sở's
    leader has approved it."""
    writer, at = people.specialists[0], moment(date(2026, 11, 17), 14)
    issued = Report.objects.get(year=2019)
    report, _ = mistakes.replace_report(issued, by=writer, at=at)
    workflow.write_words(report, READ_AGAIN, by=writer, at=at)
    report = workflow.submit(report, people, at=moment(date(2026, 11, 18), 9))
    workflow.approve(report, people, at=moment(date(2026, 11, 19), 15))
