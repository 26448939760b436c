"""The list of remedies as a table."""

from tayninh_portal.exports import Column

COLUMNS = (
    Column("Nội dung", lambda remedy: remedy.finding.category.name),
    Column("Cơ quan", lambda remedy: remedy.agency_then),
    Column("Cơ quan tiếp nhận", lambda remedy: str(remedy.receiver or "")),
    Column("Ngày kiểm tra", lambda remedy: remedy.finding.visit_day),
    Column("Hạn khắc phục", lambda remedy: remedy.due_on),
    Column("Ngày xong", lambda remedy: None if remedy.is_open else remedy.done_on),
    Column("Trạng thái", lambda remedy: remedy.badge.label),
    Column("Minh họa", lambda remedy: "minh họa" if remedy.is_illustrative else ""),
)
