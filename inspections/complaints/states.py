"""Where a complaint stands, what it is in law, and how it came."""

from __future__ import annotations

from django.db import models

from tayninh_portal.lib.states import State


class ComplaintState(State):
    """Where a complaint stands."""

    RECEIVED = "received", "warning", "telephone-inbound", "Mới tiếp nhận"
    CLASSIFIED = "classified", "primary", "tag", "Đã phân loại"
    HANDED_ON = "handed_on", "primary", "arrow-right", "Đã giao xử lý"
    ANSWERED = "answered", "primary", "chat-left-text", "Đã trả lời"
    PASSED_ON = "passed_on", "done", "box-arrow-up-right", "Đã chuyển cơ quan có thẩm quyền"
    CLOSED = "closed", "done", "check-circle", "Đã kết thúc"
    MERGED = "merged", "neutral", "intersect", "Đã gộp (trùng)"


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
