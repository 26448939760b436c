"""The list of complaints as a table: what was said and who said it stay in the portal."""

from tayninh_portal.exports import Column

COLUMNS = (
    Column("Số", lambda complaint: complaint.pk),
    Column("Ngày tiếp nhận", lambda complaint: complaint.received_on),
    Column("Cơ quan bị phản ánh", lambda complaint: complaint.subject_name),
    Column("Phân loại", lambda complaint: complaint.get_classification_display()),
    Column("Loại hành vi", lambda c: c.category.name if c.category else ""),
    Column("Lĩnh vực", lambda c: c.field.name if c.field else ""),
    Column("Hạn trả lời", lambda complaint: complaint.answer_due_on),
    Column("Trạng thái", lambda complaint: complaint.get_state_display()),
    Column("Xử lý riêng", lambda c: "xử lý riêng" if c.reserved_for_id else ""),
    Column("Minh họa", lambda complaint: "minh họa" if complaint.is_illustrative else ""),
)
