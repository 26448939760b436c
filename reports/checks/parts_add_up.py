"""A whole and the groups it is parted into are the same number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.checks.problems import Level, Problem
from reports.documents.told import ToldSection
from tayninh_portal.lib.dates import number_vi

PLACES = ("provincial", "district", "commune", "other")
DUE = ("provincial", "district", "commune")
# section, what is counted, whole, parts
WHOLES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("inspections", "lượt kiểm tra", "visits.total", tuple(f"visits.{p}" for p in PLACES)),
    (
        "inspections",
        "vi phạm của cá nhân",
        "violations.total",
        tuple(f"violations.{p}" for p in PLACES),
    ),
    (
        "inspections",
        "thiếu sót của đơn vị",
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
        ("complaints.closed", "complaints.passed_on", "complaints.open"),
    ),
    (
        "inspections",
        "phản ánh, kiến nghị theo thời hạn",
        "complaints.total",
        tuple(
            f"complaints.{clock}" for clock in ("on_time", "late", "overdue", "running", "no_clock")
        ),
    ),
    (
        "inspections",
        "nội dung đến hạn khắc phục",
        "remedies.due",
        ("remedies.on_time", "remedies.late", "remedies.waiting", "remedies.overdue"),
    ),
)


def parts_add_up(figures: Mapping[str, int], sections: Sequence[ToldSection]) -> list[Problem]:
    """A problem for each whole whose groups add up to something else."""
    found = []
    for section, what, whole, parts in WHOLES:
        added = sum(figures[part] for part in parts)
        if added != figures[whole]:
            text = (
                f"Cộng các nhóm được {number_vi(added)} {what}, khác với tổng số "
                f"{number_vi(figures[whole])}."
            )
            found.append(Problem(Level.ERROR, section, text))
    return found
