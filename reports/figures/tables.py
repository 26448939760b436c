"""The catalogue in numbers as a table, and the records behind a figure: columns by set of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.figures.kinds import Figure
from tayninh_portal.exports import Column
from tayninh_portal.lib.dates import short_time

_AGENCY = Column("Cơ quan", lambda row: row.agency_name)
_KEPT = "Được tính vào số liệu; nội dung giao riêng cho lãnh đạo xử lý"
_REMEDIED = {
    "on_time": "Đúng hạn",
    "late": "Quá hạn",
    "waiting": "Chờ xác nhận",
    "overdue": "Chưa khắc phục",
}


def _outcome(due: Any) -> str:
    if due.is_done:
        return "Đã tự kiểm tra"
    if due.is_accepted:
        return "Không tổ chức tự kiểm tra"
    return "Đã gửi, chờ chấp nhận" if due.is_filed else "Chưa gửi"


def _recommended(finding: Any) -> str:
    return finding.recommended_handling.name if finding.recommended_handling else ""


def _seen(value: Any) -> Any:
    """What a complaint says, to those who may see it; the view annotates ``is_seen``."""
    return lambda complaint: value(complaint) if complaint.is_seen else None


# Set of rows (``Base.name``) → columns, those of templates/figures/rows.
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "visits": (
        _AGENCY,
        Column("Ngày", lambda visit: visit.day),
        Column("Bắt đầu lúc", lambda visit: short_time(visit.starts_at)),
        Column("Hình thức", lambda visit: "Đột xuất" if visit.is_surprise else "Báo trước"),
    ),
    "visited_agencies": (
        Column("Cơ quan", lambda agency: agency.name),
        Column("Loại", lambda agency: agency.get_legal_kind_display()),
    ),
    "findings": (
        Column("Loại", lambda finding: finding.category.name),
        Column("Lĩnh vực", lambda finding: finding.field.name if finding.field else ""),
        _AGENCY,
        Column("Ngày", lambda finding: finding.visit_day),
        Column("Kiến nghị", _recommended),
    ),
    "answered": (
        Column("Loại", lambda finding: finding.category.name),
        _AGENCY,
        Column("Ngày", lambda finding: finding.visit_day),
        Column("Kiến nghị", _recommended),
        Column("Đã xử lý", lambda finding: finding.handled_name if finding.is_handled else ""),
    ),
    "remedies": (
        Column("Nội dung", lambda remedy: remedy.finding.category.name),
        _AGENCY,
        Column("Hạn", lambda remedy: remedy.due_on),
        Column("Xong ngày", lambda remedy: remedy.done_on if remedy.is_done else None),
        Column("Kết quả", lambda remedy: _REMEDIED[remedy.standing]),
    ),
    "complaints": (
        Column("Phản ánh", lambda c: f"Số {c.pk}" if c.is_seen else _KEPT),
        Column("Cơ quan bị phản ánh", _seen(lambda c: c.agency_name)),
        Column("Tiếp nhận", _seen(lambda c: c.received_on)),
        Column("Kết quả", _seen(lambda c: "Đã xử lý" if c.is_handled else "Đang xử lý")),
        Column("Xử lý ngày", _seen(lambda c: c.handled_on if c.is_handled else None)),
    ),
    "due": (
        _AGENCY,
        Column("Nhóm", lambda due: due.get_group_display()),
        Column("Đợt", lambda due: due.round.title),
        Column("Kết quả", _outcome),
        Column("Quá hạn", lambda d: "quá hạn" if d.is_filed and not d.is_on_time else ""),
    ),
    "submissions": (
        _AGENCY,
        Column("Đợt", lambda submission: submission.round.title),
        Column("Ngày chấp nhận", lambda submission: submission.accepted_on),
        Column("Số cuộc tự kiểm tra", lambda submission: submission.inspections_held),
    ),
    "own_violations": (
        _AGENCY,
        Column("Loại vi phạm", lambda count: count.category.name),
        Column("Số vụ việc", lambda count: count.count),
    ),
    "group_agencies": (
        _AGENCY,
        Column("Nhóm", lambda agency: agency.get_report_group_display()),
        Column("Kiểm tra trong kỳ", lambda agency: "Đã kiểm tra" if agency.is_visited else ""),
    ),
    "telling_agencies": (
        Column("Cơ quan", lambda agency: agency.name),
        Column("Loại", lambda agency: agency.get_legal_kind_display()),
    ),
    # What an agency wrote of a fact is free text and stays in the portal.
    "facts": (
        _AGENCY,
        Column("Ngày", lambda fact: fact.day),
        Column("Loại", lambda fact: fact.get_kind_display()),
        Column("Số lượng", lambda fact: fact.quantity),
        Column("Số người", lambda fact: fact.people_reached),
    ),
}


@dataclass(frozen=True)
class Line:
    """A figure with its number, the one of the period before and the difference: numbers, texts for
    a ratio, None without a period before. ``warning``: why the two are not comparable, or ""."""

    noun: str
    figure: Figure
    value: int | str
    before: int | str | None
    change: int | str | None
    warning: str


CATALOGUE = (
    Column("Nhóm", lambda line: line.noun),
    Column("Mã", lambda line: line.figure.key),
    Column("Số liệu", lambda line: line.figure.label),
    Column("Đơn vị tính", lambda line: line.figure.unit),
    Column("Kỳ này", lambda line: line.value),
    Column("Kỳ trước", lambda line: line.before),
    Column("Chênh lệch", lambda line: line.change),
    Column("Cách tính", lambda line: line.figure.definition),
    Column("Lưu ý khi so sánh", lambda line: line.warning),
)
