"""The due list of a round as a table: lines as the screen has them, hidden where it hides them."""

from typing import Any

from inspections.enums import Held
from tayninh_portal.exports import Column


def _told(line: Any) -> Any:
    """The result, where its numbers may be shown."""
    return line.result if line.counts and line.opens else None


def _inspections(line: Any) -> Any:
    told = _told(line)
    if told is None:
        return None
    return "Không tổ chức" if told.held == Held.NOT_HELD else told.inspections_held


COLUMNS = (
    Column("Cơ quan", lambda line: line.due.name_then),
    Column("Nhóm", lambda line: line.due.get_group_display()),
    Column("Trạng thái", lambda line: line.result.badge.label if line.result else "Chưa nhập"),
    Column("Ngày gửi lần đầu", lambda line: line.result.first_filed_on if line.result else None),
    Column("Sau hạn", lambda line: "sau hạn" if line.late else ""),
    Column("Số cuộc", _inspections),
    Column("Số vụ việc", lambda line: _told(line).violations if _told(line) else None),
)
# Seen by the Sở alone, as on the screen.
IN_DEPARTMENT = (*COLUMNS, Column("Phụ trách", lambda line: line.in_charge))
