"""The sections of the papers about a visit, and what the notice of one to come is proposed to say.

The outline of the report (đề cương báo cáo) is ours: no rule says what it asks. Its headings are
what a visit looks at (docs/decisions/0054); whoever writes the notice changes it.
"""

from __future__ import annotations

from inspections.result_papers.models import PaperKind
from inspections.visits.models import Visit

# Of report and notice of results, in their order.
SECTIONS = {
    "facts": "Tình hình chung",
    "good_points": "Ưu điểm",
    "shortcomings": "Hạn chế, thiếu sót",
    "recommendations": "Kiến nghị xử lý",
    "remedies": "Nội dung phải khắc phục",
}
# Of what announces a visit; the last is its annex.
COMING_SECTIONS = {
    "people": "Thành phần làm việc của cơ quan",
    "contents": "Nội dung kiểm tra",
    "prepare": "Nội dung đề nghị chuẩn bị",
    "outline": "Đề cương báo cáo",
}
SECTIONS_OF: dict[str, dict[str, str]] = {
    PaperKind.COMING: COMING_SECTIONS,
    PaperKind.REPORT: SECTIONS,
    PaperKind.NOTICE: SECTIONS,
}
ALL_SECTIONS = COMING_SECTIONS | SECTIONS

PEOPLE = """\
- Thủ trưởng cơ quan hoặc cấp phó được ủy quyền;
- Người phụ trách công tác tổ chức, văn phòng và bộ phận tiếp nhận, trả kết quả hồ sơ (nếu có)."""
CONTENTS = """\
- Việc chấp hành thời giờ làm việc, đeo thẻ, trang phục, nội quy, quy chế của cơ quan;
- Tinh thần, thái độ khi tiếp công dân, giải quyết thủ tục hành chính;
- Việc niêm yết, tiếp nhận và trả kết quả hồ sơ; hồ sơ trễ hạn và việc xin lỗi;
- Việc tự kiểm tra, xử lý vi phạm và khắc phục kiến nghị của lần kiểm tra trước."""
PREPARE = """\
- Báo cáo theo đề cương kèm theo, gửi Sở Nội vụ chậm nhất 02 ngày làm việc trước ngày kiểm tra;
- Danh sách cán bộ, công chức, viên chức, người lao động; lịch công tác tuần, sổ theo dõi nghỉ \
phép, giấy đi công tác, đi học trong tháng;
- Nội quy, quy chế làm việc, kế hoạch và kết quả tự kiểm tra của cơ quan."""
OUTLINE = """\
1. Tình hình chung: chức năng, tổ chức bộ máy; số được giao và số hiện có của cán bộ, công chức, \
viên chức, người lao động.
2. Việc phổ biến, triển khai văn hóa công vụ:
a) Kế hoạch, văn bản đã ban hành (số, ngày, trích yếu);
b) Hình thức, số buổi phổ biến, số người dự;
c) Nội quy, quy chế đã ban hành, sửa đổi.
3. Việc chấp hành kỷ luật, kỷ cương hành chính:
a) Thời giờ làm việc, đeo thẻ, trang phục, thái độ giao tiếp; cách theo dõi hằng ngày;
b) Số người vi phạm đã phát hiện, hình thức xử lý.
4. Việc giải quyết thủ tục hành chính: số hồ sơ đã nhận, đã trả đúng hạn, trễ hạn; nguyên nhân, số \
phiếu xin lỗi; việc niêm yết, bố trí người trực.
5. Việc tiếp công dân, xử lý phản ánh, kiến nghị: số vụ việc đã nhận, đã giải quyết, còn lại.
6. Việc tự kiểm tra: số cuộc, nội dung, kết quả.
7. Kết quả khắc phục kiến nghị của lần kiểm tra trước.
8. Ưu điểm, hạn chế, nguyên nhân; trách nhiệm của người đứng đầu.
9. Kiến nghị, đề xuất."""


def announced(visit: Visit) -> dict[str, str]:
    """Section → text, for a person to edit; what is looked at is the plan's where it has a line."""
    contents = CONTENTS
    if visit.plan_line is not None:
        said = visit.plan_line.plan.contents.splitlines()
        lines = [line.strip().rstrip(";.") for line in said if line.strip()]
        contents = ";\n".join(f"- {line.removeprefix('- ')}" for line in lines) + "."
    return {"people": PEOPLE, "contents": contents, "prepare": PREPARE, "outline": OUTLINE}
