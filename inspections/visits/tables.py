"""The list of visits as a table."""

from tayninh_portal.exports import Column
from tayninh_portal.lib.dates import short_time

COLUMNS = (
    Column("Ngày kiểm tra", lambda visit: visit.day),
    Column("Bắt đầu lúc", lambda visit: short_time(visit.starts_at)),
    Column("Cơ quan", lambda visit: visit.agency_then),
    Column("Hình thức", lambda visit: "Đột xuất" if visit.is_surprise else "Báo trước"),
    Column("Lý do", lambda visit: visit.get_cause_display()),
    Column("Vi phạm", lambda visit: visit.violations),
    Column("Thiếu sót về đơn vị", lambda visit: visit.unit_findings),
    Column("Trạng thái", lambda visit: visit.get_state_display()),
    Column("Minh họa", lambda visit: "minh họa" if visit.is_illustrative else ""),
)
