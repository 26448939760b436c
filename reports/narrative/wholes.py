"""Wholes of a report, and the parts each is told in.

Wholes whose parts are figures of the catalogue are named here part by part. Those broken down by
rows of a catalogue (categories, fields) have as many parts as were found: each is kept among the
figures under its own key.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES = ("provincial", "district", "commune", "other")


DUE = ("provincial", "district", "commune")


# section, what is counted, whole, parts
WHOLES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("inspections", "lượt kiểm tra", "visits.total", tuple(f"visits.{p}" for p in PLACES)),
    (
        "inspections",
        "vi phạm của cá nhân theo nhóm cơ quan",
        "violations.total",
        tuple(f"violations.{p}" for p in PLACES),
    ),
    (
        "inspections",
        "thiếu sót của đơn vị theo nhóm cơ quan",
        "unit_findings.total",
        tuple(f"unit_findings.{p}" for p in PLACES),
    ),
    (
        "self_inspections",
        "cơ quan phải tự kiểm tra",
        "self_inspections.total.due",
        tuple(f"self_inspections.{p}.due" for p in DUE),
    ),
    (
        "self_inspections",
        "cơ quan đã tự kiểm tra",
        "self_inspections.total.done",
        tuple(f"self_inspections.{p}.done" for p in DUE),
    ),
    (
        "self_inspections",
        "cơ quan đã gửi kết quả",
        "self_inspections.total.filed",
        ("self_inspections.total.on_time", "self_inspections.total.late"),
    ),
    (
        "inspections",
        "phản ánh, kiến nghị theo kết quả xử lý",
        "complaints.total",
        ("complaints.closed", "complaints.passed_on", "complaints.open", "complaints.undivided"),
    ),
    (
        "inspections",
        "phản ánh, kiến nghị theo thời hạn",
        "complaints.total",
        tuple(
            f"complaints.{clock}"
            for clock in ("on_time", "late", "overdue", "running", "no_clock", "undivided")
        ),
    ),
    (
        "inspections",
        "nội dung đến hạn khắc phục",
        "remedies.due",
        ("remedies.on_time", "remedies.late", "remedies.waiting", "remedies.overdue"),
    ),
)


# section, what is counted, whole, what its cells are broken down by
BROKEN_DOWN: tuple[tuple[str, str, str, str], ...] = (
    ("inspections", "vi phạm của cá nhân theo loại", "violations.total", "category"),
    (
        "inspections",
        "vi phạm của cá nhân theo nội dung của Quyết định 1847",
        "violations.total",
        "area",
    ),
    ("inspections", "vi phạm của cá nhân theo đối tượng", "violations.total", "person_kind"),
    ("inspections", "vi phạm của cá nhân theo lĩnh vực", "violations.total", "field"),
    ("inspections", "thiếu sót của đơn vị theo nội dung", "unit_findings.total", "category"),
)


def wholes_of(
    figures: Mapping[str, int],
) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Every whole with the keys of its parts; of a breakdown by rows, those that were found."""
    broken_down = (
        (section, what, whole, tuple(key for key in figures if _is_part(key, whole, by)))
        for section, what, whole, by in BROKEN_DOWN
    )
    return (*WHOLES, *broken_down)


def _is_part(key: str, whole: str, by: str) -> bool:
    return key.startswith(f"{whole}@{by}=") and "," not in key
