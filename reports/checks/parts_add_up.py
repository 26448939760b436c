"""A whole and the parts it is told in are the same number."""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.narrative.wholes import wholes_of
from tayninh_portal.lib.dates import number_vi

ADVICE = (
    "Mở từng số liệu để xem hồ sơ của tổng số và của các phần; nếu hồ sơ đúng mà số vẫn lệch, báo "
    "quản trị."
)


def parts_add_up(context: CheckContext) -> list[CheckProblem]:
    """An error for each whole whose parts add up to something else."""
    found, figures = [], context.figures
    for section, what, whole, parts in wholes_of(figures):
        added = sum(figures[part] for part in parts)
        if added != figures[whole]:
            text = (
                f"Cộng các phần được {number_vi(added)} {what}, khác với tổng số "
                f"{number_vi(figures[whole])}."
            )
            found.append(CheckProblem(Level.ERROR, "parts_add_up", section, text, ADVICE, whole))
    return found
