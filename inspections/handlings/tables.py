"""The list of recommendations and what became of them as a table; a decision's number stays out,
since it leads to a person."""

from __future__ import annotations

from typing import Any

from tayninh_portal.exports import Column


def _handling(finding: Any, name: str) -> str:
    """Something of the standing handling, nothing where there is none to be seen."""
    return str(getattr(finding.standing[0], name)) if finding.standing else ""


COLUMNS = (
    Column("Ngày kiểm tra", lambda finding: finding.visit_day),
    Column("Cơ quan", lambda finding: finding.agency_then),
    Column("Nội dung ghi nhận", lambda finding: finding.category.name),
    Column("Đối tượng", lambda f: f.get_person_kind_display() or f.get_subject_display()),
    Column("Tổ kiến nghị", lambda finding: str(finding.recommended_handling or "")),
    Column("Cơ quan xử lý", lambda finding: _handling(finding, "form")),
    Column(
        "Trạng thái",
        lambda f: f.standing[0].badge.label if f.standing else "Chưa có kết quả",
    ),
    Column("Minh họa", lambda finding: "minh họa" if finding.is_illustrative else ""),
)
