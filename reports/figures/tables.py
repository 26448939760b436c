"""The catalogue in numbers as a table, and the records behind a figure: columns by set of rows.

One tuple a set of rows: the page, the side panel, the file and the rows a freeze keeps are all
drawn from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.figures.kinds import Figure, as_called
from tayninh_portal.lib.dates import month_vi, short_time
from tayninh_portal.lib.spreadsheets import CellValue
from tayninh_portal.listing import ListColumn
from tayninh_portal.paper.form import two_digits

# A row of a set of rows: a record with the annotations of its ``Base``, which no class declares.
Row = Any

_AGENCY: ListColumn[Row] = ListColumn("agency", "Cơ quan", lambda row: row.agency_name)
_RECOMMENDED: ListColumn[Row] = ListColumn(
    "recommended",
    "Kiến nghị",
    lambda finding: finding.recommended_handling.name if finding.recommended_handling else "",
)
_CATEGORY: ListColumn[Row] = ListColumn("category", "Loại", lambda finding: finding.category.name)
_FOUND_ON: ListColumn[Row] = ListColumn("day", "Ngày", lambda finding: finding.visit_day)
_OF_AGENCIES: tuple[ListColumn[Row], ...] = (
    ListColumn("name", "Cơ quan", lambda agency: agency.name),
    ListColumn("kind", "Loại", lambda agency: agency.get_legal_kind_display()),
)
# What is told of a complaint to who may not see it.
KEPT = "Được tính vào số liệu; nội dung giao riêng cho lãnh đạo xử lý"
_REMEDIED = {
    "on_time": "Đúng hạn",
    "late": "Quá hạn",
    "waiting": "Chờ xác nhận",
    "overdue": "Chưa khắc phục",
}


def _outcome(due: Row) -> str:
    if due.is_done:
        return "Đã tự kiểm tra"
    if due.is_accepted:
        return "Không tổ chức tự kiểm tra"
    return "Đã gửi, chờ chấp nhận" if due.is_filed else "Chưa gửi"


def _planned_for(line: Row) -> str:
    """The agency, or the group as it is called that month."""
    if line.agency_id:
        return str(line.agency_name)
    return as_called(line.get_group_display(), date(line.plan.year, line.month, 1))


def _change_of_plan(line: Row) -> str:
    if line.is_dropped:
        return "Bỏ"
    return "Bổ sung" if line.is_added else ""


def _seen(value: Callable[[Row], CellValue]) -> Callable[[Row], CellValue]:
    """What a complaint says, to those who may see it; the reader annotates ``is_seen``."""
    return lambda complaint: value(complaint) if complaint.is_seen else None


# Set of rows (``Base.name``) → its columns.
COLUMNS: Mapping[str, tuple[ListColumn[Row], ...]] = {
    "visits": (
        _AGENCY,
        ListColumn("day", "Ngày", lambda visit: visit.day),
        ListColumn("hour", "Bắt đầu lúc", lambda visit: short_time(visit.starts_at)),
        ListColumn("kind", "Hình thức", lambda v: "Đột xuất" if v.is_surprise else "Báo trước"),
    ),
    "visited_agencies": _OF_AGENCIES,
    "plan_lines": (
        ListColumn("agency", "Cơ quan, nhóm", _planned_for),
        ListColumn("month", "Tháng", lambda line: f"{month_vi(line.month)}/{line.plan.year}"),
        ListColumn("kind", "Hình thức", lambda x: "Báo trước" if x.agency_id else "Đột xuất"),
        ListColumn("change", "Thay đổi", _change_of_plan),
        # Whose plan, and not the number somebody typed: nothing typed is kept.
        ListColumn("plan", "Kế hoạch của", lambda line: line.plan.get_issuer_display()),
        ListColumn("number", "Số lượt", lambda line: line.number, number=True),
    ),
    "notices": (
        ListColumn("number", "Thông báo", lambda n: f"Số {two_digits(str(n.number))}"),
        ListColumn("issued", "Ngày ban hành", lambda notice: notice.issued_on),
        _AGENCY,
        ListColumn("day", "Ngày kiểm tra", lambda notice: notice.visit.day),
        ListColumn("explained", "Giải trình", lambda n: "Đã gửi" if n.is_explained else ""),
        ListColumn("remedied", "Báo cáo khắc phục", lambda n: "Đã gửi" if n.is_remedied else ""),
    ),
    "findings": (
        _CATEGORY,
        ListColumn("field", "Lĩnh vực", lambda f: f.field.name if f.field else ""),
        _AGENCY,
        _FOUND_ON,
        _RECOMMENDED,
    ),
    "answered": (
        _CATEGORY,
        _AGENCY,
        _FOUND_ON,
        _RECOMMENDED,
        ListColumn("handled", "Đã xử lý", lambda f: f.handled_name if f.is_handled else ""),
    ),
    "remedies": (
        ListColumn("what", "Nội dung", lambda remedy: remedy.what),
        _AGENCY,
        ListColumn("due", "Hạn", lambda remedy: remedy.due_on),
        ListColumn("done", "Xong ngày", lambda r: r.done_on if r.is_done else None),
        ListColumn("outcome", "Kết quả", lambda remedy: _REMEDIED[remedy.standing]),
    ),
    "head_criticisms": (
        _AGENCY,
        ListColumn("day", "Ngày kiểm tra", lambda row: row.visit.day),
        ListColumn("about", "Đối với", lambda row: row.get_about_display()),
        ListColumn("outcome", "Kết quả", lambda row: "Phê bình" if row.is_criticised else ""),
    ),
    "complaints": (
        ListColumn("number", "Phản ánh", lambda c: f"Số {c.pk}" if c.is_seen else KEPT),
        ListColumn("agency", "Cơ quan bị phản ánh", _seen(lambda c: c.agency_name)),
        ListColumn("received", "Tiếp nhận", _seen(lambda c: c.received_on)),
        ListColumn(
            "outcome",
            "Kết quả",
            _seen(lambda complaint: "Đã xử lý" if complaint.is_handled else "Đang xử lý"),
        ),
        ListColumn(
            "handled", "Xử lý ngày", _seen(lambda c: c.handled_on if c.is_handled else None)
        ),
    ),
    "due": (
        _AGENCY,
        ListColumn("group", "Nhóm", lambda due: due.get_group_display()),
        ListColumn("round", "Đợt", lambda due: due.round.title),
        ListColumn("outcome", "Kết quả", _outcome),
        ListColumn(
            "late", "Quá hạn", lambda d: "quá hạn" if d.is_filed and not d.is_on_time else ""
        ),
    ),
    "submissions": (
        _AGENCY,
        ListColumn("round", "Đợt", lambda submission: submission.round.title),
        ListColumn("accepted", "Ngày chấp nhận", lambda submission: submission.accepted_on),
        ListColumn(
            "inspections_held",
            "Số cuộc tự kiểm tra",
            lambda submission: submission.inspections_held,
            number=True,
        ),
    ),
    "own_violations": (
        _AGENCY,
        ListColumn("category", "Loại vi phạm", lambda count: count.category.name),
        ListColumn("count", "Số vụ việc", lambda count: count.count, number=True),
    ),
    "group_agencies": (
        _AGENCY,
        ListColumn("group", "Nhóm", lambda agency: agency.get_report_group_display()),
        ListColumn(
            "visited",
            "Kiểm tra trong kỳ",
            lambda a: "Đã kiểm tra" if a.is_visited else "Chưa kiểm tra",
        ),
    ),
    "reporting_agencies": _OF_AGENCIES,
    "facts": (
        # What an agency wrote of a fact is free text and stays in the portal.
        ListColumn("title", "Nội dung", lambda fact: fact.title, only="screen"),
        _AGENCY,
        ListColumn("day", "Ngày", lambda fact: fact.day),
        ListColumn("kind", "Loại", lambda fact: fact.get_kind_display()),
        ListColumn("quantity", "Số lượng", lambda fact: fact.quantity, number=True),
        ListColumn("people_reached", "Số người", lambda f: f.people_reached, number=True),
    ),
}
# What a visit adds to a sum of people, where the figure is one.
_SUMMED: ListColumn[Row] = ListColumn("summed", "Số người", lambda row: row.summed, number=True)


def columns_of(figure: Figure) -> tuple[ListColumn[Row], ...]:
    """The columns of the records behind a figure, () for a ratio."""
    columns = COLUMNS[figure.base.name] if figure.base else ()
    return (*columns, _SUMMED) if summed_in(figure) == _SUMMED.name else columns


def summed_in(figure: Figure) -> str:
    """The column that adds up to the figure, "" where it is no sum."""
    if figure.kind != "sum" or figure.base is None:
        return ""
    names = {column.name for column in COLUMNS[figure.base.name]}
    return figure.column if figure.column in names else _SUMMED.name


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


CATALOGUE: tuple[ListColumn[Line], ...] = (
    ListColumn("noun", "Nhóm", lambda line: line.noun),
    ListColumn("key", "Mã", lambda line: line.figure.key),
    ListColumn("label", "Số liệu", lambda line: line.figure.label),
    ListColumn("unit", "Đơn vị tính", lambda line: line.figure.unit),
    ListColumn("value", "Kỳ này", lambda line: line.value),
    ListColumn("before", "Kỳ trước", lambda line: line.before),
    ListColumn("change", "Chênh lệch", lambda line: line.change),
    ListColumn("definition", "Cách tính", lambda line: line.figure.definition),
    ListColumn("warning", "Lưu ý khi so sánh", lambda line: line.warning),
)
