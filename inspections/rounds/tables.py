"""The rounds as a table; the due list of one, its lines as the screen has them, hidden where it
hides them."""

from typing import Any

from inspections.rounds.models import Held
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

_ROUND = (
    Column("Đợt", lambda round: round.title),
    Column("Kỳ từ ngày", lambda round: round.period_start),
    Column("Kỳ đến ngày", lambda round: round.period_end),
    Column("Hạn gửi", lambda round: round.due_on),
    Column("Trạng thái của đợt", lambda round: round.badge.label),
)
_ILLUSTRATIVE = Column("Minh họa", lambda round: "minh họa" if round.is_illustrative else "")
# For the Sở and UBND tỉnh.
ROUNDS = (
    *_ROUND,
    Column("Phải báo cáo", lambda round: round.due_count),
    Column("Đã chấp nhận", lambda round: round.accepted_count),
    _ILLUSTRATIVE,
)
# For an agency: how far its own result is.
OWN_ROUNDS = (
    *_ROUND,
    Column(
        "Kết quả của cơ quan",
        lambda round: round.own_state.label if round.own_state else "Chưa nhập",
    ),
    _ILLUSTRATIVE,
)
