"""The registry on a day as a table."""

from tayninh_portal.exports import Column

COLUMNS = (
    Column("Tên cơ quan", lambda agency: agency.name_then or agency.name),
    Column("Loại", lambda agency: agency.get_legal_kind_display()),
    Column("Nhóm báo cáo", lambda agency: agency.get_report_group_display()),
    Column("Cơ quan quản lý", lambda agency: agency.parent_name),
    Column("Từ ngày", lambda agency: agency.starts_on),
    Column("Đến ngày", lambda agency: agency.ends_on),
    Column(
        "Chuyên viên phụ trách",
        lambda agency: ", ".join(row.user.full_name for row in agency.in_charge),
    ),
)
