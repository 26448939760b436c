"""States and fixed choices of the records, in Vietnamese.

Only what the program itself decides by stands here; categories, fields and forms of handling are
dated rows (``models/catalogues.py``), since a decree changes them.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class State(models.TextChoices):
    """A state with the tone and the sign its badge shows; subclasses list their members' tones."""

    @property
    def tone(self) -> str:
        """Tone of the badge: neutral, primary, done, warning or danger."""
        return self._look()[0]

    @property
    def sign(self) -> str:
        """Icon of the badge; the colour never speaks alone."""
        return self._look()[1]

    def _look(self) -> tuple[str, str]:
        return LOOKS.get((type(self).__name__, self.value), ("neutral", "circle"))


class LegalKind(models.TextChoices):
    """Legal kind of a body; the report group is a field of its own."""

    PROVINCE = "province", "Ủy ban nhân dân tỉnh"
    PROVINCIAL_BODY = "provincial_body", "Sở, ban, ngành tỉnh"
    PUBLIC_UNIT = "public_unit", "Đơn vị sự nghiệp thuộc UBND tỉnh"
    DISTRICT = "district", "UBND huyện, thị xã, thành phố"
    COMMUNE = "commune", "UBND xã, phường, thị trấn"
    SUBORDINATE = "subordinate", "Đơn vị trực thuộc"
    OUTSIDE = "outside", "Ngoài thẩm quyền của tỉnh"
    MINISTRY = "ministry", "Cơ quan trung ương"


class ReportGroup(models.TextChoices):
    """The group in which the report counts an agency; empty for one that is never due."""

    PROVINCIAL = "provincial", "Sở, ban, ngành tỉnh"
    DISTRICT = "district", "Huyện, thị xã, thành phố"
    COMMUNE = "commune", "Xã, phường, thị trấn"


class VisitState(State):
    """Where a visit stands; only a concluded one is counted."""

    DRAFT = "draft", "Đang ghi nhận"
    CONCLUDED = "concluded", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


class VisitCause(models.TextChoices):
    """What set a visit off."""

    PLAN = "plan", "Theo kế hoạch"
    HOTLINE = "hotline", "Từ phản ánh qua đường dây nóng"
    AFTER_TET = "after_tet", "Sau nghỉ Tết"
    RECHECK = "recheck", "Kiểm tra lại"
    OTHER = "other", "Lý do khác"


class Subject(models.TextChoices):
    """What a finding or a category is about."""

    PERSON = "person", "Cá nhân"
    UNIT = "unit", "Đơn vị"


class PersonKind(models.TextChoices):
    """Kinds of person, by the law that binds them."""

    OFFICIAL = "official", "Cán bộ"
    CIVIL_SERVANT = "civil_servant", "Công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    CONTRACT = "contract", "Người lao động hợp đồng"
    COMMUNE_PART_TIME = "commune_part_time", "Người hoạt động không chuyên trách cấp xã"


class Area(models.IntegerChoices):
    """The four areas of Quyết định 1847/QĐ-TTg."""

    ATTITUDE = 1, "Tinh thần, thái độ làm việc"
    CONDUCT = 2, "Chuẩn mực giao tiếp, ứng xử"
    ETHICS = 3, "Chuẩn mực đạo đức, lối sống"
    DRESS = 4, "Trang phục"


class ComplaintState(State):
    """Where a complaint stands."""

    RECEIVED = "received", "Mới tiếp nhận"
    CLASSIFIED = "classified", "Đã phân loại"
    HANDED_ON = "handed_on", "Đã giao xử lý"
    ANSWERED = "answered", "Đã trả lời"
    PASSED_ON = "passed_on", "Đã chuyển cơ quan có thẩm quyền"
    CLOSED = "closed", "Đã kết thúc"
    MERGED = "merged", "Đã gộp (trùng)"


# Groups of states. Open: somebody still has to do something. Handled: closed or passed on in
# writing (brief: complaints.handled).
COMPLAINT_OPEN = (
    ComplaintState.RECEIVED,
    ComplaintState.CLASSIFIED,
    ComplaintState.HANDED_ON,
    ComplaintState.ANSWERED,
)
# The citizen still waits for an answer.
COMPLAINT_UNANSWERED = (
    ComplaintState.RECEIVED,
    ComplaintState.CLASSIFIED,
    ComplaintState.HANDED_ON,
)
COMPLAINT_HANDLED = (ComplaintState.PASSED_ON, ComplaintState.CLOSED)


class ComplaintClass(models.TextChoices):
    """What a complaint is in law (Nghị định 20/2008/NĐ-CP; Luật Khiếu nại; Luật Tố cáo)."""

    UNCLASSIFIED = "", "Chưa phân loại"
    NOT_ACCEPTED = "not_accepted", "Không tiếp nhận"
    CONDUCT = "conduct", "Về hành vi của cơ quan, cán bộ, công chức, viên chức"
    RULES_OWN = "rules_own", "Về quy định hành chính, thuộc thẩm quyền"
    RULES_OTHER = "rules_other", "Về quy định hành chính, thuộc cơ quan khác"
    GRIEVANCE = "grievance", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"


# Khiếu nại and tố cáo go to another procedure and are not counted as phản ánh.
OTHER_PROCEDURE = (ComplaintClass.GRIEVANCE, ComplaintClass.DENUNCIATION)


class Channel(models.TextChoices):
    """How a complaint came in."""

    PHONE = "phone", "Điện thoại đường dây nóng"
    SYSTEM_1022 = "system_1022", "Hệ thống 1022"
    LETTER = "letter", "Văn bản, thư"
    IN_PERSON = "in_person", "Trực tiếp"


class RoundState(State):
    """Where a self-inspection round stands."""

    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đang nhận kết quả"
    CLOSED = "closed", "Đã khóa"


class SubmissionState(State):
    """Where an agency's self-inspection result stands; only an accepted one is counted."""

    DRAFT = "draft", "Đang nhập"
    CERTIFIED = "certified", "Đã gửi, chờ chấp nhận"
    RETURNED = "returned", "Bị trả lại"
    ACCEPTED = "accepted", "Đã chấp nhận"


class Held(models.TextChoices):
    """Whether the agency held self-inspections; blank is not an answer, and not zero."""

    UNANSWERED = "", "Chưa trả lời"
    HELD = "held", "Có tổ chức tự kiểm tra"
    NOT_HELD = "not_held", "Không tổ chức tự kiểm tra"


class DocumentKind(models.TextChoices):
    """Kinds of administrative document the portal names by itself (Nghị định 30/2020/NĐ-CP, Đ7);
    whatever else is cited (a decree, a law) says its own kind."""

    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    INSTRUCTION = "instruction", "Chỉ thị"
    LETTER = "letter", "Công văn"
    REPORT = "report", "Báo cáo"
    REGULATION = "regulation", "Quy chế"
    OTHER = "other", "Loại khác"


class FactKind(models.TextChoices):
    """What was done to carry out the Đề án, as Quyết định 1847/QĐ-TTg asks to be told."""

    DIRECTIVE = "directive", "Văn bản chỉ đạo, kế hoạch"
    MEETING = "meeting", "Hội nghị, cuộc họp phổ biến"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    POST = "post", "Tin, bài đăng tải"
    RULE_REVIEWED = "rule_reviewed", "Rà soát quy định, quy chế"
    RULE_AMENDED = "rule_amended", "Ban hành, sửa đổi quy định, quy chế"
    TRAINING = "training", "Bồi dưỡng, tập huấn"
    SHORTCOMING = "shortcoming", "Hạn chế, tồn tại"
    PROPOSAL = "proposal", "Kiến nghị, đề xuất"


# What has listeners; elsewhere a number of people reached says nothing.
FACT_REACHES_PEOPLE = (
    FactKind.MEETING,
    FactKind.BROADCAST,
    FactKind.POST,
    FactKind.TRAINING,
)
# Told in words, not in numbers.
FACT_IN_WORDS = (FactKind.SHORTCOMING, FactKind.PROPOSAL)


class FactState(State):
    """Where an implementation fact stands; counted once the Sở has confirmed it."""

    DRAFT = "draft", "Chờ xác nhận"
    RETURNED = "returned", "Bị trả lại"
    CONFIRMED = "confirmed", "Đã xác nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


class HandlingState(State):
    """Where an agency's result of handling stands; counted once the Sở has confirmed it."""

    ENTERED = "entered", "Chờ xác nhận"
    RETURNED = "returned", "Bị trả lại"
    CONFIRMED = "confirmed", "Đã xác nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


class RemedyState(State):
    """Where a remedy stands; done once the Sở has confirmed what the agency reported."""

    OPEN = "open", "Chưa báo cáo"
    REPORTED = "reported", "Chờ xác nhận"
    RETURNED = "returned", "Bị trả lại"
    CONFIRMED = "confirmed", "Đã khắc phục"


# The agency still has to do something.
REMEDY_OPEN = (RemedyState.OPEN, RemedyState.RETURNED)


class HandoverKind(models.TextChoices):
    """What is passed on: the first three by name, the rest with the agency in charge."""

    ASSIGNMENT = "assignment", "Cơ quan phụ trách"
    VISIT = "visit", "Lượt kiểm tra chưa kết thúc"
    RESERVED = "reserved", "Phản ánh giao xử lý riêng"
    COMPLAINT = "complaint", "Phản ánh đang mở"
    SUBMISSION = "submission", "Kết quả tự kiểm tra chờ chấp nhận"
    FACT = "fact", "Kết quả triển khai chờ xác nhận"
    HANDLING = "handling", "Kết quả xử lý chờ xác nhận"
    REMEDY = "remedy", "Nội dung chưa khắc phục xong"


class ImportKind(models.TextChoices):
    """What a workbook that is imported holds."""

    VISITS = "visits", "Lượt kiểm tra và nội dung ghi nhận"
    COMPLAINTS = "complaints", "Phản ánh, kiến nghị"

    @property
    def noun(self) -> str:
        """What the names of addresses begin with ("visit-import")."""
        return self.value.removesuffix("s")


class ImportState(State):
    """Where an uploaded workbook stands."""

    FAULTY = "faulty", "Có lỗi, chưa nhập"
    CHECKED = "checked", "Không có lỗi, chờ nhập"
    IMPORTED = "imported", "Đã nhập"
    DISCARDED = "discarded", "Đã bỏ"


LOOKS: dict[tuple[str, Any], tuple[str, str]] = {
    ("VisitState", "draft"): ("neutral", "pencil"),
    ("VisitState", "concluded"): ("done", "check-circle"),
    ("VisitState", "cancelled"): ("neutral", "x-circle"),
    ("ComplaintState", "received"): ("warning", "telephone-inbound"),
    ("ComplaintState", "classified"): ("primary", "tag"),
    ("ComplaintState", "handed_on"): ("primary", "arrow-right"),
    ("ComplaintState", "answered"): ("primary", "chat-left-text"),
    ("ComplaintState", "passed_on"): ("done", "box-arrow-up-right"),
    ("ComplaintState", "closed"): ("done", "check-circle"),
    ("ComplaintState", "merged"): ("neutral", "intersect"),
    ("RoundState", "draft"): ("neutral", "pencil"),
    ("RoundState", "open"): ("primary", "unlock"),
    ("RoundState", "closed"): ("neutral", "lock"),
    ("SubmissionState", "draft"): ("neutral", "pencil"),
    ("SubmissionState", "certified"): ("primary", "send"),
    ("SubmissionState", "returned"): ("warning", "arrow-return-left"),
    ("SubmissionState", "accepted"): ("done", "check-circle"),
    ("FactState", "draft"): ("primary", "hourglass-split"),
    ("FactState", "returned"): ("warning", "arrow-return-left"),
    ("FactState", "confirmed"): ("done", "check-circle"),
    ("FactState", "withdrawn"): ("neutral", "x-circle"),
    ("HandlingState", "entered"): ("primary", "hourglass-split"),
    ("HandlingState", "returned"): ("warning", "arrow-return-left"),
    ("HandlingState", "confirmed"): ("done", "check-circle"),
    ("HandlingState", "withdrawn"): ("neutral", "x-circle"),
    ("RemedyState", "open"): ("neutral", "tools"),
    ("RemedyState", "reported"): ("primary", "hourglass-split"),
    ("RemedyState", "returned"): ("warning", "arrow-return-left"),
    ("RemedyState", "confirmed"): ("done", "check-circle"),
    ("ImportState", "faulty"): ("warning", "exclamation-triangle"),
    ("ImportState", "checked"): ("primary", "hourglass-split"),
    ("ImportState", "imported"): ("done", "check-circle"),
    ("ImportState", "discarded"): ("neutral", "x-circle"),
}
